"""The quiz of a stage, a question a message; what comes next is posted once the question before is answered.

A question's buttons carry the id of its own parcel, so that its answer changes it in its place. What comes next has
the same id whichever message led to it: a click that arrives twice, or on an older question, posts it once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.onboarding.path import Stage
from bot.onboarding.quiz import AnswerGiven, Quiz, QuizQuestion, is_right
from bot.slack.blocks.messages import note
from bot.slack.gate import Shows
from bot.slack.listening import Listening, nothing_more
from bot.slack.onboarding.buttons import CHOOSE, NEXT, QUIZ, SUBMIT, TICK, carried
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.slack.onboarding.journey.posted_cards import ProgressRecorder, parcel_id
from bot.slack.onboarding.journey.question_card import (
    AskedQuestion,
    chosen_by,
    question_card,
    right_card,
    wrong_card,
)
from bot.slack.surface import Screen
from bot.slack.transport.arriving.payloads import Click
from bot.wording import Catalogue


@dataclass(frozen=True)
class _Round:
    """Somebody at the quiz of a stage, in an attempt."""

    colleague: EnrolledUser
    stage: Stage
    quiz: Quiz
    attempt: int

    def asked(self, question: QuizQuestion, id_: str) -> AskedQuestion:
        """A question of this attempt in the message with this id."""
        return AskedQuestion(id_, self.colleague.person, self.stage, self.quiz, self.attempt, question)

    @property
    def open_questions(self) -> Sequence[QuizQuestion]:
        """The questions whose answers count: none unless the attempt is the present one."""
        status = self.colleague.progress.quiz(self.stage)
        return status.unanswered if status and status.attempt == self.attempt else ()


@dataclass(frozen=True)
class QuizListeners:
    """Listens to the buttons of quizzes."""

    progress: ProgressRecorder
    screen: Screen

    def register(self, listening: Listening) -> None:
        """Listen."""
        listening.on_click(QUIZ, self.begin, Shows.TO_PERSON)
        listening.on_click(CHOOSE.pattern, self.choose, Shows.TO_PERSON)
        listening.on_click(TICK, nothing_more, Shows.NOTHING)  # ticks count when they are submitted
        listening.on_click(SUBMIT, self.submit, Shows.TO_PERSON)
        listening.on_click(NEXT, self.next, Shows.TO_PERSON)

    async def begin(self, click: Click, say: Catalogue) -> None:
        """An attempt begins, or goes on with its next question."""
        [stage] = carried(click)
        begun = await self._round(click.person, stage)
        if begun and begun.open_questions:
            await self._go_on(begun, click.trigger)
        else:
            await self.screen.whisper(click, note(say("onboarding.quiz.over")))

    async def choose(self, click: Click, say: Catalogue) -> None:
        """One option is chosen."""
        *question, option = carried(click)
        await self._answer(click, question, [option], say)

    async def submit(self, click: Click, say: Catalogue) -> None:
        """Several options are ticked."""
        ticked = [
            option["value"]
            for block in click.values.values()
            for option in block.get(TICK, {}).get("selected_options") or ()
        ]
        if ticked:
            await self._answer(click, carried(click), ticked, say)
        else:
            await self.screen.whisper(click, note(say("onboarding.tick-first")))

    async def next(self, click: Click, _: Catalogue) -> None:
        """On from a wrong answer."""
        message, stage, attempt = carried(click)[:3]
        current = await self._round(click.person, stage, attempt)
        if current and await self._is_theirs(message, click.person):
            await self._go_on(current)

    async def _answer(
        self, click: Click, question: Sequence[Any], marks: Sequence[str], say: Catalogue
    ) -> None:
        message, stage, attempt, id_ = question
        current = await self._round(click.person, stage, attempt)
        questions = current.quiz.questions if current else ()
        answered = next((each for each in questions if each.id == id_), None)
        chosen = chosen_by(marks, answered, click.person) if answered else None
        is_theirs = await self._is_theirs(message, click.person)
        if current is None or answered is None or chosen is None or not is_theirs:
            await self.screen.whisper(click, note(say("onboarding.gone")))
            return
        right = is_right(answered, chosen)
        if current.open_questions:
            given = AnswerGiven(stage, attempt, id_, right, current.colleague.now)
            after = await self.progress.record(click.person, given)
            current = replace(current, colleague=after or current.colleague)
        asked, words = current.asked(answered, message), current.colleague.say
        shown = right_card(asked, words) if right else wrong_card(asked, chosen, words)
        await self.progress.cards.put(message, click.person, shown)
        if right:
            await self._go_on(current)

    async def _is_theirs(self, message: str, person: str) -> bool:
        """Whether the message that a button names stands before this person, or is gone: it is changed in its place."""
        delivery = await self.progress.enrolments.store.outbox.find(message)
        return delivery is None or delivery.parcel.address.channel == person

    async def _go_on(self, current: _Round, *again: str) -> None:
        """The next question that is not answered yet, or how it went; `again`: below all that was said since."""
        colleague, stage, cards = current.colleague, current.stage, self.progress.cards
        if current.open_questions:
            question = current.open_questions[0]
            asked = colleague.record.id, stage.id, current.attempt, question.id
            id_ = parcel_id("question", *asked, *again)
            await cards.put(id_, colleague.person, question_card(current.asked(question, id_), colleague.say))
            return
        attempts = colleague.progress.attempts
        this = (each for each in attempts if (each.stage, each.number) == (stage.id, current.attempt))
        if finished := next(this, None):
            await cards.refresh(colleague, stage)
            await cards.show_result(colleague, stage, finished)

    async def _round(self, person: str, stage: str, attempt: int = 0) -> _Round | None:
        """Where somebody stands in a quiz; without an attempt, in the one that goes on or can begin."""
        colleague = await self.progress.record(person)
        there = colleague.stage(stage) if colleague else None
        status = colleague.progress.quiz(there) if colleague and there else None
        if colleague is None or there is None or there.quiz is None or status is None:
            return None
        return _Round(colleague, there, there.quiz, attempt or status.attempt)
