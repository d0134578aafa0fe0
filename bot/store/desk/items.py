"""The items of the owner's desk, from the first question on until their owner has dealt with them.

Each step is one transaction with all that follows from it: what is posted, what is learned, and who did it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, select, update

from bot.audit import BOT, Action, AuditRecord
from bot.desk import Gap, Item, ItemState, Learning, Voice
from bot.inquiries import EscalationState
from bot.store.audit import note
from bot.store.database.locks import lock_rows
from bot.store.database.opening import insert_new
from bot.store.deliveries.outbox import enqueue
from bot.store.deliveries.parcels import Parcel
from bot.store.desk.learned import add_pairs
from bot.store.desk.tables import desk_item, desk_voice
from bot.store.desk.voices import gaps, is_settled_too_little, told_by_letter, voices_of
from bot.store.personal.sealing import Seal, all_opened
from bot.store.tables import escalation, moment, outbox, question


class Closed(Enum):
    """What became of somebody's decision."""

    DONE = "done"
    TAKEN = "taken"  # somebody else was first
    OTHERS_LEARNED = "others-learned"  # meanwhile: what was to be learned is to be tried again
    OTHERS_ASKED = "others-asked"  # meanwhile, or were told: who hears of it is to be told anew


@dataclass(frozen=True)
class Closing:
    """A decision on an item as it was read: its new state, by whom, what is learned, and who is told.

    `tellings` are parcels by the id of the question that they are about, `letters` what the owner's letters on
    questions passed on read from now on, by their ids; `told` what the messages that told of it do, where other items
    stand `beside` it as they were read.
    """

    item: Item
    state: ItemState
    by: str
    clause: str = ""
    text_mark: str = ""
    reply: str = ""
    learning: Learning = field(default_factory=Learning)
    tellings: Mapping[str, Parcel] = field(default_factory=dict)
    letters: Mapping[str, Parcel] = field(default_factory=dict)
    told: Mapping[str, Parcel] = field(default_factory=dict)
    beside: Sequence[Item] = ()


class _OutdatedError(Exception):
    """Undoes the transaction; `closed` says why."""

    def __init__(self, closed: Closed) -> None:
        super().__init__(closed)
        self.closed = closed


