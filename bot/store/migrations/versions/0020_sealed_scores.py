"""What somebody answers while a survey is open is sealed, as all that people say is."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
_UNSEALED = "o:"  # as what was stored without a secret begins: it is sealed by the next change of the secret


def upgrade() -> None:
    """The one column; what was answered stays, unsealed: there is no key in here."""
    db = op.get_bind()
    before = sa.Table("pulse_answer", sa.MetaData(), autoload_with=db)
    answers = [dict(row._mapping) for row in db.execute(sa.select(before))]  # noqa: SLF001  # SQLAlchemy's own name
    op.drop_table("pulse_answer")
    table = op.create_table(
        "pulse_answer",
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("sealed_score", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round"], ["pulse_round.id"], name="fk_pulse_answer_round", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round", "person", "question", name="pk_pulse_answer"),
    )
    for answer in answers:
        score = answer.pop("score")
        db.execute(sa.insert(table).values(answer | {"sealed_score": f"{_UNSEALED}{score}"}))
