"""Each tenant's chains are vouched for by keys of its own: those of another one do not hold in its place."""

from collections.abc import Iterable

import pytest
from bot.audit import Action
from bot.chain import Flaw
from bot.store import ALONE, Store, new_secret
from bot.store.audit import audit
from bot.store.onboarding.tables import signature, signed_clause
from sqlalchemy import delete, insert, select, update

from tests.databases import opened
from tests.store.enrolments import clause, newcomer
from tests.store.stored_questions import NOW

OLD, NEW = new_secret(), new_secret()
CHAINS = (signature, signed_clause, audit)
pytestmark = pytest.mark.alone


def furnished(store: Store, *tenants: str) -> None:
    """Somebody signed there, and something was done."""
    for second, own in enumerate(map(store.of, tenants)):
        own.onboarding.enrol(NOW + second, newcomer(), "U7")
        assert own.signatures.sign(NOW + second, "U1", "first", [clause(text="1")])
        own.audit.record(NOW + second, "U9", Action.ERASED)


def copied(one: Store, other: Store) -> None:
    """The chains of one are the other's, as whoever can write to the database can have it."""
    with other.engine.begin() as db:
        for table in reversed(CHAINS):
            db.execute(delete(table))
    for table in CHAINS:
        with one.engine.begin() as db:
            rows = [row._asdict() for row in db.execute(select(table))]
        with other.engine.begin() as db:
            db.execute(insert(table), rows)


def flaws(own: Store) -> Iterable[Flaw | None]:
    faults = [own.signatures.verify().fault, own.audit.verify().fault]
    return {fault.flaw if fault else None for fault in faults}


@pytest.mark.parametrize(("one", "other"), [("T0A", "E0B"), (ALONE, "E0B"), ("T0A", ALONE)])
def test_the_chain_of_another_tenant_does_not_hold(any_database: str, one: str, other: str) -> None:
    with opened(any_database, NEW) as store:
        furnished(store, one, other, "T0C")
        copied(store.of(one), store.of(other))
        found = [flaws(store.of(each)) for each in (one, other, "T0C")]
        assert found == [{None}, {Flaw.UNKNOWN_KEY}, {None}]


@pytest.mark.parametrize("secrets", [(NEW,), (NEW, OLD)])
def test_records_from_before_tenants_had_keys_are_vouched_for_anew_but_for_those_of_another(
    any_database: str, secrets: tuple[str, ...]
) -> None:
    with opened(any_database, secrets[-1]) as store:
        furnished(store, "T0A", "T0C")
        of_all = store.seal.mac_keys(ALONE)[0]
        for table in (signature, audit):
            with store.of("T0A").engine.begin() as db:
                for hash_ in db.scalars(select(table.c.hash)).all():
                    older = {"mac_key": of_all.fingerprint, "mac": of_all.mac(hash_)}
                    db.execute(update(table).where(table.c.hash == hash_).values(older))
    with opened(any_database, *secrets) as store:
        assert flaws(store.of("T0A")) == {Flaw.UNKNOWN_KEY}
        assert store.seal_counts().older
        store.rotate()
        assert not store.seal_counts().older
    with opened(any_database, NEW) as store:
        assert [flaws(store.of(each)) for each in ("T0A", "T0C")] == [{None}, {None}]
        furnished(store, ALONE)
        copied(store, store.of("T0C"))
        store.rotate()
        assert flaws(store.of("T0C")) == {Flaw.UNKNOWN_KEY}
        assert store.seal_counts().older == 3
