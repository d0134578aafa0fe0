"""Who sees which clauses, and that the others are nowhere."""

from datetime import date

import pytest
from bot.rulebook import (
    Ambiguous,
    AtClause,
    Clause,
    Library,
    Missing,
    Restriction,
    Timeline,
    is_open,
    read_reference,
)
from bot.rulebook.designation.places.outcomes import Lookup
from hypothesis import given
from hypothesis import strategies as st

from tests.rulebook.restricted_books import AUDITORS, MANAGERS, restricted, to
from tests.small_books import TODAY, book, library

CODE = restricted(
    book({"7": {"7.1": "甲", "7.2": "乙", "7.3": "按本章前条办"}, "8": {"8.1": "丁"}}),
    {"7.2": (to(MANAGERS),), "8.1": (to(MANAGERS, AUDITORS), to(AUDITORS))},
)
LAW = book({"1": {"1.1": "子"}}, id="law", title="劳动条例")


def _numbers(seen: Library) -> list[str]:
    return [str(clause.number) for clause in seen.clauses]


def _found(reference: str, books: Library) -> Lookup | None:
    read = read_reference(reference)
    assert read is not None
    return books.find(read, alone=True)


@pytest.mark.parametrize(
    ("restriction", "groups", "seen"),
    [
        pytest.param((), [], True, id="everybody-without-a-restriction"),
        pytest.param((to("a"),), [], False, id="nobody-who-belongs-nowhere"),
        pytest.param((to("a"),), ["b"], False, id="another-audience"),
        pytest.param((to("a", "b"),), ["b"], True, id="one-of-several-is-enough"),
        pytest.param((to("a"), to("b")), ["a"], False, id="one-level-is-not-enough"),
        pytest.param((to("a"), to("b")), ["a", "b"], True, id="every-level"),
        pytest.param((to("a"), to("a")), ["a"], True, id="the-same-on-two-levels"),
        pytest.param((to(),), ["a"], False, id="a-level-without-a-name-is-open-to-nobody"),
    ],
)
def test_a_reader_belongs_to_one_audience_of_every_level(
    restriction: Restriction, groups: list[str], *, seen: bool
) -> None:
    assert is_open(restriction, frozenset(groups)) is seen


@pytest.mark.parametrize(
    ("groups", "numbers"),
    [
        pytest.param([], ["7.1", "7.3", "1.1"], id="nobody"),
        pytest.param([MANAGERS], ["7.1", "7.2", "7.3", "1.1"], id="managers"),
        pytest.param([AUDITORS], ["7.1", "7.3", "8.1", "1.1"], id="auditors"),
        pytest.param(["law/管理层", "管理层"], ["7.1", "7.3", "1.1"], id="managers-of-another-book"),
    ],
)
def test_a_library_holds_what_its_reader_sees(groups: list[str], numbers: list[str]) -> None:
    assert _numbers(library(CODE, LAW).seen_by(frozenset(groups))) == numbers


def test_a_library_of_which_all_is_seen_is_itself() -> None:
    books = library(CODE, LAW)
    assert books.seen_by(frozenset({MANAGERS, AUDITORS})) is books
    assert library(LAW).seen_by(frozenset()).books == (LAW,)


def test_headings_and_books_left_empty_are_not_there() -> None:
    secret = restricted(LAW, {"1.1": (to(MANAGERS),)})
    seen = library(CODE, secret).seen_by(frozenset())
    assert [book.id for book in seen.books] == ["code"]
    assert [division.heading.number for division in seen.books[0].divisions] == ["7"]
    assert _found("第八章", seen) == Missing(seen.clauses[:1])
    assert _found("劳动条例第一条", seen) is None


def test_a_number_that_is_hidden_reads_as_one_that_no_book_has() -> None:
    seen = library(CODE).seen_by(frozenset())
    assert _found("7.2", seen) == Missing((CODE.clauses[0], CODE.clauses[2]))


