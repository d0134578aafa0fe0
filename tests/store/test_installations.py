"""Who has the bot: its token is sealed, and who uninstalls it has nothing left after the days of grace."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from bot.audit import Action
from bot.inquiries import Asked, Place, Surface
from bot.store import GRACE_DAYS, Installation, Kept, Store, new_secret
from sqlalchemy import event

from tests.databases import everything, opened, rows
from tests.store.stored_questions import DAY, NOW, WORD
from tests.store.test_tenancy import settle

TOKEN = "xoxb-1-secret"
ACME = Installation("T0A", "Acme", "T0A", "B1", "U0BOT", "chat:write", TOKEN, "xoxe-1-secret", NOW + DAY)
pytestmark = pytest.mark.alone  # whole tenants come and go here
OVER = NOW + GRACE_DAYS * DAY


@pytest.fixture
def acme(any_store: Store) -> Store:
    """The store of a workspace that installed the bot."""
    acme = any_store.of("T0A")
    acme.installations.keep(NOW, ACME)
    return acme


@pytest.fixture
def both(any_database: str) -> Iterator[tuple[Store, Store]]:
    """The store of a workspace that installed the bot and asked something, as two processes have it."""
    secret = new_secret()
    with opened(any_database, secret) as one, opened(any_database, secret) as other:
        acme = one.of("T0A")
        acme.installations.keep(NOW, ACME)
        settle(acme, WORD)
        yield acme, other.of("T0A")


def test_an_installation_is_found_by_its_tenant_alone(acme: Store, any_store: Store) -> None:
    assert acme.installations.find() == replace(ACME, installed_at=NOW)
    assert any_store.installations.find() is None
    any_store.of("E0B").installations.keep(NOW + 1, replace(ACME, tenant="E0B", name="Bolt", team=""))
    assert [(each.tenant, each.name) for each in acme.tenants()] == [("E0B", "Bolt"), ("T0A", "Acme")]


def test_a_token_is_sealed(any_database: str) -> None:
    with opened(any_database, new_secret()) as store:
        store.of("T0A").installations.keep(NOW, ACME)
        stored = str(rows(store.of("T0A"), "tenant"))
        assert "Acme" in stored
        assert "secret" not in stored
        assert store.tenants_with_tokens()[0].token == TOKEN
    with opened(any_database, new_secret()) as store:
        assert [(each.tenant, each.token, each.goes_on) for each in store.tenants()] == [("T0A", "", True)]
        assert not store.tenants_with_tokens()


def test_a_token_is_renewed_by_one_process_at_a_time(acme: Store) -> None:
    assert acme.installations.may_renew(NOW, ACME, 30)
    assert not acme.installations.may_renew(NOW + 29, ACME, 30)
    assert acme.installations.may_renew(NOW + 31, ACME, 30)
    acme.installations.renew("xoxb-2", "xoxe-2", NOW + 2 * DAY)
    found = acme.installations.find()
    assert found
    assert (found.token, found.refresh_token, found.expires_at) == ("xoxb-2", "xoxe-2", NOW + 2 * DAY)
    assert not acme.installations.may_renew(NOW + 31, ACME, 30)  # who knows the one before is too late
    assert acme.installations.may_renew(NOW + 31, found, 30)


def test_who_uninstalls_has_nothing_waiting_and_no_token_left(acme: Store) -> None:
    asked = Asked("T1/C1/1", Place("T1", "C1"), "1.0", "U1", Surface.MENTION, WORD)
    assert acme.questions.take(NOW, asked, "Ev1")
    assert acme.installations.end(NOW + 1)
    assert not acme.installations.end(NOW + 2)
    assert acme.backlog().total == 0
    assert not acme.installations.may_renew(NOW + 9, ACME, 30)
    found = acme.installations.find()
    assert found
    assert (found.token, found.refresh_token, found.ended_at, found.goes_on) == ("", "", NOW + 1, False)


def test_after_the_days_of_grace_nothing_is_left_of_that_tenant_alone(acme: Store, any_store: Store) -> None:
    for number, store in enumerate((acme, any_store, acme, any_store), 1):
        settle(store, WORD, number=number)
        store.audit.record(NOW + number, "cli:root", Action.ERASED, str(number))
    kept = everything(any_store)
    acme.installations.end(NOW)
    assert not acme.installations.remove_where_over(OVER - 1)
    assert WORD in everything(acme)
    assert acme.installations.remove_where_over(OVER + 1)
    assert not everything(acme).strip()
    assert everything(any_store) == kept
    assert [store.audit.verify().count for store in (acme, any_store)] == [0, 2]
    assert any_store.audit.verify().fault is None
    assert not any_store.installations.remove_where_over(OVER + 1)


def after_the_days_of_grace(store: Store) -> None:
    store.installations.end(NOW)
    store.installations.remove_where_over(OVER + 1)


def at_the_terminal(store: Store) -> None:
    store.installations.remove(NOW + 1)


removals = pytest.mark.parametrize(
    ("remove", "now"), [(after_the_days_of_grace, OVER + 1), (at_the_terminal, NOW + 1)]
)


def dies_half_way(store: Store, remove: Callable[[Store], None]) -> None:
    """It is removed by a process that is killed when it comes to the questions."""

    def dies(*call: object) -> None:
        if str(call[2]).startswith("DELETE FROM question"):
            raise InterruptedError

    event.listen(store.engine, "before_cursor_execute", dies)
    with pytest.raises(InterruptedError):
        remove(store)
    event.remove(store.engine, "before_cursor_execute", dies)


@removals
def test_a_tenant_of_which_something_is_left_is_still_known(
    acme: Store, any_store: Store, remove: Callable[[Store], None], now: float
) -> None:
    settle(acme, WORD)
    dies_half_way(acme, remove)
    assert [each.tenant for each in any_store.tenants()] == ["T0A"]
    assert acme.installations.remove_where_over(now)
    assert not everything(acme).strip()


def test_what_was_written_after_all_was_removed_goes_too(acme: Store, any_store: Store) -> None:
    settle(any_store, WORD)
    kept = everything(any_store)
    acme.installations.remove(NOW)
    settle(acme, WORD)  # by a process that did not know of it yet
    assert acme.installations.remove_where_over(NOW)
    assert not everything(acme).strip()
    assert not any_store.installations.remove_where_over(NOW)
    assert everything(any_store) == kept


def test_for_how_long_it_is_kept_is_remembered_of_none_that_is_removed(acme: Store, any_store: Store) -> None:
    kept = Kept(400, 800, "Asia/Shanghai")
    dies_half_way(acme, at_the_terminal)
    acme.remember(NOW + 1, kept)
    assert acme.remembered() is None, "it is being removed"
    assert acme.installations.remove_where_over(NOW + 1)
    for store in (acme, any_store):
        store.remember(NOW + 1, kept)
    assert not everything(acme).strip()
    assert any_store.remembered() == kept


def test_who_installs_it_again_in_those_days_goes_on(acme: Store) -> None:
    settle(acme, WORD)
    acme.installations.end(NOW)
    acme.installations.keep(OVER - 1, ACME)
    assert not acme.installations.remove_where_over(OVER + 1)
    assert acme.installations.find() == replace(ACME, installed_at=OVER - 1)
    assert WORD in everything(acme)


def test_who_installed_it_since_is_not_ended_by_what_slack_tells_late(acme: Store) -> None:
    acme.installations.keep(NOW + 90, ACME)
    asked = Asked("T1/C1/1", Place("T1", "C1"), "1.0", "U1", Surface.MENTION, WORD)
    assert acme.questions.take(NOW + 91, asked, "Ev1")
    assert not acme.installations.end(NOW + 92, NOW)
    found = acme.installations.find()
    assert found
    assert (found.goes_on, found.token, acme.backlog().questions) == (True, TOKEN, 1)
    assert acme.installations.end(NOW + 94, NOW + 90)


@removals
@pytest.mark.parametrize("pieces", [1, 9], ids=["before the first piece", "between two"])
def test_who_installs_it_again_while_it_is_removed_has_it_and_nothing_of_before(
    both: tuple[Store, Store], pieces: int, remove: Callable[[Store], None], now: float
) -> None:
    acme, anew = both
    left = iter(range(pieces))

    def installs(*_: object) -> None:
        if next(left, None) == pieces - 1:
            anew.installations.keep(now, ACME)

    event.listen(acme.engine.pool, "checkin", installs)
    remove(acme)
    event.remove(acme.engine.pool, "checkin", installs)
    assert anew.installations.find() == replace(ACME, installed_at=now)
    assert not rows(anew, "question")


def test_who_installs_it_again_as_a_removal_begins_has_nothing_of_before_though_that_is_stopped(
    both: tuple[Store, Store],
) -> None:
    acme, anew = both
    acme.installations.end(NOW)
    beginning = iter([at_the_terminal])

    def removes(*_: object) -> None:
        for remove in beginning:
            dies_half_way(acme, remove)

    event.listen(anew.engine.pool, "checkin", removes)
    anew.installations.keep(NOW + 1, ACME)
    event.remove(anew.engine.pool, "checkin", removes)
    assert anew.installations.find() == replace(ACME, installed_at=NOW + 1)
    assert not rows(anew, "question")


@pytest.mark.parametrize("comes_to_its_end", [False, True], ids=["installed anew", "uninstalled"])
def test_a_renewal_that_comes_late_changes_nothing(acme: Store, *, comes_to_its_end: bool) -> None:
    assert acme.installations.may_renew(NOW, ACME, 30)
    if comes_to_its_end:
        acme.installations.end(NOW + 1)
    else:
        acme.installations.keep(NOW + 1, ACME)
    before = acme.installations.find()
    acme.installations.renew("xoxb-2", "xoxe-2", NOW + 2 * DAY)
    assert acme.installations.find() == before


def test_all_is_exported_in_words_but_for_tokens(any_database: str) -> None:
    with opened(any_database, new_secret()) as store:
        store.of("T0A").installations.keep(NOW, ACME)
        settle(store.of("T0A"), WORD)
        settle(store, "年假几天？")
        told = [*store.of("T0A").installations.export()]
    assert {table for table, _ in told} == {"claim", "question", "tenant", "thread"}
    assert [row["text"] for table, row in told if table == "question"] == [WORD]
    assert "secret" not in str(told)
    assert "年假" not in str(told)
