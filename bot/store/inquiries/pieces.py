"""Many rows changed in many short transactions: staff who ask meanwhile wait for one such piece at most."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Select

AT_ONCE = 500  # rows a transaction


def in_pieces(engine: Engine, found: Select[Any], do: Callable[[Connection, Sequence[Any]], object]) -> int:
    """Do something with all the rows found, some in each transaction; those that others are at wait for next time."""
    count = 0
    while True:
        with engine.begin() as db:
            keys = db.scalars(found.limit(AT_ONCE).with_for_update(skip_locked=True)).all()
            if not keys:
                return count
            do(db, keys)
        count += len(keys)
