"""What has changed, as it changes: for a page that shows the workspace, and for tests that wait."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, Self, TypeVar
from weakref import WeakSet

UpdateKind = Literal[
    "message_posted", "message_changed", "message_deleted", "reactions_changed", "channel_changed", "user_changed",
    "view_opened", "view_changed", "view_closed", "home_published", "status_set", "prompts_set", "title_set",
    "panel_shown", "call_answered", "delivery_settled", "notice_set",
]  # fmt: skip

LOOK_AGAIN = 0.05

_Seen = TypeVar("_Seen")


@dataclass(frozen=True, slots=True)
class Update:
    """One change: where (`channel`, `ts`), and whom it concerns alone (`user`; None: all who see the channel)."""

    kind: UpdateKind
    channel: str | None = None
    ts: str | None = None
    user: str | None = None


class Subscription(asyncio.Queue[Update]):
    """The updates since this was made, one after the other, without end."""

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Update:
        return await self.get()


class Feed:
    """Tells every subscription of every update, in order; one that nobody holds any more is forgotten."""

    def __init__(self) -> None:
        self._listeners: WeakSet[Subscription] = WeakSet()

    def publish(self, update: Update) -> None:
        """Tell all who listen now."""
        for listener in self._listeners:
            listener.put_nowait(update)

    def subscribe(self) -> Subscription:
        """The updates from now on."""
        listener = Subscription()
        self._listeners.add(listener)
        return listener

    async def until(self, look: Callable[[], _Seen | None], timeout: float) -> _Seen:
        """Wait until `look` sees something and return that; TimeoutError after so many seconds.

        It looks after every update, and from time to time, for what changes elsewhere.
        """
        updates = self.subscribe()
        async with asyncio.timeout(timeout):
            while (seen := look()) is None:
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_AGAIN):
                        await anext(updates)
        return seen
