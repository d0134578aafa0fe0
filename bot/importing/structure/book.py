"""One regulation: lines -> a book, and what whoever imports should look at."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import PurePath

from pypinyin import lazy_pinyin

from bot.importing.books import ImportedBook, ImportedClause, Path
from bot.importing.source import ImportRefusedError, Line, Note, NoteKind, Refusal, SourceDocument
from bot.importing.structure.clauses.drafts import Draft, Drafts, drafts_of, printed_path
from bot.importing.structure.clauses.keys import numbers_of
from bot.importing.structure.front_and_back.signature import without_signatures
from bot.importing.structure.front_and_back.title_page import TitlePage, tells_only, title_page
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.forms import is_outermost
from bot.importing.structure.lines.headings import FoundHeading, is_like_title
from bot.importing.structure.lines.numbered_lines import openings_of
from bot.importing.structure.lines.openings import Form, Opening, joined, opening_of
from bot.importing.structure.numbering.annexes import with_annexes
from bot.importing.structure.numbering.found import Scheme
from bot.importing.structure.numbering.irregular.swallowed import swallowed
from bot.importing.structure.numbering.lists.behind_lists import behind_lists, is_outside
from bot.importing.structure.numbering.lists.items import with_items
from bot.importing.structure.numbering.scheme import scheme_of
from bot.importing.structure.numbering.sequence import Join
from bot.importing.structure.several import refuse_several
from bot.rulebook import HeadingKind, Table
from bot.rulebook.book import bare_title

_NO_ID = re.compile(r"[^a-z0-9]+")
_CLOSING = re.compile(r"[本此][^，。；：]{1,12}自[^。；：]{1,30}(?:施行|實施|实施|执行|執行|生效|实行)[。.]?")
_ANNOUNCES = re.compile(r"[:：]$|表|如下|下列|\b(?:table|schedule|below|following|follows)\b", re.IGNORECASE)
_LONGEST_ID = 40
_LINES_OF_TITLE = 3
_SHOWN = 30  # characters of a line in a note


def book_of(
    document: SourceDocument, lines: Sequence[Line], *, is_marked: bool = False
) -> tuple[ImportedBook, tuple[Note, ...]]:
    """The book that these lines are; raises ImportRefusedError (NO_SCHEME, SEVERAL_BOOKS).

    Where it `is_marked` as one of several, no plain line in it begins another.
    """
    lines, signatures = without_signatures(_without_mark_of_title(lines, document.title))
    found = scheme_of(lines, openings_of(lines))
    if found is None:
        raise ImportRefusedError(Refusal.NO_SCHEME)
    scheme = with_items(with_annexes(found, lines), lines)
    refuse_several(lines, scheme.openings, scheme, is_marked=is_marked)
    return _read(document, lines, scheme, signatures)


def undivided_book(document: SourceDocument, lines: Sequence[Line]) -> tuple[ImportedBook, tuple[Note, ...]]:
    """A book of a single clause, which has its title on the first of these lines, and a note that says so."""
    lines, signatures = without_signatures(lines)
    title = " ".join(joined(lines[0]).split())
    heading = FoundHeading(HeadingKind.OTHER, 1.0, "", title, title, 1)
    book, notes = _read(document, [lines[0], *lines], Scheme(None, {}, {1: heading}, {}), signatures)
    return book, (_note(NoteKind.UNDIVIDED, lines[0], title=book.title), *notes)


def _read(
    document: SourceDocument,
    lines: Sequence[Line],
    scheme: Scheme,
    signatures: Sequence[Sequence[Line]],
) -> tuple[ImportedBook, tuple[Note, ...]]:
    openings = scheme.openings
    drafts = drafts_of(lines, openings, scheme)
    if not drafts.clauses:
        raise ImportRefusedError(Refusal.NO_SCHEME)
    page = _title_page(document, lines, scheme, drafts.clauses, signatures)
    return _book(document, page, drafts), (
        *([Note(NoteKind.UNTITLED, words={"title": page.title})] if page.is_untitled else ()),
        *_numbers(lines, openings, scheme),
        *(
            _note(NoteKind.LEFT_IN_TEXT, lines[at], written=text[:_SHOWN])
            for at, text in swallowed(lines, openings, scheme).items()
        ),
        *_repeated_headings(drafts.clauses, lines),
        *_counted(scheme, lines),
        *_empty_headings(lines, scheme, drafts),
        *_rules_in_prefaces(drafts, page.title),
        *_closing(drafts.clauses, _apart_at_end(lines, scheme)),
        *_behind_lists(lines, scheme),
        *map(signature_note, signatures),
    )


def _without_mark_of_title(lines: Sequence[Line], title: str) -> Sequence[Line]:
    """The lines with the title as plain text where it is marked like the headings below it, as pandoc writes pages."""
    first, *others = lines
    is_title = first.heading is not None and first.text.split() == title.split()
    if is_title and others and others[0].heading == first.heading:
        return [replace(first, heading=None), *others]
    return lines


def _title_page(
    document: SourceDocument,
    lines: Sequence[Line],
    scheme: Scheme,
    clauses: Sequence[Draft],
    signatures: Sequence[Sequence[Line]],
) -> TitlePage:
    """What the lines before the first clause, the ends of the book and who signed it say of it."""
    before = lines[: min([*scheme.kept, *scheme.headings])]
    rules = [each for each in clauses if not _is_in_annex(each)]
    last = [*clauses[:3], *rules[-3:], *clauses[-3:]]
    ends = ["\n".join(each for each in clause.blocks if isinstance(each, str)) for clause in last]
    signed = [line.text for signature in signatures[:1] for line in signature]
    return title_page(before, ends, signed, document.title, PurePath(document.name).stem)


def _book(document: SourceDocument, page: TitlePage, drafts: Drafts) -> ImportedBook:
    clauses = tuple(map(_clause, drafts.clauses, numbers_of(drafts.clauses)))
    prefaces = {path: preface_of(texts, page) for path, texts in drafts.prefaces.items()}
    return ImportedBook(
        id_of(page.title),
        page.title,
        document.name,
        document.sha256,
        clauses,
        {path: text for path, text in prefaces.items() if text},
        page.version,
        page.document_number,
        page.issued,
        page.effective,
        page.owner,
    )


def id_of(title: str) -> str:
    """What a book's folder is called: 员工手册（2026版） -> yuan-gong-shou-ce."""
    written = _NO_ID.sub("-", "-".join(lazy_pinyin(bare_title(title))).lower()).strip("-")
    return written[:_LONGEST_ID].rsplit("-", 1)[0] if len(written) > _LONGEST_ID else written or "book"


