"""Who people were when Slack last told, for when it does not; questions that were taken back lose their words."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Accounts as they were last seen."""
    question = sa.table("question", sa.column("is_withdrawn"), sa.column("sealed_text"))
    op.execute(sa.update(question).where(question.c.is_withdrawn).values(sealed_text=""))
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("is_outsider", sa.Boolean(), nullable=False),
        sa.Column("is_reading", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
    )
    op.create_index("ix_account_seen_at", "account", ["seen_at"], unique=False)
