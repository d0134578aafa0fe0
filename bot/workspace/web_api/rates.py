"""Slack's rate limits: a token bucket for each method, and one for each channel that is posted to.

Source: Slack's rate limit tiers (calls a minute), `chat.postMessage` one a second and channel, short bursts allowed.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bot.workspace.state import Clock

TIERS: Mapping[int, int] = {1: 1, 2: 20, 3: 50, 4: 100}
POST_BURST = 4


@dataclass(slots=True)
class _Bucket:
    capacity: float
    refill: float
    left: float
    at: float

    def wait(self, now: float) -> float:
        """Take one; the seconds to wait when there is none."""
        self.left = min(self.capacity, self.left + (now - self.at) * self.refill)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / self.refill


class Rates:
    """Counts the calls of one app in one workspace."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def retry_after(self, method: str, tier: int, channel: str) -> int:
        """Count one call; the whole seconds that the app must wait when it called too often, otherwise 0."""
        is_post = method == "chat.postMessage"
        capacity, refill = (POST_BURST, 1.0) if is_post else (TIERS[tier], TIERS[tier] / 60)
        now = self._clock()
        new = _Bucket(capacity, refill, capacity, now)
        return math.ceil(self._buckets.setdefault((method, channel if is_post else ""), new).wait(now))
