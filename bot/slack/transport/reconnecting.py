"""A websocket that is cut is opened again at once.

Of a cut without a farewell slack_sdk's client takes no notice until its next ping, ten seconds later; until then
nothing arrives by that socket.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient

_log = logging.getLogger(__name__)
_GLANCE = 0.1  # seconds between two looks at a socket
_PATIENCE = 5.0  # seconds for one connection
_AGAIN, _LONGEST = 0.5, 10.0  # seconds after the first failure, doubled with each, and at most


@asynccontextmanager
async def reconnecting(sockets: Sequence[AsyncSocketModeHandler]) -> AsyncIterator[None]:
    """Look after sockets, also those that are added meanwhile; who is closed stays so."""
    keeping = asyncio.create_task(_look_after(sockets))
    try:
        yield
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping


async def _look_after(sockets: Sequence[AsyncSocketModeHandler]) -> None:
    tasks: dict[AsyncSocketModeHandler, asyncio.Task[None]] = {}
    try:
        while True:
            for new in set(sockets) - tasks.keys():
                tasks[new] = asyncio.create_task(_keep_open(new.client))
            await asyncio.sleep(_GLANCE)
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)


async def _keep_open(client: SocketModeClient) -> None:
    failures = 0
    while not client.closed:
        await asyncio.sleep(_GLANCE)
        if client.current_session is None or not client.current_session.closed:
            continue
        try:
            async with asyncio.timeout(
                _PATIENCE
            ):  # by itself it waits long, and for an address that may be used up
                await client.connect_to_new_endpoint()
            failures = 0
        except Exception as error:  # noqa: BLE001  # whatever keeps it from Slack: it is tried again
            _log.warning("a socket is not open again: %s", type(error).__name__)
            await asyncio.sleep(min(_AGAIN * 2.0**failures, _LONGEST))
            failures += 1
    if client.current_session:  # it may have been opened while the client was closed
        await client.current_session.close()
