"""Who waits, in this process, until Slack shows a parcel."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Awaited:
    """Parcels that somebody waits for; those that another process delivers are never heard of."""

    _waiting: dict[str, set[asyncio.Event]] = field(default_factory=dict)

    @contextmanager
    def shown(self, delivery: str) -> Iterator[asyncio.Event]:
        """Set once Slack shows all of it; it must be waited for before it is put."""
        event = asyncio.Event()
        self._waiting.setdefault(delivery, set()).add(event)
        try:
            yield event
        finally:
            self._waiting[delivery].discard(event)
            if not self._waiting[delivery]:
                del self._waiting[delivery]

    def tell(self, delivery: str) -> None:
        """Slack shows all of it."""
        for event in self._waiting.get(delivery, ()):
            event.set()


async def is_set_within(event: asyncio.Event, seconds: float) -> bool:
    """Whether it is set by then."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()
