"""Titles between clauses that nothing but their letters tells."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from bot.importing.source import Line, SourceDocument
from bot.importing.structure import books_of
from bot.importing.structure.lines.numbered_lines import openings_of
from bot.importing.structure.lines.openings import Style
from bot.importing.structure.numbering.headings.side_headings import side_headings

from tests.importing.written_lines import document

POLICY = """\
Travel Policy
1 Scope
1.1 It holds for all staff of the department.
2 Booking
Rail
2.1 Trains are booked by the office.
2.2 Second class is the rule.
Air
2.3 Flights need consent.
3 Claims
3.1 Claims are made within a month.
"""
BOLD = {"Rail", "Air"}


def _set(text: str, how: Callable[[Line], Line], which: set[str]) -> SourceDocument:
    source = document(text)
    plain = (replace(line, size=10.5) for line in source.lines)
    return replace(source, lines=tuple(how(line) if line.text in which else line for line in plain))


@pytest.mark.parametrize(
    "how",
    [
        lambda line: replace(line, bold=True),
        lambda line: replace(line, size=12.0),
        lambda line: replace(line, bold=True, size=12.0),
    ],
)
def test_titles_in_bold_or_larger_letters_between_clauses_head_what_follows(
    how: Callable[[Line], Line],
) -> None:
    [book] = books_of(_set(POLICY, how, BOLD)).books

    assert [(clause.label, clause.path) for clause in book.clauses] == [
        ("1.1", ("1 Scope",)),
        ("2.1", ("2 Booking", "Rail")),
        ("2.2", ("2 Booking", "Rail")),
        ("2.3", ("2 Booking", "Air")),
        ("3.1", ("3 Claims",)),
    ]
    assert book.clauses[2].text == "Second class is the rule."


def test_titles_between_articles_stand_below_their_chapter() -> None:
    leave = "年假\n第一条 年假五天。\n第二条 当年休完。\n病假\n第三条 凭证明。"
    text = f"休假办法\n第一章 休假\n{leave}\n第二章 附则\n第四条 自发布之日起施行。"

    [book] = books_of(_set(text, lambda line: replace(line, bold=True), {"年假", "病假"})).books

    assert [clause.path for clause in book.clauses] == [
        ("第一章 休假", "年假"),
        ("第一章 休假", "年假"),
        ("第一章 休假", "病假"),
        ("第二章 附则",),
    ]


@pytest.mark.parametrize(
    ("text", "in_bold"),
    [
        (
            POLICY.replace("Flights need consent.", "Flights need consent.\nNever alone\nwith cash."),
            {"Never alone"},
        ),
        (POLICY.replace("Air", "Air travel is rare."), {"Air travel is rare."}),
        (POLICY.replace("Rail\n", ""), set[str]()),
        (
            "办法\n（迟到）\n第一条 提醒一次。\n（早退）\n第二条 提醒一次。\n第三条 自发布之日起施行。",
            {"（迟到）", "（早退）"},
        ),
    ],
)
def test_words_that_are_stressed_or_alone_or_the_title_of_one_clause_head_nothing(
    text: str, in_bold: set[str]
) -> None:
    lines = _set(text, lambda line: replace(line, bold=True), {*BOLD, *in_bold}).lines
    openings = openings_of(lines)
    style = Style.ARTICLE if "第一条" in text else Style.LEVELS

    assert not side_headings(style, lines, openings)
