"""Slack's rate limits: so many calls of a method a minute, and messages a second in one channel, in short bursts.

Sources: Slack's rate limit tiers (calls a minute), `chat.postMessage` one a second and channel, short bursts allowed.
The generic cell rate algorithm is six lines here; an adapter of pyrate-limiter, which has it too, would be more.
"""

import math
from collections.abc import Mapping

from bot.workspace.state import Clock

TIERS: Mapping[int, int] = {1: 1, 2: 20, 3: 50, 4: 100}
POST_BURST = 4
SECOND = 1_000_000
"""Microseconds: whole numbers, so that a burst is no call shorter by rounding."""


class Rates:
    """Counts the calls of one app in one workspace."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._due: dict[tuple[str, str], int] = {}

    def retry_after(self, method: str, tier: int, channel: str) -> int:
        """Count one call; the whole seconds that the app must wait when it called too often, otherwise 0."""
        is_post = method == "chat.postMessage"
        burst, gap = (POST_BURST, SECOND) if is_post else (TIERS[tier], 60 * SECOND // TIERS[tier])
        key, now = (method, channel if is_post else ""), round(self._clock() * SECOND)
        due = max(now, self._due.get(key, now))
        wait = due - now - (burst - 1) * gap
        if wait <= 0:
            self._due[key] = due + gap
        return max(0, math.ceil(wait / SECOND))
