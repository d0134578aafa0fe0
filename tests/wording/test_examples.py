"""Examples in sentences come out of the book in use."""

from dataclasses import replace

import pytest
from bot.rulebook import Clause, Library
from bot.wording import Language, catalogue_for, with_examples

from tests.small_books import book

CHINESE, ENGLISH = catalogue_for(Language.CHINESE), catalogue_for(Language.ENGLISH)


def _library(**written: object) -> Library:
    one = book({"3": {"3.1": "办公桌提前一天预订。"}})
    clauses: tuple[Clause, ...] = tuple(replace(clause, **written) for clause in one.clauses)  # type: ignore[arg-type]  # by name
    return Library((replace(one, clauses=clauses),))


@pytest.mark.parametrize(
    ("written", "example"),
    [
        ({"questions": ("怎么订办公桌？",), "title": "办公桌"}, "怎么订办公桌？"),
        ({"title": "办公桌"}, "“办公桌”是怎么规定的？"),
        ({}, "“第三章 章3”是怎么规定的？"),
    ],
)
def test_the_question_is_one_of_the_book_or_made_of_what_it_calls_things(
    written: dict[str, object], example: str
) -> None:
    assert with_examples(CHINESE, _library(**written))("help.example") == example


def test_no_sentence_shows_a_question_or_number_of_another_book() -> None:
    say = with_examples(ENGLISH, _library(title="Desks"))
    assert say("help.example") == "What do the rules say about “Desks”?"
    assert say("help.number") == "3.1"


def test_a_clause_that_counts_through_the_book_is_named_as_people_do() -> None:
    flat = book({"1": {"11": "办公桌提前一天预订。"}})
    assert with_examples(CHINESE, Library((flat,)))("help.number") == "第十一条"


def test_of_a_book_without_numbers_a_clause_is_named_by_where_it_stands() -> None:
    say = with_examples(CHINESE, _library(printed="", title="办公桌"))
    assert (say("help.example"), say("help.number")) == ("“办公桌”是怎么规定的？", "第三章 章3 › 办公桌")


def test_no_example_is_a_number_or_heading_that_several_have() -> None:
    several = book({"1": {"1.1": "甲。", "1.2": "乙。"}, "2": {"2.1": "丙。", "2.2": "丁。", "2.3": "戊。"}})
    shared = [replace(each, printed=f"第{each.number.levels[1]}条") for each in several.clauses]
    other = book({"1": {"4": "己。"}}, title="商店规则", id="shop")
    say = with_examples(CHINESE, Library((replace(several, clauses=tuple(shared)), other)))
    assert say("help.number") == "第3条"
    assert say("help.example") == "“第二章 章2”是怎么规定的？"
