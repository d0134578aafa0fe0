"""Identifiers and timestamps: unique, in Slack's formats, and the same in every run."""

from collections import defaultdict
from collections.abc import Callable

Clock = Callable[[], float]


class Ids:
    """Hands out identifiers such as `U00000001`, counted for each prefix."""

    def __init__(self) -> None:
        self._given: defaultdict[str, int] = defaultdict(int)

    def next(self, prefix: str) -> str:
        """A new identifier that begins with this prefix."""
        self._given[prefix] += 1
        return f"{prefix}{self._given[prefix]:08d}"


class Timestamps:
    """Message timestamps (`1700000000.000123`, seconds): unique, and rising even when the clock stands still."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        """A timestamp later than every one before."""
        self._last = max(round(self._clock() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
