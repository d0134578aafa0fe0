"""Who is on which path: from the first day until it ends, each step and each message of it written down once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import inf
from typing import Any, Unpack

from sqlalchemy import ColumnElement, Connection, Engine, Row, func, or_, select, update

from bot.audit import BOT, Action, AuditRecord
from bot.onboarding.deadlines import EscalateToManager, NoticeKind, ReminderDue
from bot.onboarding.path import Assignee
from bot.onboarding.progress import Enrolment, Pause, StageClosed
from bot.onboarding.quiz import ExtraAttempts
from bot.store.audit import note
from bot.store.chains import next_place
from bot.store.database.opening import added
from bot.store.deliveries.outbox import enqueue
from bot.store.deliveries.parcels import Parcel
from bot.store.onboarding.enrolments import (
    ONCE,
    Changes,
    EnrolmentRecord,
    Entry,
    changed_columns,
    pauses_as_text,
    pauses_of,
    records_of,
    row_of,
    step_of,
)
from bot.store.onboarding.personal_data import lock_paths
from bot.store.onboarding.question_tally import count_question, most_asked
from bot.store.onboarding.tables import current, enrolment, posted, signature, step
from bot.store.personal.sealing import Seal
from bot.store.tables import moment

Pauses = tuple[Pause, ...]
_AT_ONCE = 200  # enrolments a transaction


class Onboardings:
    """The enrolments of all processes on one database. People are Slack ids; each is on one path at most.

    `by` is who wants something done ("": nobody, it follows from what Slack tells); what was done is written down with
    that, in the transaction that does it.
    """

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def enrol(self, now: float, new: Enrolment, by: str) -> bool:
        """Put somebody on a path; False where they are on one."""
        with self._engine.begin() as db:
            is_new = added(db, enrolment, row_of(new, by, next_place(db, signature), now))
            return self._noted(db, is_new, _order(now, by, Action.STARTED, new.person))

    def restart(self, now: float, new: Enrolment, by: str) -> bool:
        """Put somebody on a path anew: nothing that they did before counts, all of it is kept.

        False where another process has put them on one at the same moment.
        """
        with self._engine.begin() as db:
            _end(db, new.person, now)
            is_new = added(db, enrolment, row_of(new, by, next_place(db, signature), now))
            return self._noted(db, is_new, _order(now, by, Action.RESTARTED, new.person))

    def end(self, now: float, person: str, by: str) -> bool:
        """Somebody is on their path no more; False where they are on none."""
        with self._engine.begin() as db:
            return self._noted(db, _end(db, person, now), _order(now, by, Action.ENDED, person))

    def change(self, now: float, person: str, by: str, **changes: Unpack[Changes]) -> bool:
        """Change what is given of the path that somebody is on; False where they are on none."""
        order = _order(now, by, Action.CHANGED, person)
        return self._write(person, lambda _: changed_columns(changes), order)

    def pause(self, now: float, person: str, by: str, today: date) -> bool:
        """From today on days do not count; False where that is so already, or they are on no path."""
        order = _order(now, by, Action.PAUSED, person)
        return self._repause(order, lambda pauses: (*pauses, Pause(today)) if not _open(pauses) else None)

    def resume(self, now: float, person: str, by: str, today: date) -> bool:
        """From today on days count again; False where they count, or there is no path."""

        def over(pauses: Pauses) -> Pauses | None:
            last = today - timedelta(days=1)
            ended = (each if each.last else replace(each, last=last) for each in pauses)
            kept = tuple(each for each in ended if each.last and each.first <= each.last)
            return kept if _open(pauses) else None

        return self._repause(_order(now, by, Action.RESUMED, person), over)

    def enrolment_of(self, person: str) -> EnrolmentRecord | None:
        """The path that somebody is on."""
        return next(iter(self.enrolments([person])), None)

    def enrolments(self, people: Sequence[str] | None = None) -> tuple[EnrolmentRecord, ...]:
        """Those of these people who are on a path (None: everybody), by their first day."""
        only = () if people is None else (enrolment.c.person.in_(list(people)),)
        with self._engine.begin() as db:
            return records_of(db, *only)

    def everybody(self) -> Iterator[EnrolmentRecord]:
        """Everybody on a path, by their first day; read in pieces, so that nobody waits for years of them."""
        people = list(self.managers())
        for start in range(0, len(people), _AT_ONCE):
            yield from self.enrolments(people[start : start + _AT_ONCE])

    def unfinished(self, since: float = inf, manager: str = "") -> tuple[EnrolmentRecord, ...]:
        """Those on a path of which some stage had not come to its end `since` then (now), by their first day.

        `manager`: only those whose manager that is.
        """
        only: list[ColumnElement[bool]] = [
            or_(enrolment.c.finished_at == 0, enrolment.c.finished_at >= since)
        ]
        only += [enrolment.c.manager == manager] if manager else []
        with self._engine.begin() as db:
            return records_of(db, *only)

    def managers(self) -> dict[str, str]:
        """Everybody on a path, by their first day, with their manager ("": nobody is named)."""
        on_path = select(enrolment.c.person, enrolment.c.manager).where(enrolment.c.ended_at == 0)
        with self._engine.begin() as db:
            rows = db.execute(on_path.order_by(enrolment.c.start_on, enrolment.c.person))
            return {row.person: row.manager for row in rows}

    def finish(self, now: float, person: str) -> bool:
        """All stages have come to their end; False where that is known, or they are on no path."""
        return self._write(person, lambda row: {} if row.finished_at else {"finished_at": now})

    def leave(self, now: float, person: str) -> bool:
        """Somebody has left the organisation: their path ends, and nobody's buddy or manager are they any more.

        False where nothing of it was so.
        """
        with self._engine.begin() as db:
            paths = enrolment.c.id.in_(lock_paths(db, person))
            parts: dict[str, dict[str, object]]
            parts = {"person": {"ended_at": now}, "buddy": {"buddy": ""}, "manager": {"manager": ""}}
            done = [_set(db, paths & (enrolment.c[part] == person), new) for part, new in parts.items()]
            return self._noted(db, any(done), _order(now, "", Action.LEFT, person))

    def record(self, person: str, entry: Entry) -> bool:
        """Write down what somebody did, at the moment that the entry tells.

        Answers are all kept; anything else counts once, as it was told first. False where it is there, or they are on
        no path.
        """
        with self._engine.begin() as db:
            return _recorded(db, person, entry)

    def grant(self, person: str, by: str, extra: ExtraAttempts) -> bool:
        """Let somebody try a quiz again; False where that is so already, or they are on no path."""
        with self._engine.begin() as db:
            is_new = _recorded(db, person, extra)
            return self._noted(db, is_new, _order(extra.at.timestamp(), by, Action.GRANTED, person))

    def skip(self, person: str, by: str, skipped: StageClosed) -> bool:
        """A stage comes to its end, whatever is open in it; False where it has, or they are on no path."""
        with self._engine.begin() as db:
            is_new = _recorded(db, person, skipped)
            return self._noted(db, is_new, _order(skipped.at.timestamp(), by, Action.SKIPPED, person))

    def want_reminder(self, now: float, person: str, by: str, key: str) -> bool:
        """Somebody is to be reminded of a stage of a person's path; False where that stands under this key already."""
        once = {"stage": key, "doer": Assignee.NEW_HIRE, "word": ONCE, "number": 0, "sent_at": now}
        with self._engine.begin() as db:
            row = current(db, person)
            is_new = row is not None and added(db, posted, {"enrolment": row.id, **once})
            return self._noted(db, is_new, _order(now, by, Action.REMINDED, person))

    def post_notice(
        self, now: float, person: str, due: ReminderDue | EscalateToManager, parcels: Mapping[str, Parcel]
    ) -> bool:
        """Have a notice posted, by parcel ids, and write down that it was; False where another process has.

        `person` is the new colleague, whoever is reminded.
        """
        match due:
            case ReminderDue(assignee=assignee, stage=stage, number=number):
                key = {"stage": stage.id, "doer": assignee, "word": NoticeKind.REMINDER, "number": number}
            case EscalateToManager(assignee=assignee, stage=stage):
                key = {"stage": stage.id, "doer": assignee, "word": NoticeKind.TO_MANAGER, "number": 0}
        return self._post(person, key, parcels, now)

    def post_once(self, now: float, person: str, key: str, parcels: Mapping[str, Parcel]) -> bool:
        """Have parcels posted, by their ids, unless that was done under this key for this person on this path before.

        The key is a stage for its first card, "" for the welcome, or any other text that names what is posted.
        """
        once = {"stage": key, "doer": Assignee.NEW_HIRE, "word": ONCE, "number": 0}
        return self._post(person, once, parcels, now)

    def count_question(self, person: str, clauses: Iterable[str]) -> None:
        """Count that clauses (by name) answered a question of somebody who is on a path."""
        count_question(self._engine, person, clauses)

    def posted_within(self, now: float, seconds: float) -> int:
        """How many messages were posted to or about people in the last so many seconds, by all processes."""
        # Nothing that a clock that was ahead has written.
        lately = (posted.c.sent_at > now - seconds, posted.c.sent_at <= now)
        with self._engine.begin() as db:
            return db.scalar(select(func.count()).where(*lately)) or 0

    def most_asked(self, limit: int) -> tuple[str, ...]:
        """The clauses that at least five different people on paths asked for, the most asked first."""
        return most_asked(self._engine, limit)

    def _post(self, person: str, key: dict[str, Any], parcels: Mapping[str, Parcel], now: float) -> bool:
        with self._engine.begin() as db:
            row = current(db, person)
            if row is None or not added(db, posted, {"enrolment": row.id, **key, "sent_at": now}):
                return False
            for id_, parcel in parcels.items():
                enqueue(db, self._seal, id_, replace(parcel, subject=row.id), now)
        return True

    def _repause(self, order: AuditRecord, change: Callable[[Pauses], Pauses | None]) -> bool:
        def values(row: Row[Any]) -> dict[str, object]:
            pauses = change(pauses_of(row.pauses))
            return {} if pauses is None else {"pauses": pauses_as_text(pauses)}

        return self._write(order.target, values, order)

    def _write(
        self,
        person: str,
        values: Callable[[Row[Any]], Mapping[str, object]],
        order: AuditRecord | None = None,
    ) -> bool:
        with self._engine.begin() as db:
            row = current(db, person)
            new = values(row) if row else {}
            if row is None or not new:
                return False
            db.execute(update(enrolment).where(enrolment.c.id == row.id).values(new))
            if order:
                note(db, self._seal, order)
        return True

    def _noted(self, db: Connection, is_done: bool, order: AuditRecord) -> bool:  # noqa: FBT001  # what it returns
        if is_done:
            note(db, self._seal, order)
        return is_done


def _order(now: float, by: str, action: Action, person: str) -> AuditRecord:
    return AuditRecord(moment(now), by or BOT, action, person)


def _recorded(db: Connection, person: str, entry: Entry) -> bool:
    row = current(db, person)
    return row is not None and added(db, step, {"enrolment": row.id, **step_of(entry)})


def _end(db: Connection, person: str, now: float) -> bool:
    return _set(db, enrolment.c.person == person, {"ended_at": now})


def _set(db: Connection, which: ColumnElement[bool], values: Mapping[str, object]) -> bool:
    """Change the paths on which somebody is that are such; False where none is."""
    return bool(db.execute(update(enrolment).where(which, enrolment.c.ended_at == 0).values(values)).rowcount)


def _open(pauses: Pauses) -> bool:
    return any(pause.last is None for pause in pauses)
