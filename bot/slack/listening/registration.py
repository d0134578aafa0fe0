"""Listeners on a Bolt app: each says what it `shows`; what happens once somebody did something stands in `acts`."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from re import Pattern

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.slack.gate import Shows
from bot.slack.listening.acts import Acts, OnClick, OnShortcut, OnSubmission
from bot.slack.process.going_on import GoingOn
from bot.slack.transport.envelopes import event_kind
from bot.slack.transport.payloads import (
    NOBODY,
    Body,
    Click,
    Shortcut,
    SlashCommand,
    own_user,
)
from bot.wording import Catalogue

Keep = Callable[[Body, str], Awaitable[None]]
OnCommand = Callable[[SlashCommand, Catalogue], Awaitable[None]]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Registration:
    """That something listens: to which kind of Slack's payloads, of which name (or pattern), and what it shows."""

    kind: str
    name: str
    shows: Shows


@dataclass(frozen=True)
class Listening:
    """Registers listeners on a Bolt app; `registered` is all of them."""

    app: AsyncApp
    acts: Acts
    registered: list[Registration] = field(default_factory=list)
    _kept: dict[str, Keep] = field(default_factory=dict)
    _clicks: dict[str, Callable[..., Awaitable[None]]] = field(default_factory=dict)

    def on_event(self, kind: str, do: Callable[..., Awaitable[None]], shows: Shows) -> None:
        """Acknowledge an event, then do something about it."""
        self._register("event", kind, shows)
        self.app.event(kind)(do)

    def on_kept_event(self, kind: str, keep: Keep, shows: Shows) -> None:
        """Keep what an event tells of before it is acknowledged; `keep` gets the bot's own user id, too.

        The transports ask `kept` first. Bolt has the event where that failed, so that failures take the one way.
        """

        async def kept(
            body: Body,
            context: AsyncBoltContext,
            next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002  # Bolt passes it by this name
        ) -> BoltResponse:
            await keep(body, context.bot_user_id or "")
            return await next()

        self._kept[kind] = keep
        self._register("event", kind, shows)
        self.app.event(kind, middleware=[kept])(nothing_more)

    async def kept(self, body: Body) -> bool:
        """Keep what an event tells of without Bolt's way past all listeners; whether that is done."""
        with GoingOn(_log, "not kept at once"):  # Bolt's way ends at the error handler
            keep, bot = self._kept.get(event_kind(body)), own_user(body)
            if keep is None or bot == NOBODY:
                return False
            with self.acts.in_flight.counted():  # who ends this bot waits until it is kept
                await keep(body, bot)
            return True
        return False

    def on_click(
        self, action: str | Pattern[str], do: OnClick, shows: Shows, *, is_claimed: bool = True
    ) -> None:
        """Acknowledge a click, then do something about it.

        What is not claimed leaves no trace, and may be done again where Slack tells of it again.
        """
        self._register("action", action, shows)
        listener = self._clicks[str(action)] = self.acts.listener(
            Click.of, shows, do=do, is_claimed=is_claimed
        )
        self.app.action(action)(listener)

    def on_menu(self, action: str, shows: Shows) -> None:
        """Take an option of an overflow menu as a click on the button that it stands for, which says what it shows."""
        clicks = self._clicks

        async def chosen(ack: AsyncAck, body: Body) -> None:
            listener = clicks.get(Click.of(body).action)
            await (listener(ack, body) if listener else ack())

        self._register("action", action, shows)
        self.app.action(action)(chosen)

    def on_question(self, action: str | Pattern[str], keep: Callable[[Click], Awaitable[None]]) -> None:
        """Keep the question behind a button, and only then acknowledge the click: what is kept cannot be lost."""
        self._register("action", action, Shows.ANSWER)
        self.app.action(action)(self.acts.listener(Click.of, Shows.ANSWER, keep=keep))

    def on_command(
        self,
        name: str,
        do: OnCommand,
        is_meant: Callable[[str], bool],
        shows: Shows,
        *,
        is_claimed: bool = True,
    ) -> None:
        """Acknowledge a slash command whose text `is_meant` for this listener, then do something about it."""

        async def is_ours(body: Body) -> bool:
            return is_meant(SlashCommand.of(body).text)

        self._register("command", name, shows)
        self.app.command(name, [is_ours])(
            self.acts.listener(SlashCommand.of, shows, do=do, is_claimed=is_claimed)
        )

    def on_asking_command(self, name: str, keep: Callable[[SlashCommand], Awaitable[None]]) -> None:
        """Keep the question behind a slash command, and only then acknowledge it."""
        self._register("command", name, Shows.ANSWER)
        self.app.command(name)(self.acts.listener(SlashCommand.of, Shows.ANSWER, keep=keep))

    def on_asking_shortcut(
        self, callback: str, keep: Callable[[Shortcut], Awaitable[None]], then: OnShortcut
    ) -> None:
        """Keep the question behind a shortcut, acknowledge it, then do the rest."""
        self._register("shortcut", callback, Shows.ANSWER)
        self.app.shortcut(callback)(self.acts.listener(Shortcut.of, Shows.ANSWER, keep=keep, do=then))

    def on_form_shortcut(self, callback: str, do: OnShortcut) -> None:
        """Acknowledge a shortcut, then open an empty form: at once, its trigger lives for three seconds."""
        self._register("shortcut", callback, Shows.NOTHING)
        self.app.shortcut(callback)(self.acts.form_shortcut(do))

    def on_submission(
        self, callback: str, do: OnSubmission, shows: Shows, *, is_claimed: bool = True
    ) -> None:
        """Do something about a submitted form; the listener acknowledges, with errors or with the view that follows."""
        self._register("view", callback, shows)
        self.app.view(callback)(self.acts.submission(do, shows, is_claimed=is_claimed))

    def _register(self, kind: str, name: str | Pattern[str], shows: Shows) -> None:
        written = name if isinstance(name, str) else name.pattern
        self.registered.append(Registration(kind, written, shows))


async def nothing_more(*_: object) -> None:
    """For what was dealt with before its acknowledgement, or will be with what is submitted later."""
