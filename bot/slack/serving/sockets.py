"""The websockets of this process, as many as it wants and the others on the database leave it of Slack's ten."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
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

    In the end all are closed: nobody waits for a far end that does not answer.
    """

    async def open_all() -> None:
        replicas.more.clear()
        while len(sockets) < replicas.sockets:
            sockets.append(await opened())

    async def open_more() -> None:
        while len(sockets) < replicas.wanted:
            await replicas.more.wait()
            with GoingOn(_log, "no more sockets"):  # Slack refuses the token by now: each delivery says so
                await open_all()
                _log.info("more sockets", extra={"sockets": len(sockets)})

    try:
        async with reconnecting(sockets):
            await open_all()
            if len(sockets) < replicas.wanted:
                _log.warning("fewer sockets: others have them", extra={"sockets": len(sockets)})
            opening = asyncio.create_task(open_more())
            try:
                yield
            finally:
                opening.cancel()
                await asyncio.gather(opening, return_exceptions=True)
    finally:
        closing = (socket.close_async() for socket in sockets)  # type: ignore[no-untyped-call]  # untyped in Bolt
        with suppress(TimeoutError):
            async with asyncio.timeout(min(_FAREWELL, budget.left)):
                await asyncio.gather(*closing)
