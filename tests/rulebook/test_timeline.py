"""What is in force on a day."""

from datetime import date, timedelta

from bot.rulebook import Library, Timeline
from hypothesis import given
from hypothesis import strategies as st

from tests.small_books import FIRST_DAY, TODAY, book, library

days = st.dates(date(2025, 12, 30), date(2026, 1, 9))


@st.composite
def _books(draw: st.DrawFn) -> Library:
    """A book of up to six clauses, each of which comes into force on a day of its own."""
    numbers = [f"1.{place}" for place in range(1, draw(st.integers(1, 6)) + 1)]
    later = {number: draw(days) for number in numbers}
    return library(book({"1": dict.fromkeys(numbers, "文")}, later=later))


@given(_books(), days)
def test_what_has_come_into_force_by_a_day_is_there_and_nothing_else(books: Library, day: date) -> None:
    there = [clause for clause in books.clauses if clause.effective <= day]
    assert list(Timeline(books).in_force(day).clauses) == there


@given(_books(), days, days)
def test_between_two_changes_it_is_the_same_library(books: Library, one: date, other: date) -> None:
    timeline = Timeline(books)
    is_between = not any(min(one, other) < change <= max(one, other) for change in timeline.changes)
    assert (timeline.in_force(one) is timeline.in_force(other)) == is_between


def test_a_chapter_with_nothing_in_force_is_not_there() -> None:
    books = library(book({"7": {"7.1": "甲"}, "8": {"8.1": "乙"}}, later={"8.1": TODAY}))
    [chapter] = Timeline(books).in_force(FIRST_DAY).books[0].divisions
    assert chapter.heading.number == "7"


def test_before_the_first_day_there_is_nothing() -> None:
    books = library(book({"1": {"1.1": "文"}}))
    assert Timeline(books).in_force(FIRST_DAY - timedelta(days=1)).clauses == ()
