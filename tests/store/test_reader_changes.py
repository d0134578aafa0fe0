"""What changed of who reads is known to all processes of a tenant, for a day."""

from bot.store import Retention, Store

from tests.store.stored_questions import DAY, NOW


def test_what_changed_since_a_moment_is_told_with_its_last_change(any_store: Store) -> None:
    changes = any_store.reader_changes
    for moment, changed in ((0, "U1"), (1, "C1"), (2, "U1")):
        changes.note(NOW + moment, changed)
    assert changes.since(NOW - 1) == {"U1": NOW + 2, "C1": NOW + 1}
    assert changes.since(NOW + 1) == {"U1": NOW + 2}


def test_it_is_the_tenants_own(any_store: Store) -> None:
    any_store.of("T0A").reader_changes.note(NOW, "U1")
    assert any_store.of("T0B").reader_changes.since(0) == {}


def test_it_goes_after_a_day(any_store: Store) -> None:
    any_store.reader_changes.note(NOW, "U1")
    any_store.reader_changes.note(NOW + DAY, "C1")
    any_store.purge(NOW + 1.5 * DAY, Retention())
    assert set(any_store.reader_changes.since(0)) == {"C1"}
