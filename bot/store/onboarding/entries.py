"""What somebody has done of a path, as rows: every kind of record in one table, in the order in which it came.

The kinds, keys and names in JSON are those of rows that are stored already, whatever the classes are called.
"""

import json
from collections.abc import Iterable
from typing import Any

from bot.onboarding import (
    AnswerGiven,
    Attempt,
    ClauseRead,
    Ending,
    ExtraAttempts,
    Progress,
    Signature,
    StageClosed,
    TaskDone,
)
from bot.store.onboarding.tables import moment

Entry = ClauseRead | TaskDone | AnswerGiven | Attempt | StageClosed | ExtraAttempts
"""What is recorded; signatures are not: they stand in their chain."""


def row_of(entry: Entry) -> dict[str, Any]:
    """The row of an entry, but for whose it is."""
    kind, key, content = _written(entry)
    return {
        "kind": kind,
        "key": None if key is None else f"{kind} {key}",
        "entry": json.dumps(content, ensure_ascii=False),
        "done_at": entry.at.timestamp(),
    }


def entry_of(row: Any) -> Entry:  # noqa: ANN401  # a row of the table `enrolment_step`
    """The entry that a row tells of."""
    content, at = json.loads(row.entry), moment(row.done_at)
    match row.kind:
        case "read":
            return ClauseRead(content["clause"], at)
        case "done":
            return TaskDone(content["stage"], content["task"], at)
        case "given":
            return AnswerGiven(**content, at=at)
        case "sat":
            return Attempt(number=content.pop("attempt"), **content, at=at)
        case "granted":
            return ExtraAttempts(content["stage"], content["attempt"], at)
        case _:
            return StageClosed(content["stage"], Ending(content["ending"]), at)


def progress(entries: Iterable[Entry], signatures: Iterable[Signature]) -> Progress:
    """The progress that entries and signatures make, each oldest first."""
    stored = tuple(entries)
    return Progress(
        read=tuple(entry for entry in stored if isinstance(entry, ClauseRead)),
        done=tuple(entry for entry in stored if isinstance(entry, TaskDone)),
        answers=tuple(entry for entry in stored if isinstance(entry, AnswerGiven)),
        attempts=tuple(entry for entry in stored if isinstance(entry, Attempt)),
        signatures=tuple(signatures),
        closed=tuple(entry for entry in stored if isinstance(entry, StageClosed)),
        extra_attempts=tuple(entry for entry in stored if isinstance(entry, ExtraAttempts)),
    )


def _written(entry: Entry) -> tuple[str, str | None, dict[str, object]]:
    """The kind, what makes an entry of this kind one however often it is told (None: each counts), and its content."""
    match entry:
        case ClauseRead(clause):
            return "read", clause, {"clause": clause}
        case TaskDone(stage, task):
            return "done", f"{stage} {task}", {"stage": stage, "task": task}
        case AnswerGiven(stage, attempt, question, is_right):
            answer = {"stage": stage, "attempt": attempt, "question": question, "is_right": is_right}
            return "given", None, answer
        case Attempt(stage, number, right, asked, is_passed):
            score = {"right": right, "asked": asked, "is_passed": is_passed}
            return "sat", f"{stage} {number}", {"stage": stage, "attempt": number, **score}
        case StageClosed(stage, ending):
            return "closed", stage, {"stage": stage, "ending": ending}
        case ExtraAttempts(stage, attempt):
            return "granted", f"{stage} {attempt}", {"stage": stage, "attempt": attempt}
