"""Who people were when Slack last told."""

from dataclasses import replace

from bot.store import Account, Retention, Store

from tests.databases import at_once
from tests.store.stored_questions import DAY, NOW

MEI = Account("U1", is_guest=False, is_outsider=False, is_reading=True, language="zh", zone="Asia/Shanghai")
GUEST = Account("U2", is_guest=True, is_outsider=False, is_reading=True, language="en", zone="Europe/Berlin")


def test_an_account_is_as_it_was_last_seen(any_store: Store) -> None:
    any_store.accounts.keep(NOW, [MEI, GUEST])
    any_store.accounts.keep(NOW + 1, [replace(MEI, is_guest=True)])
    found = any_store.accounts.find("U1")
    assert found
    assert found.is_guest
    assert any_store.accounts.find("U2") == GUEST
    assert any_store.accounts.find("U3") is None


def test_it_goes_after_ninety_days_and_with_all_that_is_stored_about_somebody(any_store: Store) -> None:
    any_store.accounts.keep(NOW, [MEI, GUEST])
    any_store.accounts.keep(NOW + DAY, [MEI])
    assert any_store.purge(NOW + 90.5 * DAY, Retention()).accounts == 1
    assert any_store.accounts.find("U2") is None
    [held] = any_store.privacy.export("U1").accounts
    assert (held.language, held.is_guest) == ("zh", False)
    assert any_store.privacy.erase(NOW, "U1", "cli:root").accounts == 1
    assert not replace(any_store.privacy.export("U1"), audit=())


def test_replicas_that_look_everybody_up_at_once_all_keep_them(any_database: str) -> None:
    people = [replace(MEI, id=f"U{number}") for number in range(150)]

    def keep(replica: Store) -> int:
        for page in (people, people[::-1], people[50:], people[:100]):
            replica.accounts.keep(NOW, page)
        return sum(replica.accounts.find(each.id) == each for each in people)

    assert at_once(any_database, keep) == [150] * 4
