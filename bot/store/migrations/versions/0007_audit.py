"""Who did what: a chain that only grows."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """The table; nothing is known of what was done before."""
    op.create_table(
        "audit",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("mac_key", sa.String(length=16), server_default="", nullable=False),
        sa.Column("mac", sa.String(length=64), server_default="", nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("done_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_audit"),
    )
    op.create_index("ix_audit_done_at", "audit", ["done_at"], unique=False)
