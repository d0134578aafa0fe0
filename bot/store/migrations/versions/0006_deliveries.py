"""Since when a parcel is due, whether Slack may show it though nobody heard so, and why the last try failed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """What was tried before may have arrived."""
    op.add_column("outbox", sa.Column("due_since", sa.Double(), nullable=False, server_default="0"))
    op.add_column(
        "outbox", sa.Column("is_uncertain", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("outbox", sa.Column("why", sa.String(length=64), nullable=False, server_default=""))
    outbox = sa.table("outbox", *map(sa.column, ("due_since", "is_uncertain", "not_before", "attempts")))
    op.execute(sa.update(outbox).values(due_since=outbox.c.not_before, is_uncertain=outbox.c.attempts > 0))
