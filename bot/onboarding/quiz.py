"""Questions on what was read: three forms, the order of their options, what is right, and how a quiz stands."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.rulebook import Clause, Library

Chosen = frozenset[int]
"""The options that somebody chose: their places in `options`, which are not the places where they are shown."""

TRUE, FALSE = 0, 1  # the options of a TrueFalse; what they are called is for the wording


@dataclass(frozen=True)
class ClauseQuestion:
    """What every question on a clause has; `sentence` stands word for word in the clause and holds the right answer.

    `id` is the same as long as the question, its options and what is right are.
    """

    id: str
    text: str
    clause: Clause
    sentence: str


@dataclass(frozen=True)
class OneOf(ClauseQuestion):
    """One option is right: the one at place `answer`."""

    options: tuple[str, ...]
    answer: int

    @property
    def right(self) -> Chosen:
        """The one right option."""
        return frozenset({self.answer})


@dataclass(frozen=True)
class SeveralOf(ClauseQuestion):
    """Those options are right that stand at the places `right`: at least one, and not all."""

    options: tuple[str, ...]
    right: Chosen


@dataclass(frozen=True)
class TrueFalse(ClauseQuestion):
    """What the text says holds, or it does not: `right` is TRUE or FALSE."""

    right: Chosen


QuizQuestion = OneOf | SeveralOf | TrueFalse


def is_right(question: QuizQuestion, chosen: Chosen) -> bool:
    """Whether exactly the right options were chosen."""
    return chosen == question.right


def shuffled(question: QuizQuestion, person: str) -> tuple[int, ...]:
    """The places of the options in the order in which this person sees them: always the same one, by a hash.

    Other people see another order. TRUE stands before FALSE for everybody.
    """
    if isinstance(question, TrueFalse):
        return (TRUE, FALSE)

    def draw(place: int) -> bytes:
        return hashlib.sha256(f"{person}\n{question.id}\n{place}".encode()).digest()

    return tuple(sorted(range(len(question.options)), key=draw))


@dataclass(frozen=True)
class Quiz:
    """The questions of a stage, with the share (above 0, to 1) that must be right and the attempts that one has."""

    questions: tuple[QuizQuestion, ...]
    pass_share: float
    attempts: int

    @property
    def needed(self) -> int:
        """How many right answers pass: 80 % of 7 are 6."""
        return next(count for count in range(len(self.questions) + 1) if self.is_passed(count))

    def is_passed(self, right: int) -> bool:
        """Whether so many right answers pass."""
        return right >= len(self.questions) * self.pass_share - 1e-9  # 0.7 × 10 is 7.000000000000001

    def within(self, library: Library) -> "Quiz | None":
        """The quiz for somebody who sees this library; None where no question is left.

        What a clause no longer says, or does not say yet, is not asked.
        """
        found = ((question, library.by_name.get(question.clause.name)) for question in self.questions)
        questions = tuple(
            replace(question, clause=clause)
            for question, clause in found
            if clause and question.sentence in clause.text
        )
        return replace(self, questions=questions) if questions else None


@dataclass(frozen=True)
class AnswerGiven:
    """An answer as it is stored: right or wrong as it was on that day, whatever the question says later."""

    stage: str
    attempt: int
    question: str
    is_right: bool
    at: datetime


@dataclass(frozen=True)
class Attempt:
    """The `number`-th attempt (from 1), finished: `right` of `asked` questions, passed or not by that day's mark."""

    stage: str
    number: int
    right: int
    asked: int
    is_passed: bool
    at: datetime


@dataclass(frozen=True)
class ExtraAttempts:
    """Somebody may try the quiz of a stage anew, from this attempt on, as often as at first."""

    stage: str
    attempt: int
    at: datetime


class QuizOutcome(StrEnum):
    """How a quiz stands."""

    OPEN = "open"  # no attempt is finished yet
    FAILED = "failed"  # and there are attempts left
    PASSED = "passed"
    OUT_OF_TRIES = "out-of-tries"


@dataclass(frozen=True)
class QuizStatus:
    """How a quiz stands for one person.

    `attempt` is the one that goes on or can begin (from 1), `unanswered` are its questions still to be asked (() where
    nothing is to be asked any more), `right` the right answers in it so far, `tries_left` counts it.
    """

    outcome: QuizOutcome
    attempt: int
    unanswered: tuple[QuizQuestion, ...]
    right: int
    tries_left: int


def quiz_status(
    quiz: Quiz,
    stage: str,
    answers: Iterable[AnswerGiven],
    attempts: Iterable[Attempt],
    extra: Iterable[ExtraAttempts] = (),
) -> QuizStatus:
    """How the quiz of a stage stands after the stored answers, finished attempts and what was granted (of any stages).

    An answer counts as it was first given; one after it, given while trying again, does not.
    """
    finished = [each for each in attempts if each.stage == stage]
    attempt = len(finished) + 1
    goes = 1 + sum(each.stage == stage for each in extra)
    left = max(0, goes * quiz.attempts - len(finished))
    passed = any(each.is_passed for each in finished)
    first: dict[str, bool] = {}
    for answer in answers:
        if (answer.stage, answer.attempt) == (stage, attempt):
            first.setdefault(answer.question, answer.is_right)
    return QuizStatus(
        outcome=_outcome(is_passed=passed, has_tries=left > 0, has_failed=bool(finished)),
        attempt=attempt,
        unanswered=tuple(each for each in quiz.questions if each.id not in first)
        if left and not passed
        else (),
        right=sum(first.get(question.id, False) for question in quiz.questions),
        tries_left=left,
    )


def finished_attempt(quiz: Quiz, stage: str, after: QuizStatus, at: datetime) -> Attempt | None:
    """The attempt to be stored as finished, once its last question is answered; None before, and where none goes on."""
    if after.unanswered or after.outcome in {QuizOutcome.PASSED, QuizOutcome.OUT_OF_TRIES}:
        return None
    return Attempt(stage, after.attempt, after.right, len(quiz.questions), quiz.is_passed(after.right), at)


def _outcome(*, is_passed: bool, has_tries: bool, has_failed: bool) -> QuizOutcome:
    if is_passed:
        return QuizOutcome.PASSED
    if not has_tries:
        return QuizOutcome.OUT_OF_TRIES
    return QuizOutcome.FAILED if has_failed else QuizOutcome.OPEN
