"""Listeners on a Bolt app: each says what it `shows`; what happens once somebody did something stands in `acts`."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from re import Pattern
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.slack.gate import Shows
from bot.slack.listening.acts import Acts, OnClick, OnShortcut, OnSubmission
from bot.slack.listening.registry import Keep, Listener, Registry, nothing_more
from bot.slack.process.going_on import GoingOn
from bot.slack.transport.arriving.envelopes import event_kind
from bot.slack.transport.arriving.payloads import (
    NOBODY,
    Body,
    Click,
    Shortcut,
    SlashCommand,
    own_user,
)
from bot.wording import Catalogue

OnCommand = Callable[[SlashCommand, Catalogue], Awaitable[None]]
OnEvent = Callable[[Mapping[str, Any]], Awaitable[None]]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Listening:
    """Registers listeners for what a Bolt app is handed."""

    app: AsyncApp
    acts: Acts
    registry: Registry = field(default_factory=Registry)
    _clicks: dict[str, Listener] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Whatever is registered later is listened for from now on."""
        self.registry.listen(self.app)

    def on_event(self, kind: str, do: OnEvent, shows: Shows) -> None:
        """Acknowledge an event, then do something about it."""

        async def told(_: AsyncAck, body: Body) -> None:
            await do(body["event"])

        self.registry.add("event", kind, shows, told)

    def on_kept_event(self, kind: str, keep: Keep, shows: Shows) -> None:
        """Keep what an event tells of before it is acknowledged; `keep` gets the bot's own user id, too.

        The transports ask `kept` first. Bolt has the event where that failed, so that failures take the one way.
        """
        self.registry.kept[kind] = keep
        self.registry.add("event", kind, shows, nothing_more)

    async def kept(self, body: Body) -> bool:
        """Keep what an event tells of without Bolt's way past all listeners; whether that is done."""
        with GoingOn(_log, "not kept at once"):  # Bolt's way ends at the error handler
            keep, bot = self.registry.kept.get(event_kind(body)), own_user(body)
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
        listener = self._clicks[str(action)] = self.acts.listener(
            Click.of, shows, do=do, is_claimed=is_claimed
        )
        self.registry.add("action", action, shows, listener)

    def on_menu(self, action: str, shows: Shows) -> None:
        """Take an option of an overflow menu as a click on the button that it stands for, which says what it shows."""
        clicks = self._clicks

        async def chosen(ack: AsyncAck, body: Body) -> None:
            listener = clicks.get(Click.of(body).action)
            await (listener(ack, body) if listener else ack())

        self.registry.add("action", action, shows, chosen)

    def on_question(self, action: str | Pattern[str], keep: Callable[[Click], Awaitable[None]]) -> None:
        """Keep the question behind a button, and only then acknowledge the click: what is kept cannot be lost."""
        listener = self.acts.listener(Click.of, Shows.ANSWER, keep=keep)
        self.registry.add("action", action, Shows.ANSWER, listener)

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

        def is_ours(body: Body) -> bool:
            return is_meant(SlashCommand.of(body).text)

        listener = self.acts.listener(SlashCommand.of, shows, do=do, is_claimed=is_claimed)
        self.registry.add("command", name, shows, listener, is_ours)

    def on_asking_command(self, name: str, keep: Callable[[SlashCommand], Awaitable[None]]) -> None:
        """Keep the question behind a slash command, and only then acknowledge it."""
        listener = self.acts.listener(SlashCommand.of, Shows.ANSWER, keep=keep)
        self.registry.add("command", name, Shows.ANSWER, listener)

    def on_asking_shortcut(
        self, callback: str, keep: Callable[[Shortcut], Awaitable[None]], then: OnShortcut
    ) -> None:
        """Keep the question behind a shortcut, acknowledge it, then do the rest."""
        listener = self.acts.listener(Shortcut.of, Shows.ANSWER, keep=keep, do=then)
        self.registry.add("shortcut", callback, Shows.ANSWER, listener)

    def on_form_shortcut(self, callback: str, do: OnShortcut) -> None:
        """Acknowledge a shortcut, then open an empty form: at once, its trigger lives for three seconds."""
        self.registry.add("shortcut", callback, Shows.NOTHING, self.acts.form_shortcut(do))

    def on_submission(
        self, callback: str, do: OnSubmission, shows: Shows, *, is_claimed: bool = True
    ) -> None:
        """Do something about a submitted form; the listener acknowledges, with errors or with the view that follows."""
        listener = self.acts.submission(do, shows, is_claimed=is_claimed)
        self.registry.add("view", callback, shows, listener)
