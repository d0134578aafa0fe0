"""The owner's side: reply and close, or say that it is dealt with. The first one wins."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from slack_bolt.async_app import AsyncAck

from bot.inquiries import Escalation, EscalationState
from bot.rulebook import AtClause, Clause, Library, find_references
from bot.slack.blocks.elements import line
from bot.slack.blocks.messages import Message, note
from bot.slack.blocks.rich_text import rich_text
from bot.slack.ephemeral import EphemeralReply
from bot.slack.escalation.forms import CLAUSES, REPLY, REPLY_FORM, late, reply_form
from bot.slack.escalation.messages import CLOSE, REPLY_AND_CLOSE, closed, to_asker
from bot.slack.escalation.recipients import Recipients
from bot.slack.listening import Listening
from bot.slack.surface import Modals, View, sentence
from bot.slack.transport.payloads import Click, Submission
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import Catalogue, catalogue_for

Clauses = tuple[Clause, ...]


class UnknownClauseError(Exception):
    """A number among the clauses of a reply leads to no clause that the asker may see."""


@dataclass(frozen=True)
class ClosingListeners:
    """Listens to the buttons of the owner's message; `ready` is called when something is to be posted."""

    store: AsyncStore
    recipients: Recipients
    modals: Modals
    ephemeral: EphemeralReply
    ready: Callable[[], None]

    def register(self, listening: Listening) -> None:
        """Listen."""
        listening.on_click(REPLY_AND_CLOSE, self.reply)
        listening.on_click(CLOSE, self.close)
        listening.on_submission(REPLY_FORM, self.replied)

    async def reply(self, click: Click, say: Catalogue) -> None:
        """The form for a reply."""
        await self.modals.show(click.trigger, say("escalate.reply"), self._form(click.value, say), say)

    async def close(self, click: Click, say: Catalogue) -> None:
        """It is dealt with, and there is nothing to say."""
        there = await self._found(click.value)
        if there is None:
            await self.ephemeral.to(click, note(say("escalate.expired")))
        elif not await self._ended(there, click.person, click.place.team):
            earlier = await self._found(there.id) or there
            await self.ephemeral.to(click, Message(say("escalate.late"), (rich_text(late(earlier, say)),)))

    async def replied(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The reply is submitted."""
        if not form.entered(REPLY):
            await ack(response_action="errors", errors={REPLY: say("escalate.reply.empty")})
            return
        try:
            there = await self._found(form.view.metadata)
            clauses = await self._clauses(form.entered(CLAUSES), there)
        except UnknownClauseError:
            await ack(response_action="errors", errors={CLAUSES: say("escalate.reply.unknown")})
            return
        await self.modals.answer(ack, say("escalate.reply"), self._replied(there, form, clauses, say), say)

    async def _form(self, id_: str, say: Catalogue) -> View:
        there = await self._found(id_)
        if there is None or there.state is not EscalationState.OPEN:
            return _standing(there, say)
        # What the submission needs of Slack is asked for now: it must be acknowledged within three seconds.
        await self.recipients.channels.with_person(there.person)
        await self.recipients.access.of_person(there.person)
        return reply_form(there, say)

    async def _replied(
        self, there: Escalation | None, form: Submission, clauses: Clauses, say: Catalogue
    ) -> View:
        if there is None:
            return _standing(None, say)
        if await self._ended(there, form.person, form.team, form.entered(REPLY), clauses):
            return sentence(say("escalate.reply"), line(say("escalate.reply.sent")), say=say)
        return _standing(await self._found(there.id), say)

    async def _ended(
        self, there: Escalation, by: str, team: str, reply: str = "", clauses: Clauses = ()
    ) -> bool:
        """Close it, change the owner's message and tell the asker; False where somebody else was first."""
        now = self.store.now()
        ended = replace(there, state=EscalationState.CLOSED, reply=reply, closed_at=now, closed_by=by)
        told, card = await self._told(ended, team, clauses), await self._changed(ended)
        is_first = await self.store.escalations.end(ended, told, card)
        self.ready()
        return is_first

    async def _changed(self, ended: Escalation) -> Parcel | None:
        """The owner's message as it reads from now on."""
        delivery = await self.store.outbox.find(ended.id)
        if delivery is None:
            return None
        address, [message] = delivery.parcel.address, delivery.parcel.messages
        say = catalogue_for(await self.recipients.language(address.channel, ended.closed_by))
        shown = Message(message["text"], tuple(message["blocks"]))
        return replace(delivery.parcel, messages=[closed(shown, ended, say).as_payload()])

    async def _told(self, ended: Escalation, team: str, clauses: Clauses) -> Parcel:
        """What the asker gets."""
        say = (await self.recipients.access.of_person(ended.person)).say
        direct = await self.recipients.channels.with_person(ended.person) or ended.person
        message = to_asker(ended, clauses, say)
        return Parcel(Address(team, direct), [message.as_payload()], Purpose.REPLY)

    async def _clauses(self, numbers: str, there: Escalation | None) -> Clauses:
        """The clauses that a reply names, as the asker sees them."""
        if not numbers or there is None:
            return ()
        library = (await self.recipients.access.of_person(there.person)).responder.index.library
        return _referred_to(numbers, library)

    async def _found(self, id_: str) -> Escalation | None:
        found = await self.store.escalations.find(id_)
        return found if found and found.person else None  # without a person: forgotten


def _referred_to(numbers: str, library: Library) -> Clauses:
    places = [library.find(reference) for reference in find_references(numbers)]
    clauses = tuple(place.clause for place in places if isinstance(place, AtClause))
    if not clauses or len(clauses) < len(places):
        raise UnknownClauseError
    return clauses


def _standing(there: Escalation | None, say: Catalogue) -> View:
    """Why there is nothing to reply to."""
    told = rich_text(late(there, say)) if there else line(say("escalate.expired"))
    return sentence(say("escalate.reply"), told, say=say)
