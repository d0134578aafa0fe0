"""What each message and view of the first weeks looks like; see `bot/slack/specimens.py`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.chain import ChainCheck
from bot.onboarding.calendar import Calendar, QuietHours, WorkingDays
from bot.onboarding.deadlines import EscalateToManager, ReminderDue
from bot.onboarding.path import Assignee, Onboarding, Stage
from bot.onboarding.progress import Enrolment, Journey, Progress
from bot.onboarding.quiz import Attempt
from bot.onboarding.signatures import ChangedClause, SignedClause
from bot.rulebook import Clause, Library
from bot.slack.blocks.messages import (
    OutgoingMessage,
)
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.slack.onboarding.journey.messages import (
    overview_message,
    reminder,
    stored_data_blocks,
    stuck_message,
    tasks_message,
    welcome_message,
)
from bot.slack.onboarding.journey.question_card import (
    AskedQuestion,
    question_card,
    result_card,
    right_card,
    wrong_card,
)
from bot.slack.onboarding.journey.signing import changes_message, sign_form
from bot.slack.onboarding.journey.stage_card import stage_card
from bot.slack.onboarding.oversight.commands import assign_form
from bot.slack.onboarding.oversight.one_colleague import colleague_view
from bot.slack.onboarding.oversight.reporting import check_view, progress_messages
from bot.slack.surface import View, modal
from bot.store import EnrolmentRecord
from bot.wording import Catalogue

_SOMEBODY, _ID = "U0123456789", "0" * 32
_DAY, _MOMENT = date(2026, 1, 5), datetime(2026, 1, 5, 9, tzinfo=UTC)


def onboarding_messages(
    clauses: Sequence[Clause], library: Library, onboarding: Onboarding, say: Catalogue
) -> Iterator[tuple[str, OutgoingMessage]]:
    """The messages by name, of the first path and its fullest stage."""
    colleague = _colleague(library, onboarding, say)
    yield from _stage(colleague, max(colleague.path.stages, key=lambda stage: len(stage.steps)))
    yield from _journey(colleague, clauses)


def onboarding_views(
    clauses: Sequence[Clause], library: Library, onboarding: Onboarding, say: Catalogue
) -> Iterator[tuple[str, View]]:
    """The views by name."""
    colleague = _colleague(library, onboarding, say)
    yield "colleague", colleague_view(colleague, say, "·")
    yield "check", check_view(ChainCheck(0), say)
    yield "stored data", modal("onboarding.title", stored_data_blocks(colleague), say)
    yield "sign", sign_form("stage", clauses[:1], say)
    yield "put on a path", assign_form(("·",), say)


def _colleague(library: Library, onboarding: Onboarding, say: Catalogue) -> EnrolledUser:
    path = onboarding.path_for(None)
    enrolment = Enrolment(_SOMEBODY, path.id, "", _DAY, "Asia/Shanghai", _SOMEBODY, _SOMEBODY)
    record = EnrolmentRecord(_ID, enrolment, Progress(), (), {}, "")
    calendar = Calendar(WorkingDays(), QuietHours())
    return EnrolledUser(record, Journey(enrolment, path), library, say, calendar, _MOMENT)


def _journey(colleague: EnrolledUser, clauses: Sequence[Clause]) -> Iterator[tuple[str, OutgoingMessage]]:
    say = colleague.say
    changed = [ChangedClause(each, replace(SignedClause.of(each), text="·")) for each in clauses[:1]]
    yield "welcome", welcome_message(colleague, ["？"])
    yield "overview", overview_message(colleague)
    yield "changed clauses", changes_message(changed, say)
    yield from (
        (f"progress {part}", each) for part, each in enumerate(progress_messages([colleague], say, "·"))
    )


def _stage(colleague: EnrolledUser, stage: Stage) -> Iterator[tuple[str, OutgoingMessage]]:
    say, card = colleague.say, stage_card(colleague, stage, ["？"])
    due = ReminderDue(_SOMEBODY, Assignee.NEW_HIRE, stage, 1)
    yield "stage", card
    yield "reminder", reminder(card, colleague, due)
    yield "tasks", tasks_message(colleague, stage, _SOMEBODY, say)
    stuck = EscalateToManager(_SOMEBODY, Assignee.NEW_HIRE, stage)
    yield "stuck", stuck_message(colleague, stuck, colleague.library, say)
    if stage.quiz is None:
        return
    for question in {type(each): each for each in stage.quiz.questions}.values():
        asked = AskedQuestion(_ID, _SOMEBODY, stage, stage.quiz, 1, question)
        yield f"question {type(question).__name__}", question_card(asked, say)
        yield f"right {type(question).__name__}", right_card(asked, say)
        yield f"wrong {type(question).__name__}", wrong_card(asked, question.right, say)
    attempt = Attempt(stage.id, 1, 1, 1, is_passed=True, at=_MOMENT)
    yield "result", result_card(colleague, stage, attempt)
