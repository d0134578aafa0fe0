"""The tables. Columns that end in `_at` or `_until` hold seconds since 1970; `sealed` columns hold what Seal makes."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Double,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
    literal_column,
    text,
)

from bot.store.database.tenancy import index, refers, tenant


def only_where(condition: str) -> dict[str, Any]:
    """What makes an index partial; a query uses it where its own condition has the same words, no bound values."""
    return {f"{dialect}_where": text(condition) for dialect in ("sqlite", "postgresql")}


# The tenant is column 0 of each key and index: see bot.store.database.tenancy.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_1_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_1_name)s",
    }
)

claim = Table(  # events that were processed
    "claim",
    metadata,
    tenant(),
    Column("key", String(200), primary_key=True),
    Column("taken_at", Double, nullable=False),
    index("taken_at"),
)

question = Table(
    "question",
    metadata,
    tenant(),
    Column("id", String(32), primary_key=True),
    Column("key", String(200), nullable=False),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("person", String(32), nullable=False),
    Column("surface", String(16), nullable=False),
    Column("sealed_text", Text, nullable=False),
    Column("sealed_response_url", Text, nullable=False),
    Column("is_shared", Boolean, nullable=False, server_default=false()),
    Column("asked_at", Double, nullable=False),
    Column("recent", Integer, nullable=False),  # questions of this person in the minute before
    Column("revision", Integer, nullable=False, default=0),  # grows with every edit
    Column("said_at", Double, nullable=False),  # when its text was last changed, by Slack's clock
    Column("is_withdrawn", Boolean, nullable=False, server_default=false()),
    Column("state", String(8), nullable=False, default="asked"),  # asked, settled
    Column("attempts", Integer, nullable=False, default=0),
    Column("lease_until", Double, nullable=False, default=0.0),
    Column("outcome", String(16), nullable=False, default=""),  # empty until it is settled
    Column("clauses", Text, nullable=False, default=""),  # book/number, parted by spaces
    Column("confidence", Double, nullable=False, default=0.0),
    Column("incident", String(16), nullable=False, default=""),
    Column(
        "generation", String(64), nullable=False, server_default=""
    ),  # the rules that it was answered from
    Column("settled_at", Double, nullable=False, default=0.0),
    # What waits is little beside what was settled: by the whole index of moments, finding it would pass by all of that.
    index("asked_at", name="ix_question_waiting", **only_where("state = 'asked'")),
    index("person", "asked_at", name="ix_question_person_asked_at"),
    index("key"),
    index("asked_at"),
)

outbox = Table(
    "outbox",
    metadata,
    tenant(),
    # an answer has its question's id, a card for an owner its escalation's
    Column("id", String(32), primary_key=True),
    Column("purpose", String(16), nullable=False),
    # the id of a question, escalation, enrolment or person
    Column("subject", String(32), nullable=False, server_default=""),
    # of one series only the parcel with the highest number shows anything
    Column("series", String(32), nullable=False, server_default=""),
    Column("number", Integer, nullable=False, server_default="0"),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread", String(32), nullable=False),
    Column("person", String(32), nullable=False),  # the one person who sees it; empty: everyone there
    Column("sealed_response_url", Text, nullable=False),
    Column("sealed_messages", Text, nullable=False),
    Column("sent", Text, nullable=False, default="[]"),  # JSON: what Slack shows of it
    Column("version", Integer, nullable=False, default=0),  # grows with every change of the messages
    Column("state", String(8), nullable=False),  # due, sent, given_up
    Column("attempts", Integer, nullable=False, default=0),
    Column("is_uncertain", Boolean, nullable=False, server_default=false()),  # Slack may show it unheard
    Column("why", String(64), nullable=False, server_default=""),  # the last try failed, or it was given up
    Column("due_since", Double, nullable=False, server_default="0"),
    Column("not_before", Double, nullable=False),
    # until when it counts to the pace of its conversation
    Column("paced_until", Double, nullable=False, server_default="0"),
    Column("lease_until", Double, nullable=False, default=0.0),
    Column("created_at", Double, nullable=False),
    index("created_at", name="ix_outbox_due", **only_where("state = 'due'")),
    index("lease_until", name="ix_outbox_held", **only_where("state = 'due' AND lease_until > 0")),
    index("created_at", name="ix_outbox_given_up", **only_where("state = 'given_up'")),
    index("paced_until", name="ix_outbox_paced", **only_where("paced_until > 0")),
    index("series", "number", name="ix_outbox_series_number"),
    index("subject"),
    index("created_at"),
)

thread = Table(
    "thread",
    metadata,
    tenant(),
    Column("place", String(120), primary_key=True),  # team/channel/thread
    Column("sealed_state", Text, nullable=False),
    Column("is_stopped", Boolean, nullable=False, server_default=false()),
    Column("touched_at", Double, nullable=False),
    index("touched_at"),
)

feedback = Table(
    "feedback",
    metadata,
    tenant(),
    Column("question", String(32), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("is_useful", Boolean, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("is_agreed", Boolean, nullable=False, server_default=false()),  # to be read by the owner
    Column("sealed_comment", Text, nullable=False),
    Column("given_at", Double, nullable=False),
    refers("question", "question", goes_along=True),
    index("given_at"),
)

escalation = Table(
    "escalation",
    metadata,
    tenant(),
    Column("id", String(32), primary_key=True),
    Column("question", String(32), nullable=False),
    Column("person", String(32), nullable=False),
    Column("owner", String(200), nullable=False),
    Column("contact", String(200), nullable=False),
    Column("sealed_text", Text, nullable=False),  # the question, in the words in which it was passed on
    Column("sealed_note", Text, nullable=False),
    Column("link", String(500), nullable=False),  # to where it was asked; empty where nobody else can look
    Column("sealed_reply", Text, nullable=False),
    Column("state", String(12), nullable=False, default="open"),  # open, closed, undelivered
    Column("opened_at", Double, nullable=False),
    Column("closed_at", Double, nullable=False, default=0.0),
    Column("closed_by", String(32), nullable=False, default=""),
    refers("question", "question", goes_along=True),
    index("question"),
    index("person"),
    index("opened_at"),
)

account = Table(  # as Slack last told of it
    "account",
    metadata,
    tenant(),
    Column("id", String(32), primary_key=True),
    Column("is_guest", Boolean, nullable=False),
    Column("is_outsider", Boolean, nullable=False),
    Column("is_reading", Boolean, nullable=False),
    Column("language", String(8), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("seen_at", Double, nullable=False),
    index("seen_at"),
)

reader_change = Table(  # accounts that are others now, and channels where others read
    "reader_change",
    metadata,
    tenant(),
    Column("id", String(32), primary_key=True),
    Column("changed_at", Double, nullable=False),
    index("changed_at"),
)

installation = (
    Table(  # facts by name: the team, when a look at the database's health last wrote, what was reviewed
        "installation",
        metadata,
        tenant(),
        Column("name", String(32), primary_key=True),
        Column("value", String(64), nullable=False),
    )
)

process = Table(  # the bots at work on this database: each says so now and then
    "process",
    metadata,
    tenant(),
    Column("id", String(32), primary_key=True),
    Column("sockets", Integer, nullable=False),  # how many websockets of all that Slack allows are its own
    Column("lease_until", Double, nullable=False),
)

ASKED: ColumnElement[bool] = question.c.state == literal_column("'asked'")
DUE: ColumnElement[bool] = outbox.c.state == literal_column("'due'")
GIVEN_UP: ColumnElement[bool] = outbox.c.state == literal_column("'given_up'")


def moment(seconds: float) -> datetime:
    """Seconds since 1970 as a moment in UTC, to the microsecond."""
    return datetime.fromtimestamp(seconds, UTC)
