"""One regulation: lines -> a book, and what whoever imports should look at."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import PurePath

from pypinyin import lazy_pinyin

from bot.importing.books import ImportedBook, ImportedClause
from bot.importing.source import ImportRefusedError, Line, Note, NoteKind, Refusal, SourceDocument
from bot.importing.structure.clauses.draft import Draft, Drafts, printed_path
from bot.importing.structure.clauses.drafts import drafts_of
from bot.importing.structure.clauses.keys import numbers_of
from bot.importing.structure.front_and_back.signature import without_signatures
from bot.importing.structure.front_and_back.title_page import TitlePage, tells_only, title_page
from bot.importing.structure.lines.headings import FoundHeading
from bot.importing.structure.lines.numbered_lines import openings_of
from bot.importing.structure.lines.openings import joined
from bot.importing.structure.notes import note, notes_on, signature_note
from bot.importing.structure.numbering.annexes import with_annexes
from bot.importing.structure.numbering.found import Scheme
from bot.importing.structure.numbering.lists.items import with_items
from bot.importing.structure.numbering.scheme import scheme_of
from bot.importing.structure.several import refuse_several
from bot.rulebook import HeadingKind
from bot.rulebook.book import bare_title

_NO_ID = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 40
_LINES_OF_TITLE = 3


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
    return book, (note(NoteKind.UNDIVIDED, lines[0], title=book.title), *notes)


def _read(
    document: SourceDocument,
    lines: Sequence[Line],
    scheme: Scheme,
    signatures: Sequence[Sequence[Line]],
) -> tuple[ImportedBook, tuple[Note, ...]]:
    drafts = drafts_of(lines, scheme.openings, scheme)
    if not drafts.clauses:
        raise ImportRefusedError(Refusal.NO_SCHEME)
    page = _title_page(document, lines, scheme, drafts.clauses, signatures)
    return _book(document, page, drafts), (
        *notes_on(lines, scheme, drafts, page),
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
    rules = [each for each in clauses if not each.is_in_annex]
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
