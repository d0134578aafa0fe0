"""What was kept long enough goes, every hour."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict

from bot.slack.process.ending import Budget
from bot.slack.process.going_on import GoingOn
from bot.store import AsyncStore, Retention

_log = logging.getLogger(__name__)
_HOUR = 3_600.0  # seconds


@asynccontextmanager
async def retention_job(store: AsyncStore, keep: Retention, budget: Budget) -> AsyncIterator[None]:
    """Purge the store now and every hour, off the event loop; in the end a purge under way is waited for, in budget."""
    stop = asyncio.Event()
    task = asyncio.create_task(_hourly(store, keep, stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait({task}, timeout=budget.left)


async def _hourly(store: AsyncStore, keep: Retention, stop: asyncio.Event) -> None:
    while not stop.is_set():
        with GoingOn(_log, "purge failed"):
            if purged := await store.purge(keep):
                _log.info("purged", extra=asdict(purged))
        with suppress(TimeoutError):
            async with asyncio.timeout(_HOUR):
                await stop.wait()
