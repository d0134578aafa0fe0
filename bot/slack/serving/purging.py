"""What a tenant has kept long enough goes, whether or not its bot can be begun."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass

from bot.settings import SettingsError
from bot.store import ALONE, AsyncStore, Kept, Purged

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Purging:
    """Purges tenants; `told` is for how long one keeps what is stored, and raises SettingsError."""

    store: AsyncStore
    told: Callable[[str], Kept]

    async def of(self, tenant: str) -> None:
        """Purge what is of one tenant.

        Where its settings cannot be used, by what they said last: a slip there keeps nothing longer, and loses nothing.
        """
        if purged := await asyncio.to_thread(self._purged, tenant):
            _log.info("purged", extra={"tenant": tenant, **asdict(purged)})

    def _purged(self, tenant: str) -> Purged:
        own = self.store.sync.of(tenant)
        try:
            kept = self.told(tenant)
            own.remember(self.store.now(), kept)
        except SettingsError:
            kept = own.remembered() or self.told(ALONE)
        return own.of(tenant, kept.timezone).purge(self.store.now(), kept.retention)
