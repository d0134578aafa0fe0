"""How long what is stored stays, and what enforces it.

Once its time is over a question is no longer anybody's: of its row there remain what became of it, the clauses, the
surface, the confidence and the day. Feedback on it and closed escalations of it lose their persons and words with it.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import datetime, time, tzinfo
from typing import Any, ClassVar

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.desk import ItemState
from bot.store.audit import audit
from bot.store.database.opening import truncate_journal
from bot.store.deliveries.parcels import Purpose
from bot.store.desk.chapter_reviews import forget_reviewers
from bot.store.desk.pulses import pulse_round
from bot.store.desk.suggestions import suggestion, suggestion_remark
from bot.store.desk.tables import desk_item
from bot.store.inquiries.pieces import AT_ONCE, in_pieces
from bot.store.onboarding.retention import purge_paths
from bot.store.tables import (
    account,
    claim,
    escalation,
    feedback,
    outbox,
    process,
    question,
    reader_change,
    thread,
)

DAY = 86_400.0  # seconds
NOBODY = "~"  # begins what stands for a person who is no longer known; a person's id begins with a letter


@dataclass(frozen=True)
class Retention:
    """Days for which each kind of thing is kept; why is said by the sentences `retention.why.*`.

    `events`: keys of those that were processed, so that one that Slack repeats is answered once. `threads`: what a
    conversation has come to. `parcels`: what was posted, so that an edited question changes its answer: one that is
    edited later is answered anew; cards of a path stay as long as paths do. `questions`: their words and askers,
    `feedback`: what was said of answers, escalations, what an owner made of what was not found, and suggestions.
    `counts`: the anonymous rest, counted from the day on which the question lost its words. `onboarding`: what was
    done on a path, from the day on which it was finished or ended. `accounts`: who somebody was, from the day on which
    Slack last told. `audit`: who did what. `forever` has no end: signatures (without one of them the chain could not be
    verified), who is on a path (they sign anew what changes of what they signed), how often new colleagues asked for a
    clause, what was published, what owners settled (a question and its clause, without whoever asked), what somebody
    follows until they no longer do, and whose data this is.
    """

    events: int = 1
    threads: int = 14
    parcels: int = 14
    questions: int = 180
    feedback: int = 180
    counts: int = 730
    onboarding: int = 365
    accounts: int = 90
    audit: int = 1_095
    forever: ClassVar[tuple[str, ...]] = (
        "paths",
        "tally",
        "signatures",
        "generations",
        "pairs",
        "following",
        "installation",
    )

    @classmethod
    def of_questions(cls, days: int, audit: int = 1_095) -> "Retention":
        """The times where questions, and who did what, stay for so many days."""
        return cls(questions=days, feedback=days, audit=audit)

    @property
    def periods(self) -> dict[str, int]:
        """The days by name."""
        return asdict(self)


@dataclass(frozen=True)
class Purged:
    """How many rows went (of `questions` and `feedback`: lost their persons and words; `onboarding`: paths)."""

    events: int = 0
    threads: int = 0
    parcels: int = 0
    questions: int = 0
    feedback: int = 0
    counts: int = 0
    onboarding: int = 0
    accounts: int = 0
    audit: int = 0

    def __bool__(self) -> bool:
        return any(astuple(self))


def purge(engine: Engine, now: float, keep: Retention, zone: tzinfo) -> Purged:
    """Remove what has been kept long enough, in transactions of at most 500 rows; safe beside other processes.

    Days without an hour are those in `zone`.
    """

    def before(days: int) -> float:
        return now - days * DAY

    of_somebody = (question.c.person != "", ~_is_open(), question.c.asked_at < before(keep.questions))
    of_nobody = (
        question.c.person == "",
        ~_is_open(),
        question.c.asked_at < before(keep.questions + keep.counts),
    )
    purged = Purged(
        events=_removed(engine, claim.c.key, claim.c.taken_at < before(keep.events))
        + _removed(engine, process.c.id, process.c.lease_until < before(keep.events))
        + _removed(engine, reader_change.c.id, reader_change.c.changed_at < before(keep.events)),
        threads=_removed(engine, thread.c.place, thread.c.touched_at < before(keep.threads)),
        parcels=_removed(engine, outbox.c.id, *_old_parcels(keep, before)),
        feedback=_feedback_and_escalations(engine, before(keep.feedback))
        + _removed(engine, desk_item.c.id, _old_item(before(keep.feedback)))
        + _removed(engine, suggestion.c.id, _old_suggestion(before(keep.feedback), zone))
        + _removed(engine, pulse_round.c.id, _old_round(keep, before, zone)),
        questions=in_pieces(
            engine,
            select(question.c.id).where(*of_somebody),
            lambda db, ids: anonymise_questions(db, ids, zone),
        ),
        counts=_removed(engine, question.c.id, *of_nobody),
        onboarding=purge_paths(engine, before(keep.onboarding)),
        accounts=_removed(engine, account.c.id, account.c.seen_at < before(keep.accounts)),
        audit=_removed(engine, audit.c.place, _before_all_since(before(keep.audit)))
        + forget_reviewers(engine, before(keep.audit)),
    )
    if purged:
        truncate_journal(engine)
    return purged


def anonymise_questions(db: Connection, ids: Sequence[str], zone: tzinfo) -> None:
    """Leave of these questions only what tells nothing of a person: of their moment the day in `zone`."""
    blank = ("key", "team", "channel", "thread", "ts", "person", "incident", "sealed_text")
    values: dict[str, Any] = dict.fromkeys((*blank, "sealed_response_url"), "")
    values |= {
        "recent": 0,
        "said_at": 0.0,
        "state": "settled",
        "asked_at": bindparam("day"),
        "settled_at": bindparam("day"),
    }
    asked = db.execute(select(question.c.id, question.c.asked_at).where(question.c.id.in_(ids))).all()
    if asked:
        changed = update(question).where(question.c.id == bindparam("which")).values(values)
        db.execute(changed, [{"which": row.id, "day": _midnight(row.asked_at, zone)} for row in asked])


def _midnight(moment: float, zone: tzinfo) -> float:
    day = datetime.fromtimestamp(moment, zone).date()
    return datetime.combine(day, time(), zone).timestamp()


def anonymise_feedback(db: Connection, of: ColumnElement[bool]) -> int:
    """Leave of such feedback only whether the answer was useful, and the reason."""
    found = select(feedback.c.question, feedback.c.person).where(of, ~feedback.c.person.startswith(NOBODY))
    rows = db.execute(found.limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    for row in rows:
        same = (feedback.c.question == row.question, feedback.c.person == row.person)
        nobody = NOBODY + uuid.uuid4().hex[:16]  # another for each: two voices on one question stay two
        db.execute(update(feedback).where(*same).values(person=nobody, sealed_comment=""))
    return len(rows)


def anonymise_escalations(db: Connection, ids: Sequence[str]) -> None:
    """Leave of these escalations only whom they went to, and when."""
    words = ("sealed_text", "sealed_note", "sealed_reply", "link")
    blank = dict.fromkeys((*words, "person", "closed_by", "contact"), "")
    db.execute(update(escalation).where(escalation.c.id.in_(ids)).values(blank))


def _removed(engine: Engine, key: Column[Any], *old: ColumnElement[bool]) -> int:
    rows = select(key).where(*old)
    return in_pieces(engine, rows, lambda db, keys: db.execute(delete(key.table).where(key.in_(keys))))


def _old_parcels(keep: Retention, before: Callable[[int], float]) -> tuple[ColumnElement[bool], ...]:
    """What is done with, and what waits for so long that nobody waits for it; cards of a path stay as long as paths."""
    is_done = outbox.c.state.in_(["sent", "given_up"])
    is_on_path = outbox.c.purpose == Purpose.ONBOARDING
    since = outbox.c.not_before
    is_over = or_(and_(is_done, since < before(keep.parcels)), since < before(keep.questions))
    is_old = or_(and_(~is_on_path, is_over), and_(is_on_path, since < before(keep.onboarding)))
    return is_old, ~_belongs_to_open()


def _feedback_and_escalations(engine: Engine, before: float) -> int:
    expired = select(question.c.id).where(question.c.asked_at < before)
    closed = select(escalation.c.id).where(
        escalation.c.question.in_(expired), escalation.c.state != "open", escalation.c.person != ""
    )
    count = in_pieces(engine, closed, anonymise_escalations)
    while True:
        with engine.begin() as db:
            anonymised = anonymise_feedback(db, feedback.c.question.in_(expired))
        if not anonymised:
            return count
        count += anonymised


def _old_item(before: float) -> ColumnElement[bool]:
    """What nobody dealt with for so long, or somebody did so long ago; what is to be changed waits for that."""
    waits = (ItemState.OPEN, ItemState.CHANGING)
    is_open = desk_item.c.state == ItemState.OPEN
    is_done = desk_item.c.state.not_in(waits)
    return or_(and_(is_open, desk_item.c.opened_at < before), and_(is_done, desk_item.c.closed_at < before))


def _old_suggestion(before: float, zone: tzinfo) -> ColumnElement[bool]:
    """What nobody has said anything about for so long."""
    day = datetime.fromtimestamp(before, zone).date()
    said = exists().where(suggestion_remark.c.suggestion == suggestion.c.id, suggestion_remark.c.day >= day)
    return ~said


def _old_round(keep: Retention, before: Callable[[int], float], zone: tzinfo) -> ColumnElement[bool]:
    """Counts that were kept for so long; and a round that nobody closed."""
    over, lost = (datetime.fromtimestamp(before(days), zone).date() for days in (keep.counts, keep.feedback))
    return or_(
        pulse_round.c.closes < over, and_(pulse_round.c.is_closed.is_(False), pulse_round.c.closes < lost)
    )


def _before_all_since(moment: float) -> ColumnElement[bool]:
    """Records of who did what that stand before all that are younger: a chain loses its beginning, never its middle."""
    kept = select(func.min(audit.c.place)).where(audit.c.done_at >= moment).scalar_subquery()
    return audit.c.place < func.coalesce(kept, audit.c.place + 1)


def _is_open() -> ColumnElement[bool]:
    """The question was passed on to an owner, who has not answered yet."""
    return exists().where(escalation.c.question == question.c.id, escalation.c.state == "open")


def _belongs_to_open() -> ColumnElement[bool]:
    """The parcel told an owner of what is still open: it changes when that is closed."""
    return exists().where(outbox.c.subject == escalation.c.id, escalation.c.state == "open")
