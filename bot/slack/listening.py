"""Where everything that people do with our buttons, forms, commands and shortcuts, and all events, come in.

A listener is called with what was done and the words of whoever did it: Slack has its acknowledgement by then, and the
work is counted among what is in flight, so that the process does not end before it. Each says what it `shows`; whoever
may not see that reads why, and the listener is not called: this is the one gate before the rulebook.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from re import Pattern
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.elements import line
from bot.slack.blocks.messages import note
from bot.slack.operations.work import InFlight
from bot.slack.surface import EphemeralReply, Modals, modal
from bot.slack.transport.payloads import Body, Click, SentView, Shortcut, SlashCommand, Submission
from bot.wording import Catalogue

OnClick = Callable[[Click, Catalogue], Awaitable[None]]
OnSubmission = Callable[[Submission, Catalogue, AsyncAck], Awaitable[None]]
OnCommand = Callable[[SlashCommand, Catalogue], Awaitable[None]]
OnShortcut = Callable[[Shortcut, Catalogue], Awaitable[None]]

_SOON = (
    1.5  # seconds that admission may take: a trigger opens a modal, and a form waits for its ack, for three
)


class Shows(StrEnum):
    """What a listener may show, and so who must be let in before it is called."""

    NOTHING = "nothing"  # of the rulebook: an opinion, a stop, an empty form
    TO_PERSON = "to-person"  # rules, or the words of others, to whoever acts, alone
    TO_READERS = "to-readers"  # rules, to whoever reads the message that is acted on
    TO_CONVERSATION = "to-conversation"  # rules, to all who read in the conversation
    ANSWER = "answer"  # nothing yet: what is asked is kept, and admission is decided when it is answered
    PAGE = "page"  # rules, on a page of one's own, which itself says why there are none


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
    access: AccessResolver
    modals: Modals
    ephemeral: EphemeralReply
    registered: list[Registration] = field(default_factory=list)

    def on_event(
        self,
        kind: str,
        do: Callable[..., Awaitable[None]],
        shows: Shows,
        before_ack: Sequence[Callable[..., Awaitable[Any]]] = (),
    ) -> None:
        """Do something about an event; `before_ack` is Bolt's middleware, after which it is acknowledged."""
        self._register("event", kind, shows)
        self.app.event(kind, middleware=list(before_ack))(do)

    def on_click(self, action: str | Pattern[str], do: OnClick, shows: Shows) -> None:
        """Acknowledge a click, then do something about it."""

        async def clicked(ack: AsyncAck, body: Body) -> None:
            await ack()
            async with self.in_flight:
                click = Click.of(body)
                say, refusal = await self._met(click.person, self._refusal_of_click(click, shows))
                if refusal:
                    await self._refuse(click, say(refusal), say)
                else:
                    await do(click, say)

        self._register("action", action, shows)
        self.app.action(action)(clicked)

    def on_question(self, action: str | Pattern[str], keep: Callable[[Click], Awaitable[None]]) -> None:
        """Keep the question behind a button, and only then acknowledge the click: what is kept cannot be lost."""

        async def clicked(ack: AsyncAck, body: Body) -> None:
            await keep(Click.of(body))
            await ack()

        self._register("action", action, Shows.ANSWER)
        self.app.action(action)(clicked)

    def on_submission(self, callback: str, do: OnSubmission, shows: Shows) -> None:
        """Do something about a submitted form; the listener acknowledges, with errors or with the view that follows."""

        async def submitted(ack: AsyncAck, body: Body) -> None:
            with self.in_flight.counted():
                form = Submission.of(body)
                say, refusal = await self._met(form.person, self._refusal(form.person, shows))
                if refusal:
                    view = modal(form.view.title, [line(say(refusal))], say)
                    await ack(response_action="update", view=view)
                else:
                    await do(form, say, ack)

        self._register("view", callback, shows)
        self.app.view(callback)(submitted)

    def on_command(self, name: str, do: OnCommand, is_meant: Callable[[str], bool], shows: Shows) -> None:
        """Acknowledge a slash command whose text `is_meant` for this listener, then do something about it."""

        async def is_ours(body: Body) -> bool:
            return is_meant(SlashCommand.of(body).text)

        async def commanded(ack: AsyncAck, body: Body) -> None:
            await ack()
            async with self.in_flight:
                command = SlashCommand.of(body)
                say, refusal = await self._met(command.person, self._refusal(command.person, shows))
                if refusal:
                    client = self.ephemeral.message_client
                    await client.whisper(command.response_url, [note(say(refusal))])
                else:
                    await do(command, say)

        self._register("command", name, shows)
        self.app.command(name, [is_ours])(commanded)

    def on_asking_command(self, name: str, keep: Callable[[SlashCommand], Awaitable[None]]) -> None:
        """Keep the question behind a slash command, and only then acknowledge it."""

        async def commanded(ack: AsyncAck, body: Body) -> None:
            await keep(SlashCommand.of(body))
            await ack()

        self._register("command", name, Shows.ANSWER)
        self.app.command(name)(commanded)

    def on_asking_shortcut(
        self, callback: str, keep: Callable[[Shortcut], Awaitable[None]], then: OnShortcut
    ) -> None:
        """Keep the question behind a shortcut, acknowledge it, then do the rest."""

        async def used(ack: AsyncAck, body: Body) -> None:
            shortcut = Shortcut.of(body)
            await keep(shortcut)
            await ack()
            async with self.in_flight:
                await then(shortcut, await self.access.words_of(shortcut.person))

        self._register("shortcut", callback, Shows.ANSWER)
        self.app.shortcut(callback)(used)

    def on_form_shortcut(self, callback: str, do: OnShortcut) -> None:
        """Acknowledge a shortcut, then open an empty form: at once, its trigger lives for three seconds."""

        async def used(ack: AsyncAck, body: Body) -> None:
            await ack()
            with self.in_flight.counted():
                shortcut = Shortcut.of(body)
                await do(shortcut, await self.access.words_of(shortcut.person))

        self._register("shortcut", callback, Shows.NOTHING)
        self.app.shortcut(callback)(used)

    def _register(self, kind: str, name: str | Pattern[str], shows: Shows) -> None:
        written = name if isinstance(name, str) else name.pattern
        self.registered.append(Registration(kind, written, shows))

    async def _met(self, person: str, refusal: Awaitable[str]) -> tuple[Catalogue, str]:
        """The words of whoever acts, and the name of the sentence that refuses them ("" for who is let in)."""
        words, why = await asyncio.gather(self.access.words_of(person), refusal)
        return words, why

    async def _refusal(self, person: str, shows: Shows, channel: str = "") -> str:
        match shows:
            case Shows.NOTHING | Shows.ANSWER | Shows.PAGE:
                return ""
            case Shows.TO_PERSON:
                return await _soon(self.access.refusal_of(person))
            case Shows.TO_READERS | Shows.TO_CONVERSATION:
                return await self.access.refusal_in(channel, person)

    async def _refusal_of_click(self, click: Click, shows: Shows) -> str:
        """What one sees alone stays theirs alone where it is drawn anew."""
        if shows is Shows.TO_READERS and click.is_ephemeral:
            shows = Shows.TO_PERSON
        return await self._refusal(click.person, shows, click.channel)

    async def _refuse(self, click: Click, sentence: str, say: Catalogue) -> None:
        """Say why where they look: in the modal, or in one above their home tab, or beside the message."""
        if click.view is None:
            await self.ephemeral.to(click, note(sentence))
        elif click.view.kind == "modal":
            await self.modals.change(click.view.id, _view(click.view, sentence, say))
        else:
            await self.modals.client.views_open(
                trigger_id=click.trigger, view=_view(click.view, sentence, say)
            )


def _view(sent: SentView, sentence: str, say: Catalogue) -> dict[str, Any]:
    title = sent.title if sent.kind == "modal" else say("modal.title")
    return modal(title, [line(sentence)], say)


async def _soon(refusal: Awaitable[str]) -> str:
    """A refusal that is known soon; who somebody is that Slack does not tell in time is not known."""
    known = asyncio.ensure_future(refusal)
    await asyncio.wait({known}, timeout=_SOON)
    return known.result() if known.done() else "admission.unknown"
