"""What happened in a stretch of time, read for a report: rows without words, and persons only to be told apart."""

from sqlalchemy import Column, Engine, and_, select
from sqlalchemy.sql.elements import ColumnElement

from bot.inquiries import Complaint, Outcome
from bot.report import CountedQuestion, Handled, History
from bot.store.desk.tables import desk_item, learned_pair
from bot.store.tables import escalation, feedback, question


class Histories:
    """The history of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def between(self, since: float, until: float) -> History:
        """What was asked, said, passed on, shown to owners and learned from a moment on, before another."""

        def within(moment: Column[float]) -> ColumnElement[bool]:
            return and_(moment >= since, moment < until)

        asked = select(question.c.outcome, question.c.clauses, question.c.person).where(
            within(question.c.asked_at), question.c.state == "settled", question.c.is_withdrawn.is_(False)
        )
        said = select(feedback.c.is_useful, feedback.c.reason).where(within(feedback.c.given_at))
        letters = select(escalation.c.opened_at, escalation.c.closed_at)
        items = select(desk_item.c.shown_at, desk_item.c.closed_at)
        learned = select(learned_pair.c.id).where(within(learned_pair.c.settled_at))
        with self._engine.begin() as db:
            return History(
                tuple(
                    CountedQuestion(Outcome(row[0]), tuple(row[1].split()), row[2])
                    for row in db.execute(asked)
                ),
                tuple(None if row[0] else Complaint(row[1]) for row in db.execute(said)),
                tuple(Handled(*row) for row in db.execute(letters.where(within(escalation.c.opened_at)))),
                tuple(Handled(*row) for row in db.execute(items.where(within(desk_item.c.shown_at)))),
                len(db.execute(learned).all()),
            )
