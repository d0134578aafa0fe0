"""分享到频道: the clauses of a private answer, or of a page, posted to a channel in the name of who shares them."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck

from bot.slack.access.channels import is_direct
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.buttons import cited
from bot.slack.blocks.messages import shared
from bot.slack.blocks.reply_row import SHARE, SHARE_FROM_PAGE, Subject
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.process.awaited import Awaited, is_set_within
from bot.slack.questions.posted_answers import Card, PostedAnswers
from bot.slack.surface import Screen, View, input_block, modal, notice, with_submit
from bot.slack.transport.arriving.payloads import Click, Submission
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import Catalogue

SHARE_FORM, _CHANNEL = "share_to", "channel"
_SOON, _DONE = "share.soon", "share.done"
_BRIEFLY = 1.0  # seconds: what Slack shows by then is said to be done at once
_PATIENCE = (
    8.0  # seconds more, after which the card goes on saying what is true of it: soon, or a message why not
)


@dataclass(frozen=True)
class SharingListeners:
    """Listens to what shares; `ready` is called when something is to be posted."""

    store: AsyncStore
    access: AccessResolver
    screen: Screen
    posted: PostedAnswers
    awaited: Awaited
    ready: Callable[[], None]

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(SHARE, self.share, Shows.TO_CONVERSATION)
        listening.on_click(SHARE_FROM_PAGE, self.ask_where, Shows.IN_MODAL)
        listening.on_submission(SHARE_FORM, self.chosen, Shows.TO_PERSON)

    async def share(self, click: Click, say: Catalogue) -> None:
        """Under a private answer: its clauses go to the channel where it stands, as soon as Slack takes them."""
        # Each click on the same answer puts the same parcel: what Slack shows already stays, what it refused is tried.
        key = f"{click.place.key}/{click.message}/{SHARE}"
        where = Address(click.place.team, click.place.channel)
        with self.awaited.shown(_id_of(key)) as shown:
            told = await self._put(Subject.of(click.value), where, click.person, key, say)
            if told == _SOON and not await is_set_within(shown, _BRIEFLY):
                await self._write(click, _SOON, say)
                await is_set_within(shown, _PATIENCE)
            if told != _SOON or shown.is_set():
                await self._write(click, _DONE if told == _SOON else told, say)

    async def _write(self, click: Click, told: str, say: Catalogue) -> None:
        """On the card that was clicked where it can be shared, and otherwise, or where it is gone, in a window."""
        if told not in {_SOON, _DONE} or not await self.posted.press(Card.of(click), told):
            await self.screen.tell(click, "share.button", told, say)

    async def ask_where(self, click: Click, say: Catalogue) -> None:
        """On a page: to which channel?"""
        form = _drawn(share_form(Subject.of(click.value), say))
        await self.screen.open_modal(click.trigger, "share.button", form, say, is_above=click.is_in_modal)

    async def chosen(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The channel is chosen."""
        await self.screen.answer_form(ack, "share.button", self._shared(form, say), say)

    async def _shared(self, form: Submission, say: Catalogue) -> View:
        channel = form.entered(_CHANNEL)
        if is_direct(channel) or not await self.access.directory.reads_in(channel, form.person):
            return notice("share.button", "share.not-member", say)  # nothing that Slack offers them to choose
        refusal = await self.access.refusal_in(channel, form.person)
        subject, where = Subject.of(form.view.metadata), Address(form.team, channel)
        told = refusal or await self._put(subject, where, form.person, f"{form.key}/{SHARE}", say)
        return notice("share.button", told, say)

    async def _put(self, subject: Subject, where: Address, person: str, key: str, say: Catalogue) -> str:
        """Have the clauses posted, once for a key; the name of the sentence that says so, or why not."""
        everyone = await self.access.responder_in(where.channel, person)
        answer = cited(everyone.index.library, *await self._clauses_of(subject))
        if answer is None:
            return "share.gone"
        if await self.access.directory.channels.is_left_out(where.channel):
            return "share.not-member"
        messages = [message.as_payload() for message in shared(answer, person, say)]
        once = _id_of(key)
        before = await self.store.outbox.find(once)
        await self.store.outbox.enqueue(Parcel(where, messages, Purpose.SHARE, subject=person), once)
        self.ready()
        is_shown = before is not None and len(before.sent) == len(before.parcel.messages)
        return _DONE if is_shown else _SOON

    async def _clauses_of(self, subject: Subject) -> Sequence[str]:
        """The names of the clauses: those of the answer to the question where there are no others."""
        if subject.clauses or not subject.question:
            return subject.clauses
        answered = await self.store.escalations.question(subject.question)
        return answered.clauses if answered else ()


def share_form(subject: Subject, say: Catalogue) -> View:
    """To which channel the clauses go."""
    kinds = {"include": ["public", "private"], "exclude_bot_users": True}
    box = {"type": "conversations_select", "action_id": _CHANNEL, "filter": kinds}
    asking = modal("share.button", [input_block(_CHANNEL, say("share.where"), box)], say)
    return with_submit(asking, SHARE_FORM, say("share.submit"), str(subject))


def _id_of(key: str) -> str:
    """The id of the parcel: one for each key."""
    return uuid.uuid5(uuid.NAMESPACE_OID, key).hex


async def _drawn(view: View) -> View:
    return view
