"""Lines -> clauses under their headings, as the document has them; their numbers come later."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.importing.books import Block, Gap
from bot.importing.source import Line
from bot.importing.structure.clauses.draft import Draft, Drafts, printed_path
from bot.importing.structure.clauses.lists_on_top import lists_on_top
from bot.importing.structure.clauses.nested_lists import NestedLists
from bot.importing.structure.clauses.titles import Titles, is_title_of_annex
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import FoundHeading, is_like_title
from bot.importing.structure.lines.numbered_lines import bracketed_lines
from bot.importing.structure.lines.openings import Opening, Style, joined
from bot.importing.structure.numbering.found import Scheme
from bot.importing.structure.numbering.lists.behind_lists import behind_lists, is_outside
from bot.importing.structure.numbering.lists.leads import leads_below
from bot.rulebook import HeadingKind, Table

_LISTS = {Style.LEVELS, Style.HAN, Style.FIGURE, Style.ROMAN, Style.LETTER, Style.FIGURE_BRACKETED}
_ABOVE_LISTS = {Style.ARTICLE, Style.HAN, Style.BRACKETED, Style.SECTION, Style.LATIN_ARTICLE}
# headings that are called by their number
_CITED_ALONE = {Style.HAN, Style.ARTICLE, Style.SECTION, Style.LATIN_ARTICLE, Style.LEVELS}
_LEFT_OUT = re.compile(
    r"[（(\[]?(?:[内內]容|正文)?(?:从|從)?略[）)\]]?[。.]?|[(\[]?(?:text )?omitted[)\]]?\.?", re.IGNORECASE
)
_LEADS = 19.7  # the highest rank of a line that leads to numbers
_BELOW_HEADINGS = 20.0  # the rank of a clause; 1.1 and 1.1.1 are one and two behind


def drafts_of(lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme) -> Drafts:
    """Divide the lines among the clauses of a scheme."""
    walk = _Walk(lines, openings, scheme)
    for index, line in enumerate(lines):
        walk.take(index, line)
    return walk.end()


class _Walk:
    """Reads line after line: what is open is a clause, or a heading whose text waits for one."""

    def __init__(self, lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme) -> None:
        self._lines, self._openings, self._scheme = lines, openings, scheme
        self._clause_titles = Titles(lines, openings, scheme)
        self._behind_lists = {
            behind for last, behind in behind_lists(scheme, lines).items() if is_outside(last, behind, lines)
        }
        self._stack: list[FoundHeading] = []
        self._open: Draft | None = None
        self._lists = NestedLists()
        self._waiting: list[tuple[Line, Block]] = []
        self._is_untitled = False  # the heading just read is 第一章 alone
        self._titles: dict[FoundHeading, Line] = {}  # of headings without a clause yet
        self._drafts = Drafts()

    def take(self, index: int, line: Line) -> None:
        """Read one line."""
        heading = self._scheme.headings.get(index)
        if index in self._clause_titles.above:
            self._drafts.as_titles.add(index)
            self._settle(heading.rank if heading else _BELOW_HEADINGS)
            return
        if index in self._clause_titles.below and self._open:
            self._open.title = joined(line)
            return
        if index in self._behind_lists:
            leads = [each.rank for each in self._stack[-1:] if each.printed.endswith((":", "："))]
            self._settle(min([_LEADS, *leads]))
            self._begin(Draft(line, tuple(self._stack)))
            self._add(replace(line, footnotes=()))
        elif index in self._scheme.kept:
            self._begin(self._numbered(index, line))
        elif heading and self._scheme.style is None:
            self._begin(self._outlined(line, heading))
        elif heading:
            self._head(heading)
            self._waiting += [(line, note) for note in line.footnotes]
            self._is_untitled = not heading.title and (
                heading.kind is not HeadingKind.ANNEX or is_title_of_annex(self._lines, index + 1)
            )
            return
        elif self._is_untitled and not line.table and is_like_title(joined(line)):
            top = self._stack[-1]
            self._stack[-1] = replace(top, title=joined(line), printed=f"{top.printed} {joined(line)}")
            self._titles[self._stack[-1]] = line
            self._drafts.titled[top.at] = self._stack[-1].printed
        else:
            self._add(line)
        self._is_untitled = False

    def end(self) -> Drafts:
        """What was read."""
        self._settle(rank=0)
        headings = {heading for clause in self._drafts.clauses for heading in clause.path}
        for clause in self._drafts.clauses:
            is_asked = self._scheme.style is None and clause.title.endswith(("?", "？"))
            if not clause.blocks and clause.as_heading not in headings and not is_asked:
                clause.blocks, clause.title = [clause.words or clause.title], ""
            clause.blocks += clause.footnotes
        read, empty = self._drafts, [clause for clause in self._drafts.clauses if not any(clause.blocks)]
        read.empty = [clause.line for clause in empty if clause.as_heading not in headings]
        read.clauses = [clause for clause in read.clauses if any(clause.blocks)]
        if self._scheme.style is None:
            _treat_sisters_alike(read.clauses)
        return read

    def _numbered(self, index: int, line: Line) -> Draft:
        opening = self._openings[index]
        depth = len(opening.number) if self._scheme.style is Style.LEVELS else 0
        rank = _BELOW_HEADINGS + depth
        self._settle(rank)
        title, rest = self._clause_titles.of(index, line, opening)
        draft = Draft(line, tuple(self._stack), opening.label, opening.key, title, opening.rest)
        draft.join = self._scheme.kept[index].join
        has_levels = self._scheme.style is Style.LEVELS
        draft.blocks += [rest] if rest else []
        draft.footnotes += self._lines[index - 1].footnotes if index - 1 in self._clause_titles.above else ()
        if (has_levels and draft.title and not rest) or leads_below(index, self._scheme):
            printed = " ".join(joined(line).split())
            draft.as_heading = FoundHeading(HeadingKind.OTHER, rank, opening.key, draft.title, printed, index)
        return draft

    def _outlined(self, line: Line, heading: FoundHeading) -> Draft:
        self._settle(heading.rank)
        opening = self._openings.get(heading.at)
        if bracketed := bracketed_lines([line]).get(0):  # （一）条件
            title = joined(line)[bracketed.end() :]
            return Draft(line, tuple(self._stack), bracketed[0].strip(), title=title, as_heading=heading)
        if opening is None or opening.style not in _LISTS:
            return Draft(line, tuple(self._stack), title=heading.printed, as_heading=heading)
        return Draft(line, tuple(self._stack), opening.label, title=opening.rest, as_heading=heading)

    def _begin(self, draft: Draft) -> None:
        self._titles.clear()
        self._drafts.clauses.append(draft)
        self._open = draft
        if draft.as_heading:
            self._stack.append(draft.as_heading)
        draft.footnotes += draft.line.footnotes

    def _head(self, heading: FoundHeading) -> None:
        self._settle(heading.rank)
        self._stack.append(heading)

    def _settle(self, rank: float) -> None:
        """Close what is open and stands no higher than this rank; text that waited for a clause finds its place."""
        is_left = bool(self._stack) and self._stack[-1].rank >= rank
        if is_left and _is_left_out(self._waiting):
            self._waiting = []
        elif is_left and not self._waiting and (line := self._titles.get(self._stack[-1])):
            self._waiting = [(line, joined(line))]  # nothing stands under it: it was no title
        if self._waiting and is_left:
            self._drafts.clauses.append(self._own_text())
        elif self._waiting:
            self._rules_on_top()
            self._lists_on_top()
            preface = self._drafts.prefaces.setdefault(printed_path(self._stack), [])
            preface += [text for _, block in self._waiting for text in _as_text(block)]
        self._waiting, self._open, self._lists = [], None, NestedLists()
        while self._stack and self._stack[-1].rank >= rank:
            self._stack.pop()

    def _own_text(self) -> Draft:
        """The text of a heading without a clause, as one: by its own number if it is called by that (一、, 1.1)."""
        line, blocks = self._waiting[0][0], [block for _, block in self._waiting]
        *above, heading = self._stack
        opening = self._openings.get(heading.at)
        if bracketed := bracketed_lines(self._lines[heading.at : heading.at + 1]).get(0):
            title = joined(self._lines[heading.at])[bracketed.end() :]
            return Draft(
                line, tuple(above), bracketed[0].strip(), title=title, blocks=blocks, as_heading=heading
            )
        if opening is None or opening.style not in _CITED_ALONE or opening.label.islower():
            return Draft(line, tuple(self._stack), blocks=blocks)
        title = opening.rest or heading.title  # on the line below
        return Draft(line, tuple(above), opening.label, title=title, blocks=blocks, as_heading=heading)

    def _rules_on_top(self) -> None:
        """What an outline asks of people above its first heading is a clause, from its first sentence on."""
        if self._scheme.style or self._stack or self._drafts.clauses:
            return
        texts = [block if isinstance(block, str) else "" for _, block in self._waiting]
        is_titled = is_like_title(texts[0])
        if not any(map(asks_something, texts[is_titled:])):
            return
        first = next(at for at, text in enumerate(texts) if (at or not is_titled) and _begins_rules(text))
        draft = Draft(self._waiting[first][0], (), blocks=[block for _, block in self._waiting[first:]])
        self._drafts.clauses.append(draft)
        self._waiting = self._waiting[:first]

    def _lists_on_top(self) -> None:
        """What 1. 2. 3. before the first 一、 asks of people: a heading right above such a list heads nothing else."""
        if self._scheme.style not in _ABOVE_LISTS or self._drafts.clauses:
            return
        top = self._stack[-1] if self._stack else None
        is_title = top is not None and not top.number and self._lines[top.at].heading is None
        if top and not is_title:
            return
        self._waiting[:], lists = lists_on_top(self._waiting, top.printed if top else "")
        if lists and top:
            self._drafts.as_titles.add(self._stack.pop().at)
        self._drafts.clauses += [
            Draft(
                each.lines[0][0],
                tuple(self._stack),
                title=each.title,
                blocks=[block for _, block in each.lines],
            )
            for each in lists
        ]

    def _add(self, line: Line) -> None:
        block = self._block(line)
        if self._open:
            self._open.blocks.append(block)
            self._open.footnotes += line.footnotes
        else:
            self._waiting += [(line, block), *((line, note) for note in line.footnotes)]

    def _block(self, line: Line) -> Block:
        if line.missing:
            return Gap(line.missing, line.page)
        return line.table or self._lists.written(line)


def _is_left_out(waiting: Sequence[tuple[Line, Block]]) -> bool:
    """Whether all that stands under a heading says that its text is not printed here: （略）."""
    return bool(waiting) and all(
        isinstance(block, str) and _LEFT_OUT.fullmatch(block) for _, block in waiting
    )


def _begins_rules(text: str) -> bool:
    return bool(text) and (asks_something(text) or not is_like_title(text))


def _treat_sisters_alike(clauses: Sequence[Draft]) -> None:
    """Where one heading has others under it, those beside it are chapters too, each with its own text as a clause.

    One with a number of its own, 一、, is cited by that.
    """
    chapters = {
        (clause.path[:depth], heading.rank) for clause in clauses for depth, heading in enumerate(clause.path)
    }
    for clause in clauses:
        is_beside = clause.as_heading and (clause.path, clause.as_heading.rank) in chapters
        if clause.as_heading and is_beside and not clause.label:
            clause.path, clause.title = clause.path_below, clause.as_heading.printed


def _as_text(block: Block) -> tuple[str, ...]:
    if isinstance(block, Table):
        return block.lines
    return (block,) if isinstance(block, str) else ()
