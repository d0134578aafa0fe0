"""Each line of a document is in a book, or told: what is left out is named, and a rule that is swallowed as well."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from bot.importing.books import ImportedBook, ImportedBooks
from bot.importing.source import ImportRefusedError, Line, NoteKind, SourceDocument
from bot.importing.structure import books_of
from bot.importing.structure.front_and_back.title_page import TitlePage, tells_only
from bot.importing.structure.lines.openings import joined, opening_of
from hypothesis import example, given

from tests.importing.structure.test_structure_laws import LINES
from tests.importing.written_lines import document

DOCUMENTS = {
    case["name"]: case["lines"]
    for name in ("structure.yaml", "title_pages.yaml")
    for case in yaml.load((Path(__file__).parent / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
} | {
    case["below"]: f"离职办法\n第一条 提前三十日告知。\n第二条 须交还门禁卡。\n{case['below']}"
    for case in yaml.load(
        (Path(__file__).parent / "back_matter.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
    )
}
ASKED = re.compile(
    r"(?:^问|^Q|(?<=[?？])\s*答)[：:]|\[\d\]$|\s?\[(?:edit|编辑)[^\]]*\]$|(?=第.[章条])"
)  # what a question has before and behind it; a mark, the buttons of a wiki; a chapter and its article on one line


@pytest.mark.parametrize("written", DOCUMENTS.values(), ids=DOCUMENTS)
def test_each_line_of_a_document_is_in_its_book_or_told(written: str) -> None:
    assert lost(document(written)) == []


@given(LINES)
@example(["# 员工应当准时上班。", "考勤", "# 考勤"])  # a sentence that is the title of a clause
def test_each_line_of_any_document_is_in_its_books_or_told(lines: list[str]) -> None:
    assert lost(document("\n".join(lines))) == []


def lost(read: SourceDocument) -> list[str]:
    """The lines that are nowhere, and the sentences that are there less often than the document has them.

    One that the file itself marks as a heading may be a title, which is what a clause is called and not what it says.
    """
    try:
        found = books_of(read)
    except ImportRefusedError:
        return []
    said, told = (
        "\n".join(map(bare, each)) for each in (sentences(found), (*sentences(found), *names(found)))
    )
    lines = [line for line in without_contents(read.lines, found) if not is_data(line, found.books)]
    printed = [joined(line) for line in lines if not line.table]
    plain = Counter(
        text
        for text in (joined(line) for line in lines if not line.table and line.heading is None)
        if text.endswith("。") and opening_of(Line(text)) is None and not ASKED.search(text)
    )
    return [
        text
        for text in printed
        if any(bare(part) not in told for part in ASKED.split(text)) or said.count(bare(text)) < plain[text]
    ]


def sentences(found: ImportedBooks) -> Iterator[str]:
    """All that is said to whoever reads the books and the notes."""
    for book in found.books:
        yield from book.prefaces.values()
        for clause in book.clauses:
            yield f"{clause.label}{clause.text}"
    yield from (word for note in found.notes for word in note.words.values())


def names(found: ImportedBooks) -> Iterator[str]:
    """What the books, their headings and clauses are called, and what else is known of the books."""
    for book in found.books:
        yield from (book.title, book.version, book.document_number, book.owner)
        for clause in book.clauses:
            yield from (*clause.path, f"{clause.label}{clause.title}{clause.text}")


def without_contents(lines: tuple[Line, ...], found: ImportedBooks) -> Iterator[Line]:
    """The lines without those that a note names as a table of contents: from its first to its last."""
    notes = [note for note in found.notes if note.kind is NoteKind.CONTENTS_DROPPED]
    ends = {note.paragraph: note.words["last"] for note in notes}
    last = ""
    for line in lines:
        last = last or ends.get(line.paragraph, "")
        if not last:
            yield line
        elif " ".join(joined(line).split()) == last:
            last = ""


def is_data(line: Line, books: tuple[ImportedBook, ...]) -> bool:
    """Whether it only says what is among the data of a book: 2026年3月20日."""
    return any(
        tells_only(
            line.text,
            TitlePage(
                each.title, not each.title, each.version, each.document_number, each.issued, each.effective
            ),
        )
        for each in books
    )


def bare(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
