"""A conversation gets a few posts at once, and then one each interval."""

from bot.slack.delivery.rate_limiter import Pace
from hypothesis import given
from hypothesis import strategies as st


def test_after_a_burst_a_conversation_rests_and_others_do_not() -> None:
    pace = Pace(1.0, 4)
    for _ in range(4):
        assert "C1" not in pace.resting(0.0)
        pace.used("C1", 0.0)
    assert set(pace.resting(0.0)) == {"C1"}
    assert set(pace.resting(0.99)) == {"C1"}
    assert not pace.resting(1.0)


def test_a_conversation_is_held_until_slack_takes_calls_again() -> None:
    pace = Pace(0.0, 1)
    pace.hold("C1", 5.0)
    assert set(pace.resting(4.9)) == {"C1"}
    assert not pace.resting(5.0)


@given(
    st.floats(0.1, 5),
    st.integers(1, 6),
    st.lists(st.floats(0, 3, allow_subnormal=False), min_size=5, max_size=60),
)
def test_no_window_holds_more_than_a_burst_and_one_each_interval(
    interval: float, burst: int, pauses: list[float]
) -> None:
    pace, now = Pace(interval, burst), 0.0
    posts = []
    for pause in pauses:
        now += pause
        if not pace.resting(now):
            pace.used("C", now)
            posts.append(now)
    for first, start in enumerate(posts):
        for last, end in enumerate(posts[first:], first):
            assert last - first + 1 <= burst + (end - start) / interval + 1e-6
