"""Which paths are finished, and what was said lately, can be asked without reading everything."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """When all stages of an enrolment had come to their end, and an index on when something was said."""
    op.add_column("enrolment", sa.Column("finished_at", sa.Double(), nullable=False, server_default="0"))
    op.create_index("ix_enrolment_word_sent_at", "enrolment_word", ["sent_at"], unique=False)
