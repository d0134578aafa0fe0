"""Who is on which path, and how far they have come, as rows.

All that somebody has done is in one table, in the order in which it came. Its kinds, keys and names in JSON are those
of rows that are stored already, whatever the classes are called.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, TypedDict, TypeVar

from sqlalchemy import Connection, Select, and_, select
from sqlalchemy.sql.elements import ColumnElement

from bot.onboarding.deadlines import NoticeKind, NoticeSent
from bot.onboarding.path import Assignee, Path
from bot.onboarding.progress import (
    ClauseRead,
    Ending,
    Enrolment,
    Journey,
    Pause,
    Progress,
    StageClosed,
    TaskDone,
)
from bot.onboarding.quiz import AnswerGiven, Attempt, ExtraAttempts
from bot.onboarding.signatures import Signature
from bot.store.onboarding.signatures import records
from bot.store.onboarding.tables import counts_for, enrolment, posted, signature, step
from bot.store.tables import moment

ONCE = "once"  # the kind of what is posted a single time, and is no notice
CLOSED = "closed"  # the kind of entry which says that a stage came to its end

Entry = ClauseRead | TaskDone | AnswerGiven | Attempt | StageClosed | ExtraAttempts
"""What is recorded; signatures are not: they stand in their chain."""

Kind = TypeVar("Kind", bound=Entry)

# The kinds of entries, and the fields that make one the same however often it is told (none: each counts).
_KINDS: Mapping[str, tuple[type[Entry], tuple[str, ...]]] = {
    "read": (ClauseRead, ("clause",)),
    "done": (TaskDone, ("stage", "task")),
    "given": (AnswerGiven, ()),
    "sat": (Attempt, ("stage", "number")),
    CLOSED: (StageClosed, ("stage",)),
    "granted": (ExtraAttempts, ("stage", "attempt")),
}


@dataclass(frozen=True)
class EnrolmentRecord:
    """Somebody on a path, all that they have done of it, and all that was posted to or about them.

    `notices` is what `notice_due` asks for, `posted_once_at` when what is posted a single time was, by key, `channel`
    their conversation ("" until it is known). `is_finished`: all stages had come to their end. `id` is that of the
    enrolment: it stays when the first day changes, and a restart has another.
    """

    id: str
    enrolment: Enrolment
    progress: Progress
    notices: tuple[NoticeSent, ...]
    posted_once_at: Mapping[str, datetime]
    channel: str
    is_finished: bool = False

    @property
    def posted_once(self) -> frozenset[str]:
        """The keys of what is posted a single time and was."""
        return frozenset(self.posted_once_at)

    def on(self, path: Path) -> Journey:
        """Their way through a path: the one that the enrolment names.

        For those who have finished it ends where they did: stages that were written later are not theirs.
        """
        if self.is_finished:
            path = replace(path, stages=tuple(filter(self.progress.ending, path.stages)))
        return Journey(self.enrolment, path, self.progress)


class Changes(TypedDict, total=False):
    """What can be changed of an enrolment; what is not given stays."""

    path: str
    role: str
    start: date
    zone: str
    buddy: str
    manager: str
    channel: str


def changed_columns(changes: Changes) -> dict[str, str]:
    """The columns that changes are written to."""
    return {
        "start_on" if name == "start" else name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in changes.items()
    }


def row_of(new: Enrolment, by: str, signs_from: int, now: float) -> dict[str, Any]:
    """The row of a new enrolment."""
    same = ("person", "path", "role", "zone", "buddy", "manager")
    return {name: getattr(new, name) for name in same} | {
        "id": uuid.uuid4().hex,
        "start_on": new.start.isoformat(),
        "channel": "",
        "pauses": pauses_as_text(new.pauses),
        "signs_from": signs_from,
        "enrolled_by": by,
        "enrolled_at": now,
        "ended_at": 0.0,
        "finished_at": 0.0,
    }


def pauses_as_text(pauses: Sequence[Pause]) -> str:
    """Pauses as they are stored."""
    return json.dumps([[each.first.isoformat(), each.last and each.last.isoformat()] for each in pauses])


def pauses_of(stored: str) -> tuple[Pause, ...]:
    """Pauses from what is stored."""
    day = date.fromisoformat
    return tuple(Pause(day(first), last and day(last)) for first, last in json.loads(stored))


def step_of(entry: Entry) -> dict[str, Any]:
    """The row of an entry, but for whose it is."""
    kind, same = next((kind, same) for kind, (type_, same) in _KINDS.items() if isinstance(entry, type_))
    content = {name: value for name, value in asdict(entry).items() if name != "at"}
    if isinstance(entry, Attempt):
        content = {"attempt" if name == "number" else name: value for name, value in content.items()}
    return {
        "kind": kind,
        "key": " ".join([kind, *(str(getattr(entry, name)) for name in same)]) if same else None,
        "entry": json.dumps(content, ensure_ascii=False),
        "done_at": entry.at.timestamp(),
    }


def _entry(row: Any) -> Entry:  # noqa: ANN401  # a row of the table `enrolment_step`
    content, type_ = json.loads(row.entry), _KINDS[row.kind][0]
    if type_ is Attempt:
        content["number"] = content.pop("attempt")
    if type_ is StageClosed:
        content["ending"] = Ending(content["ending"])
    return type_(**content, at=moment(row.done_at))


def records_of(db: Connection, *only: ColumnElement[bool]) -> tuple[EnrolmentRecord, ...]:
    """Those who are on a path (`only` some of them), by their first day; as many queries for all as for one."""
    which = and_(enrolment.c.ended_at == 0, *only)
    rows = db.execute(select(enrolment).where(which).order_by(enrolment.c.start_on, enrolment.c.person)).all()
    theirs = select(enrolment.c.id).where(which)
    entries = defaultdict(list)
    for row in db.execute(select(step).where(step.c.enrolment.in_(theirs)).order_by(step.c.id)):
        entries[row.enrolment].append(_entry(row))
    posts = defaultdict(list)
    for row in db.execute(select(posted).where(posted.c.enrolment.in_(theirs)).order_by(posted.c.sent_at)):
        posts[row.enrolment].append(row)
    signed = _signed(db, theirs)
    return tuple(_record(row, _progress(entries[row.id], signed[row.person]), posts[row.id]) for row in rows)


def _signed(db: Connection, theirs: Select[str]) -> dict[str, list[Signature]]:
    """What they signed on the path that they are on now, by person."""
    places = select(signature.c.place).join(enrolment, counts_for()).where(enrolment.c.id.in_(theirs))
    signed = defaultdict(list)
    for link in records(db, places).values():
        signed[link.record.person].append(link.record)
    return signed


def _progress(entries: Sequence[Entry], signatures: Sequence[Signature]) -> Progress:
    """The progress that entries and signatures make, each oldest first."""

    def of(kind: type[Kind]) -> tuple[Kind, ...]:
        return tuple(entry for entry in entries if isinstance(entry, kind))

    return Progress(
        of(ClauseRead),
        of(TaskDone),
        of(AnswerGiven),
        of(Attempt),
        tuple(signatures),
        of(StageClosed),
        of(ExtraAttempts),
    )


def _record(row: Any, done: Progress, posts: Sequence[Any]) -> EnrolmentRecord:  # noqa: ANN401  # rows of the tables
    notices = tuple(
        NoticeSent(post.stage, Assignee(post.doer), NoticeKind(post.word), moment(post.sent_at))
        for post in posts
        if post.word != ONCE
    )
    once = {post.stage: moment(post.sent_at) for post in posts if post.word == ONCE}
    return EnrolmentRecord(row.id, _enrolment(row), done, notices, once, row.channel, row.finished_at > 0)


def _enrolment(row: Any) -> Enrolment:  # noqa: ANN401  # a row of the table `enrolment`
    start, pauses = date.fromisoformat(row.start_on), pauses_of(row.pauses)
    return Enrolment(row.person, row.path, row.role, start, row.zone, row.buddy, row.manager, pauses)
