"""Onboarding: who is on which path, what they have done, what they were told, and what they signed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Enrolments with their steps and words, what new colleagues ask, and the chain of signatures."""
    _enrolments()
    _newcomers()
    _signatures()


def _enrolments() -> None:
    op.create_table(
        "enrolment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("start_on", sa.String(length=10), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("buddy", sa.String(length=32), nullable=False),
        sa.Column("manager", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("pauses", sa.Text(), nullable=False),
        sa.Column("signs_from", sa.Integer(), nullable=False),
        sa.Column("enrolled_by", sa.String(length=32), nullable=False),
        sa.Column("enrolled_at", sa.Double(), nullable=False),
        sa.Column("ended_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment"),
    )
    goes_on = sa.text("ended_at = 0")
    op.create_index(
        "ix_enrolment_current",
        "enrolment",
        ["person"],
        unique=True,
        sqlite_where=goes_on,
        postgresql_where=goes_on,
    )
    op.create_index("ix_enrolment_person", "enrolment", ["person"], unique=False)
    op.create_table(
        "enrolment_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Double(), nullable=False),
        _of_enrolment("enrolment_step"),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment_step"),
    )
    op.create_index("ix_enrolment_step_enrolment_key", "enrolment_step", ["enrolment", "key"], unique=True)
    op.create_table(
        "enrolment_word",
        sa.Column("enrolment", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("doer", sa.String(length=16), nullable=False),
        sa.Column("word", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("parcels", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Double(), nullable=False),
        _of_enrolment("enrolment_word"),
        sa.PrimaryKeyConstraint("enrolment", "stage", "doer", "word", "number", name="pk_enrolment_word"),
    )


def _newcomers() -> None:
    op.create_table(
        "newcomer_voice",
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("enrolment", sa.String(length=32), nullable=False),
        _of_enrolment("newcomer_voice"),
        sa.PrimaryKeyConstraint("clause", "enrolment", name="pk_newcomer_voice"),
    )
    op.create_table(
        "newcomer_tally",
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("clause", name="pk_newcomer_tally"),
    )


def _signatures() -> None:
    op.create_table(
        "signature",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.Double(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_signature"),
    )
    op.create_index("ix_signature_person", "signature", ["person"], unique=False)
    op.create_table(
        "signed_text",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_signed_text"),
    )
    op.create_table(
        "signed_clause",
        sa.Column("signature", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["signature"], ["signature.place"], name="fk_signed_clause_signature"),
        sa.ForeignKeyConstraint(["digest"], ["signed_text.digest"], name="fk_signed_clause_digest"),
        sa.PrimaryKeyConstraint("signature", "position", name="pk_signed_clause"),
    )


def _of_enrolment(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["enrolment"], ["enrolment.id"], name=f"fk_{table}_enrolment", ondelete="CASCADE"
    )
