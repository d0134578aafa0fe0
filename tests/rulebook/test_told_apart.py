"""Clauses in a list are named so that no two names are the same, and no longer than that takes."""

from dataclasses import replace

from bot.rulebook import Clause
from bot.rulebook.told_apart import told_apart

from tests.small_books import book

HOUSE = book({"1": {"1.3": "甲。"}, "2": {"2.3": "乙。"}})
SHOP = book({"1": {"1.3": "丙。"}}, title="商店规则", id="shop")


def _printed(*clauses: Clause) -> list[Clause]:
    return [replace(each, printed="第三条") for each in clauses]


def _names(clauses: list[Clause]) -> list[list[str]]:
    return [[" ".join(named) for named in told_apart(clauses, with_book=each)] for each in (False, True)]


def test_numbers_that_differ_are_enough() -> None:
    assert _names([*HOUSE.clauses]) == [
        ["1.3 甲。", "2.3 乙。"],
        ["《运营中心守则》第一章第三条 甲。", "《运营中心守则》第二章第三条 乙。"],
    ]


def test_clauses_of_one_number_are_named_with_their_headings() -> None:
    assert _names(_printed(*HOUSE.clauses)) == [
        ["第一章 章1 › 第三条 甲。", "第二章 章2 › 第三条 乙。"],
        ["《运营中心守则》第一章 章1 › 第三条 甲。", "《运营中心守则》第二章 章2 › 第三条 乙。"],
    ]


def test_clauses_of_one_number_in_two_books_are_named_with_these() -> None:
    assert _names(_printed(HOUSE.clauses[0], *SHOP.clauses)) == [
        ["第一章 章1 › 第三条 · 运营中心守则 甲。", "第一章 章1 › 第三条 · 商店规则 丙。"],
        ["《运营中心守则》第一章 章1 › 第三条 甲。", "《商店规则》第一章 章1 › 第三条 丙。"],
    ]


def test_a_title_that_is_the_name_stands_once() -> None:
    [clause] = SHOP.clauses
    assert told_apart([replace(clause, printed="", title="营业")]) == [("", "营业")]
