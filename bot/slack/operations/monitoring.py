"""Whether the bot is well: what /healthz says, and the gauges of /metrics."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass

from bot.answering import Responders
from bot.store import AsyncStore
from bot.store import Backlog

_PATIENCE = 5.0  # seconds for the database; a platform's own probe gives up after as many
_UNKNOWN = Backlog(0, 0, 0.0)


@dataclass(frozen=True)
class Health:
    """The bot at one moment. `sockets`: how many are open (None in HTTP mode); `oldest` in seconds."""

    sockets: int | None
    index: bool
    database: bool
    waiting: int
    due: int
    oldest: float

    @property
    def wrong(self) -> list[str]:
        """What is wrong, in one word each."""
        parts = {"sockets": self.sockets != 0, "index": self.index, "database": self.database}
        return [name for name, is_well in parts.items() if not is_well]

    @property
    def is_well(self) -> bool:
        """Whether questions can be taken, answered and posted."""
        return not self.wrong

    def as_json(self) -> dict[str, object]:
        """The same for a program."""
        status = "ok" if self.is_well else "unwell"
        return {"status": status, **({"wrong": self.wrong} if self.wrong else {}), **asdict(self)}


@dataclass(frozen=True)
class Examination:
    """Finds out how the bot is; `sockets` counts those that are open."""

    store: AsyncStore
    responders: Responders
    sockets: Callable[[], Awaitable[int | None]]

    async def __call__(self) -> Health:
        """The health of this moment."""
        backlog = await self._backlog()
        found = backlog or _UNKNOWN
        oldest = max(0.0, self.store.now() - found.oldest_at) if found.oldest_at else 0.0
        return Health(
            sockets=await self.sockets(),
            index=await self._is_loaded(),
            database=backlog is not None,
            waiting=found.questions,
            due=found.parcels,
            oldest=round(oldest, 1),
        )

    async def _is_loaded(self) -> bool:
        try:
            await asyncio.to_thread(self.responders.for_groups, frozenset())
        except Exception:  # noqa: BLE001  # whatever keeps the index from being built: it is not there
            return False
        return True

    async def _backlog(self) -> Backlog | None:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self.store.backlog()
        except Exception:  # noqa: BLE001  # whatever keeps the database from answering: it does not answer
            return None
