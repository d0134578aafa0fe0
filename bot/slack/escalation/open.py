"""转给负责人: a question goes to the owner of its rule, once, with the consent of who passes it on."""

import asyncio
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck

from bot.inquiries import AnsweredQuestion, Escalation, Outcome
from bot.rulebook import Clause, Owner
from bot.slack.access.visibility import Access
from bot.slack.blocks import limits
from bot.slack.blocks.reply_row import ESCALATE
from bot.slack.escalation import cards
from bot.slack.escalation.recipients import (
    IN_CHANNEL,
    Addressee,
    Recipients,
    clauses_named,
    owners_of,
)
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.questions.posted_answers import Card, PostedAnswers
from bot.slack.surface import Screen, View, notice
from bot.slack.transport.arriving.payloads import Click, Submission
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import Catalogue, Language, catalogue_for


@dataclass(frozen=True)
class _Prepared:
    """A question that a person may pass on; `clauses` are those that both they and the addressee may see."""

    subject: AnsweredQuestion
    form: cards.EscalationForm
    clauses: Sequence[Clause]
    is_public: bool


@dataclass(frozen=True)
class EscalateListeners:
    """The asker's side: the button under an answer, and the form that sends the question to the owner.

    `ready` is called when something is to be posted.
    """

    store: AsyncStore
    recipients: Recipients
    screen: Screen
    posted: PostedAnswers
    ready: Callable[[], None]

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(ESCALATE, self.escalate, Shows.IN_MODAL)
        listening.on_submission(cards.ESCALATE_FORM, self.sent, Shows.TO_PERSON)

    async def escalate(self, click: Click, say: Catalogue) -> None:
        """The button: the form, or why there is none."""
        view = self.offered(Card.of(click), say)
        await self.screen.open_modal(click.trigger, "escalate.title", view, say, is_above=click.is_in_modal)

    async def sent(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The form is submitted."""
        if not form.entered(cards.QUESTION):
            await ack(response_action="errors", errors={cards.QUESTION: say("escalate.empty")})
            return
        card = Card.read(form.view.metadata, form.person)
        await self.screen.answer_form(ack, "escalate.title", self._passed_on(card, form, say), say)
        await self.posted.press(card)

    async def offered(self, card: Card, say: Catalogue) -> View:
        """The form for the question of a card, or why there is none."""
        found = await self._prepared(card.subject.question, card.person, say)
        if not isinstance(found, _Prepared):
            return found
        form, is_public = found.form, found.is_public
        private = "escalate.consent.link" if form.link else "escalate.consent"
        consent = "" if is_public else say(private)
        return cards.escalate_form(form, found.subject.text, consent, say, card.metadata)

    async def _prepared(self, question: str, user: str, say: Catalogue, book: str = "") -> _Prepared | View:
        """What a person may pass on, and to whom: by the `book` chosen where it depends on that; or why they cannot."""
        subject = await self.store.escalations.question(question)
        if subject is None:
            return notice("escalate.title", "escalate.gone", say)
        access = await self.recipients.access.of_person(user)
        is_public = await self.recipients.is_public(subject.surface, subject.channel)
        if user != subject.person and not is_public:
            return notice("escalate.title", "escalate.not-yours", say)
        if subject.escalation:
            return cards.already(subject.escalation, say)
        library = access.responder.index.library
        form = await self._addressed(subject, access, user, book)
        if not isinstance(form, cards.EscalationForm):
            return form
        return _Prepared(subject, form, clauses_named(form.clauses, library), is_public)

    async def _addressed(
        self, subject: AnsweredQuestion, access: Access, user: str, book: str
    ) -> cards.EscalationForm | View:
        say, is_refused = access.say, subject.outcome == Outcome.REFUSAL
        owners = owners_of(subject.clauses, access.responder.index.library, is_refused=is_refused)
        if not owners:
            return notice("escalate.title", "escalate.nobody", say)
        of_book = {title[: limits.LABEL]: owner for title, owner in owners}
        if len(owners) > 1 and book not in of_book:
            link = await self._link(subject)
            return cards.EscalationForm(
                subject.id, Addressee("", ""), say.language, link, books=tuple(of_book)
            )
        form = await self._form(subject, of_book.get(book, owners[0][1]), user)
        return form if form.addressee.channel else cards.unreachable(form.addressee, say)

    async def _form(self, subject: AnsweredQuestion, owner: Owner, user: str) -> cards.EscalationForm:
        recipients = self.recipients
        addressee, link = await asyncio.gather(recipients.addressee(owner), self._link(subject))
        if not addressee.channel:
            return cards.EscalationForm(subject.id, addressee, Language.CHINESE)
        visible = await recipients.visible(subject.clauses, addressee, user)
        language = await recipients.language(addressee.channel, addressee.contact)
        return cards.EscalationForm(subject.id, addressee, language, link, visible)

    async def _link(self, subject: AnsweredQuestion) -> str:
        """Where it was asked, if others can look there."""
        if subject.surface not in IN_CHANNEL:
            return ""
        return await self.recipients.channels.link(subject.channel, subject.ts)

    async def _passed_on(self, card: Card, submission: Submission, say: Catalogue) -> View:
        """What comes back with the form is not believed but for the question's id: all else is found anew."""
        book = submission.entered(cards.BOOK) if cards.BOOK in submission.view.values else ""
        found = await self._prepared(card.subject.question, submission.person, say, book)
        if not isinstance(found, _Prepared):
            return found
        if found.form.books:  # the books have changed since it was opened
            return notice("escalate.title", "escalate.gone", say)
        form, addressee = found.form, found.form.addressee
        new = Escalation(
            id=uuid.uuid4().hex,
            question=form.question,
            person=submission.person,
            owner=addressee.owner,
            contact=addressee.contact,
            text=submission.entered(cards.QUESTION),
            note=submission.entered(cards.NOTE),
            link=form.link,
            opened_at=self.store.now(),
        )
        words = catalogue_for(form.language)
        is_read_here = await self.recipients.may_read_words(addressee)
        message = cards.to_owner(new, found.clauses, words) if is_read_here else cards.elsewhere(words)
        parcel = Parcel(
            Address(submission.team, addressee.channel), [message.as_payload()], Purpose.ESCALATION
        )
        stored = await self.store.escalations.open(new, parcel)
        if stored is None:
            return notice("escalate.title", "escalate.gone", say)
        if stored.id != new.id:
            return cards.already(stored, say)
        self.ready()
        return notice("escalate.title", "escalate.sent", say, owner=addressee.label(say))
