"""Suggestions without names, and what is said about them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"
_SUGGESTION = "suggestion"


def upgrade() -> None:
    """Two tables; in SQLite without the row numbers that would tell in which order rows were written."""
    op.create_table(
        _SUGGESTION,
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("book", sa.String(length=200), nullable=False),
        sa.Column("is_handled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "suggestion_remark",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("suggestion", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("is_owner", sa.Boolean(), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["suggestion"],
            [f"{_SUGGESTION}.id"],
            name="fk_suggestion_remark_suggestion",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion_remark"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_suggestion_remark_suggestion", "suggestion_remark", ["suggestion"], unique=False)
