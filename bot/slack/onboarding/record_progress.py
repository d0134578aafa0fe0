"""Somebody comes on: what they did is kept, what is thereby complete is closed, and the cards say so."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.onboarding import Attempt, Ending, StageClosed, finished_attempt, opening_day, stages_to_close
from bot.slack.onboarding.enrolments import Colleague, Courses
from bot.slack.onboarding.posted_cards import Cards
from bot.store import AsyncStore, Entry


@dataclass(frozen=True)
class Advance:
    """Writes down what was done; the same once more changes nothing."""

    store: AsyncStore
    courses: Courses
    cards: Cards

    async def __call__(self, person: str, *entries: Entry) -> Colleague | None:
        """Keep the entries and what is complete, also where a process died before it kept that.

        The colleague as they stand then, or None for somebody on no path.
        """
        for entry in entries:
            await self.store.onboarding.record(person, entry)
        colleague = await self.courses.of(person)
        # Twice where need be: a quiz that is passed may complete its stage.
        while colleague and (left := complete(colleague)):
            for entry in left:
                await self.store.onboarding.record(person, entry)
            colleague = await self.courses.of(person)
        return colleague

    async def shown(self, person: str, stage: str, *entries: Entry) -> Colleague | None:
        """The same, and whatever shows that stage shows it as it stands."""
        colleague = await self(person, *entries)
        there = colleague.stage(stage) if colleague else None
        if colleague and there:
            await self.cards.refresh(colleague, there)
        return colleague


def complete(colleague: Colleague) -> Sequence[Attempt | StageClosed]:
    """The attempts at quizzes that are finished, or the stages that are done, and whose end is not stored yet.

    A stage that asks nothing of them waits for its day: its clauses may not be in force yet.
    """
    progress, days = colleague.progress, colleague.calendar.working_days
    attempts: list[Attempt | StageClosed] = []
    for stage in colleague.path.stages:
        quiz_status = progress.quiz(stage)
        if (
            stage.quiz
            and quiz_status
            and (end := finished_attempt(stage.quiz, stage.id, quiz_status, colleague.now))
        ):
            attempts.append(end)
    return attempts or [
        StageClosed(stage.id, Ending.DONE, colleague.now)
        for stage in stages_to_close(colleague.path, progress)
        if stage.steps or opening_day(colleague.enrolment, stage, days) <= colleague.today
    ]
