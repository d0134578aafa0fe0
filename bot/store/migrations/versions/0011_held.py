"""What is being posted is found without looking at all that waits."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Held parcels keep their lanes from others."""
    held = sa.text("state = 'due' AND lease_until > 0")
    op.create_index("ix_outbox_held", "outbox", ["lease_until"], sqlite_where=held, postgresql_where=held)
