"""The owner's desk, the questions that were settled there, and who agreed that an owner reads their words."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Three tables and a column; the items are made of the questions that are there."""
    op.create_table(
        "desk_item",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("clauses", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("opened_at", sa.Double(), nullable=False),
        sa.Column("shown_at", sa.Double(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("reminded_at", sa.Double(), nullable=False),
        sa.Column("referred_at", sa.Double(), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("text_mark", sa.String(length=12), nullable=False),
        sa.Column("sealed_reply", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Double(), nullable=False),
        sa.Column("closed_by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk_item"),
    )
    op.create_index("ix_desk_item_state", "desk_item", ["state"], unique=False)
    op.create_table(
        "desk_voice",
        sa.Column("question", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=32), nullable=False),
        sa.Column("told_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question"], ["question.id"], name="fk_desk_voice_question", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["item"], ["desk_item.id"], name="fk_desk_voice_item", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("question", name="pk_desk_voice"),
    )
    op.create_index("ix_desk_voice_item", "desk_voice", ["item"], unique=False)
    op.create_table(
        "learned_pair",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sealed_question", sa.Text(), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("text_mark", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("settled_at", sa.Double(), nullable=False),
        sa.Column("dropped_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learned_pair"),
    )
    op.create_index("ix_learned_pair_source", "learned_pair", ["source"], unique=False)
    op.add_column("feedback", sa.Column("is_agreed", sa.Boolean(), server_default=sa.false(), nullable=False))
