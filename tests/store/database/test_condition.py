"""What is wrong with a database is found by writing to it, and named in one word."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bot.store import AsyncStore, Condition, Store, StoreError
from sqlalchemy import text

from tests.databases import on_postgresql, opened
from tests.slack.outages import FULL, READ_ONLY, STOPPED, Outage
from tests.store.stored_questions import NOW, ask


def file_of(store: Store) -> Path:
    return Path(str(store.engine.url.database))


def test_a_database_that_can_be_written_is_well(any_store: Store) -> None:
    assert any_store.condition(NOW) is Condition.GOOD
    assert any_store.condition(NOW + 1) is Condition.GOOD


def test_one_that_can_only_be_read_is_told(store: Store) -> None:
    with store.engine.connect() as db:
        db.exec_driver_sql("PRAGMA query_only = ON")
    assert store.condition(NOW) is Condition.READ_ONLY


@pytest.mark.alone
async def test_one_that_is_full_is_told(store: Store) -> None:
    with store.engine.connect() as db:
        db.exec_driver_sql("PRAGMA max_page_count = 1")
    waiting = AsyncStore(store, lambda: NOW)
    with pytest.raises(StoreError) as error:
        await waiting.run(lambda store: [ask(store) for _ in range(999)])
    assert error.value.condition is Condition.FULL


@on_postgresql
async def test_a_value_that_is_refused_says_nothing_of_the_database(database: str) -> None:
    with opened(database) as store, pytest.raises(StoreError) as error:
        await AsyncStore(store, lambda: NOW).run(lambda store: store.accounts.find("U\0"))
    assert error.value.condition is Condition.FAILING


@pytest.mark.parametrize("is_replaced", [False, True], ids=["deleted", "replaced"])
def test_a_file_that_is_not_the_one_that_was_opened_is_told(store: Store, *, is_replaced: bool) -> None:
    file = file_of(store)
    copy = file.with_suffix(".copy")
    shutil.copyfile(file, copy)
    file.unlink()
    if is_replaced:
        copy.rename(file)
    assert store.condition(NOW) is Condition.REPLACED


async def test_a_damaged_page_is_remembered_by_whoever_met_it(database: str) -> None:
    with opened(database) as store:
        page = damage(store, "claim")
    assert page > 1
    with opened(database) as store:
        waiting = AsyncStore(store, lambda: NOW)
        assert await waiting.condition() is Condition.GOOD
        with pytest.raises(StoreError) as error:
            await waiting.run(ask)
        assert error.value.condition is Condition.DAMAGED
        assert await waiting.condition() is Condition.DAMAGED
        assert not store.is_intact()


def damage(store: Store, table: str) -> int:
    """Overwrite a table's first page in the file; its number."""
    with store.engine.begin() as db:
        page = int(db.scalar(text("SELECT rootpage FROM sqlite_master WHERE name = :name"), {"name": table}))
        size = int(db.exec_driver_sql("PRAGMA page_size").scalar() or 0)
    store.close()
    with file_of(store).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    return page


def test_one_in_order_is_intact(any_store: Store) -> None:
    assert any_store.is_intact()


@pytest.fixture
def postgresql_store(kept_database: str) -> Iterator[Store]:
    with opened(kept_database) as store:
        yield store


@pytest.mark.parametrize(
    ("outage", "condition"), [(STOPPED, Condition.AWAY), (READ_ONLY, Condition.READ_ONLY)], ids=str
)
def test_postgresql_that_is_away_or_read_only_is_told(
    postgresql_store: Store, outage: Outage, condition: Condition
) -> None:
    store = postgresql_store
    with outage.of(store.engine.url.render_as_string(hide_password=False), ()):
        assert store.condition(NOW) is condition
    assert store.condition(NOW) is Condition.GOOD


async def test_postgresql_on_a_full_disk_is_told_though_a_row_that_is_there_can_be_written(
    postgresql_store: Store,
) -> None:
    store, now = postgresql_store, [NOW]
    waiting = AsyncStore(store, lambda: now[0])
    url = store.engine.url.render_as_string(hide_password=False)
    with FULL.of(url, ()), pytest.raises(StoreError) as error:
        await waiting.run(ask)
    assert error.value.condition is Condition.FULL
    assert await waiting.condition() is Condition.FULL
    now[0] += 61.0
    assert await waiting.condition() is Condition.GOOD


def test_a_locked_database_says_so(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.sqlite_connections._PATIENCE", 0)
    with opened(database) as store, STOPPED.of(database, ()):
        assert store.condition(NOW) is Condition.LOCKED
