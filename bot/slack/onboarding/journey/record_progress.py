"""Somebody comes on: what they did is recorded, what is thereby complete is closed, and the cards say so."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.onboarding import Attempt
from bot.onboarding import Ending
from bot.onboarding import StageClosed
from bot.onboarding import finished_attempt
from bot.onboarding import opening_day
from bot.onboarding import stages_to_close
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.slack.onboarding.enrolments import Enrolments
from bot.slack.onboarding.journey.posted_cards import Cards
from bot.store import Entry


@dataclass(frozen=True)
class ProgressRecorder:
    """Records what was done; the same once more changes nothing."""

    cards: Cards

    @property
    def enrolments(self) -> Enrolments:
        """Those whose progress it is."""
        return self.cards.enrolments

    async def record(self, person: str, *entries: Entry) -> EnrolledUser | None:
        """Keep the entries and what is complete, also where a process died before it kept that.

        The colleague as they stand then, or None for somebody on no path.
        """
        to_record: Sequence[Entry] = entries
        while True:  # more than once where need be: a quiz that is passed may complete its stage
            for entry in to_record:
                await self.enrolments.store.onboarding.record(person, entry)
            colleague = await self.enrolments.find(person)
            to_record = completed(colleague) if colleague else ()
            if not to_record:
                return colleague

    async def record_and_show(self, person: str, stage: str, *entries: Entry) -> None:
        """Record, and have whatever shows that stage show it as it stands."""
        colleague = await self.record(person, *entries)
        shown = colleague.stage(stage) if colleague else None
        if colleague and shown:
            await self.cards.refresh(colleague, shown)


def completed(colleague: EnrolledUser) -> Sequence[Attempt | StageClosed]:
    """The attempts at quizzes that are finished, or the stages that are done, and whose end is not stored yet.

    A stage that asks nothing of them waits for its day: its clauses may not be in force yet.
    """
    progress, days, now = colleague.progress, colleague.calendar.working_days, colleague.now
    attempts = [
        attempt
        for stage in colleague.path.stages
        if stage.quiz
        and (status := progress.quiz(stage))
        and (attempt := finished_attempt(stage.quiz, stage.id, status, now))
    ]
    return attempts or [
        StageClosed(stage.id, Ending.DONE, now)
        for stage in stages_to_close(colleague.path, progress)
        if stage.steps or opening_day(colleague.enrolment, stage, days) <= colleague.today
    ]
