"""What is asked for again and again stays, and all of it has room."""

from collections.abc import Sequence

import pytest
from bot.answering import RecentlyUsed
from hypothesis import given
from hypothesis import strategies as st

SIZES = {"a": 1, "b": 2, "c": 3, "d": 5, "lasting": 4}
ASKED = st.lists(st.sampled_from(sorted(SIZES)), max_size=20)


def _asked(most: int, keys: Sequence[str]) -> RecentlyUsed[str, str]:
    kept = RecentlyUsed[str, str](most, SIZES.__getitem__, "lasting".__eq__)
    for key in keys:
        assert kept.get(key, lambda key=key: key) == key  # type: ignore[misc]  # a lambda's default has no type
    return kept


@given(ASKED, st.integers(1, 12))
def test_all_that_is_kept_has_room_but_for_the_last_one_and_what_lasts(keys: list[str], most: int) -> None:
    kept = _asked(most, keys)
    assert all(kept.find(key) == key for key in kept.keys)  # which asks for the last one last
    kept.make_room()  # of what is only asked for again nothing grows, and nothing goes
    assert kept.nbytes <= most or set(kept.keys) <= {*keys[-1:], "lasting"}
    assert set(keys[-1:]) <= set(kept.keys)
    assert ("lasting" in kept.keys) is ("lasting" in keys)
    assert sorted(kept.keys, key=lambda key: len(keys) - keys[::-1].index(key)) == list(kept.keys)


@given(ASKED)
def test_without_a_limit_all_stay(keys: list[str]) -> None:
    assert set(_asked(0, keys).keys) == set(keys)


def test_what_cannot_be_made_is_tried_again() -> None:
    kept = RecentlyUsed[str, str](1, len)

    def fails() -> str:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011  # any of them
        kept.get("a", fails)
    assert kept.find("a") is kept.find("b") is None
    assert kept.get("a", lambda: "made") == "made"
