"""What is sealed for one tenant opens nowhere else, as whoever can write to the database may have put it there."""

import pytest
from bot.inquiries import Place
from bot.store import ALONE, Installation, Seal, Store, new_secret
from bot.store.installations import installed
from bot.store.personal.sealing import SealError
from bot.store.tables import thread
from sqlalchemy import select, update

from tests.databases import opened
from tests.store.stored_questions import NOW

OLD, NEW = new_secret(), new_secret()
SAID = "迟到怎么处理？"
TENANTS = ("T0A", "E0B", "T0C")
HERE = Place("T1", "C1", "17.1")
pytestmark = pytest.mark.alone


def state(own: Store) -> str:
    """As it is stored."""
    with own.engine.begin() as db:
        return str(db.scalar(select(thread.c.sealed_state)))


def has_state(own: Store, stored: str) -> None:
    with own.engine.begin() as db:
        db.execute(update(thread).values(sealed_state=stored))


def is_sealed_for_all(own: Store) -> None:
    """As it was before each tenant had a key of its own."""
    has_state(own, Seal(OLD).seal(SAID))


@pytest.mark.parametrize(("one", "other"), [("T0A", "E0B"), ("T0A", ALONE)])
def test_words_of_one_do_not_open_in_the_place_of_anothers(any_database: str, one: str, other: str) -> None:
    with opened(any_database, NEW) as store:
        for tenant in (one, other):
            store.of(tenant).threads.save(NOW, HERE, SAID)
        has_state(store.of(other), state(store.of(one)))
        assert [store.of(each).threads.at(NOW, HERE) for each in (one, other)] == [SAID, ""]
        assert store.seal_counts().unreadable == 1


def test_the_token_of_one_is_nobody_elses(any_database: str) -> None:
    with opened(any_database, NEW) as store:
        for tenant in TENANTS:
            new = Installation(tenant, tenant, tenant, "B1", "U0BOT", "chat:write", f"xoxb-{tenant}")
            store.of(tenant).installations.keep(NOW, new)
        assert [each.token for each in store.tenants_with_tokens()] == ["xoxb-E0B", "xoxb-T0A", "xoxb-T0C"]
        with store.of("T0A").engine.begin() as db:
            token = db.scalar(select(installed.c.sealed_token))
        with store.of("E0B").engine.begin() as db:
            db.execute(update(installed).values(sealed_token=token))
        assert store.of("E0B").installations.find() is None
        assert [each.tenant for each in store.tenants_with_tokens()] == ["T0A", "T0C"]


@pytest.mark.parametrize("secrets", [(OLD,), (NEW, OLD)])
def test_what_was_sealed_before_tenants_had_keys_opens_and_gets_the_tenants_own(
    any_database: str, secrets: tuple[str, ...]
) -> None:
    with opened(any_database, *secrets) as store:
        for tenant in TENANTS:
            store.of(tenant).threads.save(NOW, HERE, SAID)
            is_sealed_for_all(store.of(tenant))
        assert [store.of(each).threads.at(NOW, HERE) for each in TENANTS] == [SAID] * 3
        assert store.seal_counts().older == 3
        assert store.rotate().resealed == 3
        assert not store.seal_counts().older
        has_state(store.of("E0B"), state(store.of("T0A")))
    with opened(any_database, secrets[0]) as store:
        assert [store.of(each).threads.at(NOW, HERE) for each in TENANTS] == [SAID, "", SAID]


def test_a_seal_of_one_tenant_opens_what_is_its_own_alone() -> None:
    whole = Seal(NEW, OLD)
    one, other = whole.of("T0A"), whole.of("E0B")
    assert one.open(one.seal(SAID)) == SAID
    assert one.open(whole.seal(SAID)) == SAID
    for stranger in (other, whole, whole.of(ALONE), other.of("T0C")):
        with pytest.raises(SealError):
            stranger.open(one.seal(SAID))
    assert other.of("T0A").open(one.seal(SAID)) == SAID
    assert Seal().of("T0A").open(Seal().seal(SAID)) == SAID
