"""Processes on one database know how many they are, and have no more than ten sockets together."""

from bot.store import Store
from bot.store.processes import MOST_SOCKETS, Share

from tests.databases import at_once, on_each_database, opened

NOW = 1_000.0


def present(store: Store, name: str, wanted: int = 0, *, now: float = NOW) -> Share:
    return store.processes.present(now, name, 30.0, wanted)


def test_who_comes_too_late_has_what_is_left_and_more_once_others_end(any_store: Store) -> None:
    assert present(any_store, "a", 4) == Share(1, 4)
    assert present(any_store, "b", 4) == Share(2, 4)
    assert present(any_store, "c", 4) == Share(3, 2)
    assert present(any_store, "d", 4) == Share(4, 0)
    any_store.processes.leave("a")
    assert present(any_store, "d", 4) == Share(3, 4)


def test_who_says_nothing_any_more_is_not_counted(any_store: Store) -> None:
    present(any_store, "a", 9)
    assert present(any_store, "b", 9, now=NOW + 29) == Share(2, 1)
    assert present(any_store, "b", 9, now=NOW + 30) == Share(1, 9)
    assert present(any_store, "a", 9, now=NOW + 31) == Share(2, 1), "others have what it had"


def test_sockets_stay_with_who_says_in_time_that_it_is_there(any_store: Store) -> None:
    for moment in (0, 20, 40):
        assert present(any_store, "a", 9, now=NOW + moment).sockets == 9
        assert present(any_store, "b", 9, now=NOW + moment + 1).sockets == 1


def test_a_clock_that_was_set_back_holds_nobody_up(any_store: Store) -> None:
    present(any_store, "a", 9, now=NOW + 3_600)
    assert present(any_store, "b", 9) == Share(1, 9)


@on_each_database
def test_those_who_begin_at_the_same_moment_have_ten_together(database: str) -> None:
    with opened(database):
        pass
    shares = at_once(database, lambda store: present(store, str(id(store)), 4), replicas=4)
    assert sum(share.sockets for share in shares) == MOST_SOCKETS
    assert max(share.processes for share in shares) == 4


def test_of_each_tenant_and_app_they_are_others(any_store: Store) -> None:
    present(any_store, "a", 9)
    assert present(any_store.of("T0A"), "a", 9) == Share(1, 9)
