"""The quiz of a stage, a question a message; what comes next is posted once the question before is answered.

A question's buttons carry the id of its own parcel, so that its answer changes it in its place; the id of what comes
next is made from it, so that a click that arrives twice posts it once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.onboarding import AnswerGiven, Chosen, Quiz, QuizQuestion, QuizStatus, Stage, is_right
from bot.slack.blocks.messages import note
from bot.slack.ephemeral import EphemeralReply
from bot.slack.onboarding.buttons import CHOOSE, NEXT, QUIZ, SUBMIT, TICK, carried
from bot.slack.onboarding.enrolments import Colleague, Courses
from bot.slack.onboarding.posted_cards import Cards, parcel_id
from bot.slack.onboarding.question_card import Asked, question_card, result_card, right_card, wrong_card
from bot.slack.onboarding.record_progress import Advance
from bot.slack.operations.in_flight import InFlight

Body = Mapping[str, Any]


@dataclass(frozen=True)
class _Sitting:
    """Somebody at the quiz of a stage, in an attempt; `at` is the id of the message before them."""

    colleague: Colleague
    stage: Stage
    quiz: Quiz
    attempt: int
    at: str

    def asked(self, question: QuizQuestion, id_: str) -> Asked:
        """A question of this attempt in the message with this id."""
        return Asked(id_, self.colleague.person, self.stage, self.quiz, self.attempt, question)

    @property
    def standing(self) -> QuizStatus | None:
        """How the quiz stands."""
        return self.colleague.progress.quiz(self.stage)

    @property
    def goes_on(self) -> bool:
        """Whether answers count: the attempt is the present one, and not finished."""
        standing = self.standing
        return standing is not None and standing.attempt == self.attempt and bool(standing.unanswered)


@dataclass(frozen=True)
class QuizListeners:
    """Listens to the buttons of quizzes."""

    courses: Courses
    cards: Cards
    advance: Advance
    ephemeral: EphemeralReply
    in_flight: InFlight

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`."""
        app.action(QUIZ)(self.begin)
        app.action(CHOOSE)(self.chosen)
        app.action(TICK)(_ticked)
        app.action(SUBMIT)(self.submitted)
        app.action(NEXT)(self.next)

    async def begin(self, ack: AsyncAck, body: Body) -> None:
        """An attempt begins, or goes on with its next question."""
        await ack()
        async with self.in_flight:
            [stage] = carried(body)
            colleague = await self.advance(_user(body))
            there = colleague.stage(stage) if colleague else None
            standing = colleague.progress.quiz(there) if colleague and there else None
            if colleague and there and there.quiz and standing and standing.unanswered:
                click = str(body["trigger_id"])
                await self._on(_Sitting(colleague, there, there.quiz, standing.attempt, click))
            else:
                await self._say(body, "onboarding.quiz.over")

    async def chosen(self, ack: AsyncAck, body: Body) -> None:
        """One option is chosen."""
        await ack()
        async with self.in_flight:
            *question, place = carried(body)
            await self._answered(body, question, frozenset({int(place)}))

    async def submitted(self, ack: AsyncAck, body: Body) -> None:
        """Several options are ticked."""
        await ack()
        async with self.in_flight:
            boxes = (body.get("state") or {}).get("values") or {}
            ticked = frozenset(
                int(option["value"])
                for block in boxes.values()
                for option in block.get(TICK, {}).get("selected_options") or ()
            )
            if ticked:
                await self._answered(body, carried(body), ticked)
            else:
                await self._say(body, "onboarding.tick-first")

    async def next(self, ack: AsyncAck, body: Body) -> None:
        """On from a wrong answer."""
        await ack()
        async with self.in_flight:
            at, stage, attempt, _ = carried(body)
            if sitting := await self._sitting(body, at, stage, attempt):
                await self._on(sitting)

    async def _answered(self, body: Body, carries: Sequence[Any], chosen: Chosen) -> None:
        at, stage, attempt, id_ = carries
        sitting = await self._sitting(body, at, stage, attempt)
        question = (
            next((each for each in sitting.quiz.questions if each.id == id_), None) if sitting else None
        )
        if sitting is None or question is None:
            await self._say(body, "onboarding.gone")
            return
        right = is_right(question, chosen)
        if sitting.goes_on:
            sitting = await self._kept(sitting, AnswerGiven(stage, attempt, id_, right, self.courses.now()))
        asked, say = sitting.asked(question, at), sitting.colleague.say
        shown = right_card(asked, say) if right else wrong_card(asked, chosen, say)
        await self.cards.put(at, sitting.colleague.person, shown)
        if right:
            await self._on(sitting)

    async def _kept(self, sitting: _Sitting, given: AnswerGiven) -> _Sitting:
        """The sitting after an answer; with the last one the attempt is finished."""
        after = await self.advance(sitting.colleague.person, given) or sitting.colleague
        return _Sitting(after, sitting.stage, sitting.quiz, sitting.attempt, sitting.at)

    async def _on(self, sitting: _Sitting) -> None:
        """The next question that is not answered yet, or how the attempt went."""
        colleague, stage, quiz, standing = sitting.colleague, sitting.stage, sitting.quiz, sitting.standing
        if sitting.goes_on and standing:
            question = standing.unanswered[0]
            id_ = parcel_id("question", sitting.at, question.id)
            await self.cards.put(
                id_, colleague.person, question_card(sitting.asked(question, id_), colleague.say)
            )
            return
        finished = (
            attempt
            for attempt in colleague.progress.attempts
            if (attempt.stage, attempt.number) == (stage.id, sitting.attempt)
        )
        if attempt := next(finished, None):
            await self.cards.refresh(colleague, stage)
            shown = result_card(colleague, stage, quiz, attempt)
            await self.cards.put(parcel_id("result", sitting.at), colleague.person, shown)

    async def _sitting(self, body: Body, at: str, stage: str, attempt: int) -> _Sitting | None:
        colleague = await self.advance(_user(body))
        there = colleague.stage(stage) if colleague else None
        return (
            _Sitting(colleague, there, there.quiz, attempt, at)
            if colleague and there and there.quiz
            else None
        )

    async def _say(self, body: Body, name: str) -> None:
        say = (await self.courses.access.of_person(_user(body))).say
        await self.ephemeral(body, note(say(name)))


async def _ticked(ack: AsyncAck) -> None:
    """Ticks count when they are submitted."""
    await ack()


def _user(body: Body) -> str:
    return str(body["user"]["id"])
