"""What changed of readers and rules, looked for once for all tenants: only bots where something did look themselves."""

import asyncio
import logging
from collections.abc import Callable, Mapping

from bot.slack.access.reader_watch import SKEW
from bot.slack.app import Bot
from bot.slack.process.going_on import GoingOn
from bot.store import AsyncStore

_log = logging.getLogger(__name__)
_PAUSE = 4.0  # times as long as it took to look at a folder


class Following:
    """Has those of the bots `at_hand` follow for whom something changed, whichever process heard of it."""

    def __init__(self, store: AsyncStore, at_hand: Callable[[], Mapping[str, Bot]]) -> None:
        self._store, self._at_hand = store, at_hand
        self._readers_seen = store.now()

    async def readers(self) -> None:
        """Each bot where an account or a channel changed lately looks that up anew."""
        now = self._store.now()
        changed = await self._store.tenants_of_changed_readers(self._readers_seen - SKEW)
        bots = self._at_hand() if changed else {}
        for tenant in changed & bots.keys():
            with GoingOn(_log, "changes of readers not followed"):
                await bots[tenant].watches.readers.look()
        self._readers_seen = now

    async def rules(self) -> None:
        """Each bot where something was published or settled, or whose folder is another one, changes over."""
        clock = asyncio.get_running_loop().time
        versions = await self._store.rules_versions()
        for tenant, bot in self._at_hand().items():
            started = clock()
            with GoingOn(_log, "rules not followed"):
                await bot.watches.rules.follow(versions.get(tenant, (0, 0)))
            await asyncio.sleep(_PAUSE * (clock() - started))
