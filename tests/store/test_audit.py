"""Who did what stands in a chain that only grows, and loses nothing but what is older than its period."""

import inspect

import pytest
from bot.audit import Action
from bot.chain import ChainFault, Flaw
from bot.store import Audit, Retention, Store, new_secret
from sqlalchemy import text

from tests.databases import at_once, opened

NOW, DAY = 1_800_000_000.25, 86_400.0
SECRET = new_secret()


def test_what_was_done_comes_back_with_who_did_it_and_when(any_store: Store) -> None:
    any_store.audit.record(NOW, "cli:root", Action.ERASED, "U1")
    any_store.audit.record(NOW + 1, "U9", Action.REPORTED)
    found = [link.record for link in any_store.audit.chain()]
    assert [(one.at.timestamp(), one.actor, one.action, one.target) for one in found] == [
        (NOW, "cli:root", "privacy-erase", "U1"),
        (NOW + 1, "U9", "report-export", ""),
    ]
    assert any_store.audit.verify().fault is None


def test_many_write_at_once_and_the_chain_has_no_fork(any_database: str) -> None:
    at_once(any_database, lambda store: store.audit.record(NOW, "U9", Action.SKIPPED, "U1"))
    with opened(any_database) as store:
        assert store.audit.verify().fault is None
        assert store.audit.verify().count > 1


def test_there_is_no_way_to_change_or_remove_a_record() -> None:
    assert {name for name, _ in inspect.getmembers(Audit, inspect.isfunction) if name[0] != "_"} == {
        "of",
        "record",
        "chain",
        "verify",
    }


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        pytest.param("UPDATE audit SET actor = 'U8' WHERE place = 2", Flaw.ALTERED, id="actor"),
        pytest.param("UPDATE audit SET action = 'path-end' WHERE place = 2", Flaw.ALTERED, id="action"),
        pytest.param("UPDATE audit SET target = 'U8' WHERE place = 2", Flaw.ALTERED, id="target"),
        pytest.param("UPDATE audit SET done_at = done_at - 60 WHERE place = 2", Flaw.ALTERED, id="time"),
        pytest.param("UPDATE audit SET mac = 'ab' WHERE place = 2", Flaw.FORGED, id="MAC"),
        pytest.param("UPDATE audit SET mac = '' WHERE place = 2", Flaw.UNKEYED, id="no MAC"),
        pytest.param("UPDATE audit SET mac_key = 'ab' WHERE place = 2", Flaw.UNKNOWN_KEY, id="key"),
        pytest.param("DELETE FROM audit WHERE place = 2", Flaw.UNLINKED, id="removed"),
    ],
)
def test_what_is_altered_in_the_database_is_found(any_database: str, statement: str, flaw: Flaw) -> None:
    with opened(any_database, SECRET) as store:
        for number in range(3):
            store.audit.record(NOW + number, "U9", Action.SKIPPED, f"U{number}")
        assert store.audit.verify().fault is None
        with store.engine.begin() as db:
            db.execute(text(statement))
        assert store.audit.verify().fault == ChainFault(1, flaw)


def test_what_is_older_than_its_period_goes_and_the_rest_holds(any_store: Store) -> None:
    keep = Retention(audit=1_000)
    for day in (0, 1, 0, 900):  # the clock was set back once: nothing goes out of the middle
        any_store.audit.record(NOW + day * DAY, "U9", Action.SKIPPED, f"U{day}")
    assert any_store.purge(NOW + 1_000.5 * DAY, keep).audit == 1
    assert any_store.audit.verify().count == 3
    assert any_store.purge(NOW + 1_001.5 * DAY, keep).audit == 2
    check = any_store.audit.verify()
    assert (check.count, check.fault) == (1, None)
    assert any_store.purge(NOW + 1_900.5 * DAY, keep).audit == 1
    any_store.audit.record(NOW + 1_901 * DAY, "U9", Action.SKIPPED)
    assert any_store.audit.verify().count == 1


def test_a_secret_can_go_once_another_vouches_for_what_it_did(any_database: str) -> None:
    later = new_secret()
    with opened(any_database, SECRET) as store:
        store.audit.record(NOW, "U9", Action.SKIPPED, "U1")
    with opened(any_database, later) as store:
        assert store.audit.verify().fault == ChainFault(0, Flaw.UNKNOWN_KEY)
    with opened(any_database, later, SECRET) as store:
        assert store.audit.verify().fault is None
        store.rotate()
    with opened(any_database, later) as store:
        assert store.audit.verify().fault is None


def test_a_forged_record_is_not_made_good_by_another_secret(any_database: str) -> None:
    later = new_secret()
    with opened(any_database, SECRET) as store:
        store.audit.record(NOW, "U9", Action.SKIPPED, "U1")
        with store.engine.begin() as db:
            db.execute(text("UPDATE audit SET mac = 'ab'"))
    with opened(any_database, later, SECRET) as store:
        store.rotate()
        assert store.audit.verify().fault == ChainFault(0, Flaw.FORGED)
