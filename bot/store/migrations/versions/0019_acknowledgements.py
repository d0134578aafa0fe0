"""The days on which plans took force, who signs what a publication changed, and when chapters were read again."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Two columns and four tables; of what is published already nobody was asked anything."""
    op.add_column("publication", sa.Column("day", sa.String(length=10), server_default="", nullable=False))
    op.add_column("publication", sa.Column("sign_days", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "acknowledgement",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("book", sa.String(length=200), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.Double(), nullable=False),
        sa.Column("closed_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_acknowledgement"),
    )
    op.create_table(
        "acknowledged_clause",
        sa.Column("acknowledgement", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("old", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["acknowledgement"],
            ["acknowledgement.id"],
            name="fk_acknowledged_clause_acknowledgement",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("acknowledgement", "position", name="pk_acknowledged_clause"),
    )
    op.create_table(
        "signer",
        sa.Column("acknowledgement", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.Double(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.Double(), nullable=False),
        sa.Column("signed_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["acknowledgement"], ["acknowledgement.id"], name="fk_signer_acknowledgement", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("acknowledgement", "person", name="pk_signer"),
    )
    op.create_table(
        "chapter_review",
        sa.Column("heading", sa.String(length=500), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", sa.Double(), nullable=False),
        sa.Column("reviewed_by", sa.String(length=32), nullable=False),
        sa.Column("next_due", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("heading", "due", name="pk_chapter_review"),
    )
    op.create_index("ix_signer_person", "signer", ["person"], unique=False)
    op.create_index("ix_signer_asked_at", "signer", ["asked_at"], unique=False)
