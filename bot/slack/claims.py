"""Which questions are taken already: Slack delivers some twice, and one message as two events."""

from collections import OrderedDict

_KEPT = 20_000  # keys: an hour of events at five a second


class Claims:
    """Keys that have been taken; beyond 20,000 the oldest are forgotten."""

    def __init__(self) -> None:
        self._taken: OrderedDict[str, None] = OrderedDict()

    def take(self, *keys: str) -> bool:
        """Take all the keys of one piece of work; False if any of them was taken before."""
        fresh = not any(key in self._taken for key in keys)
        self._taken.update(dict.fromkeys(keys))
        while len(self._taken) > _KEPT:
            self._taken.popitem(last=False)
        return fresh

    def release(self, key: str) -> None:
        """Give a key back: the work was not done and may be tried again."""
        self._taken.pop(key, None)
