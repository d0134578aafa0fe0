"""A small path over a small book, and what somebody has done of it, built record by record."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.onboarding.path import Assignee, Path, Reading, Signing, Stage, Step, Task
from bot.onboarding.progress import ClauseRead, Ending, Enrolment, Journey, Progress, StageClosed, TaskDone
from bot.onboarding.quiz import AnswerGiven, Attempt, OneOf, Quiz, SeveralOf, TrueFalse
from bot.onboarding.signatures import Signature, SignedClause
from bot.rulebook import Clause, Library

from tests.small_books import book, library

LIBRARY = library(
    book(
        {
            "1": {
                "1.1": "早班 8:30 上班。提前 10 分钟到岗。",
                "1.2": "密码每 90 天更换。",
                "1.3": "离座须锁屏。",
            },
            "2": {"2.1": "事假提前 3 个工作日申请。", "2.2": "病假当天告知组长。"},
        }
    )
)
CLAUSES = {str(clause.number): clause for clause in LIBRARY.clauses}
MONDAY = date(2026, 3, 2)  # five weeks without a holiday follow in China
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)  # 12:00 in Shanghai on that Monday


def one_of(text: str = "几点上班？") -> OneOf:
    return OneOf(text, text, CLAUSES["1.1"], "早班 8:30 上班。", ("8:30", "8:00", "9:00", "9:30"), 0)


def several_of() -> SeveralOf:
    right = frozenset({0, 1})
    return SeveralOf("哪些对？", "哪些对？", CLAUSES["2.2"], "病假当天告知组长。", ("甲", "乙", "丙"), right)


def true_false(right: int) -> TrueFalse:
    return TrueFalse("要锁屏。", "要锁屏。", CLAUSES["1.3"], "离座须锁屏。", frozenset({right}))


QUIZ = Quiz((one_of(), several_of(), true_false(0)), pass_share=0.6, attempts=2)
TASKS = (
    Task("contract", "签合同"),
    Task("talk", "面谈一次", Assignee.BUDDY),
    Task("introduce", "介绍给全组", Assignee.MANAGER),
)


def stage(  # noqa: PLR0913  # each is a part of a stage
    name: str,
    numbers: tuple[str, ...] = ("1.1",),
    days: tuple[int, int] = (1, 1),
    *,
    tasks: tuple[Task, ...] = (),
    quiz: Quiz | None = None,
    signs: bool = False,
) -> Stage:
    clauses = tuple(CLAUSES[number] for number in numbers)
    return Stage(
        id=name,
        title=name,
        opens=days[0],
        due=days[1],
        greeting="欢迎",
        readings=tuple(map(Reading, clauses)),
        tasks=tasks,
        quiz=quiz,
        signing=Signing(clauses) if signs else None,
    )


FIRST = stage("first", ("1.1", "1.2"), (1, 1), tasks=TASKS, quiz=QUIZ, signs=True)
SECOND = stage("second", ("2.1",), (2, 5))
PATH = Path("general", "通用", (FIRST, SECOND))


def enrolment(zone: str = "Asia/Shanghai", start: date = MONDAY) -> Enrolment:
    return Enrolment("U1", "general", "", start, zone, buddy="U2", manager="U3")


def journey(progress: Progress | None = None, who: Enrolment | None = None) -> Journey:
    return Journey(who or enrolment(), PATH, progress or Progress())


def later(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def signature(where: Stage, *clauses: Clause, at: datetime = NOON, previous: str = "") -> Signature:
    return Signature("U1", where.id, tuple(map(SignedClause.of, clauses)), at, previous)


def after(progress: Progress, where: Stage, step: Step, at: datetime = NOON) -> Progress:
    """The progress after one step more is done; a quiz is passed with all answers right."""
    match step:
        case Reading(clause):
            return replace(progress, read=(*progress.read, ClauseRead(clause.name, at)))
        case Task(id=id_):
            return replace(progress, done=(*progress.done, TaskDone(where.id, id_, at)))
        case Quiz(questions=questions):
            attempt = len(progress.attempts) + 1
            given = tuple(AnswerGiven(where.id, attempt, each.id, is_right=True, at=at) for each in questions)
            sat = Attempt(where.id, attempt, len(given), len(given), is_passed=True, at=at)
            return replace(progress, answers=(*progress.answers, *given), attempts=(*progress.attempts, sat))
        case Signing(clauses):
            return replace(progress, signatures=(*progress.signatures, signature(where, *clauses, at=at)))


def finished(progress: Progress, where: Stage, at: datetime = NOON) -> Progress:
    """The progress after all of a stage is done by everybody, and its end stored."""
    for step in where.steps:
        progress = after(progress, where, step, at)
    return replace(progress, closed=(*progress.closed, StageClosed(where.id, Ending.DONE, at)))


def changed(text: str, number: str = "1.1") -> Library:
    """The library with another text of one clause."""
    old = LIBRARY.books[0]
    clauses = (replace(each, text=text) if str(each.number) == number else each for each in old.clauses)
    return library(replace(old, clauses=tuple(clauses)))
