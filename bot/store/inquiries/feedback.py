"""What people think of the answers: one word a person and question, the last that they said."""

from typing import Any

from sqlalchemy import Engine, Row, insert, select, update

from bot.inquiries import Complaint, Opinion
from bot.store.personal.sealing import Seal, all_opened
from bot.store.tables import feedback, question


class Feedback:
    """The opinions on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def give(self, now: float, opinion: Opinion) -> bool:
        """Keep an opinion, in the place of what the person said before; False where the question is gone."""
        values = {
            "is_useful": opinion.complaint is None,
            "reason": opinion.complaint or "",
            "sealed_comment": self._seal.seal(opinion.comment),
            "is_agreed": opinion.is_agreed,
            "given_at": now,
        }
        key = {"question": opinion.question, "person": opinion.person}
        # The lock makes two clicks of one person follow each other: the second then finds the row of the first.
        asked = select(question.c.person).where(question.c.id == opinion.question).with_for_update()
        with self._engine.begin() as db:
            if not db.scalar(asked):  # gone, or nobody's any more
                return False
            if not db.execute(update(feedback).filter_by(**key).values(values)).rowcount:
                db.execute(insert(feedback).values(**key, **values))
        return True

    def on(self, question_id: str) -> tuple[Opinion, ...]:
        """The opinions on the answer to a question, oldest first."""
        given = select(feedback).filter_by(question=question_id).order_by(feedback.c.given_at)
        with self._engine.begin() as db:
            rows = db.execute(given).all()
        return all_opened(self._opinion, rows)

    def _opinion(self, row: Row[Any]) -> Opinion:
        return self._seal.read(Opinion, row, complaint=None if row.is_useful else Complaint(row.reason))
