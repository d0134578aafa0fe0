"""The schema: from every revision to today's with all that is in it, equal to the tables, and never a newer one."""

import sqlite3
import threading
import uuid
from collections import Counter
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from bot.store import DatabaseError, NewerSchemaError, Store, open_database
from bot.store.database import opening
from bot.store.database.tenancy import unbound
from bot.store.tables import metadata
from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    func,
    insert,
    make_url,
    select,
    text,
)

from tests.databases import Databases, opened
from tests.store.conftest import engine_of

MIGRATIONS = Path(opening.__file__).parents[1] / "migrations"
REVISIONS = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
OLDER = REVISIONS[:0:-1]


def value_of(column: Column[Any], earlier: dict[str, Any], number: int) -> object:
    """Something that fits into a column of a table's so-many-th row; the key of an earlier one, where it must be."""
    if column.name == "tenant":
        return str(number) if column.table.name == "tenant" else ""
    for key in column.foreign_keys:
        return earlier[key.target_fullname]
    kind = column.type.python_type
    if kind is date:
        return date.fromordinal(number)
    return uuid.uuid4().hex[: getattr(column.type, "length", None) or 32] if kind is str else kind(number)


def fill(connection: Connection, first: int = 1) -> dict[str, int]:
    """Three rows in every table that is there, with numbers from the first on; how many each has got."""
    there = MetaData()
    there.reflect(connection)
    tables = [table for table in there.sorted_tables if table.name != "alembic_version"]
    for number in range(first, first + 3):
        written: dict[str, Any] = {}
        for table in tables:
            row = {column.name: value_of(column, written, number) for column in table.columns}
            connection.execute(insert(table).values(row))
            written |= {f"{table.name}.{name}": value for name, value in row.items()}
    return {table.name: 3 for table in tables}


@pytest.mark.parametrize("revisions", [OLDER, OLDER[:1]], ids=["one after the other", "the first at once"])
def test_all_that_was_written_at_a_revision_is_there_today(bare_database: str, revisions: list[str]) -> None:
    filled: Counter[str] = Counter()
    before = engine_of(bare_database)
    for first, revision in zip(count(1, 3), revisions, strict=False):
        with before.begin() as connection:
            opening.upgrade(connection, revision)
            filled.update(fill(connection, first))
    before.dispose()
    engine = open_database(bare_database)
    with unbound(engine).begin() as connection:
        counts = {
            name: connection.scalar(select(func.count()).select_from(metadata.tables[name]))
            for name in filled
            if name in metadata.tables
        }
    engine.dispose()
    assert counts == filled


def test_the_migrations_make_the_tables(bare_database: str) -> None:
    engine = open_database(bare_database)
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_what_a_newer_version_wrote_is_not_touched(bare_database: str) -> None:
    engine = open_database(bare_database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(NewerSchemaError) as error:
        open_database(bare_database)
    assert error.value.why == "9999"


def test_a_database_is_opened_again_as_it_is(bare_database: str) -> None:
    for _ in range(2):
        engine = open_database(bare_database)
        with engine.begin() as connection:
            assert MigrationContext.configure(connection).get_current_revision() == REVISIONS[0]
        engine.dispose()


@pytest.mark.parametrize(
    ("url", "place"),
    [
        pytest.param("no url", "SHOUZE_DATABASE_URL", id="no URL"),
        pytest.param("nonsense://host/x", "nonsense://host/x", id="no such kind"),
        pytest.param(
            "postgresql://u:secret@127.0.0.1:9/x", "postgresql://u:***@127.0.0.1:9/x", id="nobody there"
        ),
        pytest.param("sqlite:////dev/null/x/y.db", "sqlite:////dev/null/x/y.db", id="no such folder"),
        pytest.param("postgresql://u:secret@h:secret/x", "SHOUZE_DATABASE_URL", id="no port"),
        pytest.param(
            "postgresql://u@127.0.0.1:9/x?password=secret&sslpassword=secret%20secret&connect_timeout=1",
            "postgresql://u@127.0.0.1:9/x?connect_timeout=1",
            id="a password in the query",
        ),
        pytest.param("postgresql://u@/x?passphrase=secret", "postgresql://u@/x", id="one of another name"),
    ],
)
def test_what_cannot_be_used_is_named_without_its_password(url: str, place: str) -> None:
    with pytest.raises(DatabaseError) as error:
        open_database(url)
    assert error.value.url == place
    assert error.value.why
    assert "secret" not in f"{error.value}{error.value.why}"


def test_where_the_driver_repeats_a_password_there_are_stars() -> None:
    with pytest.raises(DatabaseError) as error:
        open_database("postgresql://u@127.0.0.1:9/x?password=127.0.0.1")
    assert "127.0.0.1" not in error.value.why
    assert "***" in error.value.why


def test_a_password_in_the_query_reaches_the_driver_and_nobody_else(postgres: Databases) -> None:
    with postgres.new() as url:
        engine = open_database(f"{url}&password=canary&application_name=shouze")
        with engine.begin() as connection:
            driver: Any = connection.connection.driver_connection
            assert driver.info.password == "canary"
        assert "canary" not in f"{engine!r} {engine.url}"
        engine.dispose()


def test_in_a_file_what_is_deleted_is_written_over(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.begin() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("secure_delete", "journal_mode", "foreign_keys")
        }
    engine.dispose()
    assert pragmas == {"secure_delete": 1, "journal_mode": "wal", "foreign_keys": 1}


def test_a_connection_in_use_at_the_end_is_closed_when_it_comes_back(any_store: Store) -> None:
    driver = any_store.engine.dialect.loaded_dbapi
    with any_store.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        any_store.close()
        assert connection.execute(text("SELECT 1")).scalar() == 1
    assert raw is not None
    with pytest.raises(driver.Error, match="closed"):
        raw.cursor()


def test_a_connection_that_the_server_has_ended_is_not_used(postgres: Databases) -> None:
    with postgres.new() as url, opened(url) as store:
        assert not store.backlog().total
        here = f"datname = '{make_url(url).database}'"
        postgres.run(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {here}")  # noqa: S608  # our own words
        assert not store.backlog().total


def test_a_new_file_that_another_process_makes_at_the_same_moment_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    done = threading.Timer(0.2, other.execute, ["ROLLBACK"])
    done.start()
    open_database(f"sqlite:///{file}").dispose()
    done.join()
    other.close()
