"""Another go at a quiz: whoever guides a new colleague grants it once no try is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.onboarding import ExtraAttempts, QuizOutcome, Stage
from bot.slack.blocks.messages import note
from bot.slack.ephemeral import EphemeralReply
from bot.slack.onboarding.buttons import GRANT, carried
from bot.slack.onboarding.enrolments import Colleague, Courses
from bot.slack.onboarding.oversight.progress import Overseen
from bot.slack.onboarding.record_progress import Advance
from bot.slack.operations.in_flight import InFlight
from bot.wording import Catalogue

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Granting:
    """Grants tries, and listens to the button that does."""

    courses: Courses
    overseen: Overseen
    advance: Advance
    ephemeral: EphemeralReply
    in_flight: InFlight

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`."""
        app.action(GRANT)(self.clicked)

    async def clicked(self, ack: AsyncAck, body: Body) -> None:
        """The manager, or HR, read that somebody has no try left, and lets them try again."""
        await ack()
        async with self.in_flight:
            [person] = carried(body)
            user = str(body["user"]["id"])
            say = (await self.courses.access.of_person(user)).say
            colleague = await self.courses.of(person)
            if colleague is None:
                told = say("onboarding.not-on-path")
            elif not await self.overseen.guides(user, colleague):
                told = say("onboarding.not-allowed")
            else:
                told = await self.grant(colleague, say)
            await self.ephemeral(body, note(told))

    async def grant(self, colleague: Colleague, say: Catalogue) -> str:
        """Let them try the quiz that they are stuck at as often again, and show it to them; what was done."""
        stage = stuck_at(colleague)
        standing = colleague.progress.quiz(stage) if stage else None
        if stage is None or stage.quiz is None or standing is None:
            return say("onboarding.grant.nothing")
        now = self.courses.now()
        after = await self.advance(colleague.person, ExtraAttempts(stage.id, standing.attempt, now))
        await self.advance.cards.open(after or colleague, stage)
        return say("onboarding.grant.done", stage=stage.title, count=stage.quiz.attempts)


def stuck_at(colleague: Colleague) -> Stage | None:
    """The first stage that has not come to its end and at whose quiz no try is left."""
    for stage in colleague.path.stages:
        standing = colleague.progress.quiz(stage)
        is_out = standing is not None and standing.outcome is QuizOutcome.OUT_OF_TRIES
        if is_out and not colleague.progress.ending(stage):
            return stage
    return None
