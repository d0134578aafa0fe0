"""When Slack as a whole is left alone, or slow conversations; which have had their share, the outbox knows.

Times are in seconds of a clock that never goes back.
"""

from collections import Counter
from collections.abc import Callable, Collection


class SlowChannels:
    """Conversations whose last try was long and came to nothing: at most `places` of them are tried at a time."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._slow: set[str] = set()

    def __contains__(self, channel: str) -> bool:
        return channel in self._slow

    def tried(self, channel: str, *, is_slow: bool) -> None:
        """How a try went."""
        (self._slow.add if is_slow else self._slow.discard)(channel)

    def all(self) -> Collection[str]:
        """All of them."""
        return frozenset(self._slow)

    def places(self, busy: Collection[str]) -> int:
        """How many more may be tried beside those that are `busy`."""
        return max(0, self._places - len(self._slow.intersection(busy)))


class AppPause:
    """Slack refuses the app as a whole: one parcel at a time is tried, at growing intervals, until it takes one.

    `wait` tells how long to wait after so many refusals in a row. Some refusals turn out to be about one conversation:
    it is tried more and more rarely, while the others go on.
    """

    def __init__(self, wait: Callable[[int], float]) -> None:
        self._wait = wait
        self._in_a_row = 0
        self._of_channel: Counter[str] = Counter()
        self._until = 0.0
        self.why = ""
        """Slack's word for it; empty where it takes what it is sent."""

    def begins(self, why: str, channel: str, now: float) -> float:
        """A parcel for this conversation was refused, for that reason; for how long it is to wait."""
        self.why = why
        self._in_a_row += 1
        self._of_channel[channel] += 1
        self._until = now + self._wait(self._in_a_row)
        return self._wait(self._of_channel[channel])

    def ends(self, channel: str) -> None:
        """Slack took something for this conversation, or said what is wrong with that alone."""
        self.why, self._in_a_row, self._until = "", 0, 0.0
        self._of_channel.pop(channel, None)

    def room(self, slots: int, now: float, busy: Collection[str]) -> int:
        """How many of so many parcels may be tried."""
        if not self.why:
            return slots
        return 1 if now >= self._until and not busy else 0
