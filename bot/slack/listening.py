"""Where everything that people do with our buttons, forms, commands and shortcuts, and all events, come in.

A listener is called with what was done and the words of whoever did it: Slack has its acknowledgement by then, and the
work is counted among what is in flight. Each says what it `shows`; the gate tells whoever may not see that why, and the
listener is not called. Each act is claimed by what tells it from all others: what
Slack tells again is acknowledged, and that is all.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from re import Pattern
from typing import TypeVar

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.slack.gate import SOON, UNKNOWN, AnyAct, Gate, Shows, refused_view
from bot.slack.process.going_on import GoingOn
from bot.slack.process.work import InFlight
from bot.slack.transport.envelopes import event_kind
from bot.slack.transport.payloads import (
    NOBODY,
    Body,
    Click,
    Shortcut,
    SlashCommand,
    Submission,
    own_user,
)
from bot.store import AsyncClaims
from bot.wording import Catalogue

Act = TypeVar("Act", Click, SlashCommand, Shortcut)
Keep = Callable[[Body, str], Awaitable[None]]
OnClick = Callable[[Click, Catalogue], Awaitable[None]]
OnSubmission = Callable[[Submission, Catalogue, AsyncAck], Awaitable[None]]
OnCommand = Callable[[SlashCommand, Catalogue], Awaitable[None]]
OnShortcut = Callable[[Shortcut, Catalogue], Awaitable[None]]
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
    in_flight: InFlight
    gate: Gate
    claims: AsyncClaims
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
            with self.in_flight.counted():  # who ends this bot waits until it is kept
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
        listener = self._clicks[str(action)] = self._listener(Click.of, shows, do=do, is_claimed=is_claimed)
        self.app.action(action)(listener)

    def on_menu(self, action: str, shows: Shows) -> None:
        """Take an option of an overflow menu as a click on the button that it stands for, which says what it shows."""

        async def chosen(ack: AsyncAck, body: Body) -> None:
            listener = self._clicks.get(Click.of(body).action)
            await (listener(ack, body) if listener else ack())

        self._register("action", action, shows)
        self.app.action(action)(chosen)

    def on_question(self, action: str | Pattern[str], keep: Callable[[Click], Awaitable[None]]) -> None:
        """Keep the question behind a button, and only then acknowledge the click: what is kept cannot be lost."""
        self._register("action", action, Shows.ANSWER)
        self.app.action(action)(self._listener(Click.of, Shows.ANSWER, keep=keep))

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
            self._listener(SlashCommand.of, shows, do=do, is_claimed=is_claimed)
        )

    def on_asking_command(self, name: str, keep: Callable[[SlashCommand], Awaitable[None]]) -> None:
        """Keep the question behind a slash command, and only then acknowledge it."""
        self._register("command", name, Shows.ANSWER)
        self.app.command(name)(self._listener(SlashCommand.of, Shows.ANSWER, keep=keep))

    def on_asking_shortcut(
        self, callback: str, keep: Callable[[Shortcut], Awaitable[None]], then: OnShortcut
    ) -> None:
        """Keep the question behind a shortcut, acknowledge it, then do the rest."""
        self._register("shortcut", callback, Shows.ANSWER)
        self.app.shortcut(callback)(self._listener(Shortcut.of, Shows.ANSWER, keep=keep, do=then))

    def on_form_shortcut(self, callback: str, do: OnShortcut) -> None:
        """Acknowledge a shortcut, then open an empty form: at once, its trigger lives for three seconds."""

        async def used(ack: AsyncAck, body: Body) -> None:
            await ack()
            with self.in_flight.counted():
                shortcut = Shortcut.of(body)
                if await self._is_first(shortcut, is_urgent=True):
                    await do(shortcut, await self.gate.access.words_of(shortcut.person))

        self._register("shortcut", callback, Shows.NOTHING)
        self.app.shortcut(callback)(used)

    def on_submission(
        self, callback: str, do: OnSubmission, shows: Shows, *, is_claimed: bool = True
    ) -> None:
        """Do something about a submitted form; the listener acknowledges, with errors or with the view that follows."""

        async def submitted(ack: AsyncAck, body: Body) -> None:
            with self.in_flight.counted():
                form = Submission.of(body)
                say, refusal = await self.gate.met(form, shows)
                if refusal == UNKNOWN and form.view.values:  # the form stays, and with it what was typed
                    await ack(response_action="errors", errors={next(iter(form.view.values)): say(refusal)})
                elif refusal:
                    await ack(response_action="update", view=refused_view(form.view, refusal, say))
                elif not is_claimed:
                    await do(form, say, ack)
                elif await self._is_first(form):
                    await do(form, say, ack)
                    if _asks_again(ack):  # nothing was done: to be told the same again gets the same answer
                        await self.claims.release(_claim(form))
                elif form.view.values:
                    errors = {next(iter(form.view.values)): say("modal.repeated")}
                    await ack(response_action="errors", errors=errors)
                else:
                    await ack(response_action="update", view=refused_view(form.view, "modal.repeated", say))

        self._register("view", callback, shows)
        self.app.view(callback)(submitted)

    def _register(self, kind: str, name: str | Pattern[str], shows: Shows) -> None:
        written = name if isinstance(name, str) else name.pattern
        self.registered.append(Registration(kind, written, shows))

    def _listener(
        self,
        read: Callable[[Body], Act],
        shows: Shows,
        *,
        keep: Callable[[Act], Awaitable[None]] | None = None,
        do: Callable[[Act, Catalogue], Awaitable[None]] | None = None,
        is_claimed: bool = True,
    ) -> Callable[..., Awaitable[None]]:
        """Bolt's listener: what must not be lost is kept, Slack has its acknowledgement, the rest is done."""

        async def listen(ack: AsyncAck, body: Body) -> None:
            act = read(body)
            if keep:
                await keep(act)
            await ack()
            if do is None:
                return
            async with self.in_flight.at_work():
                if is_claimed and not await self._is_first(act, is_urgent=shows is Shows.IN_MODAL):
                    return
                say, refusal = await self.gate.met(act, shows)
                if refusal:
                    await self.gate.refuse(act, refusal, say)
                else:
                    await do(act, say)

        return listen

    async def _is_first(self, act: AnyAct, *, is_urgent: bool = False) -> bool:
        """Whether Slack tells of an act for the first time, to whichever process.

        What is `urgent` (a modal opens within three seconds or never) is done all the same where the store is slow.
        """
        claiming = asyncio.ensure_future(self.claims.take(_claim(act)))
        await asyncio.wait({claiming}, timeout=SOON if is_urgent else None)
        return not claiming.done() or claiming.result()


def _claim(act: AnyAct) -> str:
    return f"act/{act.key}"  # another than that of a question which is asked by it


def _asks_again(ack: AsyncAck) -> bool:
    """Whether a form was not taken, and stays open with what is wrong in it."""
    answered = json.loads(ack.response.body or "{}") if ack.response else {}
    return bool(answered.get("response_action") == "errors")


async def nothing_more(*_: object) -> None:
    """For what was dealt with before its acknowledgement, or will be with what is submitted later."""
