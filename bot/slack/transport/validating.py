"""Would Slack take what the bot draws? Slack's own word for it, before anybody is shown anything."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError

from bot.settings import SlackSettings
from bot.slack.transport.connection import client

_ALTOGETHER = 6  # times the patience for one: for all of them, with the pauses that Slack asks for
_REFUSALS = {"invalid_blocks", "invalid_view"}


class NoValidationError(Exception):
    """Slack does not check blocks beforehand; `code` is its word for why, or the system's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def refused(
    settings: SlackSettings,
    messages: Mapping[str, Sequence[Any]],
    views: Mapping[str, Any],
    timeout: float = 10.0,
) -> Sequence[str]:
    """What Slack would not take, by name, with what is wrong; raises NoValidationError.

    Each may take `timeout` seconds, and all together six times as many.
    """
    try:
        async with asyncio.timeout(_ALTOGETHER * timeout):
            return await _refused(settings, messages, views, timeout)
    except TimeoutError as error:
        raise NoValidationError(type(error).__name__) from error


async def _refused(
    settings: SlackSettings, messages: Mapping[str, Sequence[Any]], views: Mapping[str, Any], timeout: float
) -> Sequence[str]:
    # A client that is given a session leaves time-outs to it.
    async with ClientSession(timeout=ClientTimeout(total=timeout)) as session:
        asking = client(settings, session, timeout, repeats=True)
        found = []
        for name, kind, drawn in _calls(messages, views):
            try:
                # slack_sdk's own method puts all into the address, which is too long for that.
                await asking.api_call("blocks.validate", data={kind: json.dumps(drawn)})
            except SlackApiError as error:
                found.append(f"{name}: {_why(error)}")
            except (ClientError, OSError) as error:
                raise NoValidationError(type(error).__name__) from error
        return found


def _calls(
    messages: Mapping[str, Sequence[Any]], views: Mapping[str, Any]
) -> Iterator[tuple[str, str, object]]:
    yield from ((name, "blocks", list(blocks)) for name, blocks in messages.items())
    yield from ((name, "view", view) for name, view in views.items())


def _why(error: SlackApiError) -> str:
    told = getattr(error.response, "data", None)  # of aiohttp's response, where it is no JSON, there is none
    code = str(told.get("error") or "") if isinstance(told, dict) else ""
    if not isinstance(told, dict) or code not in _REFUSALS:
        raise NoValidationError(code or "no JSON") from error
    faults = told.get("errors") or [{}]
    return f"{faults[0].get('message', code)} ({faults[0].get('pointer', '')})"
