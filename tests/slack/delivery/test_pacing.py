"""Slow conversations get few places; refusals pause all."""

from bot.slack.delivery import AppPause, SlowChannels
from bot.slack.process.work import Timings
from bot.store import LONGEST_WAIT
from hypothesis import given
from hypothesis import strategies as st


def test_slow_conversations_share_a_few_places_until_they_are_quick_again() -> None:
    slow = SlowChannels(2)
    for channel in ("C1", "C2", "C3"):
        slow.tried(channel, is_slow=True)
    assert slow.places([]) == 2
    assert slow.places(["C1", "C9"]) == 1
    assert slow.places(["C1", "C2", "C3"]) == 0
    slow.tried("C1", is_slow=False)
    assert set(slow.all()) == {"C2", "C3"}


def test_while_slack_refuses_the_app_one_parcel_is_tried_when_its_time_has_come() -> None:
    pause = AppPause(lambda times: 10.0 * times)
    assert pause.room(16, 0.0, ["C1"]) == 16
    pause.begins("token_revoked", "C1", 0.0)
    assert (pause.why, pause.room(16, 9.9, []), pause.room(16, 10.0, []), pause.room(16, 10.0, ["C2"])) == (
        "token_revoked",
        0,
        1,
        0,
    )
    pause.begins("token_revoked", "C2", 10.0)
    assert (pause.room(16, 29.9, []), pause.room(16, 30.0, [])) == (0, 1)
    pause.ends("C1")
    assert (pause.why, pause.room(16, 30.0, [])) == ("", 16)


def test_a_conversation_that_is_refused_again_and_again_is_tried_more_and_more_rarely() -> None:
    pause, waits = AppPause(float), []
    for now in range(3):
        waits.append(pause.begins("ekm_access_denied", "C1", float(now)))
        pause.ends("C2")  # others are taken
    assert waits == [1.0, 2.0, 3.0]
    pause.ends("C1")
    assert pause.begins("ekm_access_denied", "C1", 9.0) == 1.0


@given(st.integers(1, 5_000))
def test_waits_double_to_a_minute_and_never_come_together(tries: int) -> None:
    most = min(2.0 * 2 ** (min(tries, 20) - 1), LONGEST_WAIT)
    assert most / 2 <= Timings().wait(tries) <= most
