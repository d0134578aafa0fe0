"""What has changed, as it changes: for a page that shows the workspace, and for tests that wait."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, Self, TypeVar
from weakref import WeakSet

Kind = Literal[
    "message_posted",
    "message_changed",
    "message_deleted",
    "reactions_changed",
    "channel_changed",
    "user_changed",
    "view_opened",
    "view_changed",
    "view_closed",
    "home_published",
    "status_set",
    "prompts_set",
    "title_set",
    "call_answered",
    "delivery_settled",
]

LOOK_AGAIN = 0.05

_Seen = TypeVar("_Seen")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: where (`channel`, `ts`), and whom it concerns alone (`user`; None: all who see the channel)."""

    kind: Kind
    channel: str | None = None
    ts: str | None = None
    user: str | None = None


class Changes:
    """The changes since this was made, one after the other, without end."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Change] = asyncio.Queue()

    def put(self, change: Change) -> None:
        """Add a change."""
        self._queue.put_nowait(change)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Change:
        return await self._queue.get()


class Feed:
    """Tells every listener of every change, in order; a listener that nobody holds any more is forgotten."""

    def __init__(self) -> None:
        self._listeners: WeakSet[Changes] = WeakSet()

    def publish(self, change: Change) -> None:
        """Tell all who listen now."""
        for listener in self._listeners:
            listener.put(change)

    def changes(self) -> Changes:
        """The changes from now on."""
        listener = Changes()
        self._listeners.add(listener)
        return listener

    async def until(self, look: Callable[[], _Seen | None], timeout: float) -> _Seen:
        """Wait until `look` sees something and return that; TimeoutError after so many seconds.

        It looks after every change, and from time to time, for what changes elsewhere.
        """
        changes = self.changes()
        async with asyncio.timeout(timeout):
            while (seen := look()) is None:
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_AGAIN):
                        await anext(changes)
        return seen
