"""签署: a stage's clauses are signed together, and later only what has changed of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.onboarding import SignedClause
from bot.rulebook import Clause
from bot.slack.blocks.elements import line
from bot.slack.onboarding.buttons import RESIGN, SIGN, SIGN_FORM, carried
from bot.slack.onboarding.enrolments import Colleague, Courses
from bot.slack.onboarding.posted_cards import Cards
from bot.slack.onboarding.record_progress import Advance
from bot.slack.onboarding.schedule import resign_id
from bot.slack.onboarding.sign_form import (
    AGAIN,
    AGREE,
    changed_for,
    digest_of,
    is_agreed,
    resigned_letter,
    sign_form,
    signed_by_stage,
)
from bot.slack.onboarding.stage_card import may_sign
from bot.slack.operations.in_flight import InFlight
from bot.slack.surface import Modals, View, sentence
from bot.store import AsyncStore
from bot.wording import Catalogue

Body = Mapping[str, Any]


@dataclass(frozen=True)
class SigningListeners:
    """Listens to the buttons that sign, and to the form behind them."""

    store: AsyncStore
    courses: Courses
    cards: Cards
    advance: Advance
    modals: Modals
    in_flight: InFlight

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`."""
        app.action(SIGN)(self.sign)
        app.action(RESIGN)(self.resign)
        app.view(SIGN_FORM)(self.signed)

    async def sign(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The form with the clauses of a stage."""
        await ack()
        [stage] = carried(body)
        await self._open(body, client, stage)

    async def resign(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The form with what has changed."""
        await ack()
        await self._open(body, client, AGAIN)

    async def signed(self, ack: AsyncAck, body: Body) -> None:
        """The form is submitted."""
        say = await self.modals.words(body)
        if not is_agreed(body["view"]["state"]["values"]):
            await ack(response_action="errors", errors={AGREE: say("onboarding.sign.unticked")})
            return
        await self.modals.answer(ack, say("onboarding.sign.title"), self._signed(body, say), say)

    async def _open(self, body: Body, client: AsyncWebClient, stage: str) -> None:
        async with self.in_flight:
            say = await self.modals.words(body)
            drawing = self._form(str(body["user"]["id"]), stage, say)
            await self.modals.open(body, client, say("onboarding.sign.title"), drawing, say)

    async def _form(self, person: str, stage: str, say: Catalogue) -> View:
        clauses = _to_sign(await self.courses.of(person), stage)
        if not clauses:  # what asks for it is behind: who signed died before it was drawn again
            await self.advance.shown(person, stage)
            return _told("onboarding.sign.nothing", say)
        return sign_form(stage, clauses, say)

    async def _signed(self, body: Body, say: Catalogue) -> View:
        stage, digest = json.loads(body["view"]["private_metadata"])
        colleague = await self.courses.of(str(body["user"]["id"]))
        clauses = _to_sign(colleague, stage)
        if colleague is None or digest_of(clauses) != digest:  # what is signed is what was read
            return _told("onboarding.sign.stale", say)
        if stage == AGAIN:
            changes = changed_for(colleague)
            for of_stage, signed in signed_by_stage(colleague, clauses).items():
                await self._sign(colleague, of_stage, signed)
            letter = resigned_letter(changes, colleague.say)
            await self.cards.put(resign_id(colleague, changes), colleague.person, letter)
        else:
            await self._sign(colleague, stage, list(map(SignedClause.of, clauses)))
        return _told("onboarding.sign.thanks", say)

    async def _sign(self, colleague: Colleague, stage: str, clauses: Sequence[SignedClause]) -> None:
        await self.store.signatures.sign(colleague.person, stage, clauses)
        await self.advance.shown(colleague.person, stage)


def _to_sign(colleague: Colleague | None, stage: str) -> tuple[Clause, ...]:
    """What is to be signed now: () where that is nothing, or where something else comes before."""
    if colleague is None:
        return ()
    if stage == AGAIN:
        return tuple(change.clause for change in changed_for(colleague))
    there = colleague.stage(stage)
    if there is None or there.signing is None or colleague.progress.signed(there):
        return ()
    return there.signing.clauses if may_sign(colleague, there) else ()


def _told(name: str, say: Catalogue) -> View:
    return sentence(say("onboarding.sign.title"), line(say(name)), say=say)
