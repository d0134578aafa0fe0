"""The buttons of a card that need no form: open, read, done, ask, and what is stored."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.inquiries import Asked, Place, Surface
from bot.onboarding.progress import ClauseRead, TaskDone
from bot.slack.blocks.buttons import cited
from bot.slack.blocks.messages import note
from bot.slack.blocks.replies import quoted
from bot.slack.blocks.rich_text import Block, context
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.onboarding.buttons import ASK, BEGIN, DONE, MINE, MY_DATA, READ, carried
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.slack.onboarding.journey.messages import overview_blocks, stored_data_blocks
from bot.slack.onboarding.journey.posted_cards import ProgressRecorder
from bot.slack.questions.intake import Intake
from bot.slack.surface import Screen, View, modal, notice
from bot.slack.transport.arriving.payloads import Click
from bot.wording import Catalogue, clause_source


@dataclass(frozen=True)
class JourneyListeners:
    """Listens to the buttons of cards, and to that of the home tab which shows one's own path."""

    progress: ProgressRecorder
    intake: Intake
    screen: Screen

    def register(self, listening: Listening) -> None:
        """Listen."""
        listening.on_click(BEGIN, self.begin, Shows.TO_PERSON)
        listening.on_click(READ.pattern, self.read, Shows.IN_MODAL)
        listening.on_click(DONE.pattern, self.done, Shows.NOTHING)
        listening.on_question(ASK.pattern, self.ask)
        listening.on_click(MINE, self.mine, Shows.IN_MODAL)
        listening.on_click(MY_DATA, self.my_data, Shows.IN_MODAL)  # it names stages and clauses

    async def begin(self, click: Click, say: Catalogue) -> None:
        """Open the stage that comes first, at the end of the conversation."""
        colleague = await self.progress.enrolments.find(click.person)
        stage = colleague.current_stage if colleague else None
        if colleague and stage:
            await self.progress.cards.open(colleague, stage)
        result = "onboarding.opened" if stage else "onboarding.complete" if colleague else "onboarding.none"
        if click.view:  # the card is posted where they are not looking
            await self.screen.change_modal(click.view.id, notice("onboarding.title", result, say))
        elif not stage:
            await self.screen.whisper(click, note(say(result)))

    async def read(self, click: Click, say: Catalogue) -> None:
        """A clause is shown to the one who clicked, and counts as read."""
        name, stage = carried(click)
        drawing = self._clause(click.person, name, say)
        await self.screen.open_modal(click.trigger, "onboarding.clause", drawing, say)
        colleague = await self.progress.enrolments.find(click.person)
        if colleague and colleague.clause(name):
            await self.progress.record_and_show(click.person, stage, ClauseRead(name, colleague.now))

    async def done(self, click: Click, say: Catalogue) -> None:
        """A task is done, by whoever it is for."""
        person, stage_id, task_id = carried(click)
        colleague = await self.progress.enrolments.find(person)
        stage = colleague.stage(stage_id) if colleague else None
        task = next((each for each in stage.tasks if each.id == task_id), None) if stage else None
        if colleague is None or task is None or colleague.enrolment.who(task.assignee) != click.person:
            await self.screen.whisper(click, note(say("onboarding.gone")))
            return
        await self.progress.record_and_show(person, stage_id, TaskDone(stage_id, task_id, colleague.now))

    async def ask(self, click: Click) -> None:
        """A question is asked as if it had been typed."""
        [question] = carried(click)
        place = Place(click.place.team, click.place.channel)
        asked = Asked.by_trigger(
            click.trigger, place, click.person, Surface.DIRECT, question, ts=click.message
        )
        await self.intake.ask(asked, click.trigger)

    async def mine(self, click: Click, say: Catalogue) -> None:
        """One's own path, from the home tab."""
        drawing = self._own(click.person, overview_blocks, say)
        await self.screen.open_modal(click.trigger, "onboarding.title", drawing, say)

    async def my_data(self, click: Click, say: Catalogue) -> None:
        """What is stored about one's path."""
        drawing = self._own(click.person, stored_data_blocks, say)
        if click.view:
            await self.screen.change_modal(click.view.id, await drawing)
        else:
            await self.screen.open_modal(click.trigger, "onboarding.title", drawing, say)

    async def _clause(self, person: str, name: str, say: Catalogue) -> View:
        access = await self.progress.enrolments.access.of_person(person)
        answer = cited(access.responder.index.library, name)
        if answer is None:
            return notice("onboarding.clause", "clause.gone", say)
        clause = answer.citations[0].clause
        blocks = [*quoted(clause, clause.text), context(clause_source(clause, say))]
        return modal("onboarding.clause", blocks, say)

    async def _own(
        self, person: str, draw: Callable[[EnrolledUser], Iterable[Block]], say: Catalogue
    ) -> View:
        """What is drawn of one's own path; or that one is on none."""
        colleague = await self.progress.enrolments.find(person)
        if colleague is None:
            return notice("onboarding.title", "onboarding.none", say)
        return modal("onboarding.title", draw(colleague), say)
