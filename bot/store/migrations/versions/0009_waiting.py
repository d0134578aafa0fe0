"""What waits has indexes of its own: they stay small, however much was settled."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """In the place of those over all rows by their state."""
    for name, table, columns, waiting in (
        ("ix_question_waiting", "question", ["asked_at"], sa.text("state = 'asked'")),
        ("ix_outbox_due", "outbox", ["created_at"], sa.text("state = 'due'")),
        ("ix_outbox_given_up", "outbox", ["created_at"], sa.text("state = 'given_up'")),
    ):
        op.create_index(name, table, columns, sqlite_where=waiting, postgresql_where=waiting)
    op.drop_index("ix_question_state_lease_until", "question")
    op.drop_index("ix_outbox_state_not_before", "outbox")
