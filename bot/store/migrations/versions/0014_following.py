"""What staff follow, and up to which publication they were told of it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """One table; nobody follows anything yet."""
    op.create_table(
        "follow",
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person", "name", name="pk_follow"),
    )
    op.create_index("ix_follow_told", "follow", ["told"], unique=False)
