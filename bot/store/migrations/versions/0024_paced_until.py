"""What counts to the pace of a conversation says so by itself: a change of what was posted takes nothing of it away."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """What is posted meanwhile counts for seconds: of what was posted before nothing counts any more.

    The index begins empty; to build it, the outbox is read once (0023 says why within the transaction).
    """
    op.add_column("outbox", sa.Column("paced_until", sa.Double(), server_default="0", nullable=False))
    op.drop_index("ix_outbox_pace", "outbox")
    counts = sa.text("paced_until > 0")
    op.create_index(
        "ix_outbox_paced", "outbox", ["tenant", "paced_until"], sqlite_where=counts, postgresql_where=counts
    )
