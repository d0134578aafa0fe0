"""Running a Bolt app in the workspace."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.workspace import Workspace
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp


@asynccontextmanager
async def connected(
    slack: Workspace, app: AsyncApp, *, sockets: int = 1, ping_interval: float = 10
) -> AsyncIterator[None]:
    """Run the app over so many sockets, each looked after every `ping_interval` seconds."""
    async with AsyncExitStack() as stack:
        for _ in range(sockets):
            handler = AsyncSocketModeHandler(
                app, slack.app_token, web_client=app.client, ping_interval=ping_interval
            )
            await handler.connect_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
            stack.push_async_callback(handler.close_async)
        await slack.connected()
        yield
