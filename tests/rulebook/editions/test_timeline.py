"""What is in force on a day."""

from dataclasses import replace
from datetime import date, timedelta

from bot.rulebook import Clause, Library, Repeal, Revision, Timeline, is_open
from hypothesis import given
from hypothesis import strategies as st

from tests.rulebook.restricted_books import to
from tests.small_books import FIRST_DAY, TODAY, book, library

days = st.dates(date(2025, 12, 30), date(2026, 1, 9))


@st.composite
def _clause(draw: st.DrawFn, clause: Clause) -> Clause:
    """The clause with up to three texts from days of their own, and an end behind them or none."""
    first, *others = sorted(draw(st.sets(days, min_size=1, max_size=3)))
    revisions = tuple(Revision(day, f"自 {day} 起") for day in (first, *others))
    over = draw(
        st.none() | st.integers(1, 3).map(lambda more: Repeal(revisions[-1].effective + timedelta(more)))
    )
    return replace(
        clause,
        effective=first,
        text=revisions[0].text,
        revisions=revisions if others else (),
        repeal=over,
        restriction=draw(st.sampled_from([(), (to("甲"),), (to("乙"),)])),
    )


@st.composite
def _books(draw: st.DrawFn) -> Library:
    """A book of up to six clauses, each with days of its own."""
    numbers = [f"1.{place}" for place in range(1, draw(st.integers(1, 6)) + 1)]
    there = book({"1": dict.fromkeys(numbers, "文")})
    return library(replace(there, clauses=tuple(draw(_clause(each)) for each in there.clauses)))


@given(_books(), days)
def test_what_has_come_into_force_by_a_day_is_there_and_nothing_else(books: Library, day: date) -> None:
    there = {
        str(clause.number): [wording.text for wording in clause.wordings if wording.effective <= day][-1]
        for clause in books.clauses
        if clause.effective <= day and not (clause.repeal and clause.repeal.on <= day)
    }
    assert {str(each.number): each.text for each in Timeline(books).in_force(day).clauses} == there


@given(_books(), days)
def test_what_has_ended_by_a_day_is_known_as_such(books: Library, day: date) -> None:
    over = {clause.name for clause in books.clauses if clause.repeal and clause.repeal.on <= day}
    assert set(books.in_force(day).repealed) == over


@given(_books(), days, days)
def test_the_library_of_one_day_leads_to_that_of_any_other(books: Library, one: date, other: date) -> None:
    assert books.in_force(one).in_force(other).clauses == books.in_force(other).clauses
    assert books.in_force(one).in_force(other).repealed == books.in_force(other).repealed


@given(_books(), days, st.sets(st.sampled_from(["甲", "乙"])))
def test_what_a_reader_sees_of_a_day_does_not_depend_on_which_is_asked_first(
    books: Library, day: date, groups: set[str]
) -> None:
    seen = books.in_force(day).seen_by(frozenset(groups))
    assert seen.clauses == books.seen_by(frozenset(groups)).in_force(day).clauses
    assert seen.repealed == books.seen_by(frozenset(groups)).in_force(day).repealed
    for another in (day - timedelta(days=3), day + timedelta(days=3)):
        assert all(is_open(each.restriction, frozenset(groups)) for each in seen.in_force(another).clauses)


@given(_books(), days, days)
def test_between_two_changes_it_is_the_same_library(books: Library, one: date, other: date) -> None:
    timeline = Timeline(books)
    is_between = not any(min(one, other) < change <= max(one, other) for change in timeline.changes)
    assert (timeline.in_force(one) is timeline.in_force(other)) == is_between


def test_a_chapter_with_nothing_in_force_is_not_there() -> None:
    books = library(book({"7": {"7.1": "甲"}, "8": {"8.1": "乙"}}, later={"8.1": TODAY}))
    [chapter] = Timeline(books).in_force(FIRST_DAY).books[0].divisions
    assert chapter.heading.number == "7"


def test_a_library_without_changes_is_that_of_each_day() -> None:
    books = library(book({"1": {"1.1": "文"}}))
    assert Timeline(books).in_force(FIRST_DAY) is books


def test_before_the_first_day_there_is_nothing() -> None:
    books = library(book({"1": {"1.1": "文"}}))
    assert Timeline(books).in_force(FIRST_DAY - timedelta(days=1)).clauses == ()
