"""Forty conversations for which every call hangs keep nobody else waiting for a second (docs/performance)."""

from math import ceil

from bot.slack.dependencies import AT_ONCE
from bot.slack.process.work import Timings

from tests.slack.scene import HANGING


def test_calls_that_hang_leave_their_places_before_anybody_notices() -> None:
    rounds = ceil(HANGING / AT_ONCE)
    assert rounds * Timings().brisk < 1.0
