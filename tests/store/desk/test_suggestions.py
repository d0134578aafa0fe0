"""Suggestions in the store: what is said in turn, shown in batches, and nothing by which they are anybody's."""

from collections.abc import Sequence
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from bot.audit import Action
from bot.store import Address, Parcel, Store, new_secret
from bot.suggestions import suggestion_id
from cryptography.fernet import Fernet
from sqlalchemy import text

from tests.databases import POSTGRESQL, SqliteTemplate, at_once, on_each_database, opened, rows
from tests.store.stored_questions import NOW

DAY = date(2026, 11, 24)
IDS = [suggestion_id(str(number)) for number in range(3)]
TEXTS = [f"食堂的第{number}个窗口太慢。" for number in range(3)]
PARCEL = Parcel(Address("T1", "C1"), [{"text": "有 3 条匿名建议"}])


def wrote(store: Store, order: Sequence[int] = (0, 1, 2)) -> None:
    for number in order:
        assert store.suggestions.write(IDS[number], "code", TEXTS[number], DAY)


def test_what_is_said_in_turn_is_read_in_turn(any_store: Store) -> None:
    suggestions = any_store.suggestions
    wrote(any_store)
    for number in range(3):
        assert suggestions.go_on(IDS[0], f"还有{number}", DAY, f"{number}" * 32)
        assert suggestions.reply(NOW, IDS[0], f"知道了{number}", DAY, "U9", 9)
    found = suggestions.find(IDS[0])
    assert found
    said = [TEXTS[0], *(f"{word}{number}" for number in range(3) for word in ("还有", "知道了"))]
    assert [remark.text for remark in found.remarks] == said
    assert [remark.is_owner for remark in found.remarks] == [False, *[False, True] * 3]


def test_owners_read_only_what_was_shown_and_until_they_dealt_with_it(any_store: Store) -> None:
    suggestions = any_store.suggestions
    wrote(any_store)
    assert not suggestions.before_owners()
    waiting = suggestions.waiting()
    assert {(remark.suggestion, remark.book, remark.day) for remark in waiting} == {
        (id_, "code", DAY) for id_ in IDS
    }
    assert suggestions.show(NOW, waiting, {"parcel": PARCEL})
    assert not suggestions.show(NOW, waiting, {"another": PARCEL})
    assert [each.id for each in suggestions.before_owners()] == sorted(IDS)
    assert suggestions.reply(NOW, IDS[0], "谢谢", DAY, "U9", 1)
    assert suggestions.reply(NOW, IDS[1], "", DAY, "U9", 1)
    assert [each.id for each in suggestions.before_owners()] == [IDS[2]]
    assert suggestions.go_on(IDS[0], "不客气", DAY, "k" * 32)
    assert [each.id for each in suggestions.before_owners()] == [IDS[2]]
    [more] = suggestions.waiting()
    assert suggestions.show(NOW, [more], {})
    assert {each.id for each in suggestions.before_owners()} == {IDS[0], IDS[2]}
    assert [row["id"] for row in rows(any_store, "outbox")] == ["parcel"]
    actions = [
        (link.record.actor, link.record.action, link.record.target) for link in any_store.audit.chain()
    ]
    assert actions == [("U9", Action.SUGGESTION_ANSWERED, IDS[0]), ("U9", Action.SUGGESTION_SEEN, IDS[1])]


def test_what_its_owner_was_not_shown_yet_goes_on_waiting_for_them(any_store: Store) -> None:
    suggestions = any_store.suggestions
    wrote(any_store, (0,))
    assert suggestions.show(NOW, suggestions.waiting(), {})
    assert suggestions.go_on(IDS[0], "还有", DAY, "k" * 32)
    assert suggestions.show(NOW, suggestions.waiting(), {})
    for shown, waits in ((1, [IDS[0]]), (2, [])):
        assert suggestions.reply(NOW, IDS[0], "", DAY, "U9", shown)
        assert [each.id for each in suggestions.before_owners()] == waits


def test_what_is_told_once_more_is_kept_once(any_store: Store) -> None:
    suggestions = any_store.suggestions
    wrote(any_store)
    assert not suggestions.write(IDS[0], "code", TEXTS[0], DAY)
    for _ in range(2):
        assert suggestions.go_on(IDS[0], "还有", DAY, "k" * 32)
    found = suggestions.find(IDS[0])
    assert found
    assert [remark.text for remark in found.remarks] == [TEXTS[0], "还有"]
    assert not suggestions.go_on("0" * 32, "还有", DAY, "l" * 32)
    assert not suggestions.reply(NOW, "0" * 32, "还有", DAY, "U9", 1)


@on_each_database
def test_several_processes_that_write_at_once_lose_nothing(database: str) -> None:
    at_once(
        database, lambda store: store.suggestions.write(suggestion_id(str(id(store))), "code", TEXTS[0], DAY)
    )
    with opened(database) as store:
        assert len(store.suggestions.waiting()) == 4
        shown = at_once(
            database, lambda one: one.suggestions.show(NOW, one.suggestions.waiting(), {"p": PARCEL})
        )
        assert len(store.suggestions.before_owners()) == 4
        assert len(rows(store, "outbox")) == 1
        assert shown.count(True) >= 1  # who came later showed nothing more


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_sqlite_s_file_does_not_tell_which_was_written_first(
    sqlite_template: SqliteTemplate, tmp_path: Path, order: Sequence[int]
) -> None:
    path = tmp_path / "order.db"
    with opened(sqlite_template.copied(path)) as store:
        wrote(store, order)
        kept, journal = path.read_bytes(), Path(f"{path}-wal")
        assert not journal.exists() or not journal.stat().st_size
        found = sorted(rows(store, "suggestion_remark"), key=lambda row: str(row["id"]))
    places = [kept.rindex(row["sealed_text"].encode()) for row in found]
    assert places == sorted(places, reverse=True)  # a page of SQLite fills from its end, as rows are written


@pytest.mark.parametrize("database", [POSTGRESQL], indirect=True)
def test_postgresql_s_own_columns_do_not_tell_which_was_written_first(store: Store) -> None:
    wrote(store, (2, 0, 1))
    for table in ("suggestion", "suggestion_remark"):
        with store.engine.begin() as db:
            found = db.execute(text(f"SELECT xmin::text, id FROM {table} ORDER BY ctid")).all()  # noqa: S608  # a table's name
        assert len({row[0] for row in found}) == 1
        assert [row[1] for row in found] == sorted(row[1] for row in found)


def test_what_is_sealed_tells_no_time_finer_than_the_day(tmp_path: Path) -> None:
    secret = new_secret()
    with opened(f"sqlite:///{tmp_path / 'sealed.db'}", secret) as store:
        wrote(store)
        stored = [row["sealed_text"] for row in rows(store, "suggestion_remark")]
    times = {Fernet(secret).extract_timestamp(each.removeprefix("s:").encode()) for each in stored}
    assert [moment % 86_400 for moment in times] == [0]
