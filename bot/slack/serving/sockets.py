"""The websockets of this process, as many as it wants and the others on the database leave it of Slack's ten."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from bot.slack.process.ending import Budget
from bot.slack.process.going_on import GoingOn
from bot.slack.process.replicas import Replicas
from bot.slack.transport.connection import Socket
from bot.slack.transport.reconnecting import reconnecting

_log = logging.getLogger(__name__)
_FAREWELL = 3.0  # seconds for closing websockets


@asynccontextmanager
async def socketed(
    sockets: list[Socket],
    opened: Callable[[], Awaitable[Socket]],
    replicas: Replicas,
    budget: Budget,
) -> AsyncIterator[None]:
    """Open `sockets` and look after them; where there are fewer than were wanted, more as soon as others end.

    What others were given meanwhile, while this process did not say that it is there, is closed: what came by it and
    was not acknowledged, Slack brings by another. In the end all are closed, and nobody waits for a far end that does
    not answer.
    """

    async def have_own() -> None:
        replicas.changed.clear()
        while len(sockets) < replicas.sockets:
            sockets.append(await opened())
        await _close(sockets[replicas.sockets :], _FAREWELL)
        del sockets[replicas.sockets :]

    async def follow() -> None:
        while True:
            await replicas.changed.wait()
            with GoingOn(_log, "no more sockets"):  # Slack refuses the token by now: each delivery says so
                await have_own()
                _log.info("sockets as others leave them", extra={"sockets": len(sockets)})

    try:
        async with reconnecting(sockets):
            await have_own()
            if len(sockets) < replicas.wanted:
                _log.warning("fewer sockets: others have them", extra={"sockets": len(sockets)})
            following = asyncio.create_task(follow())
            try:
                yield
            finally:
                following.cancel()
                await asyncio.gather(following, return_exceptions=True)
    finally:
        await _close(sockets, min(_FAREWELL, budget.left))


async def _close(sockets: Sequence[Socket], seconds: float) -> None:
    closing = (socket.close_async() for socket in sockets)  # type: ignore[no-untyped-call]  # untyped in Bolt
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(*closing)
