"""The tables of the desk. Whoever asked, and in which words, stands in the question alone, and goes with it."""

from sqlalchemy import Column, Double, String, Table, Text

from bot.store.database.tenancy import index, refers, tenant
from bot.store.tables import metadata

desk_item = Table(
    "desk_item",
    metadata,
    tenant(),
    Column("id", String(32), primary_key=True),
    Column("owner", String(200), nullable=False),
    Column("contact", String(200), nullable=False),
    Column("clauses", Text, nullable=False),  # book/number, parted by spaces
    Column("state", String(12), nullable=False),
    Column("opened_at", Double, nullable=False),
    Column("shown_at", Double, nullable=False, default=0.0),  # since when its owner may read it
    Column("digest", String(32), nullable=False, default=""),  # the parcel that told the owner
    Column("reminded_at", Double, nullable=False, default=0.0),
    Column("referred_at", Double, nullable=False, default=0.0),  # to the owner of the book
    Column("clause", String(200), nullable=False, default=""),
    Column("text_mark", String(12), nullable=False, default=""),
    Column("sealed_reply", Text, nullable=False, default=""),
    Column("closed_at", Double, nullable=False, default=0.0),
    Column("closed_by", String(32), nullable=False, default=""),
    index("state"),
)

desk_voice = Table(
    "desk_voice",
    metadata,
    tenant(),
    Column("question", String(32), primary_key=True),
    Column("item", String(32), nullable=False),
    Column("told_at", Double, nullable=False, default=0.0),
    refers("question", "question", goes_along=True),
    refers("item", "desk_item", goes_along=True),
    index("item"),
)

learned_pair = Table(
    "learned_pair",
    metadata,
    tenant(),
    Column("id", String(32), primary_key=True),
    Column("sealed_question", Text, nullable=False),
    Column("clause", String(200), nullable=False),
    Column("text_mark", String(12), nullable=False),  # of the clause's text when it was settled
    Column("source", String(32), nullable=False),  # the question whose words these are
    Column("settled_at", Double, nullable=False),
    Column("dropped_at", Double, nullable=False, default=0.0),  # the row stays: processes count the rows
    index("source", name="ix_learned_pair_source"),
)
