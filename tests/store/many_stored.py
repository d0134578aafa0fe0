"""A store in which very much was settled and posted, and some waits."""

from bot.store import Store
from bot.store.tables import metadata
from sqlalchemy import text

NOW = 1_000_000.0


def fill(store: Store, settled: int, waiting: int) -> None:
    """So many questions with their answers were settled, one a second until now; the last of them wait.

    The planner has seen them all.
    """
    with store.engine.begin() as db:
        for table, state in (("question", "asked"), ("outbox", "due")):
            names = [column.name for column in metadata.tables[table].columns]
            values = {name: _value(table, name, state, settled, waiting) for name in names}
            db.execute(
                text(
                    f"INSERT INTO {table} ({', '.join(values)}) "  # noqa: S608  # our own words
                    f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {settled}) "
                    f"SELECT {', '.join(values.values())} FROM n"
                )
            )
        db.execute(text("ANALYZE"))


def _value(table: str, column: str, state: str, settled: int, waiting: int) -> str:
    """An SQL expression over the row's number `i`."""
    kind = metadata.tables[table].c[column].type.python_type
    done = {"question": "settled", "outbox": "sent"}[table]
    moment = f"{NOW} - {settled} + i"
    values = {
        "state": f"CASE WHEN i > {settled - waiting} THEN '{state}' ELSE '{done}' END",
        "id": "'id' || i",
        "key": "'key' || i",
        "person": "'U' || (i % 500)",
        "channel": "'C' || (i % 80)",
        "asked_at": moment,
        "created_at": moment,
        "due_since": moment,
        "not_before": moment,
        "paced_until": moment,
        "sealed_messages": "'[]'",
        "surface": "'mention'",
        "purpose": "'answer'",
        "outcome": f"CASE WHEN i > {settled - waiting} THEN '' ELSE 'answer' END",
        "clauses": "'code/' || (i % 18) || '.1'",
        "sent": "'[]'",
    }
    return values.get(column) or {str: "''", bool: "false"}.get(kind, "0")
