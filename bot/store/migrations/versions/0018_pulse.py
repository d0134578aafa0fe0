"""Rounds of what staff are asked now and then: who was asked, what they answer while one is open, counts afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"


def upgrade() -> None:
    """Four tables; there was no round yet."""
    op.create_table(
        "pulse_round",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pulse_round"),
    )
    for name, columns, keys in (
        ("pulse_invitation", [sa.Column("person", sa.String(length=32), nullable=False)], ["person"]),
        (
            "pulse_answer",
            [
                sa.Column("person", sa.String(length=32), nullable=False),
                sa.Column("question", sa.String(length=200), nullable=False),
                sa.Column("score", sa.Integer(), nullable=False),
            ],
            ["person", "question"],
        ),
        (
            "pulse_count",
            [
                sa.Column("question", sa.String(length=200), nullable=False),
                sa.Column("score", sa.Integer(), nullable=False),
                sa.Column("people", sa.Integer(), nullable=False),
            ],
            ["question", "score"],
        ),
    ):
        op.create_table(
            name,
            sa.Column("round", sa.String(length=16), nullable=False),
            *columns,
            sa.ForeignKeyConstraint(
                ["round"], ["pulse_round.id"], name=f"fk_{name}_round", ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("round", *keys, name=f"pk_{name}"),
        )
