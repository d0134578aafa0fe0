"""Generations of the knowledge, the log of what became of them, and which one a question was answered from."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Four tables; what counted before is in the folder."""
    op.create_table(
        "file_content",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("compressed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_file_content"),
    )
    op.create_table(
        "generation",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_generation"),
    )
    op.create_table(
        "generation_file",
        sa.Column("generation", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["content"], ["file_content.hash"], name="fk_generation_file_content"),
        sa.ForeignKeyConstraint(["generation"], ["generation.id"], name="fk_generation_file_generation"),
        sa.PrimaryKeyConstraint("generation", "path", name="pk_generation_file"),
    )
    op.create_table(
        "publication",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=12), nullable=False),
        sa.Column("done_at", sa.Double(), nullable=False),
        sa.Column("overruled", sa.Text(), server_default="", nullable=False),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["generation"], ["generation.id"], name="fk_publication_generation"),
        sa.PrimaryKeyConstraint("place", name="pk_publication"),
    )
    op.create_index("ix_publication_generation", "publication", ["generation"], unique=False)
    op.add_column(
        "question", sa.Column("generation", sa.String(length=64), server_default="", nullable=False)
    )
