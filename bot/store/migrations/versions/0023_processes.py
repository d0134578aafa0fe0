"""Processes know of each other: what Slack allows an app, they share."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """A table of processes, and an index of what was lately posted.

    It is built within the transaction that brings the schema up to date, which CONCURRENTLY does not allow: the outbox
    holds two weeks of parcels, and while 300,000 were indexed, others waited a second to write.
    """
    op.create_table(
        "process",
        sa.Column("tenant", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sockets", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_process"),
    )
    sent = sa.text("state = 'sent'")
    op.create_index(
        "ix_outbox_pace", "outbox", ["tenant", "not_before"], sqlite_where=sent, postgresql_where=sent
    )
