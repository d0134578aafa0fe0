"""When the owner of a chapter was told that it is to be read again, and who has done so until when."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Double, Engine, Integer, Row, String, Table, insert, select, update

from bot.audit import Action, AuditRecord
from bot.desk import Item
from bot.inquiries import Outcome
from bot.store.audit import note
from bot.store.database.locks import lock_rows
from bot.store.database.opening import added
from bot.store.database.tenancy import tenant
from bot.store.deliveries.outbox import enqueue
from bot.store.deliveries.parcels import Parcel
from bot.store.desk.tables import desk_item
from bot.store.personal.sealing import Seal
from bot.store.tables import feedback, metadata, moment, outbox, question
from bot.tallies import Tally, Told, told

NOT_TOLD = 99  # days before: more than anybody is told

chapter_review = Table(
    "chapter_review",
    metadata,
    tenant(),
    Column("heading", String(500), primary_key=True),  # book/key
    Column("due", String(10), primary_key=True),
    Column("told", Integer, nullable=False),  # how many days before it was told of last
    Column("reviewed_at", Double, nullable=False),  # 0: not yet
    Column("reviewed_by", String(32), nullable=False),
    Column("next_due", String(10), nullable=False),
)


@dataclass(frozen=True)
class ChapterReview:
    """A chapter (`heading`: book/key) that is to be read again by a day: what its owner was `told` last.

    `next_due` is the day that whoever has read it named for the next time (None: nobody has yet).
    """

    heading: str
    due: date
    told: int
    reviewed_by: str = ""
    next_due: date | None = None


@dataclass(frozen=True)
class ChapterFigures:
    """How often staff asked what the clauses of a chapter are nearest to, were refused, and disliked the answer.

    What fewer than five people did is not told.
    """

    asked: Told
    refused: Told
    useless: Told


class ChapterReviews:
    """The reviews of all chapters on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def all(self) -> Sequence[ChapterReview]:
        """All, by chapter and day."""
        with self._engine.begin() as db:
            return [
                _read(row) for row in db.execute(select(chapter_review).order_by(*chapter_review.primary_key))
            ]

    def tell(self, now: float, heading: str, due: date, days: int, parcels: dict[str, Parcel]) -> bool:
        """Post so many days before; False where another process did, or the chapter was read."""
        key = {"heading": heading, "due": due.isoformat()}
        new = key | {"told": NOT_TOLD, "reviewed_at": 0.0, "reviewed_by": "", "next_due": ""}
        is_due = (*_of(key), chapter_review.c.told > days, chapter_review.c.reviewed_at == 0)
        with self._engine.begin() as db:
            added(db, chapter_review, new)
            if not db.execute(update(chapter_review).where(*is_due).values(told=days)).rowcount:
                return False
            for id_, parcel in parcels.items():
                enqueue(db, self._seal, id_, parcel, now)
        return True

    def review(  # noqa: PLR0913  # what became of it, by name
        self, now: float, heading: str, due: date, next_due: date, by: str, *, told: Mapping[str, Parcel]
    ) -> bool:
        """Somebody has read it; False where that is known.

        `told` are the messages that told of it, by their ids, as they read from now on; one that is gone stays gone.
        """
        key = {"heading": heading, "due": due.isoformat()}
        done = {"reviewed_at": now, "reviewed_by": by, "next_due": next_due.isoformat()}
        with self._engine.begin() as db:
            added(
                db,
                chapter_review,
                key | {"told": NOT_TOLD, "reviewed_at": 0.0, "reviewed_by": "", "next_due": ""},
            )
            is_open = (*_of(key), chapter_review.c.reviewed_at == 0)
            if not db.execute(update(chapter_review).where(*is_open).values(done)).rowcount:
                return False
            for id_ in lock_rows(db, outbox, outbox.c.id.in_(told)):
                enqueue(db, self._seal, id_, told[id_], now)
            note(db, self._seal, AuditRecord(moment(now), by, Action.REVIEWED, heading[:64]))
        return True

    def plan_change(self, now: float, item: Item) -> None:
        """An owner wants a clause changed of themselves: it stands among what they are to do until it is."""
        row = self._seal.columns(desk_item, item) | {"clauses": " ".join(item.clauses), "opened_at": now}
        with self._engine.begin() as db:
            db.execute(
                insert(desk_item).values(row | {"state": item.state, "shown_at": now, "closed_at": now})
            )
            note(db, self._seal, AuditRecord(moment(now), item.closed_by, Action.ITEM_CHANGING, item.id))

    def figures(self, since: float, clauses: Collection[str]) -> ChapterFigures:
        """Of the clauses of a chapter (by name), since a moment."""
        settled = (question.c.asked_at >= since, question.c.state == "settled")
        asked = select(question.c.outcome, question.c.clauses, question.c.person).where(
            *settled, question.c.is_withdrawn.is_(False)
        )
        disliked = select(question.c.clauses, feedback.c.person).join(feedback).where(*settled)
        with self._engine.begin() as db:
            questions = [row for row in db.execute(asked) if _is_about(row.clauses, clauses)]
            rows = db.execute(disliked.where(feedback.c.is_useful.is_(False)))
            useless = [row.person for row in rows if _is_about(row.clauses, clauses)]
        refused = [row.person for row in questions if row.outcome == Outcome.REFUSAL]
        people = {
            "asked": [row.person for row in questions],
            "refused": refused,
            "useless": useless,
        }
        return ChapterFigures(**told({name: Tally.of(whose) for name, whose in people.items()}))


def forget_reviewer(db: Connection, person: str) -> None:
    """Nobody knows any more that it was somebody who has read chapters."""
    theirs = chapter_review.c.reviewed_by == person
    lock_rows(db, chapter_review, theirs)
    db.execute(update(chapter_review).where(theirs).values(reviewed_by=""))


def forget_reviewers(engine: Engine, before: float) -> int:
    """Nobody knows any more who has read chapters before a moment; of how many."""
    long_ago = (chapter_review.c.reviewed_by != "", chapter_review.c.reviewed_at < before)
    with engine.begin() as db:
        return db.execute(update(chapter_review).where(*long_ago).values(reviewed_by="")).rowcount


def _of(key: dict[str, str]) -> tuple[Any, ...]:
    return chapter_review.c.heading == key["heading"], chapter_review.c.due == key["due"]


def _is_about(named: str, clauses: Collection[str]) -> bool:
    first, *_ = (*named.split(), "")
    return first in clauses


def _read(row: Row[Any]) -> ChapterReview:
    next_due = date.fromisoformat(row.next_due) if row.next_due else None
    return ChapterReview(row.heading, date.fromisoformat(row.due), row.told, row.reviewed_by, next_due)
