"""What happens when somebody uses our buttons, forms, commands and shortcuts, before a listener is called.

A listener is called with what was done and the words of whoever did it: Slack has its acknowledgement by then, and the
work is counted among what is in flight. The gate tells whoever may not see what it shows why, and the
listener is not called. Each act is claimed by what tells it from all others: what
Slack tells again is acknowledged, and that is all.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from slack_bolt.async_app import AsyncAck

from bot.slack.gate import SOON, UNKNOWN, AnyAct, Gate, Shows, refused_view
from bot.slack.process.work import InFlight
from bot.slack.transport.arriving.payloads import (
    Body,
    Click,
    Shortcut,
    SlashCommand,
    Submission,
)
from bot.store import AsyncClaims
from bot.wording import Catalogue

Act = TypeVar("Act", Click, SlashCommand, Shortcut)
OnClick = Callable[[Click, Catalogue], Awaitable[None]]
OnSubmission = Callable[[Submission, Catalogue, AsyncAck], Awaitable[None]]
OnShortcut = Callable[[Shortcut, Catalogue], Awaitable[None]]


@dataclass(frozen=True)
class Acts:
    """Makes listeners; they refer to this, and so it refers to no app: a bot that ends goes at once."""

    in_flight: InFlight
    gate: Gate
    claims: AsyncClaims

    def listener(
        self,
        read: Callable[[Body], Act],
        shows: Shows,
        *,
        keep: Callable[[Act], Awaitable[None]] | None = None,
        do: Callable[[Act, Catalogue], Awaitable[None]] | None = None,
        is_claimed: bool = True,
    ) -> Callable[..., Awaitable[None]]:
        """A listener: what must not be lost is kept, Slack has its acknowledgement, the rest is done."""

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

    def form_shortcut(self, do: OnShortcut) -> Callable[..., Awaitable[None]]:
        """A listener for a shortcut that opens a form: at once, its trigger lives for three seconds."""

        async def used(ack: AsyncAck, body: Body) -> None:
            await ack()
            with self.in_flight.counted():
                shortcut = Shortcut.of(body)
                if await self._is_first(shortcut, is_urgent=True):
                    await do(shortcut, await self.gate.access.words_of(shortcut.person))

        return used

    def submission(
        self, do: OnSubmission, shows: Shows, *, is_claimed: bool
    ) -> Callable[..., Awaitable[None]]:
        """A listener for a form: `do` acknowledges it, with errors or with the view that follows."""

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

        return submitted

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
