"""What happened in a stretch of time, read for a report: rows without words, and persons only to be told apart."""

from typing import Any

from sqlalchemy import Column, Engine, Select, and_, exists, func, select
from sqlalchemy.sql.elements import ColumnElement

from bot.inquiries import Complaint, Outcome
from bot.report import Counted, CountedOpinion, CountedQuestion, Handled, History
from bot.store.desk.tables import desk_item, desk_voice, learned_pair
from bot.store.tables import escalation, feedback, question


class Histories:
    """The history of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def between(self, since: float, until: float) -> History:
        """What was asked, said, passed on, shown to owners and learned from a moment on, before another."""

        def within(moment: Column[float]) -> ColumnElement[bool]:
            return and_(moment >= since, moment < until)

        asked = select(question.c.clauses, question.c.outcome, question.c.person).where(
            within(question.c.asked_at), question.c.state == "settled", question.c.is_withdrawn.is_(False)
        )
        said = _on_question(feedback.c.is_useful, feedback.c.reason, feedback.c.person)
        letters = _on_question(escalation.c.opened_at, escalation.c.closed_at, escalation.c.person)
        items = select(desk_item.c.clauses, desk_item.c.shown_at, desk_item.c.closed_at).where(
            ~and_(_has_voice(is_letter=True), ~_has_voice(is_letter=False))  # which are counted as letters
        )
        learned = select(learned_pair.c.clause).where(within(learned_pair.c.settled_at))
        with self._engine.begin() as db:
            return History(
                tuple(
                    CountedQuestion(Outcome(outcome), clauses=tuple(clauses.split()), person=person)
                    for clauses, outcome, person in db.execute(asked)
                ),
                tuple(
                    CountedOpinion(
                        None if is_useful else Complaint(reason),
                        clauses=tuple(clauses.split()),
                        person=person,
                    )
                    for clauses, is_useful, reason, person in db.execute(
                        said.where(within(feedback.c.given_at))
                    )
                ),
                tuple(
                    Handled(since, until, clauses=tuple(clauses.split()), person=person)
                    for clauses, since, until, person in db.execute(
                        letters.where(within(escalation.c.opened_at))
                    )
                ),
                tuple(
                    Handled(since, until, clauses=tuple(clauses.split()))
                    for clauses, since, until in db.execute(items.where(within(desk_item.c.shown_at)))
                ),
                tuple(Counted(clauses=(name,)) for name in db.scalars(learned)),
            )

    def answered_with(self, since: float) -> frozenset[str]:
        """The names of all clauses that answered something from a moment on."""
        asked = select(question.c.clauses).distinct()
        recent = asked.where(question.c.asked_at >= since, question.c.outcome == Outcome.ANSWER)
        with self._engine.begin() as db:
            return frozenset(name for clauses in db.scalars(recent) for name in clauses.split())

    def shown_to(self, person: str, since: float) -> frozenset[str]:
        """The names of the clauses that answered somebody's questions from a moment on, or were offered first."""
        asked = select(question.c.clauses, question.c.outcome).where(
            question.c.person == person,
            question.c.asked_at >= since,
            question.c.outcome.in_([Outcome.ANSWER, Outcome.CHOICE]),
        )
        with self._engine.begin() as db:
            found = [(row.clauses.split(), row.outcome) for row in db.execute(asked)]
        return frozenset(
            name for names, outcome in found for name in names[: None if outcome == Outcome.ANSWER else 1]
        )

    def begins_at(self) -> float:
        """When the first question was asked that is still counted; 0.0 where there is none."""
        with self._engine.begin() as db:
            return db.scalar(select(func.min(question.c.asked_at))) or 0.0


def _has_voice(*, is_letter: bool) -> ColumnElement[bool]:
    """Whether a question stands in an item that was passed on to its owner (or: one that was not)."""
    letter = exists().where(escalation.c.question == desk_voice.c.question).correlate(desk_voice)
    voices = select(desk_voice.c.question).where(desk_voice.c.item == desk_item.c.id)
    return voices.where(letter if is_letter else ~letter).correlate(desk_item).exists()


def _on_question(*columns: Column[Any]) -> Select[Any]:
    """These columns of what was said about a question, after its clauses."""
    return select(question.c.clauses, *columns).select_from(columns[0].table.join(question))
