"""Rules that stand in the tables of a document are read as those of a spreadsheet with the same columns."""

from pathlib import Path

import pytest
from bot.importing.books import ImportedBook
from bot.importing.reading import read_books
from bot.importing.source import NoteKind

_LENDING = [
    ["1.1", "Books may be borrowed by any member.", "Librarian"],
    ["1.2", "Items may be kept for two months.", "Librarian"],
]
_FINES = [["2.1", "Overdue books are fined.", "Treasurer"], ["2.2", "Fines are paid at once.", "Treasurer"]]
_NAMES = ["No.", "Rule", "Responsible"]


def book(path: Path, content: str) -> ImportedBook:
    path.write_text(content, encoding="utf-8")
    [found] = read_books(path).books
    return found


def table(rows: list[list[str]]) -> str:
    def cells(row: list[str]) -> str:
        span = ' colspan="3"' if len(row) == 1 else ""
        return "".join(f"<td{span}>{cell}</td>" for cell in row)

    return f"<table>{''.join(f'<tr>{cells(row)}</tr>' for row in rows)}</table>"


def test_a_row_is_a_clause_below_the_row_that_is_one_cell_and_whom_a_column_names_is_the_owner(
    tmp_path: Path,
) -> None:
    rows = [_NAMES, ["1. Lending"], *_LENDING, ["2. Fines"], *_FINES]

    found = book(
        tmp_path / "rules.html", f"<h1>Library Rules</h1>{table(rows)}<p>Approved by the Board, May 2020</p>"
    )

    assert found.title == "Library Rules"
    assert [(each.label, each.number, each.path, each.text) for each in found.clauses] == [
        ("1.1", "1.1", ("1. Lending",), "Books may be borrowed by any member."),
        ("1.2", "1.2", ("1. Lending",), "Items may be kept for two months."),
        ("2.1", "2.1", ("2. Fines",), "Overdue books are fined."),
        ("2.2", "2.2", ("2. Fines",), "Fines are paid at once."),
    ]
    assert found.owners == {("1. Lending",): "Librarian", ("2. Fines",): "Treasurer"}
    assert [note.kind for note in read_books(tmp_path / "rules.html").notes] == [NoteKind.SIGNATURE_DROPPED]


def test_titles_above_several_tables_head_their_rows(tmp_path: Path) -> None:
    parts = [
        ("Lending", _LENDING),
        ("Fines", _FINES),
        ("Guests", [["3.1", "Guests pay in cash.", "Treasurer"]]),
    ]
    body = "".join(f"<h2>{title}</h2>{table([_NAMES, *rows])}" for title, rows in parts)

    found = book(tmp_path / "rules.html", f"<h1>Library Rules</h1>{body}")

    assert [(each.label, each.path) for each in found.clauses] == [
        ("1.1", ("Lending",)),
        ("1.2", ("Lending",)),
        ("2.1", ("Fines",)),
        ("2.2", ("Fines",)),
        ("3.1", ("Guests",)),
    ]


def test_a_section_across_stands_below_the_chapter_across(tmp_path: Path) -> None:
    rows = [
        ["条款", "内容", "责任部门"],
        ["第一章 总则"],
        ["第一条", "本制度适用于全体员工。", "人事部"],
        ["第二章 考勤"],
        ["第一节 上班"],
        ["第二条", "员工应当打卡。", "人事部"],
        ["第二节 迟到"],
        ["第三条", "迟到的，扣发当日奖金。", "财务部"],
        ["第三章 附则"],
        ["第四条", "本制度自2026年1月1日起施行。", "人事部"],
    ]

    found = book(tmp_path / "a.html", f"<h1>考勤制度</h1>{table(rows)}")

    assert [(each.label, each.path) for each in found.clauses] == [
        ("第一条", ("第一章 总则",)),
        ("第二条", ("第二章 考勤", "第一节 上班")),
        ("第三条", ("第二章 考勤", "第二节 迟到")),
        ("第四条", ("第三章 附则",)),
    ]
    assert found.clauses[2].text == "迟到的，扣发当日奖金。\n责任部门：财务部"


def test_what_stands_beside_such_a_table_is_the_preface_and_a_column_of_another_name_is_of_the_rule(
    tmp_path: Path,
) -> None:
    rows = "\n".join(
        f"| {title} | {title} is paid for by members. | none |" for title in ("Tea", "Cake", "Heat")
    )
    content = (
        f"# Club Rules\n\nThe club is open to all.\n\n| Topic | Rule | Penalty |\n|---|---|---|\n{rows}\n"
    )

    found = book(tmp_path / "rules.md", content)

    assert [(each.label, each.title, each.text) for each in found.clauses] == [
        ("", "Tea", "Tea is paid for by members.\nPenalty: none"),
        ("", "Cake", "Cake is paid for by members.\nPenalty: none"),
        ("", "Heat", "Heat is paid for by members.\nPenalty: none"),
    ]
    assert found.prefaces == {(): "The club is open to all."}


@pytest.mark.parametrize("number", ["1", "4.1"])
def test_a_table_in_a_clause_stays_its_table(number: str, tmp_path: Path) -> None:
    steps = table(
        [
            _NAMES,
            [number, "Wipe the floor.", "Cleaner"],
            ["5", "Dry it.", "Cleaner"],
            ["6", "Leave.", "Cleaner"],
        ]
    )
    clauses = "".join(
        f"<p>{at}. {title}. Rooms are cleaned so.</p>"
        for at, title in enumerate(("Aim", "Scope", "Steps"), 1)
    )

    found = book(tmp_path / "a.html", f"<h1>Cleaning Rules</h1>{clauses}{steps}")

    assert [each.label for each in found.clauses] == ["1.", "2.", "3."]
    assert found.clauses[2].tables


def test_questions_with_their_answers_are_clauses(tmp_path: Path) -> None:
    rows = [
        ["序号", "问题", "答复"],
        ["1", "年假有几天？", "满一年的五天。"],
        ["2", "病假要证明吗？", "两天以上的要。"],
        ["3", "加班有补休吗？", "有，三个月内休完。"],
    ]

    found = book(tmp_path / "a.html", f"<h1>休假问答</h1>{table(rows)}")

    assert [(each.label, each.title, each.text) for each in found.clauses] == [
        ("1", "年假有几天？", "满一年的五天。"),
        ("2", "病假要证明吗？", "两天以上的要。"),
        ("3", "加班有补休吗？", "有，三个月内休完。"),
    ]
