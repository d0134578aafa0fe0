"""Which lines of an outline are clauses: the outermost that hold text of their own; above them are headings."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.lines.forms import is_outermost
from bot.importing.structure.lines.headings import FoundHeading, heading_of, is_like_title, says_something
from bot.importing.structure.lines.openings import Opening, Style, joined
from bot.importing.structure.numbering.found import Scheme
from bot.importing.structure.numbering.marks import marks_of
from bot.importing.structure.numbering.outline import Node, outline_of
from bot.importing.structure.numbering.sequence import Candidate, Kept
from bot.rulebook import HeadingKind

_INTRODUCES = re.compile(r"[:：—–-]$")
_GOES_ON = re.compile(r"[；;，、,]$")
_EAST = re.compile("[\u2e80-\u9fff]")
_NAMED = {Style.SECTION, Style.LATIN_ARTICLE, Style.ARTICLE}
_NEVER_ITEMS = {*_NAMED, Style.LEVELS}
_FEWEST = 3  # clauses
_HALF = 0.5
_FEW = 0.2  # of what is called an article
_STRAYS = 0.1  # of the lines that look like clauses or headings: those that do not fit
_SENTENCE = 15  # characters; letters count half


def divided(lines: Sequence[Line]) -> Scheme | None:
    """The scheme that the outline of a document shows; None where it does not show one for sure.

    Annexes are numbered in their own way: with them only 壹、貳、參 show one, above the first.
    """
    annexes = _annexes(lines)
    found = _outlined(lines[: min(annexes, default=len(lines))])
    if not annexes or found is None:
        return found
    shown = [found.style, *(found.openings[at].style for at in found.headings if at in found.openings)]
    return replace(found, headings={**found.headings, **annexes}) if any(map(is_outermost, shown)) else None


def _annexes(lines: Sequence[Line]) -> dict[int, FoundHeading]:
    found = ((at, heading_of(line)) for at, line in enumerate(lines))
    return {at: replace(each, at=at) for at, each in found if each and each.kind is HeadingKind.ANNEX}


def _outlined(lines: Sequence[Line]) -> Scheme | None:
    outline = outline_of(marks_of(lines))
    kind = _kind_of_clauses(outline.nodes, lines)
    if kind is None or outline.is_nested_in_itself:
        return None
    clauses = [node for node in outline.nodes if node.mark.kind == kind]
    if _may_list(clauses[0]) and len({node.above.mark.kind for node in clauses if node.above}) > 1:
        return None
    above = _headings(outline.nodes, clauses)
    kinds = {kind, *(node.mark.kind for node in above)}
    strays = sum(mark.kind in kinds and mark.is_sure for mark in outline.strays)
    if len(clauses) < (_FEWEST - _is_outermost(clauses[0])) or strays > _STRAYS * (len(clauses) + len(above)):
        return None
    return _scheme(clauses, above, lines)


def better(found: Scheme | None, outlined: Scheme | None) -> Scheme | None:
    """Of two readings of a document: the outline where it shows more of what stands above the same clauses."""
    if outlined is None or found is None or is_outermost(outlined.style):
        return outlined or found
    more = outlined.headings.keys() > found.headings.keys()
    if found.kept.keys() <= outlined.kept.keys() and bool(found.style) == bool(outlined.style):
        if found.style is None:
            others = outlined.headings.keys() - found.headings.keys()
            is_below = min(found.headings) == min(outlined.headings) or others <= outlined.openings.keys()
            return outlined if more and is_below else found
        return outlined if more or outlined.headings.keys() == found.headings.keys() else found
    if any(kept.is_anew for kept in found.kept.values()):
        are_all = found.kept.keys() <= outlined.kept.keys() | outlined.headings.keys()
        return outlined if are_all or len(outlined.kept or outlined.headings) >= len(found.kept) else found
    if not (found.style or outlined.style):
        return found
    told = outlined.headings.keys() | (set() if found.style else outlined.kept.keys())
    return outlined if (found.kept.keys() or found.headings.keys()) <= told else found


def _kind_of_clauses(nodes: Sequence[Node], lines: Sequence[Line]) -> Hashable | None:
    """The outermost kind of which more hold text of their own than only stand above others; of articles, a few."""
    votes, depths = defaultdict[Hashable, list[bool]](list), defaultdict[Hashable, list[int]](list)
    named = {node.mark.kind for node in nodes if _is_named(node)}
    named -= {node.mark.kind for node in nodes if not all(map(_may_list, node.children))}
    ends = {node.index: following.index for node, following in pairwise(nodes)}
    for node in nodes:
        depths[node.mark.kind].append(node.depth)
        if (vote := _holds_text(node, ends.get(node.index, len(lines)), lines)) is not None:
            votes[node.mark.kind].append(vote)
    outwards = sorted(depths, key=lambda kind: sum(depths[kind]) / len(depths[kind]))
    most = {kind: (_FEW if kind in named else _HALF) * len(votes[kind]) for kind in outwards}
    return next((kind for kind in outwards if sum(votes[kind]) > most[kind]), None)


def _holds_text(node: Node, end: int, lines: Sequence[Line]) -> bool | None:
    """Whether it is a clause by itself: with text and nothing below, or with a list that it introduces."""
    title = node.mark.title.rstrip(":：") if _is_outermost(node) else node.mark.title
    is_title = is_like_title(title) and not (node.mark.number and says_something(node.mark.title))
    if not node.children:
        return True if not is_title or end > node.index + 1 else None
    above_first = node.children[0].index - 1
    is_heading = _is_outermost(node) and above_first == node.index  # 壹、內務規範：
    if not is_title or (not is_heading and _INTRODUCES.search(lines[above_first].text.strip())):
        return True
    if _is_named(node) and all(map(_may_list, node.children)) and _is_clause_above_list(node, lines):
        return True
    return not _are_weighty(node.children, lines)


def _is_named(node: Node) -> bool:
    """Whether it is called an article, or a section."""
    return node.mark.opening is not None and node.mark.opening.style in _NAMED


def _is_outermost(node: Node) -> bool:
    return node.mark.opening is not None and is_outermost(node.mark.opening.style)


def _is_clause_above_list(node: Node, lines: Sequence[Line]) -> bool:
    """Whether 1. 2. below it are its paragraphs: it is a 条, or in a chapter, or says something before the first."""
    is_article = node.mark.opening is not None and node.mark.opening.style is Style.ARTICLE
    is_in_chapter = node.above is not None and node.above.mark.number is not None
    above_list = range(node.index + 1, node.children[0].index)
    return is_article or is_in_chapter or any(not is_like_title(joined(lines[at])) for at in above_list)


def _are_weighty(children: Sequence[Node], lines: Sequence[Line]) -> bool:
    """Whether they are more than a list: sentences, or titles with text of their own."""
    openings = [child.mark.opening for child in children]
    if all(opening and opening.style in _NEVER_ITEMS for opening in openings):
        return True
    texts = [lines[child.index].text.strip() for child in children]
    if 2 * sum(bool(_GOES_ON.search(text)) for text in texts) >= len(texts):
        return False
    have_text = any(following.index > child.index + 1 for child, following in pairwise(children))
    return have_text or sum(map(_width, texts)) >= _SENTENCE * len(texts)


def _width(text: str) -> float:
    return len(text) if _EAST.search(text) else len(text) / 2


def _may_list(clause: Node) -> bool:
    """Whether such numbers stand before the items of any list, too: 1., (a), ①."""
    opening = clause.mark.opening
    return opening is not None and not clause.mark.is_coded and opening.style not in _NEVER_ITEMS


def _headings(nodes: Sequence[Node], clauses: Sequence[Node]) -> list[Node]:
    """The lines above clauses, and those of their kinds that no clause holds."""
    taken = {clause.index for clause in clauses}
    above = {node.index: node for clause in clauses for node in _above(clause)}
    counts = Counter(node.mark.kind for node in above.values())
    above = {
        at: node for at, node in above.items() if counts[node.mark.kind] > 1 or _may_be_alone(node)
    }  # without the document's title, and its number
    kinds, first = {node.mark.kind for node in above.values()}, min(above, default=0)
    if clauses[0].mark.number is None:  # what has text of its own right below it is no title of the document
        first = (
            min(
                (node.index for node, below in pairwise(nodes) if below.index > node.index + 1), default=first
            )
            - 1
        )
    above |= {
        node.index: node
        for node in nodes
        if (node.index > first or _may_list(node))
        and node.mark.kind in kinds
        and not any(each.index in taken for each in _above(node))
    }
    return [node for index, node in sorted(above.items()) if index not in taken]


def _may_be_alone(node: Node) -> bool:
    """Whether it may be the only heading of its kind: the first of those that have a number."""
    number = node.mark.number
    is_first = (
        number is not None and set(number) == {1} and not node.mark.is_coded
    )  # Published 1 July is none
    return is_first or (number is not None and node.mark.heading is not None)


def _above(node: Node) -> Iterator[Node]:
    while node.above:
        node = node.above
        yield node


def _scheme(clauses: Sequence[Node], above: Sequence[Node], lines: Sequence[Line]) -> Scheme | None:
    opening = clauses[0].mark.opening
    if opening is None:
        heading = [*above, *clauses]
        if all(lines[node.index].heading is not None for node in heading):
            return None  # the file itself says what stands under what
        return Scheme(None, {}, _found(heading, lines), _openings(above))
    kept = {
        node.index: Kept(Candidate(node.index, node.mark.number, is_sure=True), node.join)
        for node in clauses
        if node.mark.number
    }
    openings = {
        at: replace(each, style=opening.style) if at in kept else each
        for at, each in _openings([*above, *clauses]).items()
    }
    return Scheme(opening.style, kept, _found(above, lines), openings)


def _openings(nodes: Sequence[Node]) -> dict[int, Opening]:
    return {node.index: node.mark.opening for node in nodes if node.mark.opening}


def _found(nodes: Sequence[Node], lines: Sequence[Line]) -> Mapping[int, FoundHeading]:
    return {node.index: _heading(node, lines) for node in sorted(nodes, key=lambda node: node.index)}


def _heading(node: Node, lines: Sequence[Line]) -> FoundHeading:
    rank = node.depth + 1.0
    if node.mark.heading:
        return replace(node.mark.heading, rank=rank, at=node.index)
    printed = " ".join(joined(lines[node.index]).split())
    key = node.mark.opening.key if node.mark.opening else ""
    return FoundHeading(HeadingKind.OTHER, rank, key, node.mark.title, printed, node.index)
