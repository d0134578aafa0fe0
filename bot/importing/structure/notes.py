"""What whoever imports should look at in a book: numbers that are missing, lines that are hardly rules."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.importing.books import Path
from bot.importing.source import Line, Note, NoteKind
from bot.importing.structure.clauses.draft import Draft, Drafts, printed_path
from bot.importing.structure.front_and_back.title_page import TitlePage
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.forms import is_outermost
from bot.importing.structure.lines.headings import is_like_title
from bot.importing.structure.lines.openings import FIRST_LETTER, Form, Opening, joined, opening_of
from bot.importing.structure.numbering.found import Scheme
from bot.importing.structure.numbering.irregular.swallowed import swallowed
from bot.importing.structure.numbering.lists.behind_lists import behind_lists, is_outside
from bot.importing.structure.numbering.sequence import Join
from bot.rulebook import HeadingKind, Table

_CLOSING = re.compile(r"[本此][^，。；：]{1,12}自[^。；：]{1,30}(?:施行|實施|实施|执行|執行|生效|实行)[。.]?")
_ANNOUNCES = re.compile(r"[:：]$|表|如下|下列|\b(?:table|schedule|below|following|follows)\b", re.IGNORECASE)
_SHOWN = 30  # characters of a line in a note


def notes_on(lines: Sequence[Line], scheme: Scheme, drafts: Drafts, page: TitlePage) -> Iterator[Note]:
    """All that the lines of a book give reason to, in the order in which it is told."""
    if page.is_untitled:
        yield Note(NoteKind.UNTITLED, words={"title": page.title})
    yield from _numbers(lines, scheme.openings, scheme)
    for at, text in swallowed(lines, scheme.openings, scheme).items():
        yield note(NoteKind.LEFT_IN_TEXT, lines[at], written=text[:_SHOWN])
    yield from _repeated_headings(drafts.clauses, lines)
    yield from _counted(scheme, lines)
    yield from _empty_headings(lines, scheme, drafts)
    yield from rules_in_prefaces(drafts.prefaces, page.title)
    yield from _closing(drafts.clauses, _apart_at_end(lines, scheme))
    yield from _behind_lists(lines, scheme)


def _numbers(lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme) -> Iterator[Note]:
    """Numbers that are missing, stand twice, or are out of order."""
    before, last = "", 0  # the last number in its order
    elsewhere = {openings[at].number[0] for at, kept in scheme.kept.items() if kept.join is Join.DISORDER}
    for index, opening in sorted(openings.items()):
        kept = scheme.kept.get(index)
        if kept and kept.join is Join.UNNUMBERED:
            if before or index == min(scheme.kept):  # of a template, where all are so, one tells it
                yield note(NoteKind.UNNUMBERED, lines[index], number=opening.label)
            continue
        is_in_order = kept is not None and kept.join is not Join.DISORDER
        is_late = kept is not None and kept.join is Join.RESTART and _is_late(opening.number, last)
        is_annex = opening.number[:1] == (FIRST_LETTER,) and last < FIRST_LETTER  # A.1 behind 9.9
        is_gap = not is_annex and (is_late or (kept is not None and kept.join is Join.GAP))
        if is_gap and before and not _are_among(elsewhere, last, opening.number[0]):
            yield note(NoteKind.NUMBERS_MISSING, lines[index], before=before, number=opening.label)
        elif kept and not is_in_order:
            yield note(NoteKind.OUT_OF_ORDER, lines[index], number=opening.label)
            continue
        elif kept and kept.join is Join.REPEAT:
            yield note(NoteKind.NUMBER_REPEATED, lines[index], number=opening.label)
        before, last = (opening.label, opening.number[0]) if is_in_order else (before, last)


def _is_late(number: Sequence[int], before: int) -> bool:
    """Whether what begins anew does not begin: 2.1 does below the heading behind that of 1.3."""
    is_first = len(number) > 1 and number[0] <= before + 1 and all(level <= 1 for level in number[1:])
    return number[0] > 1 and not is_first


def _are_among(numbers: Collection[int], before: int, end: int) -> bool:
    """Whether all between these two are such numbers."""
    return 1 < end - before <= len(numbers) + 1 and all(each in numbers for each in range(before + 1, end))


def _repeated_headings(clauses: Sequence[Draft], lines: Sequence[Line]) -> Iterator[Note]:
    """Headings that have the number of one beside them: a reference may mean either."""
    seen = dict[tuple[Path, HeadingKind, str], str]()
    told = set[int]()
    for clause in clauses:
        for depth, heading in enumerate(clause.path):
            beside = printed_path(clause.path[:depth]), heading.kind, heading.number
            first = seen.setdefault(beside, heading.printed) if heading.number else heading.printed
            if first.split() != heading.printed.split() and heading.at not in told:
                told.add(heading.at)
                words = {"heading": heading.printed, "first": first}
                yield note(NoteKind.HEADING_REPEATED, lines[heading.at], **words)


def _counted(scheme: Scheme, lines: Sequence[Line]) -> Iterator[Note]:
    """Which numbers are taken for those of clauses though nothing but their order says so."""
    if isinstance(scheme.style, Form) and not is_outermost(scheme.style):
        first, last = (scheme.openings[index].label for index in (min(scheme.kept), max(scheme.kept)))
        yield note(NoteKind.TAKEN_FOR_NUMBERS, lines[min(scheme.kept)], first=first, last=last)


def _empty_headings(lines: Sequence[Line], scheme: Scheme, drafts: Drafts) -> Iterator[Note]:
    used = {heading.at for draft in drafts.clauses for heading in draft.path}
    used |= {draft.as_heading.at for draft in drafts.clauses if draft.as_heading} | drafts.as_titles
    told = set(map(id, drafts.empty))
    for index, heading in scheme.headings.items():
        if index not in used and id(lines[index]) not in told:
            yield note(
                NoteKind.EMPTY_HEADING, lines[index], heading=drafts.titled.get(index, heading.printed)
            )
    for line in drafts.empty:
        yield note(NoteKind.EMPTY_CLAUSE, line, written=joined(line))


def rules_in_prefaces(prefaces: Mapping[Path, Sequence[str]], title: str) -> Iterator[Note]:
    """Texts before the first clause of a heading that ask something, or are numbered: nobody finds them by asking."""
    for path, texts in prefaces.items():
        numbered = [text for text in texts if opening_of(Line(text)) and not is_like_title(text)]
        if any(map(asks_something, texts)) or len(numbered) > 1:
            yield Note(NoteKind.RULES_IN_PREFACE, words={"heading": path[-1] if path else title})


def _apart_at_end(lines: Sequence[Line], scheme: Scheme) -> str:
    """The line behind the last number with an empty one before it, where no clause before has one; "" without it."""
    begun = [*scheme.kept, *scheme.headings]
    apart = [at for at, line in enumerate(lines) if line.is_apart and at > min(begun) and at not in begun]
    told = {*behind_lists(scheme, lines).values()}
    is_alone = apart and apart[0] > max(begun) and told.isdisjoint(apart)
    return joined(lines[apart[0]]) if is_alone and scheme.style else ""


def _closing(clauses: Sequence[Draft], apart: str) -> Iterator[Note]:
    """What stands behind the last clause and is hardly a part of it.

    A line that says since when the whole is in force, or in capitals who sends it; a table of which no word tells;
    and what stands `apart`.
    """
    *others, last = clauses
    elsewhere = {block for clause in others for block in clause.blocks if isinstance(block, str)}
    texts = [block for block in last.blocks if isinstance(block, str)]
    is_announced = not texts or any(map(_ANNOUNCES.search, [last.title, *texts])) or last.is_in_annex
    ends = [text for text in last.blocks[1:] if isinstance(text, str) and text not in elsewhere]
    capitals = [text for text in ends if text.isupper() and is_like_title(text)]
    ends = [text for text in ends if _CLOSING.fullmatch(text) or text in {*capitals, apart}]
    if not is_announced:
        ends += [" | ".join(each.header) for each in last.blocks[1:] if isinstance(each, Table)]
    for end in ends:
        yield note(NoteKind.CLOSING_LINE, last.line, written=end[:_SHOWN], number=last.label or last.title)


def _behind_lists(lines: Sequence[Line], scheme: Scheme) -> Iterator[Note]:
    """What may be for all items of a list and is read as text of the last."""
    for last, behind in behind_lists(scheme, lines).items():
        if not is_outside(last, behind, lines):
            number = scheme.openings[last].label
            yield note(
                NoteKind.BEHIND_LIST, lines[behind], written=joined(lines[behind])[:_SHOWN], number=number
            )


def signature_note(lines: Sequence[Line]) -> Note:
    """What tells whoever imports that these lines were left out below the last clause."""
    written = (" | ".join(line.table.header) if line.table else joined(line) for line in lines)
    return note(NoteKind.SIGNATURE_DROPPED, lines[0], written=" ".join(written))


def note(kind: NoteKind, line: Line, **words: str) -> Note:
    """A note at the place of a line."""
    return Note(kind, line.page, line.paragraph, words)
