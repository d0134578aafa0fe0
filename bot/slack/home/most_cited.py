"""The clauses that answered most questions lately."""

import asyncio
import math
from collections.abc import Sequence

from bot.store import AsyncStore

_LATELY = 90 * 86_400.0  # seconds
_MOST = 20
_HOUR = 3_600.0  # seconds
_MINUTE = 60.0  # seconds that there are none counts: of a new bot, whose first questions are to be seen soon


class MostCited:
    """Counts them once an hour: beside a million questions it takes long, and every home tab shows them."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store
        self._counting = asyncio.Lock()
        self._counted_at = -math.inf
        self._names: Sequence[str] = ()

    async def names(self) -> Sequence[str]:
        """The clauses by name, the most useful first; an hour old at most, a minute where there are none."""
        async with self._counting:
            now = self._store.now()
            if not 0 <= now - self._counted_at < (_HOUR if self._names else _MINUTE):
                self._names = await self._store.questions.most_cited(now - _LATELY, _MOST)
                self._counted_at = now
            return self._names
