"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Claims, questions, the outbox, conversations, feedback, escalations."""
    op.create_table(
        "claim",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("taken_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_claim"),
    )
    op.create_index("ix_claim_taken_at", "claim", ["taken_at"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("thread", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("sealed_response_url", sa.Text(), nullable=False),
        sa.Column("sealed_messages", sa.Text(), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Double(), nullable=False),
        sa.Column("lease_until", sa.Double(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_created_at", "outbox", ["created_at"], unique=False)
    op.create_index("ix_outbox_state_not_before", "outbox", ["state", "not_before"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("thread", sa.String(length=32), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("surface", sa.String(length=16), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("sealed_response_url", sa.Text(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("asked_at", sa.Double(), nullable=False),
        sa.Column("recent", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.Double(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.Double(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("clauses", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("incident", sa.String(length=16), nullable=False),
        sa.Column("settled_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
    )
    op.create_index("ix_question_asked_at", "question", ["asked_at"], unique=False)
    op.create_index("ix_question_key", "question", ["key"], unique=False)
    op.create_index("ix_question_person_asked_at", "question", ["person", "asked_at"], unique=False)
    op.create_index("ix_question_state_lease_until", "question", ["state", "lease_until"], unique=False)
    op.create_table(
        "thread",
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("sealed_state", sa.Text(), nullable=False),
        sa.Column("is_stopped", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("touched_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_thread"),
    )
    op.create_index("ix_thread_touched_at", "thread", ["touched_at"], unique=False)
    op.create_table(
        "escalation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("sealed_note", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("sealed_reply", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("opened_at", sa.Double(), nullable=False),
        sa.Column("closed_at", sa.Double(), nullable=False),
        sa.Column("closed_by", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["question"], ["question.id"], name="fk_escalation_question", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_escalation"),
    )
    op.create_index("ix_escalation_opened_at", "escalation", ["opened_at"], unique=False)
    op.create_index("ix_escalation_person", "escalation", ["person"], unique=False)
    op.create_index("ix_escalation_question", "escalation", ["question"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("question", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("is_useful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("sealed_comment", sa.Text(), nullable=False),
        sa.Column("given_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question"], ["question.id"], name="fk_feedback_question", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question", "person", name="pk_feedback"),
    )
    op.create_index("ix_feedback_given_at", "feedback", ["given_at"], unique=False)
