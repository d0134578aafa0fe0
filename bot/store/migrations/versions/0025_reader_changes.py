"""Who may be another by now, or where others read: what one process hears, all of them know."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """A table of what changed; older processes beside this one neither write it nor read it."""
    op.create_table(
        "reader_change",
        sa.Column("tenant", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_reader_change"),
    )
    op.create_index("ix_reader_change_changed_at", "reader_change", ["tenant", "changed_at"])
