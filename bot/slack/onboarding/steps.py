"""The buttons of a card: open, read, done, ask, and what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.inquiries import Asked, Place, Surface
from bot.onboarding import ClauseRead, TaskDone, current_stage
from bot.slack.blocks.buttons import cited
from bot.slack.blocks.elements import line
from bot.slack.blocks.messages import note
from bot.slack.blocks.rich_text import context
from bot.slack.ephemeral import EphemeralReply
from bot.slack.onboarding.buttons import ASK, BEGIN, DONE, KEPT, MINE, READ, carried
from bot.slack.onboarding.enrolments import Courses
from bot.slack.onboarding.my_data import kept
from bot.slack.onboarding.overview import as_modal, overview
from bot.slack.onboarding.posted_cards import Cards
from bot.slack.onboarding.record_progress import Advance
from bot.slack.onboarding.sign_form import quoted
from bot.slack.operations.in_flight import InFlight
from bot.slack.questions.intake import Intake
from bot.slack.surface import Modals, View, sentence
from bot.store import AsyncStore
from bot.wording import Catalogue, clause_source

Body = Mapping[str, Any]


@dataclass(frozen=True)
class StepListeners:
    """Listens to the buttons that need no form."""

    store: AsyncStore
    courses: Courses
    cards: Cards
    advance: Advance
    intake: Intake
    modals: Modals
    ephemeral: EphemeralReply
    in_flight: InFlight

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`."""
        app.action(BEGIN)(self.begin)
        app.action(READ)(self.read)
        app.action(DONE)(self.done)
        app.action(ASK)(self.ask)
        app.action(MINE)(self.mine)
        app.action(KEPT)(self.kept)

    async def begin(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """Open the stage that comes first, at the end of the conversation."""
        await ack()
        async with self.in_flight:
            colleague = await self.courses.of(_user(body))
            stage = current_stage(colleague.path, colleague.progress) if colleague else None
            if colleague and stage:
                await self.cards.open(colleague, stage)
            told = "onboarding.opened" if stage else "onboarding.complete" if colleague else "onboarding.none"
            if "view" in body:  # the card is posted where they are not looking
                say = await self.modals.words(body)
                view = sentence(say("onboarding.title"), line(say(told)), say=say)
                await client.views_update(view_id=body["view"]["id"], view=view)
            elif not stage:
                await self._say(body, told)

    async def read(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A clause is shown to the one who clicked, and counts as read."""
        await ack()
        async with self.in_flight:
            name, stage = carried(body)
            say = await self.modals.words(body)
            await self.modals.open(
                body, client, say("onboarding.clause"), self._clause(_user(body), name, say), say
            )
            colleague = await self.courses.of(_user(body))
            if colleague and colleague.clause(name):
                await self.advance.shown(_user(body), stage, ClauseRead(name, self.courses.now()))

    async def done(self, ack: AsyncAck, body: Body) -> None:
        """A task is done, by whoever it is for."""
        await ack()
        async with self.in_flight:
            person, stage, task = carried(body)
            colleague = await self.courses.of(person)
            there = colleague.stage(stage) if colleague else None
            found = next((each for each in there.tasks if each.id == task), None) if there else None
            if colleague is None or found is None or colleague.enrolment.who(found.assignee) != _user(body):
                await self._say(body, "onboarding.gone")
                return
            await self.advance.shown(person, stage, TaskDone(stage, task, self.courses.now()))

    async def ask(self, ack: AsyncAck, body: Body) -> None:
        """A question is asked as if it had been typed: kept before Slack hears that it has arrived."""
        [question] = carried(body)
        await self.intake.ask(_asked(body, question), str(body["trigger_id"]))
        await ack()

    async def mine(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """One's own path, from the home tab."""
        await ack()
        async with self.in_flight:
            say = await self.modals.words(body)
            await self.modals.open(body, client, say("onboarding.title"), self._mine(_user(body), say), say)

    async def kept(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """What is stored about one's path."""
        await ack()
        async with self.in_flight:
            say = await self.modals.words(body)
            drawing = self._kept(_user(body), say)
            if "view" in body:
                await client.views_update(view_id=body["view"]["id"], view=await drawing)
            else:
                await self.modals.open(body, client, say("onboarding.title"), drawing, say)

    async def _clause(self, person: str, name: str, say: Catalogue) -> View:
        access = await self.courses.access.of_person(person)
        answer = cited(name, access.responder.index.library)
        if access.refusal or answer is None:
            return sentence(say("onboarding.clause"), line(say(access.refusal or "clause.gone")), say=say)
        clause = answer.citations[0].clause
        shown = (*quoted([clause]), context(clause_source(clause, say)))
        return sentence(say("onboarding.clause"), *shown, say=say)

    async def _mine(self, person: str, say: Catalogue) -> View:
        colleague = await self.courses.of(person)
        return as_modal(overview(colleague), say) if colleague else _none(say)

    async def _kept(self, person: str, say: Catalogue) -> View:
        colleague = await self.courses.of(person)
        return as_modal(kept(colleague), say) if colleague else _none(say)

    async def _say(self, body: Body, name: str) -> None:
        say = (await self.courses.access.of_person(_user(body))).say
        await self.ephemeral(body, note(say(name)))


def _none(say: Catalogue) -> View:
    return sentence(say("onboarding.title"), line(say("onboarding.none")), say=say)


def _user(body: Body) -> str:
    return str(body["user"]["id"])


def _asked(body: Body, question: str) -> Asked:
    team, channel, trigger = str(body["team"]["id"]), str(body["channel"]["id"]), str(body["trigger_id"])
    ts, person = str(body["container"].get("message_ts", "")), _user(body)
    return Asked(f"{team}/{channel}/{trigger}", Place(team, channel), ts, person, Surface.DIRECT, question)
