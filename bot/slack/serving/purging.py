"""What a tenant has kept long enough goes, whether or not its bot can be begun."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from bot.settings import SettingsError
from bot.store import AsyncStore, Kept, Purged

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Purging:
    """Purges tenants; `told` is for how long one keeps what is stored, and raises SettingsError."""

    store: AsyncStore
    told: Callable[[str], Kept]
    _said: dict[str, Kept] = field(default_factory=dict)  # in the round before

    async def of(self, tenant: str) -> None:
        """Purge what is of one tenant, by what its settings say; fewer days than before count once they say so twice.

        A file that is away for a moment, or written just now, says nothing of its own, and what was purged is lost.
        Where settings cannot be used, it is purged by what they said last, and not at all where that is unknown.
        """
        if purged := await asyncio.to_thread(self._purged, tenant):
            _log.info("purged", extra={"tenant": tenant, **asdict(purged)})

    def _purged(self, tenant: str) -> Purged:
        own, now = self.store.sync.of(tenant), self.store.now()
        if not (kept := self._kept(tenant, own.remembered())):
            return Purged()
        own.remember(now, kept)
        return own.of(tenant, kept.timezone).purge(now, kept.retention)

    def _kept(self, tenant: str, known: Kept | None) -> Kept | None:
        before = self._said.pop(tenant, None)
        try:
            told = self._said[tenant] = self.told(tenant)
        except SettingsError:
            return known
        return told if told == before or not known else known.at_least(told)
