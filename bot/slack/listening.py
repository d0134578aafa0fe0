"""Where everything that people do with our buttons, forms, commands and shortcuts comes in.

A listener is called with what was done and the words of whoever did it: Slack has its acknowledgement by then, and the
work is counted among what is in flight, so that the process does not end before it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from re import Pattern
from typing import TypeVar

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.slack.access.visibility import AccessResolver
from bot.slack.transport.payloads import Body, Click, Shortcut, SlashCommand, Submission
from bot.slack.work import InFlight
from bot.wording import Catalogue

Act = TypeVar("Act", Click, SlashCommand, Shortcut)
OnClick = Callable[[Click, Catalogue], Awaitable[None]]
OnSubmission = Callable[[Submission, Catalogue, AsyncAck], Awaitable[None]]
OnCommand = Callable[[SlashCommand, Catalogue], Awaitable[None]]
OnShortcut = Callable[[Shortcut, Catalogue], Awaitable[None]]


@dataclass(frozen=True)
class Listening:
    """Registers listeners on a Bolt app."""

    app: AsyncApp
    in_flight: InFlight
    access: AccessResolver

    def on_event(self, kind: str, keep: Callable[[Body, str], Awaitable[None]]) -> None:
        """Keep what an event tells of before Bolt acknowledges it; `keep` gets the bot's own user id, too."""

        async def kept(
            body: Body,
            context: AsyncBoltContext,
            next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002  # Bolt passes it by this name
        ) -> BoltResponse:
            await keep(body, context.bot_user_id or "")
            return await next()

        self.app.event(kind, middleware=[kept])(nothing_more)

    def on_click(self, action: str | Pattern[str], do: OnClick) -> None:
        """Acknowledge a click, then do something about it."""
        self.app.action(action)(self._listener(Click.of, do=do))

    def on_question(self, action: str | Pattern[str], keep: Callable[[Click], Awaitable[None]]) -> None:
        """Keep the question behind a button, and only then acknowledge the click: what is kept cannot be lost."""
        self.app.action(action)(self._listener(Click.of, keep=keep))

    def on_command(self, name: str, do: OnCommand, is_meant: Callable[[str], bool]) -> None:
        """Acknowledge a slash command whose text `is_meant` for this listener, then do something about it."""

        async def is_ours(body: Body) -> bool:
            return is_meant(SlashCommand.of(body).text)

        self.app.command(name, [is_ours])(self._listener(SlashCommand.of, do=do))

    def on_asking_command(self, name: str, keep: Callable[[SlashCommand], Awaitable[None]]) -> None:
        """Keep the question behind a slash command, and only then acknowledge it."""
        self.app.command(name)(self._listener(SlashCommand.of, keep=keep))

    def on_asking_shortcut(
        self, callback: str, keep: Callable[[Shortcut], Awaitable[None]], then: OnShortcut
    ) -> None:
        """Keep the question behind a shortcut, acknowledge it, then do the rest."""
        self.app.shortcut(callback)(self._listener(Shortcut.of, keep=keep, do=then))

    def on_shortcut(self, callback: str, do: OnShortcut) -> None:
        """Acknowledge a shortcut, then do something about it at once: a modal can be opened for three seconds only."""

        async def used(ack: AsyncAck, body: Body) -> None:
            await ack()
            with self.in_flight.counted():
                shortcut = Shortcut.of(body)
                await do(shortcut, await self.access.words_of(shortcut.person))

        self.app.shortcut(callback)(used)

    def on_submission(self, callback: str, do: OnSubmission) -> None:
        """Do something about a submitted form; the listener acknowledges, with errors or with the view that follows."""

        async def submitted(ack: AsyncAck, body: Body) -> None:
            with self.in_flight.counted():
                form = Submission.of(body)
                await do(form, await self.access.words_of(form.person), ack)

        self.app.view(callback)(submitted)

    def _listener(
        self,
        read: Callable[[Body], Act],
        *,
        keep: Callable[[Act], Awaitable[None]] | None = None,
        do: Callable[[Act, Catalogue], Awaitable[None]] | None = None,
    ) -> Callable[..., Awaitable[None]]:
        """Bolt's listener: what must not be lost is kept, Slack has its acknowledgement, the rest is done."""

        async def listen(ack: AsyncAck, body: Body) -> None:
            act = read(body)
            if keep:
                await keep(act)
            await ack()
            if do:
                async with self.in_flight:
                    await do(act, await self.access.words_of(act.person))

        return listen


async def nothing_more(*_: object) -> None:
    """For what was dealt with before its acknowledgement, or will be with what is submitted later."""