def preface_of(texts: Sequence[str], page: TitlePage) -> str:
    """The text before the clauses, without the title itself and lines that only tell what stands in the book's data."""
    bare = _without_title(texts, "".join(page.title.split()))
    return "\n".join(text for text in bare if not tells_only(text, page))


def _without_title(texts: Sequence[str], title: str) -> Sequence[str]:
    """The texts without the title wherever it stands, on one line or broken into several."""
    for start, end in product(range(len(texts)), range(1, _LINES_OF_TITLE + 1)):
        if "".join("".join(texts[start : start + end]).split()).strip("《》") == title:
            return [*texts[:start], *_without_title(texts[start + end :], title)]
    return texts


def _clause(draft: Draft, number: str) -> ImportedClause:
    line = draft.line
    path = printed_path(draft.path)
    return ImportedClause(
        draft.label, number, path, draft.title, tuple(draft.blocks), line.page, line.paragraph
    )


def _numbers(lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme) -> Iterator[Note]:
    """Numbers that are missing, stand twice, or are out of order."""
    before, last = "", 0  # the last number in its order
    elsewhere = {openings[at].number[0] for at, kept in scheme.kept.items() if kept.join is Join.DISORDER}
    for index, opening in sorted(openings.items()):
        kept = scheme.kept.get(index)
        if kept and kept.join is Join.UNNUMBERED:
            if before or index == min(scheme.kept):  # of a template, where all are so, one tells it
                yield _note(NoteKind.UNNUMBERED, lines[index], number=opening.label)
            continue
        is_in_order = kept is not None and kept.join is not Join.DISORDER
        is_late = kept is not None and kept.join is Join.RESTART and _is_late(opening.number, last)
        is_gap = is_late or (kept is not None and kept.join is Join.GAP)
        if is_gap and before and not _are_among(elsewhere, last, opening.number[0]):
            yield _note(NoteKind.NUMBERS_MISSING, lines[index], before=before, number=opening.label)
        elif kept and not is_in_order:
            yield _note(NoteKind.OUT_OF_ORDER, lines[index], number=opening.label)
            continue
        elif kept and kept.join is Join.REPEAT:
            yield _note(NoteKind.NUMBER_REPEATED, lines[index], number=opening.label)
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
                yield _note(NoteKind.HEADING_REPEATED, lines[heading.at], **words)


