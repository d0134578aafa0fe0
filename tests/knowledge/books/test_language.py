"""Labels that are made of numbers, and the lines of tables, are in the language of their book."""

from pathlib import Path

import pytest
from bot.knowledge import read_knowledge
from bot.rulebook import AtClause, AtDivision, Library, read_references

from tests.small_books import write

BOOK = """\
id: staff
title: {title}
version: "1"
effective: 2026-01-01
owner: {{name: HR}}
"""
CHAPTER = """\
chapter: "1"
title: Attendance
clauses:
  - {{number: "1.1", title: Hours, text: Nine to six.}}
  - number: "1.2"
    title: Pool water
    text: {text}
    tables:
      - {{header: [Measure, Lowest], rows: [[pH, "7.2"]]}}
  - {{number: "1.3-1", text: Whoever is sick says so.}}
  - {{number: "1.4", label: 第四条, text: It is kept as printed.}}
"""
ANNEX = """\
heading: Closing rules
clauses:
  - {number: "39", text: These rules replace those of last year.}
  - {number: "A", text: Forms are kept for three years.}
"""


def _library(folder: Path, title: str = "Staff Handbook", text: str = "It lies between these.") -> Library:
    files = {"book": BOOK.format(title=title), "1": CHAPTER.format(text=text), "2": ANNEX}
    return read_knowledge(write(folder, {f"staff/{name}.yaml": each for name, each in files.items()})).library


def test_an_english_book_is_cited_in_english(tmp_path: Path) -> None:
    [book] = _library(tmp_path).books
    assert [clause.titled_label for clause in book.clauses] == [
        "Staff Handbook, 1.1 Hours",
        "Staff Handbook, 1.2 Pool water",
        "Staff Handbook, 1.3-1",
        "Staff Handbook, Chapter 1: Attendance › 第四条",
        "Staff Handbook, Clause 39",
        "Staff Handbook, A",
    ]
    chapter = book.clauses[0].heading
    assert (chapter.label, chapter.short_label) == ("Chapter 1: Attendance", "Chapter 1")
    assert book.label == "Staff Handbook"
    assert book.clauses[1].text == "It lies between these.\nMeasure: pH | Lowest: 7.2"


@pytest.mark.parametrize(
    "written",
    [{"title": "员工手册"}, {"text": "水质见下。"}, {"title": "'7.1'"}],
    ids=["title", "text", "no letters"],
)
def test_a_book_with_anything_in_chinese_is_cited_in_chinese(tmp_path: Path, written: dict[str, str]) -> None:
    [book] = _library(tmp_path, **written).books
    assert book.clauses[0].label == f"{book.label}第一章第一条"
    assert book.label.startswith("《")
    assert book.clauses[0].heading.label == "第一章 Attendance"
    assert book.clauses[1].text.endswith("Measure：pH ｜ Lowest：7.2")


def test_every_label_of_an_english_book_finds_its_clause_and_so_do_the_chinese_ones(tmp_path: Path) -> None:
    library = _library(tmp_path)
    for clause in library.clauses[:-1]:  # a letter alone, which A is, is a word
        spoken = [clause.label, clause.place] if clause.printed is None else []
        for said in [*spoken, str(clause.number), f"Section {clause.number}", clause.number.in_chinese]:
            [reference] = read_references(said, library.names)
            found = library.find(reference, alone=True)
            assert isinstance(found, AtClause), said
            assert found.clause == clause
    for said in ("Chapter 1", "Staff Handbook, Chapter 1", "第一章"):
        [reference] = read_references(said, library.names)
        assert isinstance(library.find(reference, alone=True), AtDivision), said
