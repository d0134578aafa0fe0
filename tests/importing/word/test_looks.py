"""What a Word file marks as a heading in one part, and only prints like one in another."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from bot.importing.books import ImportedBooks
from bot.importing.reading import read_books
from bot.importing.source import NoteKind
from docx import Document
from docx.enum.text import WD_UNDERLINE
from docx.shared import Pt

STYLED = [("Heading 1", "Leave"), ("Heading 2", "Sickness"), ("", "Ring before nine.")]
STYLED += [("Heading 1", "Money"), ("Heading 2", "Pay")]
TEXT = [("", "Salaries are paid on the 26th.")]
BOLD = [("16", "Conduct"), ("11", "Dress"), ("", "Coats are worn."), ("11", "Gifts"), ("", "Hand them in.")]


def handbook(
    path: Path, written: Sequence[tuple[str, str]], table: Sequence[Sequence[str]] = ()
) -> ImportedBooks:
    """Imported from a Word file: each text by its style, in bold of so many points, or plain."""
    document = Document()
    for look, text in written:
        paragraph = document.add_paragraph(style=look if look.startswith("Heading") else None)
        run = paragraph.add_run(text)
        if look.isdecimal():
            run.bold, run.font.size = True, Pt(int(look))
    if table:
        cells = document.add_table(len(table), len(table[0]))
        for row, its in zip(cells.rows, table, strict=True):
            for cell, text in zip(row.cells, its, strict=True):
                cell.text = text
    document.save(str(path / "handbook.docx"))
    return read_books(path / "handbook.docx")


def outline(found: ImportedBooks) -> list[tuple[str, ...]]:
    return [(*clause.path, clause.title, clause.text) for book in found.books for clause in book.clauses]


def test_titles_in_bold_below_the_last_styled_heading_are_headings_by_their_sizes(tmp_path: Path) -> None:
    assert outline(handbook(tmp_path, [*STYLED, *TEXT, *BOLD])) == [
        ("Leave", "Sickness", "Ring before nine."),
        ("Money", "Pay", "Salaries are paid on the 26th."),
        ("Conduct", "Dress", "Coats are worn."),
        ("Conduct", "Gifts", "Hand them in."),
    ]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param([*BOLD[1:], *STYLED, *TEXT, *BOLD[1:], *BOLD[1:]], id="of one size below two levels"),
        pytest.param(
            [*STYLED, *BOLD[1:3], ("Heading 2", "Leavers"), *TEXT, *BOLD], id="among styled headings"
        ),
    ],
)
def test_words_in_bold_that_answer_no_style_stay_in_their_clause(
    written: Sequence[tuple[str, str]], tmp_path: Path
) -> None:
    *_, (*_, text) = outline(handbook(tmp_path, written))

    assert "Gifts\nHand them in." in text


@pytest.mark.parametrize(
    ("last", "is_told"), [("第三条 本办法自发布之日起施行。", True), ("第三条 补贴按下表执行。", False)]
)
def test_whoever_imports_hears_of_a_table_behind_the_last_clause_that_no_word_announces(
    last: str,
    is_told: bool,  # noqa: FBT001  # a case
    tmp_path: Path,
) -> None:
    written = [("", "第一条 员工应当准时上班。"), ("", "第二条 请假须经批准。"), ("", last)]

    found = handbook(tmp_path, written, [["假别", "天数"], ["年假", "5"]])

    told = [note.words for note in found.notes if note.kind is NoteKind.CLOSING_LINE]
    assert told == ([{"written": "假别 | 天数", "number": "第三条"}] if is_told else [])
    assert len(found.books[0].clauses[-1].tables) == 1


def test_underlined_or_italic_words_behind_a_number_are_its_title(tmp_path: Path) -> None:
    document = Document()
    for at, (title, text) in enumerate(
        [("Hours.", " Until ten."), ("Board meetings:", ""), ("Dues", ".")], 1
    ):
        paragraph = document.add_paragraph(f"Section {at}. ")
        for place, piece in enumerate([title[:2], title[2:]]):
            run = paragraph.add_run(piece)
            run.underline, run.italic = (WD_UNDERLINE.DOUBLE, None) if at == 2 else (place < 2, at == 3)
        paragraph.add_run(text).underline = False
        document.add_paragraph("(a) The board decides.")
    document.save(str(tmp_path / "club.docx"))

    [book] = read_books(tmp_path / "club.docx").books

    assert [clause.title for clause in book.clauses] == ["Hours", "Board meetings", "Dues"]
