"""Of several acts in one view the last has the last word: the older must not put its page over the newer one's."""

import asyncio
import math
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_REMEMBERED = 10_000  # views; some hundred bytes each


@dataclass
class _View:
    latest: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True)
class Act:
    """What somebody did in a view, after which another page is to stand there."""

    _view: _View
    _moment: float

    @asynccontextmanager
    async def view_lock(self) -> AsyncIterator[bool]:
        """Wait until nobody else writes to the view; False, and at once, where a later act is known."""
        if self._is_overtaken:
            yield False
            return
        async with self._view.lock:
            yield not self._is_overtaken

    @property
    def _is_overtaken(self) -> bool:
        return self._moment < self._view.latest


class LatestWins:
    """Orders what is done in a view by the moments at which people acted: Slack's deliveries may overtake each other.

    So an opening of the home tab that Slack delivers once more, minutes later, does not take a page from its reader.
    """

    def __init__(self) -> None:
        self._views: OrderedDict[str, _View] = OrderedDict()

    def begin(self, view: str, moment: float) -> Act:
        """An act at a moment (seconds; 0.0: after all that are known)."""
        known = self._views.setdefault(view, _View())
        self._views.move_to_end(view)
        if len(self._views) > _REMEMBERED:
            self._views.popitem(last=False)
        moment = moment or math.nextafter(known.latest, math.inf)
        known.latest = max(known.latest, moment)
        return Act(known, moment)
