"""A signature says which path it counts for, and a key vouches for it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """The columns; what was signed before stays in the form in which it was hashed, and says neither."""
    for name, length in (("mac_key", 16), ("mac", 64), ("enrolment", 32)):
        op.add_column("signature", sa.Column(name, sa.String(length), server_default="", nullable=False))
