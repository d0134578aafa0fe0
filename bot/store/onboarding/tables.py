"""The tables of onboarding, and what all of them are written and read with.

Days are ISO texts; nothing here was typed by anybody, so that nothing is sealed.
"""

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Double,
    Integer,
    Row,
    String,
    Table,
    Text,
    select,
)

from bot.store.chains import chain_columns
from bot.store.database.tenancy import index, refers, tenant
from bot.store.tables import metadata, only_where

enrolment = Table(
    "enrolment",
    metadata,
    tenant(),
    Column("id", String(32), primary_key=True),
    Column("person", String(32), nullable=False),
    Column("path", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("start_on", String(10), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("buddy", String(32), nullable=False),
    Column("manager", String(32), nullable=False),
    Column("channel", String(32), nullable=False),  # the direct conversation; empty until it is known
    Column("pauses", Text, nullable=False),  # JSON: pairs of first and last day
    Column(
        "signs_from", Integer, nullable=False
    ),  # where in the chain it began: for signatures of the oldest form
    Column("enrolled_by", String(32), nullable=False),
    Column("enrolled_at", Double, nullable=False),
    Column("ended_at", Double, nullable=False),  # 0: it goes on
    Column("finished_at", Double, nullable=False),  # when all stages had come to their end; 0: not yet
    # nobody is on two paths
    index("person", name="ix_enrolment_current", unique=True, **only_where("ended_at = 0")),
    index("person"),
)

step = Table(
    "enrolment_step",
    metadata,
    tenant(is_key=False),
    Column("id", Integer, primary_key=True),  # their order, as the database counts them
    Column("enrolment", String(32), nullable=False),
    Column("kind", String(8), nullable=False),  # read, done, given, sat, closed, granted
    Column("key", Text),  # what is recorded once; none: as often as it happens
    Column("entry", Text, nullable=False),  # JSON: the record without its moment
    Column("done_at", Double, nullable=False),
    index("enrolment", "key", name="ix_enrolment_step_enrolment_key", unique=True),
    refers("enrolment", "enrolment", goes_along=True),
)

posted = Table(
    "enrolment_word",
    metadata,
    tenant(),
    Column("enrolment", String(32), primary_key=True),
    Column("stage", Text, primary_key=True),  # or what else was said once
    Column("doer", String(16), primary_key=True),
    Column("word", String(16), primary_key=True),  # reminder, to-manager, once
    Column("number", Integer, primary_key=True, autoincrement=False),
    # ids of parcels, parted by spaces: only processes of a version before 0004 write them, beside this one
    Column("parcels", Text, nullable=False, default=""),
    Column("sent_at", Double, nullable=False),
    refers("enrolment", "enrolment", goes_along=True),
    index("sent_at"),
)

asker = Table(  # who asked what a clause answers, as long as too few did
    "newcomer_voice",
    metadata,
    tenant(),
    Column("clause", String(200), primary_key=True),
    Column("enrolment", String(32), primary_key=True),
    refers("enrolment", "enrolment", goes_along=True),
)

question_count = Table(  # how often it was asked, once enough people did: whoever they were
    "newcomer_tally",
    metadata,
    tenant(),
    Column("clause", String(200), primary_key=True),
    Column("count", Integer, nullable=False),
)

signature = Table(
    "signature",
    metadata,
    tenant(),
    *chain_columns(),
    Column("person", String(32), nullable=False),
    # the path that it counts for; empty in the oldest form, which counts by `signs_from`
    Column("enrolment", String(32), nullable=False, server_default=""),
    Column("stage", Text, nullable=False),
    Column("signed_at", Double, nullable=False),
    index("person"),
)

signed_text = Table(
    "signed_text",
    metadata,
    tenant(),
    Column("digest", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
)

signed_clause = Table(
    "signed_clause",
    metadata,
    tenant(),
    Column("signature", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    refers("signature", "signature", "place"),
    refers("digest", "signed_text", "digest"),
)


def counts_for() -> ColumnElement[bool]:
    """Whether a signature counts for an enrolment: what the record itself says decides."""
    of_before = (signature.c.enrolment == "") & (enrolment.c.signs_from <= signature.c.place)
    is_theirs = enrolment.c.person == signature.c.person
    return is_theirs & ((signature.c.enrolment == enrolment.c.id) | of_before)


def current(db: Connection, person: str) -> Row[Any] | None:
    """The enrolment that somebody is on, for this transaction alone; all that is written about it comes after."""
    theirs = (enrolment.c.person == person, enrolment.c.ended_at == 0)
    return db.execute(select(enrolment).where(*theirs).with_for_update()).one_or_none()
