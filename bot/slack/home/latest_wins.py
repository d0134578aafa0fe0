"""Whose page comes last: of several acts before one view, the older must not put its page over the newer one's."""

import asyncio
import math
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_KEPT = 10_000  # views; some hundred bytes each


@dataclass
class _Line:
    latest: float = 0.0
    free: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True)
class Act:
    """What somebody did before a view: one of the acts that each put another page there."""

    _line: _Line
    _moment: float

    @asynccontextmanager
    async def view_lock(self) -> AsyncIterator[bool]:
        """Wait until nobody else writes to the view; False, and at once, where a later act is known."""
        if self._is_overtaken:
            yield False
            return
        async with self._line.free:
            yield not self._is_overtaken

    @property
    def _is_overtaken(self) -> bool:
        return self._moment < self._line.latest


class LatestWins:
    """The acts before each view in the order of the moments at which people acted: deliveries may overtake each other.

    So an opening of the home tab that Slack delivers once more, minutes later, does not take a page from its reader.
    """

    def __init__(self) -> None:
        self._lines: OrderedDict[str, _Line] = OrderedDict()

    def begin(self, view: str, moment: float) -> Act:
        """An act at a moment (seconds; 0.0: after all that are known)."""
        line = self._lines.setdefault(view, _Line())
        self._lines.move_to_end(view)
        if len(self._lines) > _KEPT:
            self._lines.popitem(last=False)
        moment = moment or math.nextafter(line.latest, math.inf)
        line.latest = max(line.latest, moment)
        return Act(line, moment)
