"""Who asked what an item is about, read from the only places where it stands: questions, escalations and opinions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from bot.desk import Gap, ItemState, Voice
from bot.inquiries import Complaint, Escalation, EscalationState, Outcome, Surface
from bot.store.desk.tables import desk_item, desk_voice
from bot.store.personal.sealing import Seal, all_opened, opened
from bot.store.tables import escalation, feedback, question

_UNANSWERED = (Outcome.REFUSAL, Outcome.CHOICE)
_MOST = 500  # questions a look


def gaps(db: Connection, seal: Seal, since: float) -> Sequence[Gap]:
    """The questions asked since a moment that were not answered well and stand in no item yet, oldest first."""
    is_open = _of_question(escalation, escalation.c.state == EscalationState.OPEN)
    is_disliked = _of_question(feedback, feedback.c.is_useful.is_(False))
    found = (
        select(question, escalation.c.owner, escalation.c.contact)
        .outerjoin(
            escalation,
            and_(escalation.c.question == question.c.id, escalation.c.state == EscalationState.OPEN),
        )
        .where(
            question.c.asked_at > since,
            question.c.state == "settled",
            question.c.person != "",
            question.c.is_withdrawn.is_(False),
            or_(question.c.outcome.in_(_UNANSWERED), is_open, is_disliked),
            ~_of_question(desk_voice, ~is_settled_too_little()),
        )
        .order_by(question.c.asked_at, question.c.id)
        .limit(_MOST)
    )
    return all_opened(lambda row: _gap(seal, row), db.execute(found))


def is_settled_too_little() -> ColumnElement[bool]:
    """Of voices: their item was dealt with, and somebody disliked the answer to their question since."""
    given = (feedback.c.question == desk_voice.c.question, feedback.c.is_useful.is_(False))
    waits = (ItemState.OPEN, ItemState.CHANGING)
    dealt_with = (desk_item.c.id == desk_voice.c.item, desk_item.c.state.not_in(waits))
    since = select(desk_item.c.id).join(feedback, feedback.c.given_at > desk_item.c.closed_at)
    return since.where(*dealt_with, *given).correlate(desk_voice).exists()


def told_by_letter(db: Connection, questions: Sequence[str]) -> Mapping[str, float]:
    """Since when those of the questions are dealt with whose owner replied to them, unless that was disliked since."""
    since = (feedback.c.question == escalation.c.question, feedback.c.given_at > escalation.c.closed_at)
    is_disliked = select(feedback.c.question).where(feedback.c.is_useful.is_(False), *since)
    found = select(escalation.c.question, escalation.c.closed_at).where(
        escalation.c.question.in_(questions),
        escalation.c.state == EscalationState.CLOSED,
        ~is_disliked.correlate(escalation).exists(),
    )
    return {row.question: row.closed_at for row in db.execute(found)}


def voices_of(db: Connection, seal: Seal, items: Sequence[str]) -> Mapping[str, tuple[Voice, ...]]:
    """The voices of items by the item's id, oldest first."""
    told = (desk_voice.c.item, desk_voice.c.told_at)
    asked = select(question, *told).join(desk_voice).where(desk_voice.c.item.in_(items))
    rows = db.execute(asked.order_by(question.c.asked_at, question.c.id)).all()
    ids = [row.id for row in rows]
    passed_on = _by_question(
        db, escalation, ids, escalation.c.state != EscalationState.UNDELIVERED, escalation.c.person != ""
    )
    disliked = _by_question(db, feedback, ids, feedback.c.is_useful.is_(False))
    found: dict[str, list[Voice]] = defaultdict(list)
    for row in rows:
        if row.person and not row.is_withdrawn:
            found[row.item] += _voices(seal, row, passed_on[row.id], disliked[row.id])
    # What it was begun with comes first: by its words others are found to ask the same.
    return {
        item: tuple(sorted(voices, key=lambda one: one.question != item)) for item, voices in found.items()
    }


def _voices(
    seal: Seal, row: Row[Any], passed_on: Sequence[Row[Any]], disliked: Sequence[Row[Any]]
) -> Iterator[Voice]:
    """Those who passed a question on, or disliked its answer; else whoever asked it without an answer."""
    asker = opened(lambda row: _voice(seal, row), row)
    if asker is None:
        return
    told = {"question": row.id, "is_told": row.told_at > 0, "is_agreed": True}
    known = asker.__dict__ | told
    for letter in all_opened(lambda one: seal.read(Escalation, one), passed_on):
        yield Voice(
            **known
            | {
                "person": letter.person,
                "text": letter.text,
                "comment": letter.note,
                "escalation": letter.id,
                "is_asker": letter.person == row.person,
            }
        )
    others = {letter.person for letter in passed_on}
    for opinion in disliked:
        if opinion.person not in others and not opinion.person.startswith("~"):
            comment = opened(lambda one: seal.open(one.sealed_comment), opinion) or ""
            yield Voice(
                **known
                | {
                    "person": opinion.person,
                    "is_agreed": opinion.is_agreed,
                    "complaint": Complaint(opinion.reason),
                    "comment": comment if opinion.is_agreed else "",
                    "is_asker": opinion.person == row.person,
                }
            )
            others.add(opinion.person)
    if row.outcome in _UNANSWERED and row.person not in others:
        yield asker


def _voice(seal: Seal, row: Row[Any]) -> Voice:
    return seal.read(
        Voice,
        row,
        question=row.id,
        surface=Surface(row.surface),
        is_told=row.told_at > 0,
        is_agreed=False,
        is_asker=True,
        complaint=None,
        comment="",
        escalation="",
    )


def _gap(seal: Seal, row: Row[Any]) -> Gap:
    return seal.read(
        Gap,
        row,
        question=row.id,
        outcome=Outcome(row.outcome),
        clauses=tuple(row.clauses.split()),
        owner=row.owner or "",
        contact=row.contact or "",
    )


def _of_question(table: Table, *which: ColumnElement[bool]) -> ColumnElement[bool]:
    same = select(table.c.question).where(table.c.question == question.c.id, *which)
    return same.correlate(question).exists()


def _by_question(
    db: Connection,
    table: Table,
    ids: Sequence[str],
    *which: ColumnElement[bool],
) -> Mapping[str, Sequence[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in db.execute(select(table).where(table.c.question.in_(ids), *which)):
        found[row.question].append(row)
    return found
