"""Where a button leads survives the way to Slack and back."""

import pytest
from bot.rulebook import ClauseNumber
from bot.slack.home.links import (
    Nowhere,
    Route,
    ToChapter,
    ToClause,
    ToResults,
    ToStart,
    read_route,
)
from hypothesis import given
from hypothesis import strategies as st

BOOKS = st.text(st.characters(exclude_characters="/"), min_size=1, max_size=40)
PAGES = st.integers(1, 999_999)
NUMBERS = st.builds(ClauseNumber, st.integers(0, 9_999), st.integers(1, 99_999), st.integers(0, 999))
DESTINATIONS = st.one_of(
    st.builds(ToStart, PAGES),
    st.builds(ToChapter, BOOKS, st.integers(0, 9_999), PAGES),
    st.builds(ToClause, BOOKS, NUMBERS, PAGES),
    st.just(ToResults()),
)


@given(DESTINATIONS)
def test_a_destination_is_read_as_it_was_written(to: Route) -> None:
    assert read_route(str(to)) == to


@given(st.text(max_size=60))
def test_whatever_a_button_says_is_a_destination(value: str) -> None:
    assert read_route(value) is not None


@pytest.mark.parametrize(
    ("value", "to"),
    [
        ("chapter operations-code/7 p2", ToChapter("operations-code", 7, 2)),
        ("clause operations-code/7.1", ToClause("operations-code", ClauseNumber(7, 1))),
        ("clause my rules p2/39-1", ToClause("my rules p2", ClauseNumber(0, 39, 1))),
        ("clause code/7.1.1", Nowhere()),
        ("chapter code/7.1", Nowhere()),
        ("chapter code/7 p0", Nowhere()),
        ("", Nowhere()),
    ],
)
def test_what_a_value_says(value: str, to: Route) -> None:
    assert read_route(value) == to