def test_a_number_is_ambiguous_only_between_clauses_that_are_seen() -> None:
    books = library(CODE)
    assert _found("第一条", books) == Ambiguous((CODE.clauses[0], CODE.clauses[3]))
    assert _found("第一条", books.seen_by(frozenset())) == AtClause(CODE.clauses[0])


@pytest.mark.parametrize(
    ("text", "related"),
    [
        pytest.param("按本章前条办", [], id="the-clause-before"),
        pytest.param("见 7.2", [], id="reference"),
        pytest.param("投诉须登记", [], id="definition"),
        pytest.param("见 7.1", ["7.1"], id="one-that-is-seen"),
    ],
)
def test_no_hidden_clause_is_related(text: str, related: list[str]) -> None:
    texts = {"7": {"7.1": "甲", "7.2": "所称投诉，是指不满", "7.3": text}}
    books = library(restricted(book(texts), {"7.2": (to(MANAGERS),)}))
    clause = books.clauses[2]
    assert [str(other.number) for other in books.seen_by(frozenset()).related(clause)] == related
    assert [str(other.number) for other in books.related(clause)] == (related or ["7.2"])
    assert books.seen_by(frozenset()).related(books.clauses[1]) == ()


@pytest.mark.parametrize(
    ("numbers", "text", "related"),
    [
        pytest.param(["1.1", "1.2"], "按本章前条办", "1.1", id="before"),
        pytest.param(["39", "39-1", "40"], "按本章前条办", "39-1", id="one-put-in-later"),
        pytest.param(["39", "39-1"], "按本章上一条办", "39", id="before-the-one-put-in-later"),
        pytest.param(["39", "41"], "按本章前条办", "", id="across-a-gap-there-is-none"),
    ],
)
def test_the_clause_before_is_the_one_whose_number_is_before(
    numbers: list[str], text: str, related: str
) -> None:
    books = library(book({"1": dict.fromkeys(numbers, text)}))
    assert [str(other.number) for other in books.related(books.clauses[-1])] == ([related] if related else [])


def test_the_clause_after_is_the_one_whose_number_is_after() -> None:
    books = library(book({"1": {"1.1": "按本章下一条办", "1.2": "乙"}, "2": {"2.1": "按本章后条办"}}))
    assert books.related(books.clauses[0]) == (books.clauses[1],)
    assert books.related(books.clauses[2]) == ()


def test_audiences_are_told_apart_by_their_book() -> None:
    other = restricted(book({"1": {"1.1": "子"}}, id="safety"), {})
    assert library(CODE, other).audiences == {
        MANAGERS: ("S0123ABCD",),
        AUDITORS: ("U0456EFGH",),
        "safety/管理层": ("S0123ABCD",),
        "safety/内审组": ("U0456EFGH",),
    }


NAMES = st.sampled_from("abc")
RESTRICTIONS = st.lists(st.frozensets(NAMES), max_size=3).map(tuple)
GROUPS = st.frozensets(NAMES)


@given(st.lists(RESTRICTIONS, max_size=4), GROUPS, GROUPS, st.sampled_from([date(2026, 6, 1), TODAY]))
def test_more_audiences_never_hide_and_nothing_is_shown_but_what_is_open(
    restrictions: list[Restriction], groups: frozenset[str], more: frozenset[str], day: date
) -> None:
    numbers = [f"1.{place}" for place, _ in enumerate(restrictions, 1)]
    texts = {"1": dict.fromkeys(numbers, "甲")} if numbers else {}
    rules = restricted(book(texts, later={"1.2": TODAY}), dict(zip(numbers, restrictions, strict=True)))
    books = library(rules)

    def seen(who: frozenset[str]) -> tuple[Clause, ...]:
        return books.seen_by(who).clauses

    assert set(seen(groups)) <= set(seen(groups | more))
    assert list(seen(groups)) == [clause for clause in books.clauses if is_open(clause.restriction, groups)]
    assert books.seen_by(groups).seen_by(groups) == books.seen_by(groups)
    assert (
        Timeline(books.seen_by(groups)).in_force(day).clauses
        == Timeline(books).in_force(day).seen_by(groups).clauses
    )
