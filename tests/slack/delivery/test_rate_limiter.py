"""A conversation gets a few posts at once, and then one each interval."""

from bot.slack.delivery import ChannelRateLimiter
from hypothesis import given
from hypothesis import strategies as st


def test_after_a_burst_a_conversation_rests_and_others_do_not() -> None:
    rate_limiter = ChannelRateLimiter(1.0, 4)
    for _ in range(4):
        assert "C1" not in rate_limiter.resting(0.0)
        rate_limiter.used("C1", 0.0)
    assert set(rate_limiter.resting(0.0)) == {"C1"}
    assert set(rate_limiter.resting(0.99)) == {"C1"}
    assert not rate_limiter.resting(1.0)


def test_a_conversation_is_held_until_slack_takes_calls_again() -> None:
    rate_limiter = ChannelRateLimiter(0.0, 1)
    rate_limiter.hold("C1", 5.0)
    assert set(rate_limiter.resting(4.9)) == {"C1"}
    assert not rate_limiter.resting(5.0)


@given(
    st.floats(0.1, 5),
    st.integers(1, 6),
    st.lists(st.floats(0, 3, allow_subnormal=False), min_size=5, max_size=60),
)
def test_no_window_holds_more_than_a_burst_and_one_each_interval(
    interval: float, burst: int, pauses: list[float]
) -> None:
    rate_limiter, now = ChannelRateLimiter(interval, burst), 0.0
    posts = []
    for pause in pauses:
        now += pause
        if not rate_limiter.resting(now):
            rate_limiter.used("C", now)
            posts.append(now)
    for first, start in enumerate(posts):
        for last, end in enumerate(posts[first:], first):
            assert last - first + 1 <= burst + (end - start) / interval + 1e-6
