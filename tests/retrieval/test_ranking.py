"""The best few of many scores."""

import numpy as np
import pytest
from bot.retrieval.ranking import top_k
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize("floor", [0.0, -np.inf])
@given(
    size=st.integers(0, 3000), limit=st.integers(0, 12), kinds=st.integers(1, 3000), seed=st.integers(0, 99)
)
def test_they_are_the_head_of_a_full_sort(
    *, floor: float, size: int, limit: int, kinds: int, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.integers(-1, kinds, size).astype(np.float64)  # the fewer kinds, the more are equal
    scores[chance.random(size) < 0.1] = -np.inf
    found = [int(position) for position in np.argsort(-scores, kind="stable") if scores[position] > floor]
    assert top_k(scores, limit, floor) == found[:limit]