def _counted(scheme: Scheme, lines: Sequence[Line]) -> Iterator[Note]:
    """Which numbers are taken for those of clauses though nothing but their order says so."""
    if isinstance(scheme.style, Form) and not is_outermost(scheme.style):
        first, last = (scheme.openings[index].label for index in (min(scheme.kept), max(scheme.kept)))
        yield _note(NoteKind.TAKEN_FOR_NUMBERS, lines[min(scheme.kept)], first=first, last=last)


def _empty_headings(lines: Sequence[Line], scheme: Scheme, drafts: Drafts) -> Iterator[Note]:
    used = {heading.at for draft in drafts.clauses for heading in draft.path}
    used |= {draft.as_heading.at for draft in drafts.clauses if draft.as_heading} | drafts.as_titles
    told = set(map(id, drafts.empty))
    for index, heading in scheme.headings.items():
        if index not in used and id(lines[index]) not in told:
            yield _note(
                NoteKind.EMPTY_HEADING, lines[index], heading=drafts.titled.get(index, heading.printed)
            )
    for line in drafts.empty:
        yield _note(NoteKind.EMPTY_CLAUSE, line, written=joined(line))


def _rules_in_prefaces(drafts: Drafts, title: str) -> Iterator[Note]:
    """Texts before the first clause of a heading that ask something, or are numbered: nobody finds them by asking."""
    for path, texts in drafts.prefaces.items():
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
    is_announced = not texts or any(map(_ANNOUNCES.search, [last.title, *texts])) or _is_in_annex(last)
    ends = [text for text in last.blocks[1:] if isinstance(text, str) and text not in elsewhere]
    capitals = [text for text in ends if text.isupper() and is_like_title(text)]
    ends = [text for text in ends if _CLOSING.fullmatch(text) or text in {*capitals, apart}]
    if not is_announced:
        ends += [" | ".join(each.header) for each in last.blocks if isinstance(each, Table)]
    for end in ends:
        yield _note(NoteKind.CLOSING_LINE, last.line, written=end[:_SHOWN], number=last.label or last.title)


def _behind_lists(lines: Sequence[Line], scheme: Scheme) -> Iterator[Note]:
    """What may be for all items of a list and is read as text of the last."""
    for last, behind in behind_lists(scheme, lines).items():
        if not is_outside(last, behind, lines):
            number = scheme.openings[last].label
            yield _note(
                NoteKind.BEHIND_LIST, lines[behind], written=joined(lines[behind])[:_SHOWN], number=number
            )


def _is_in_annex(draft: Draft) -> bool:
    return any(heading.kind is HeadingKind.ANNEX for heading in draft.path)


def signature_note(lines: Sequence[Line]) -> Note:
    """What tells whoever imports that these lines were left out below the last clause."""
    written = (" | ".join(line.table.header) if line.table else joined(line) for line in lines)
    return _note(NoteKind.SIGNATURE_DROPPED, lines[0], written=" ".join(written))


def _note(kind: NoteKind, line: Line, **words: str) -> Note:
    return Note(kind, line.page, line.paragraph, words)