class Items:
    """The items of all processes on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def gaps(self, since: float) -> Sequence[Gap]:
        """Questions asked since a moment that were not answered well and stand in no item yet, oldest first."""
        with self._engine.begin() as db:
            return gaps(db, self._seal, since)

    def sort_in(self, now: float, new: Sequence[Item], places: Mapping[str, str]) -> None:
        """Keep new items, and put questions into items (`places`: by id); what another process did first stays.

        A question whose item was dealt with meanwhile stays outside, and is sorted in at the next look.
        """
        with self._engine.begin() as db:
            there = set(lock_rows(db, question, question.c.id.in_(places)))
            spoken = select(desk_voice.c.question).where(desk_voice.c.question.in_(there))
            there -= set(db.scalars(spoken.where(~is_settled_too_little())))
            wanted = {places[key] for key in there}
            if rows := [self._new(item, now) for item in new if item.id in wanted]:
                insert_new(db, desk_item, rows)
            waits = (desk_item.c.id.in_(wanted), desk_item.c.state == ItemState.OPEN)
            is_open = set(lock_rows(db, desk_item, *waits))
            kept = [key for key in sorted(there) if places[key] in is_open]
            db.execute(delete(desk_voice).where(desk_voice.c.question.in_(kept)))
            told = told_by_letter(db, kept)
            voices = [{"question": key, "item": places[key], "told_at": told.get(key, 0.0)} for key in kept]
            if voices:
                insert_new(db, desk_voice, voices)

    def items(self, *states: ItemState) -> Sequence[Item]:
        """All items in one of these states, newest first."""
        return self._items(desk_item.c.state.in_(states))

    def told_by(self, digest: str) -> Sequence[Item]:
        """The items of which owners were told together, newest first, whatever became of them."""
        return self._items(desk_item.c.digest == digest)

    def find(self, id_: str) -> Item | None:
        """An item by its id."""
        return next(iter(self._items(desk_item.c.id == id_)), None)

    def item_of(self, question_id: str) -> str:
        """The id of the item that a question stands in; "" for none."""
        with self._engine.begin() as db:
            return db.scalar(select(desk_voice.c.item).where(desk_voice.c.question == question_id)) or ""

    def show(self, now: float, ids: Sequence[str]) -> None:
        """From now on the owner's time runs."""
        new = (desk_item.c.id.in_(ids), desk_item.c.shown_at == 0)
        with self._engine.begin() as db:
            fresh = lock_rows(db, desk_item, *new)
            db.execute(update(desk_item).where(desk_item.c.id.in_(fresh)).values(shown_at=now))

    def tell(
        self, now: float, mark: str, items: Sequence[Item], parcels: Mapping[str, Parcel], digest: str = ""
    ) -> bool:
        """Post messages about items once; `mark` is the column that says so: digest, reminded_at or referred_at.

        By `digest` the messages of the day are found again: the id of the only one, or what all of them are about.
        False where another process posted about one of them before, or somebody's words went since they were read.
        """
        ids = [item.id for item in items]
        column = desk_item.c[mark]
        is_new = column == ("" if mark == "digest" else 0)
        value = digest if mark == "digest" else now
        which = (desk_item.c.id.in_(ids), desk_item.c.state == ItemState.OPEN, is_new)
        with self._engine.begin() as db:
            if not self._are_as_read(db, items):
                return False
            lock_rows(db, outbox, outbox.c.id.in_(parcels))
            if set(lock_rows(db, desk_item, *which)) != set(ids):
                return False
            db.execute(update(desk_item).where(desk_item.c.id.in_(ids)).values({column: value}))
            for id_, parcel in sorted(parcels.items()):
                enqueue(db, self._seal, id_, parcel, now)
        return True

    def redraw(self, now: float, items: Sequence[Item], parcel: Parcel, parcel_id: str) -> bool:
        """Change a message that told of items; False where it is gone, or one of them changed since they were read."""
        with self._engine.begin() as db:
            if not self._are_as_read(db, items):
                return False
            if not (lock_rows(db, outbox, outbox.c.id == parcel_id) and _stand_as_read(db, items)):
                return False
            enqueue(db, self._seal, parcel_id, parcel, now)
        return True

    def route(  # noqa: PLR0913  # what became of it, by name
        self,
        now: float,
        item: Item,
        owner: str,
        contact: str,
        by: str,
        *,
        told: Mapping[str, Parcel],
        beside: Sequence[Item] = (),
    ) -> bool:
        """Have somebody else look after it, who is reminded anew; False where it is dealt with, or with others by now.

        `told` are the messages that told of it, by their ids, as they read from now on, where other items stand
        `beside` it: False, too, where one of these changed since it was read.
        """
        same = (
            desk_item.c.id == item.id,
            desk_item.c.state == ItemState.OPEN,
            desk_item.c.owner == item.owner,
            desk_item.c.contact == item.contact,
        )
        with self._engine.begin() as db:
            there = lock_rows(db, outbox, outbox.c.id.in_(told))
            if not _stand_as_read(db, beside):
                return False
            values = {"owner": owner, "contact": contact, "digest": "", "reminded_at": 0.0}
            if not db.execute(update(desk_item).where(*same).values(values)).rowcount:
                return False
            for id_ in sorted(there):
                enqueue(db, self._seal, id_, told[id_], now)
            note(db, self._seal, AuditRecord(moment(now), by, Action.ITEM_ROUTED, item.id))
        return True

    def close(self, now: float, closing: Closing) -> Closed:
        """Write down a decision with all that follows from it; only the first one counts."""
        try:
            with self._engine.begin() as db:
                return self._close(db, now, closing)
        except _OutdatedError as error:
            return error.closed

    def _close(self, db: Connection, now: float, closing: Closing) -> Closed:
        voices = closing.item.voices
        asked = _asked([closing.item])
        drawn = [closing.item, *closing.beside]
        lock_rows(db, question, question.c.id.in_(_asked(drawn)))
        parcels = closing.letters.keys() | closing.tellings.keys() | closing.told.keys()
        posted = set(lock_rows(db, outbox, outbox.c.id.in_(parcels)))
        values = {
            "state": closing.state,
            "clause": closing.clause or closing.item.clause,
            "text_mark": closing.text_mark or closing.item.text_mark,
            "sealed_reply": self._seal.seal(closing.reply),
            "closed_at": now,
            "closed_by": "" if closing.by == BOT else closing.by,
        }
        waits = ItemState.CHANGING if closing.state is ItemState.CHANGED else ItemState.OPEN
        first = (desk_item.c.id == closing.item.id, desk_item.c.state == waits)
        if not db.execute(update(desk_item).where(*first).values(values)).rowcount:
            return Closed.TAKEN
        if not (self._are_as_read(db, drawn) and _stand_as_read(db, closing.beside)):
            raise _OutdatedError(Closed.OTHERS_ASKED)
        self._end_letters(db, now, closing, voices)
        told = update(desk_voice).where(desk_voice.c.question.in_(asked), desk_voice.c.told_at == 0)
        db.execute(told.values(told_at=now))
        there = set(
            db.scalars(select(question.c.id).where(question.c.id.in_(asked), question.c.person != ""))
        )
        for key in sorted(posted & closing.told.keys()):
            enqueue(db, self._seal, key, closing.told[key], now)
        for key, parcel in sorted(closing.tellings.items()):
            if parcel.subject in there:
                enqueue(db, self._seal, key, parcel, now)
        if not add_pairs(db, self._seal, now, closing.learning, closing.by):
            raise _OutdatedError(Closed.OTHERS_LEARNED)
        note(db, self._seal, AuditRecord(moment(now), closing.by, closing.state.action, closing.item.id))
        return Closed.DONE

    def _are_as_read(self, db: Connection, items: Sequence[Item]) -> bool:
        """Whether all who speak in them still do; whoever is erased meanwhile waits for this transaction."""
        lock_rows(db, question, question.c.id.in_(_asked(items)))
        voices = voices_of(db, self._seal, [item.id for item in items])
        return all(voices.get(item.id, ()) == item.voices for item in items)

    def _end_letters(self, db: Connection, now: float, closing: Closing, voices: Sequence[Voice]) -> None:
        """The questions of an item that were passed on are dealt with, too."""
        ids = [voice.escalation for voice in voices if voice.escalation]
        still_open = (escalation.c.id.in_(ids), escalation.c.state == EscalationState.OPEN)
        ended = {
            "state": EscalationState.CLOSED,
            "sealed_reply": self._seal.seal(closing.reply),
            "closed_at": now,
            "closed_by": closing.by,
        }
        letters = lock_rows(db, escalation, *still_open)
        db.execute(update(escalation).where(escalation.c.id.in_(letters)).values(ended))
        for letter, parcel in sorted(closing.letters.items()):
            enqueue(db, self._seal, letter, parcel, now)

    def _new(self, item: Item, now: float) -> dict[str, Any]:
        kept = self._seal.columns(desk_item, item)
        return kept | {"clauses": " ".join(item.clauses), "state": item.state, "opened_at": now}

    def _items(self, which: ColumnElement[bool]) -> Sequence[Item]:
        found = select(desk_item).where(which).order_by(desk_item.c.opened_at.desc(), desk_item.c.id)
        with self._engine.begin() as db:
            rows = db.execute(found).all()
            voices = voices_of(db, self._seal, [row.id for row in rows])
        return all_opened(lambda row: self._item(row, voices.get(row.id, ())), rows)

    def _item(self, row: Row[Any], voices: tuple[Voice, ...]) -> Item:
        return self._seal.read(Item, row, clauses=tuple(row.clauses.split()), voices=voices)


def _stand_as_read(db: Connection, items: Sequence[Item]) -> bool:
    """Whether each is where it was. Whoever draws them first locks the message, so that nobody draws meanwhile."""
    places = select(desk_item.c.id, desk_item.c.state, desk_item.c.owner, desk_item.c.contact)
    found = db.execute(places.where(desk_item.c.id.in_([item.id for item in items])))
    return {tuple(row) for row in found} == {(one.id, one.state, one.owner, one.contact) for one in items}


def _asked(items: Sequence[Item]) -> set[str]:
    """The questions that stand in them."""
    return {voice.question for item in items for voice in item.voices}
