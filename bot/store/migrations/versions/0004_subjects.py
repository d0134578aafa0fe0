"""Every parcel says what it is about, and a message that moves to the end of a conversation is a numbered series."""

import json
import uuid
from collections.abc import Container, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TOLD = "-told"  # ended the ids of parcels that told an asker how their escalation ended
_outbox = sa.table(
    "outbox", *map(sa.column, ("id", "purpose", "channel", "subject", "series", "number", "created_at"))
)
_enrolment = sa.table(
    "enrolment", *map(sa.column, ("id", "person", "buddy", "manager", "channel", "enrolled_at"))
)
_word = sa.table("enrolment_word", *map(sa.column, ("enrolment", "stage", "parcels")))


def upgrade() -> None:
    """The columns, and what they hold for the parcels that are there.

    `enrolment_word.parcels` stays: processes of the version before write it while one after the other is upgraded.
    """
    op.add_column("outbox", sa.Column("subject", sa.String(32), nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("series", sa.String(32), nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_outbox_subject", "outbox", ["subject"], unique=False)
    op.create_index("ix_outbox_series_number", "outbox", ["series", "number"], unique=False)
    db = op.get_bind()
    _questions_and_escalations(db)
    _onboarding(db)
    _apologies(db)


def _questions_and_escalations(db: sa.Connection) -> None:
    """These parcels had the ids of what they are about, replies to askers with an ending."""
    for table in ("question", "escalation"):
        there = sa.select(sa.table(table, sa.column("id")).c.id)
        db.execute(sa.update(_outbox).where(_outbox.c.id.in_(there)).values(subject=_outbox.c.id))
    told = sa.update(_outbox).where(_outbox.c.id.endswith(_TOLD))
    db.execute(told.values(subject=sa.func.replace(_outbox.c.id, _TOLD, "")))


def _onboarding(db: sa.Connection) -> None:
    """Parcels that were noted with what was said on a path; cards, which had numbers in their ids; and direct ones."""
    on_path = sa.select(_outbox.c.id, _outbox.c.channel).where(_outbox.c.purpose == "onboarding")
    channels = {row.id: row.channel for row in db.execute(on_path)}
    enrolments = db.execute(sa.select(_enrolment).order_by(_enrolment.c.enrolled_at)).all()
    owners = {name: row.id for row in enrolments for name in (row.person, row.channel) if name}
    rows: dict[str, dict[str, Any]] = {
        id_: {"subject": owners.get(channel, "")} for id_, channel in channels.items()
    }
    stages: dict[str, set[str]] = {}
    noted: dict[str, set[str]] = {}
    for word in db.execute(sa.select(_word)):
        stages.setdefault(word.enrolment, set()).add(word.stage)
        noted.setdefault(word.enrolment, set()).update(word.parcels.split())
    for row in enrolments:
        theirs = {id_ for id_ in noted.get(row.id, ()) if id_ in rows}
        for id_ in theirs:
            rows[id_]["subject"] = row.id
        people = {"", row.buddy, row.manager, *(channels[id_] for id_ in theirs)}
        rows |= dict(_cards(row.id, stages.get(row.id, set()), people, channels))
    for id_, values in rows.items():
        db.execute(sa.update(_outbox).where(_outbox.c.id == id_).values(values))


def _cards(
    enrolment: str, stages: set[str], people: set[str], there: Container[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The cards of stages and letters to helpers that are there: an id is made of what stands there and its number."""
    for stage in stages:
        for person in people:
            what = ("tasks" if person else "card", enrolment, stage, person)
            number = 1
            while (id_ := _id(*what, number)) in there:
                yield id_, {"subject": enrolment, "series": _id(*what), "number": number}
                number += 1


def _apologies(db: sa.Connection) -> None:
    """An apology had an id that is made of that of the parcel in whose place it stands."""
    apologies = db.scalars(sa.select(_outbox.c.id).where(_outbox.c.purpose == "apology")).all()
    if not apologies:
        return
    missing = set(apologies)
    for row in db.execute(sa.select(_outbox.c.id, _outbox.c.subject)).all():
        id_ = uuid.uuid5(uuid.NAMESPACE_OID, row.id).hex
        if id_ in missing:
            db.execute(sa.update(_outbox).where(_outbox.c.id == id_).values(subject=row.subject))


def _id(*what: object) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(what)).hex
