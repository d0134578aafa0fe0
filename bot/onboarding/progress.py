"""Who is on which path, what they have done of it, and what is open: values built from stored records."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.onboarding.path import Assignee, Path, Reading, Signing, Stage, Step, Task
from bot.onboarding.quiz import (
    AnswerGiven,
    Attempt,
    ExtraAttempts,
    Quiz,
    QuizOutcome,
    QuizStatus,
    quiz_status,
)
from bot.onboarding.signatures import Signature


@dataclass(frozen=True)
class Pause:
    """Days that do not count (leave, another duty), both included; `last` is None as long as it goes on."""

    first: date
    last: date | None = None


@dataclass(frozen=True)
class Enrolment:
    """Somebody on a path; people are Slack ids ("" where nobody is named), `zone` is a name like Asia/Shanghai."""

    person: str
    path: str
    role: str
    start: date
    zone: str
    buddy: str = ""
    manager: str = ""
    pauses: tuple[Pause, ...] = ()

    @property
    def is_paused(self) -> bool:
        """Whether a pause goes on."""
        return any(pause.last is None for pause in self.pauses)

    def who(self, assignee: Assignee) -> str:
        """The person who does such tasks; where there is no buddy, the manager; "" where nobody is named."""
        match assignee:
            case Assignee.NEW_HIRE:
                return self.person
            case Assignee.BUDDY:
                return self.buddy or self.manager
            case Assignee.MANAGER:
                return self.manager


@dataclass(frozen=True)
class ClauseRead:
    """A clause (by its name) was read."""

    clause: str
    at: datetime


@dataclass(frozen=True)
class TaskDone:
    """A task (by its id) of a stage was done."""

    stage: str
    task: str
    at: datetime


class Ending(StrEnum):
    """How a stage came to its end."""

    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class StageClosed:
    """A stage came to its end; nothing in it opens again, whatever is written into the path later."""

    stage: str
    ending: Ending
    at: datetime


@dataclass(frozen=True)
class Progress:
    """What one person has done of a path, each kind of record oldest first."""

    read: tuple[ClauseRead, ...] = ()
    done: tuple[TaskDone, ...] = ()
    answers: tuple[AnswerGiven, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    signatures: tuple[Signature, ...] = ()
    closed: tuple[StageClosed, ...] = ()
    extra_attempts: tuple[ExtraAttempts, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether anything was done yet."""
        return any((self.read, self.done, self.answers, self.signatures, self.closed))

    def quiz(self, stage: Stage) -> QuizStatus | None:
        """How the quiz of a stage stands; None where it has none."""
        if stage.quiz is None:
            return None
        return quiz_status(stage.quiz, stage.id, self.answers, self.attempts, self.extra_attempts)

    def signed(self, stage: Stage) -> Signature | None:
        """The first signature of a stage; those after it signed what had changed."""
        return next((each for each in self.signatures if each.stage == stage.id), None)

    def ending(self, stage: Stage) -> StageClosed | None:
        """How and when a stage came to its end."""
        return next((each for each in self.closed if each.stage == stage.id), None)


@dataclass(frozen=True)
class Journey:
    """One person's way through a path, as far as they have come."""

    enrolment: Enrolment
    path: Path
    progress: Progress = Progress()


def open_steps(stage: Stage, progress: Progress) -> tuple[Step, ...]:
    """What is still to be done in a stage, by whomever; nothing in one that came to its end."""
    if progress.ending(stage):
        return ()
    return tuple(step for step in stage.steps if not _is_done(step, stage, progress))


def own_steps(stage: Stage, progress: Progress) -> tuple[Step, ...]:
    """What the new colleague still has to do in a stage."""
    return tuple(step for step in open_steps(stage, progress) if assignee_of(step) is Assignee.NEW_HIRE)


def assignee_of(step: Step) -> Assignee:
    """Who does a step: only tasks are done by others than the new colleague."""
    return step.assignee if isinstance(step, Task) else Assignee.NEW_HIRE


def current_stage(path: Path, progress: Progress) -> Stage | None:
    """The first stage in which the new colleague has something to do; None where that is none.

    Nobody waits for a buddy or a manager: their tasks stay open in a stage that is left behind.
    """
    return next((stage for stage in path.stages if own_steps(stage, progress)), None)


def stages_to_close(path: Path, progress: Progress) -> tuple[Stage, ...]:
    """The stages in which all is done, by everybody, and whose end is not stored yet."""
    return tuple(
        stage for stage in path.stages if not open_steps(stage, progress) and not progress.ending(stage)
    )


def is_over(path: Path, progress: Progress) -> bool:
    """Whether every stage came to its end, and that is stored."""
    return all(map(progress.ending, path.stages))


def is_complete(path: Path, progress: Progress) -> bool:
    """Whether nothing is open in any stage, for anybody."""
    return not any(open_steps(stage, progress) for stage in path.stages)


def _is_done(step: Step, stage: Stage, progress: Progress) -> bool:
    match step:
        case Reading(clause):
            return any(each.clause in clause.names for each in progress.read)
        case Task(id=id_):
            return any((each.stage, each.task) == (stage.id, id_) for each in progress.done)
        case Quiz():
            quiz = progress.quiz(stage)
            return quiz is not None and quiz.outcome is QuizOutcome.PASSED
        case Signing():
            return progress.signed(stage) is not None
