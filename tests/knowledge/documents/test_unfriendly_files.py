"""Files that are too large, too deep, unfolding, or in another encoding: told, quickly, and never read wrongly."""

import os
from pathlib import Path

import pytest
from bot.knowledge import IssueKind
from bot.knowledge.documents.document import read_document

from tests.knowledge.reported_issues import issues_in
from tests.small_books import BOOK, write

IN = "code/01.yaml"
CHAPTER = 'chapter: "1"\ntitle: 总则\nclauses:\n  - number: "1.1"\n    text: 一\n'


@pytest.mark.parametrize(
    ("content", "line", "kind"),
    [
        pytest.param(
            "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)),
            1,
            IssueKind.ALIAS,
            id="billion-laughs",
        ),
        pytest.param("a: &a [x]\nb: [" + "*a, " * 1_000_000 + "]", 2, IssueKind.ALIAS, id="aliases"),
        pytest.param(
            "a: &a [x]\nb: [" + "*a, " * 2_500_000 + "]", 1, IssueKind.TOO_LARGE, id="10-mb-of-aliases"
        ),
        pytest.param("[" * 1_000_000, 1, IssueKind.TOO_DEEP, id="a-million-lists"),
        pytest.param("{a: " * 1_000_000, 1, IssueKind.TOO_DEEP, id="a-million-mappings"),
        pytest.param("a: \x00", 1, IssueKind.HIDDEN_CHARACTER, id="nul"),
        pytest.param(CHAPTER.encode("utf-16"), 1, IssueKind.NOT_UTF8, id="utf-16"),
        pytest.param(
            CHAPTER.encode() + b"# \xd5\xc2\n", 6, IssueKind.NOT_UTF8, id="last-line-of-another-editor"
        ),
    ],
)
def test_an_unfriendly_file_is_told(content: str | bytes, line: int, kind: IssueKind, tmp_path: Path) -> None:
    folder = write(tmp_path, {"code/book.yaml": BOOK, IN: content})
    assert issues_in(folder) == [(IN, line, kind)]


def test_a_name_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    """It could be read, and not be kept in a database."""
    name = os.fsdecode(b"code/\xff.yaml")
    write(tmp_path, {"code/book.yaml": BOOK, IN: CHAPTER, name: CHAPTER})
    assert issues_in(tmp_path) == [(name, 1, IssueKind.NAME_NOT_UTF8)]


def test_a_file_of_fifty_megabytes_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, {"code/book.yaml": BOOK})
    with (tmp_path / IN).open("wb") as file:
        file.truncate(50_000_000)
    assert issues_in(tmp_path) == [(IN, 1, IssueKind.TOO_LARGE)]


def test_json_that_is_nested_without_end_is_told(tmp_path: Path) -> None:
    lines = '{"question": "一", "clauses": []}\n' + "[" * 100_000
    write(tmp_path, {"code/book.yaml": BOOK, IN: CHAPTER, "questions.jsonl": lines})
    assert issues_in(tmp_path) == [("questions.jsonl", 2, IssueKind.NOT_JSON)]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + CHAPTER.encode(), id="byte-order-mark"),
        pytest.param(CHAPTER.replace("\n", "\r\n"), id="windows-line-ends"),
        pytest.param("---\n" + CHAPTER + "...\n", id="document-marks"),
    ],
)
def test_what_other_editors_add_does_no_harm(content: str | bytes, tmp_path: Path) -> None:
    assert issues_in(write(tmp_path, {"code/book.yaml": BOOK, IN: content})) == []


@pytest.mark.parametrize(
    "written", ["3.10", "12:30", "yes", "on", "2026-01-01", "0o17", "1_000", "0x1F", "1e3", ".5"]
)
def test_a_value_stays_as_it_is_written(written: str, tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": f"- {written}\n- {written}: {written}\n"})
    assert read_document(tmp_path / "a.yaml").value == [written, {written: written}]


@pytest.mark.parametrize(
    ("written", "value"), [("", None), ("~", None), ("null", None), ('"null"', "null"), ("''", "")]
)
def test_only_a_plain_nothing_is_nothing(written: str, value: str | None, tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": f"a: {written}"})
    assert read_document(tmp_path / "a.yaml").value == {"a": value}


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("a: x", 1),
        ("a: |\n  x", 2),
        ("a: >-\n  x", 2),
        ("a: |\n\n  x", 3),
        ('a: "x\n  y"', 1),
        ("b: |\n  y\na: x", 3),
    ],
)
def test_a_text_knows_its_first_line(written: str, line: int, tmp_path: Path) -> None:
    document = read_document(write(tmp_path, {"a.yaml": written}) / "a.yaml")
    assert document.line_of_content(("a",)) == line
    assert document.line_of_content(("c",)) == 1
