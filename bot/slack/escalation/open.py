"""转给负责人: a question goes to the owner of its rule, once, with the consent of who passes it on."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck

from bot.inquiries import AnsweredQuestion, Escalation, Surface
from bot.rulebook import Library, Owner
from bot.slack.blocks.buttons import ESCALATE
from bot.slack.blocks.elements import line
from bot.slack.escalation.form_data import Draft
from bot.slack.escalation.forms import (
    ESCALATE_FORM,
    NOTE,
    QUESTION,
    already,
    escalate_form,
    unreachable,
)
from bot.slack.escalation.messages import to_owner
from bot.slack.escalation.recipients import Recipients, clauses_named, owner_of
from bot.slack.listening import Listening
from bot.slack.surface import Modals, View, sentence
from bot.slack.transport.payloads import Click, Submission
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import Catalogue, Language, catalogue_for

_IN_CHANNEL = {Surface.MENTION, Surface.THREAD}


@dataclass(frozen=True)
class PassingListeners:
    """Listens to the button and to its form.

    `library` is the whole of it; `ready` is called when something is to be posted.
    """

    store: AsyncStore
    recipients: Recipients
    modals: Modals
    library: Library
    ready: Callable[[], None]

    def register(self, listening: Listening) -> None:
        """Listen."""
        listening.on_click(ESCALATE, self.escalate)
        listening.on_submission(ESCALATE_FORM, self.sent)

    async def escalate(self, click: Click, say: Catalogue) -> None:
        """The button: the form, or why there is none."""
        drawing = self._offered(click.value, click.person, say)
        await self.modals.show(click.trigger, say("escalate.title"), drawing, say)

    async def sent(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The form is submitted."""
        if not form.entered(QUESTION):
            await ack(response_action="errors", errors={QUESTION: say("escalate.empty")})
            return
        await self.modals.answer(ack, say("escalate.title"), self._passed_on(form, say), say)

    async def _offered(self, question: str, user: str, say: Catalogue) -> View:
        subject = await self.store.escalations.question(question)
        if subject is None:
            return self._sentence("escalate.gone", say)
        access = await self.recipients.access.of_person(user)
        is_public = await self._is_public(subject)
        if access.refusal or (user != subject.person and not is_public):
            return self._sentence(access.refusal or "escalate.not-yours", say)
        if subject.escalation:
            return already(subject.escalation, say)
        owner = owner_of(subject.clauses, access.responder.index.library)
        if owner is None:
            return self._sentence("escalate.nobody", say)
        return self._form(await self._draft(subject, owner, user), subject.text, say, is_public=is_public)

    def _form(self, draft: Draft, question: str, say: Catalogue, *, is_public: bool) -> View:
        if not draft.addressee.channel:
            return unreachable(draft.addressee, say)
        private = "escalate.consent.link" if draft.link else "escalate.consent"
        return escalate_form(draft, question, "" if is_public else say(private), say)

    async def _is_public(self, subject: AnsweredQuestion) -> bool:
        """Whether everybody could read the question where it was asked."""
        in_channel = subject.surface in _IN_CHANNEL
        return in_channel and not await self.recipients.channels.is_private(subject.channel)

    async def _draft(self, subject: AnsweredQuestion, owner: Owner, user: str) -> Draft:
        recipients = self.recipients
        addressee, link = await asyncio.gather(recipients.addressee(owner), self._link(subject))
        if not addressee.channel:
            return Draft(subject.id, addressee, Language.CHINESE)
        shown = await recipients.shown(subject.clauses, addressee, user)
        language = await recipients.language(addressee.channel, addressee.contact)
        return Draft(subject.id, addressee, language, link, shown)

    async def _link(self, subject: AnsweredQuestion) -> str:
        """Where it was asked, if others can look there."""
        if subject.surface not in _IN_CHANNEL:
            return ""
        return await self.recipients.channels.link(subject.channel, subject.ts)

    async def _passed_on(self, form: Submission, say: Catalogue) -> View:
        draft = Draft.read(form.view.metadata)
        new = Escalation(
            id=uuid.uuid4().hex,
            question=draft.question,
            person=form.person,
            owner=draft.addressee.owner,
            contact=draft.addressee.contact,
            text=form.entered(QUESTION),
            note=form.entered(NOTE),
            link=draft.link,
            opened_at=self.store.now(),
        )
        message = to_owner(new, clauses_named(draft.clauses, self.library), catalogue_for(draft.language))
        address = Address(form.team, draft.addressee.channel)
        parcel = Parcel(address, [message.as_payload()], Purpose.ESCALATION)
        kept = await self.store.escalations.open(new, parcel)
        if kept is None:
            return self._sentence("escalate.gone", say)
        if kept.id != new.id:
            return already(kept, say)
        self.ready()
        return sentence(
            say("escalate.title"), line(say("escalate.sent", owner=draft.addressee.label(say))), say=say
        )

    def _sentence(self, name: str, say: Catalogue) -> View:
        return sentence(say("escalate.title"), line(say(name)), say=say)
