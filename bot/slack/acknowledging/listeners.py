"""签署, and for HR who has not signed."""

import json
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck

from bot.onboarding.acknowledgements import Acknowledgement
from bot.onboarding.signatures import SignedClause
from bot.slack.acknowledging.messages import AGREE, SIGN, SIGN_FORM, TITLE, WHO, asking, named, sign_form
from bot.slack.acknowledging.reading import parcel_id
from bot.slack.acknowledging.watch import AcknowledgementWatch
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.surface import Screen, View, modal, notice
from bot.slack.transport.arriving.payloads import Click, Submission
from bot.wording import Catalogue

_GONE = "acknowledge.gone"


@dataclass(frozen=True)
class AcknowledgementListeners:
    """Listens to the buttons and the form.

    `sign_on_path` has what somebody signed count on the path that they are on, too.
    """

    watch: AcknowledgementWatch
    screen: Screen
    sign_on_path: Callable[[str, Collection[str]], Awaitable[None]]

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(SIGN, self.sign, Shows.IN_MODAL)
        listening.on_click(WHO, self.who, Shows.IN_MODAL)
        listening.on_submission(SIGN_FORM, self.signed, Shows.TO_PERSON)

    async def sign(self, click: Click, say: Catalogue) -> None:
        """The form with what changed."""
        await self.screen.open_modal(click.trigger, TITLE, self._form(click.value, click.person, say), say)

    async def signed(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The form is submitted."""
        if not form.view.values.get(AGREE, {}).get(AGREE, {}).get("selected_options"):
            await ack(response_action="errors", errors={AGREE: say("onboarding.sign.unticked")})
            return
        await self.screen.answer_form(ack, TITLE, self._signed(form, say), say)

    async def who(self, click: Click, say: Catalogue) -> None:
        """Who has not signed: for HR alone."""
        await self.screen.open_modal(
            click.trigger, "acknowledge.who.title", self._unsigned(click.value, click.person, say), say
        )

    async def _form(self, id_: str, person: str, say: Catalogue) -> View:
        acknowledgement = await self.watch.store.acknowledgements.find(id_)
        if acknowledgement is None or not await self._waits_for(acknowledgement, person):
            return notice(TITLE, "onboarding.sign.nothing", say)
        found = await self.watch.readings.of(acknowledgement, person)
        return sign_form(*found) if found else notice(TITLE, _GONE, say)

    async def _signed(self, form: Submission, say: Catalogue) -> View:
        id_, digest = json.loads(form.view.metadata)
        acknowledgements = self.watch.store.acknowledgements
        acknowledgement = await acknowledgements.find(id_)
        found = await self.watch.readings.of(acknowledgement, form.person) if acknowledgement else None
        if found is None or found[0].digest != digest:  # what is signed is what was read
            return notice(TITLE, "onboarding.sign.stale", say)
        to_sign, theirs = found
        signer = await acknowledgements.signer(id_, form.person)
        parcels = {
            parcel_id(id_, form.person, number): self.watch.parcel(form.person)
            for number in range(1, (signer.reminders if signer else 0) + 1)
        }
        shown = asking(to_sign, theirs, is_signed=True)
        parcels[parcel_id(id_, form.person, 0)] = self.watch.parcel(form.person, *shown)
        clauses = list(map(SignedClause.of, to_sign.clauses))
        if not await acknowledgements.sign(
            id_, form.person, clauses, parcels
        ):  # not asked any more, or signed before
            return notice(TITLE, "onboarding.sign.nothing", say)
        self.watch.ready()
        await self.sign_on_path(form.person, {each.name for each in to_sign.clauses})
        return notice(TITLE, "onboarding.sign.thanks", say)

    async def _waits_for(self, acknowledgement: Acknowledgement, person: str) -> bool:
        signer = await self.watch.store.acknowledgements.signer(acknowledgement.id, person)
        return signer is not None and signer.signed_at is None

    async def _unsigned(self, id_: str, person: str, say: Catalogue) -> View:
        title = "acknowledge.who.title"
        if person not in await self.watch.readings.access.directory.members_of(self.watch.hr):
            return notice(title, "acknowledge.hr-only", say)
        acknowledgement = await self.watch.store.acknowledgements.find(id_)
        late = await self.watch.unsigned(acknowledgement) if acknowledgement else ()
        if not late:
            return notice(title, "acknowledge.nobody", say)
        return modal(title, named(late, say), say)
