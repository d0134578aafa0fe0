"""Which listener a payload of Slack's is for.

Bolt asks all listeners that it has one by one, and looks into the signature of each as it is registered: it has one a
kind of payload, which finds ours by name. Nothing that listens refers to a registry: a bot that ends goes at once.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from re import Pattern

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.slack.gate import Shows
from bot.slack.transport.arriving.envelopes import event_kind
from bot.slack.transport.arriving.payloads import Body

Keep = Callable[[Body, str], Awaitable[None]]
Listener = Callable[[AsyncAck, Body], Awaitable[None]]
_ANY = re.compile("")
_NAMES: Mapping[str, Callable[[Body], str]] = {
    "event": event_kind,
    "action": lambda body: str(body["actions"][0]["action_id"]),
    "command": lambda body: str(body["command"]),
    "shortcut": lambda body: str(body["callback_id"]),
    "view": lambda body: str(body["view"]["callback_id"]),
}


@dataclass(frozen=True)
class Registration:
    """That something listens: to which kind of Slack's payloads, of which name (or pattern), and what it shows."""

    kind: str
    written: str | Pattern[str]
    shows: Shows
    listener: Listener
    is_meant: Callable[[Body], bool]

    @property
    def name(self) -> str:
        """The name, or the pattern, as text."""
        return self.written if isinstance(self.written, str) else self.written.pattern

    def hears(self, kind: str, name: str, body: Body) -> bool:
        """Whether a payload is for this listener."""
        written = self.written
        is_named = name == written if isinstance(written, str) else written.search(name) is not None
        return is_named and kind == self.kind and self.is_meant(body)


@dataclass(frozen=True)
class Registry:
    """All that listens, the first that fits before all others; what is `kept` is so before it is acknowledged."""

    registered: list[Registration] = field(default_factory=list)
    kept: dict[str, Keep] = field(default_factory=dict)

    def add(
        self,
        kind: str,
        name: str | Pattern[str],
        shows: Shows,
        listener: Listener,
        is_meant: Callable[[Body], bool] = lambda _: True,
    ) -> None:
        """This listens from now on."""
        self.registered.append(Registration(kind, name, shows, listener, is_meant))

    def found(self, kind: str, name: str, body: Body) -> Listener | None:
        """The listener that a payload is for."""
        return next((each.listener for each in self.registered if each.hears(kind, name, body)), None)

    def listen(self, app: AsyncApp) -> None:
        """Have Bolt hand over what somebody listens to."""

        async def is_kept(body: Body) -> bool:
            return event_kind(body) in self.kept

        async def keep(
            body: Body,
            context: AsyncBoltContext,
            next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002  # Bolt passes it by this name
        ) -> BoltResponse:
            await self.kept[event_kind(body)](body, context.bot_user_id or "")
            return await next()

        app.event(_ANY, [is_kept], [keep])(nothing_more)
        self._listen("event", app.event)
        self._listen("action", app.block_action)
        self._listen("command", app.command)
        self._listen("shortcut", app.shortcut)
        self._listen("view", app.view_submission)

    def _listen(self, kind: str, registering: Callable[..., Callable[..., object]]) -> None:
        async def is_heard(body: Body) -> bool:
            return self.found(kind, _NAMES[kind](body), body) is not None

        async def heard(ack: AsyncAck, body: Body) -> None:
            if listener := self.found(kind, _NAMES[kind](body), body):
                await listener(ack, body)

        registering(_ANY, [is_heard])(heard)


async def nothing_more(*_: object) -> None:
    """For what was dealt with before its acknowledgement, or will be with what is submitted later."""
