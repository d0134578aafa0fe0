"""The owner's side: reply and close, or say that it is dealt with. The first one wins."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from slack_bolt.async_app import AsyncAck

from bot.inquiries import AnsweredQuestion, Escalation, EscalationState
from bot.rulebook import AtClause, Clause, find_references
from bot.slack.blocks.elements import line
from bot.slack.blocks.messages import OutgoingMessage, note
from bot.slack.escalation import cards
from bot.slack.escalation.recipients import Recipients
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.questions.posted_answers import PostedAnswers
from bot.slack.surface import Screen, View, modal, notice
from bot.slack.transport.arriving.payloads import Click, Submission
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import Catalogue, catalogue_for

Clauses = tuple[Clause, ...]


class UnknownClauseError(Exception):
    """A number among the clauses of a reply leads to no clause that the asker may see."""


@dataclass(frozen=True)
class ResolveListeners:
    """Listens to the buttons of the owner's message; `ready` is called when something is to be posted."""

    store: AsyncStore
    recipients: Recipients
    screen: Screen
    posted: PostedAnswers
    ready: Callable[[], None]

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(cards.REPLY_AND_CLOSE, self.reply, Shows.IN_MODAL)
        listening.on_click(cards.CLOSE, self.close, Shows.TO_PERSON)
        listening.on_submission(cards.REPLY_FORM, self.replied, Shows.TO_PERSON)

    async def reply(self, click: Click, say: Catalogue) -> None:
        """The form for a reply."""
        await self.screen.open_modal(click.trigger, "escalate.reply", self._form(click, say), say)

    async def close(self, click: Click, say: Catalogue) -> None:
        """It is dealt with, and there is nothing to say."""
        escalation = await self._find(click.value, click.person)
        if escalation is None:
            await self.screen.whisper(click, note(say("escalate.expired")))
        elif not await self._end(escalation, click.person, click.place.team):
            earlier = await self._find(escalation.id, click.person) or escalation
            await self.screen.whisper(
                click, OutgoingMessage(say("escalate.late"), (cards.closed_by(earlier, say),))
            )

    async def replied(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The reply is submitted."""
        if not form.entered(cards.REPLY):
            await ack(response_action="errors", errors={cards.REPLY: say("escalate.reply.empty")})
            return
        try:
            escalation = await self._find(form.view.metadata.removesuffix(cards.IN_PUBLIC), form.person)
            clauses = await self._clauses(form.entered(cards.CLAUSES), escalation)
        except UnknownClauseError:
            await ack(response_action="errors", errors={cards.CLAUSES: say("escalate.reply.unknown")})
            return
        view = self._replied(escalation, form, clauses, say)
        await self.screen.answer_form(ack, "escalate.reply", view, say)

    async def _form(self, click: Click, say: Catalogue) -> View:
        escalation = await self._find(click.value, click.person)
        if escalation is None or escalation.state is not EscalationState.OPEN:
            return _too_late(escalation, say)
        # What the submission needs of Slack is asked for now: it must be acknowledged within three seconds.
        await self.recipients.channels.with_person(escalation.person)
        await self.recipients.access.of_person(escalation.person)
        is_public = await self._in_public(escalation, ()) is not None
        return cards.reply_form(escalation, say, is_public=is_public)

    async def _replied(
        self, escalation: Escalation | None, form: Submission, clauses: Clauses, say: Catalogue
    ) -> View:
        if escalation is None:
            return _too_late(None, say)
        is_public = form.view.metadata.endswith(cards.IN_PUBLIC)  # never more than the form said
        reply = form.entered(cards.REPLY)
        if await self._end(escalation, form.person, form.team, reply, clauses, is_public=is_public):
            return notice("escalate.reply", "escalate.reply.sent", say)
        return _too_late(await self._find(escalation.id, form.person), say)

    async def _end(  # noqa: PLR0913  # what is written down of it
        self,
        escalation: Escalation,
        by: str,
        team: str,
        reply: str = "",
        clauses: Clauses = (),
        *,
        is_public: bool = False,
    ) -> bool:
        """Close it, change the owner's message and tell the asker; False where somebody else was first."""
        now = self.store.now()
        ended = replace(escalation, state=EscalationState.CLOSED, reply=reply, closed_at=now, closed_by=by)
        reply_parcel, owner_parcel = (
            await self._to_asker(ended, team, clauses, is_public=is_public),
            await closed_letter(ended, self.store, self.recipients),
        )
        is_first = await self.store.escalations.end(ended, reply_parcel, owner_parcel)
        self.ready()
        if is_first:
            await self.posted.refresh(escalation.question)
        return is_first

    async def _to_asker(
        self, ended: Escalation, team: str, clauses: Clauses, *, is_public: bool
    ) -> Parcel | None:
        """What the asker hears, where everybody could read along or alone; None where they are let in no more."""
        access = await self.recipients.access.of_person(ended.person)
        if access.refusal:
            return None
        asked = await self._in_public(ended, clauses) if is_public else None
        if asked:
            address = Address(team, asked.channel, asked.thread)
            say = await self.recipients.access.words(asked)
        else:
            direct = await self.recipients.channels.with_person(ended.person) or ended.person
            address, say = Address(team, direct), access.say
        message = cards.to_asker(ended, clauses, say, is_public=asked is not None)
        return Parcel(address, [message.as_payload()], Purpose.REPLY, subject=ended.id if asked else "")

    async def _in_public(self, escalation: Escalation, clauses: Clauses) -> AnsweredQuestion | None:
        """The question, where a reply may stand in its thread: whoever reads there read all that the owner did."""
        asked = await self.store.escalations.question(escalation.question)
        if asked is None or escalation.note or escalation.text.strip() != asked.text.strip():
            return None
        library = await self.recipients.library_in_public(asked.surface, asked.channel, asked.person)
        is_seen = library is not None and all(clause.name in library.by_name for clause in clauses)
        return asked if is_seen else None

    async def _clauses(self, numbers: str, escalation: Escalation | None) -> Clauses:
        """The clauses that a reply names, as the asker sees them."""
        if not numbers or escalation is None:
            return ()
        library = (await self.recipients.access.of_person(escalation.person)).responder.index.library
        places = [library.find(reference) for reference in find_references(numbers, library.names)]
        clauses = tuple(place.clause for place in places if isinstance(place, AtClause))
        if not clauses or len(clauses) < len(places):
            raise UnknownClauseError
        return clauses

    async def _find(self, id_: str, by: str) -> Escalation | None:
        """The escalation that somebody (`by`) may deal with: the owner whom it went to."""
        found = await self.store.escalations.find(id_)
        if found is None or not found.person:  # without a person: forgotten
            return None
        return found if await self.recipients.is_for(found.contact, by) else None


async def closed_letter(ended: Escalation, store: AsyncStore, recipients: Recipients) -> Parcel | None:
    """What the owner got of an escalation as it reads from now on; None where that is gone."""
    delivery = await store.outbox.find(ended.id)
    if delivery is None:
        return None
    address, [payload] = delivery.parcel.address, delivery.parcel.messages
    say = catalogue_for(await recipients.language(address.channel, ended.closed_by))
    message = cards.closed(OutgoingMessage(payload["text"], tuple(payload["blocks"])), ended, say)
    return replace(delivery.parcel, messages=[message.as_payload()])


def _too_late(escalation: Escalation | None, say: Catalogue) -> View:
    """Why there is nothing to reply to: somebody has dealt with it, or it is no longer stored (None)."""
    why = cards.closed_by(escalation, say) if escalation else line(say("escalate.expired"))
    return modal("escalate.reply", [why], say)
