"""What was kept long enough goes, every hour."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict

from bot.slack.process.ending import Budget
from bot.slack.process.going_on import looking
from bot.store import AsyncStore, Retention

_log = logging.getLogger(__name__)
_HOUR = 3_600.0  # seconds


@asynccontextmanager
async def retention_job(store: AsyncStore, keep: Retention, budget: Budget) -> AsyncIterator[None]:
    """Purge the store now and every hour, off the event loop; in the end a purge under way is waited for, in budget."""

    async def purge() -> None:
        if purged := await store.purge(keep):
            _log.info("purged", extra=asdict(purged))

    ends = asyncio.Event()
    purging = asyncio.create_task(looking(purge, _HOUR, _log, "purge failed", ends))
    try:
        yield
    finally:
        ends.set()
        await asyncio.wait({purging}, timeout=budget.left)
