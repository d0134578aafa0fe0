"""A second tenant in the same database: each row of the first stands there once more, by the same ids."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.store import Store
from bot.store.tables import metadata
from sqlalchemy import Connection, Table, event

TWIN = "TWIN"
_NUMBERED = "enrolment_step"  # its key is a number that the database gives
_FAR = 1_000_000
Rows = Mapping[str, Sequence[tuple[Any, ...]]]


class Twin:
    """Whatever a transaction of the store changes is done to the twin when it ends; none may have touched the twin.

    So each test of the store also says that what it asks for is answered as if there were nobody else.
    """

    def __init__(self, store: Store) -> None:
        self._known: Rows = {name: [] for name in metadata.tables}
        self._is_changed = self._is_by_hand = False
        event.listen(store.engine, "after_cursor_execute", self._executed)
        event.listen(store.engine, "commit", self._committed)

    def _executed(self, _1: object, _2: object, _3: str, _4: object, context: Any, _5: object) -> None:  # noqa: ANN401  # SQLAlchemy's
        self._is_by_hand |= (
            context.compiled is None or context.is_text
        )  # a test's own, which knows of no tenants
        self._is_changed |= context.isinsert or context.isupdate or context.isdelete

    def _committed(self, db: Connection) -> None:
        if self._is_changed or self._is_by_hand:
            assert self._is_by_hand or _rows(db) == self._known, "another tenant's rows were touched"
            for table in reversed(metadata.sorted_tables):
                db.exec_driver_sql(f"DELETE FROM {table.name} WHERE tenant = '{TWIN}'")  # noqa: S608  # our own words
            for table in metadata.sorted_tables:
                db.exec_driver_sql(_copied(table))
            self._known = _rows(db)
        self._is_changed = self._is_by_hand = False


def _copied(table: Table) -> str:
    names = [f'"{column.name}"' for column in table.columns if column.name != "tenant"]
    values = [f"{name} + {_FAR}" if table.name == _NUMBERED and name == '"id"' else name for name in names]
    into = f'INSERT INTO "{table.name}" (tenant, {", ".join(names)})'
    return f"{into} SELECT '{TWIN}', {', '.join(values)} FROM \"{table.name}\" WHERE tenant = ''"  # noqa: S608  # our own words


def _rows(db: Connection) -> Rows:
    return {
        name: [tuple(row) for row in db.exec_driver_sql(f"SELECT * FROM \"{name}\" WHERE tenant = '{TWIN}'")]  # noqa: S608  # our own words
        for name in metadata.tables
    }
