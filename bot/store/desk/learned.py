"""Questions that owners settled while the bot runs; all processes count them to see whether there are others."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, func, insert, select, update

from bot.audit import Action, AuditRecord
from bot.desk import LearnedPair, Learning
from bot.store.audit import note
from bot.store.database.locks import alone, lock_rows
from bot.store.desk.tables import learned_pair
from bot.store.personal.sealing import Seal, all_opened
from bot.store.tables import moment

_LEARNING = (
    0x4C45_4152  # the key of PostgreSQL's lock: what is learned was tried beside all that was learned before
)


class LearnedPairs:
    """The pairs of all processes on one database; their days are those in `zone`."""

    def __init__(self, engine: Engine, seal: Seal, zone: tzinfo) -> None:
        self._engine = engine
        self._seal = seal
        self._zone = zone

    def version(self) -> int:
        """Grows with every pair that is learned or dropped."""
        with self._engine.begin() as db:
            return pairs_version(db)

    def all(self) -> Sequence[LearnedPair]:
        """The pairs that were not dropped, oldest first."""
        kept = select(learned_pair).where(learned_pair.c.dropped_at == 0)
        with self._engine.begin() as db:
            rows = db.execute(kept.order_by(learned_pair.c.settled_at, learned_pair.c.id)).all()
        return all_opened(self._read, rows)

    def learn(self, now: float, learning: Learning, by: str) -> bool:
        """Keep pairs that were tried; False where others were learned meanwhile."""
        with self._engine.begin() as db:
            return add_pairs(db, self._seal, now, learning, by)

    def drop(self, now: float, ids: Iterable[str], by: str) -> int:
        """Have pairs count no more, and their words go; how many there were."""
        with self._engine.begin() as db:
            dropped = [each for each in sorted(ids) if _dropped(db, each, now)]
            for each in dropped:
                note(db, self._seal, AuditRecord(moment(now), by, Action.UNLEARNED, each))
        return len(dropped)

    def _read(self, row: Row[Any]) -> LearnedPair:
        settled_on = moment(row.settled_at).astimezone(self._zone).date()
        return self._seal.read(LearnedPair, row, settled_on=settled_on)


def pairs_version(db: Connection) -> int:
    """As `LearnedPairs.version`, within a transaction."""
    return db.scalar(select(pairs_count())) or 0


def pairs_count() -> ColumnElement[int]:
    """The version of pairs, to be selected: how many were ever learned, and dropped."""
    return func.count(learned_pair.c.id) + func.count(func.nullif(learned_pair.c.dropped_at, 0))


def add_pairs(db: Connection, seal: Seal, now: float, learning: Learning, by: str) -> bool:
    """As `LearnedPairs.learn`, within a transaction that does more."""
    if not learning.pairs:
        return True
    alone(db, _LEARNING)
    if pairs_version(db) != learning.version:
        return False
    for pair in learning.pairs:
        id_ = uuid.uuid4().hex
        row = {**seal.columns(learned_pair, pair), "id": id_, "settled_at": now}
        db.execute(insert(learned_pair).values(row))
        note(db, seal, AuditRecord(moment(now), by, Action.LEARNED, id_))
    return True


def forget_pairs(db: Connection, now: float, sources: Sequence[str]) -> int:
    """Have the pairs count no more whose words are those of these questions; how many there were."""
    ids = lock_rows(db, learned_pair, learned_pair.c.source.in_(sources)) if sources else ()
    return sum(_dropped(db, each, now) for each in ids)


def _dropped(db: Connection, id_: str, now: float) -> bool:
    which = (learned_pair.c.id == id_, learned_pair.c.dropped_at == 0)
    gone = {"dropped_at": now, "sealed_question": "", "source": ""}
    return bool(db.execute(update(learned_pair).where(*which).values(gone)).rowcount)
