"""Where a button leads survives the way to Slack and back."""

import pytest
from bot.rulebook import ClauseNumber
from bot.slack.home.links import (
    Nowhere,
    Route,
    ToChanges,
    ToClause,
    ToHeading,
    ToPreface,
    ToResults,
    ToStart,
    ToVersions,
    read_route,
)
from hypothesis import given
from hypothesis import strategies as st

BOOKS = st.text(st.characters(exclude_characters="/"), min_size=1, max_size=40)
PAGES = st.integers(1, 999_999)
NUMBERS = st.from_regex(r"[0-9]{1,5}(-[1-9])?(\.[0-9]{1,3}){0,3}", fullmatch=True).map(ClauseNumber.parse)
HEADINGS = st.from_regex(r"[a-z0-9:./]{1,40}", fullmatch=True)
DESTINATIONS = st.one_of(
    st.builds(ToStart, PAGES),
    st.builds(ToHeading, BOOKS, HEADINGS, PAGES),
    st.builds(ToClause, BOOKS, NUMBERS, PAGES),
    st.builds(ToPreface, BOOKS, PAGES),
    st.builds(ToChanges, PAGES),
    st.builds(ToVersions, BOOKS, NUMBERS, PAGES),
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
        ("heading operations-code/7 p2", ToHeading("operations-code", "7", 2)),
        ("heading law/part:2/4", ToHeading("law", "part:2/4")),
        ("clause operations-code/7.1", ToClause("operations-code", ClauseNumber.parse("7.1"))),
        ("clause my rules p2/39-1", ToClause("my rules p2", ClauseNumber.parse("39-1"))),
        ("preface my rules p2/whole p3", ToPreface("my rules p2", 3)),
        ("clause code/x.1", Nowhere()),
        ("heading code/7 p0", Nowhere()),
        ("", Nowhere()),
    ],
)
def test_what_a_value_says(value: str, to: Route) -> None:
    assert read_route(value) == to
