"""A reference breaks where what it led to is gone, repealed, or has lost the part that it names."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bot.rulebook import ClauseNumber, Library, Repeal
from bot.rulebook.broken_references import broken_references

from tests.small_books import TODAY, book, library

SEE = "迟到按第一章第二条第二款处理。"
TEXTS = {
    "1.1": SEE,
    "1.2": "口头提醒。\n再犯扣奖金。",
    "1.3": "依照《考勤办法》第一条。",
    "1.4": "见第九十九条。",
}
RULES, OTHER = book({"1": TEXTS}), book({"1": {"1": "打卡用工牌。"}}, title="考勤办法", id="clock")


def broken(before: Library, after: Library) -> list[tuple[str, str]]:
    return [(str(each.clause.number), each.written) for each in broken_references(before, after)]


def texts(**changed: str) -> Library:
    return library(book({"1": TEXTS | {f"1.{name[1:]}": text for name, text in changed.items()}}), OTHER)


def without(number: str) -> Library:
    return library(book({"1": {name: text for name, text in TEXTS.items() if name != number}}), OTHER)


def test_where_nothing_changes_nothing_breaks() -> None:
    assert broken(texts(), texts()) == []


@pytest.mark.parametrize(
    ("after", "found"),
    [
        pytest.param(without("1.2"), [("1.1", "第一章第二条第二款")], id="the clause is gone"),
        pytest.param(texts(_2="口头提醒。"), [("1.1", "第一章第二条第二款")], id="its part is gone"),
        pytest.param(library(RULES), [("1.3", "第一条")], id="the other book is gone"),
        pytest.param(
            texts(_1="按第一章第八条处理。"), [], id="one that is new leads nowhere: that is for check"
        ),
        pytest.param(without("1.1"), [], id="what referred to it is gone itself"),
    ],
)
def test_a_reference_breaks_where_it_led_somewhere_and_leads_nowhere(
    after: Library, found: list[tuple[str, str]]
) -> None:
    assert broken(texts(), after) == found


def test_a_reference_to_a_clause_breaks_on_the_day_on_which_that_is_repealed() -> None:
    ends = (
        replace(each, repeal=Repeal(TODAY)) if str(each.number) == "1.2" else each for each in RULES.clauses
    )
    rules = library(replace(RULES, clauses=tuple(ends)), OTHER)
    before, after = (rules.in_force(day) for day in (TODAY - timedelta(1), TODAY))
    assert broken(before, after) == [("1.1", "第一章第二条第二款")]


def test_a_renumbered_clause_is_the_same_one_and_a_former_number_still_leads_to_it() -> None:
    number = ClauseNumber.parse("1.5")
    moved = [
        replace(each, number=number, formerly=(each.number,)) if str(each.number) == "1.2" else each
        for each in RULES.clauses
    ]
    assert broken(texts(), library(replace(RULES, clauses=tuple(moved)), OTHER)) == []
