"""Who is asked to sign what was published: once, whatever becomes of processes, on either database."""

from datetime import date

from bot.onboarding.acknowledgements import Acknowledgement
from bot.onboarding.signatures import SignedClause
from bot.store import Address, Parcel, Purpose, Store
from bot.store.tables import moment
from sqlalchemy import text

from tests.databases import at_once, rows
from tests.store.stored_questions import NOW

DAY = date(2026, 11, 23)
CHANGED = Acknowledgement(
    "a" * 32, "code", 2, DAY, date(2026, 11, 25), {"code/1.1": "code/1.1", "code/1.9": ""}
)
CLAUSE = SignedClause("code/1.1", "2026.1", "上班迟到", "书面提醒。")
PARCEL = {"p" * 32: Parcel(Address("T1", "U1"), [{"text": "请签署"}], Purpose.ONBOARDING, "U1")}


def test_of_several_processes_one_asks_one_reminds_and_one_signature_is_kept(
    any_database: str, any_store: Store
) -> None:
    assert (
        sorted(at_once(any_database, lambda store: store.acknowledgements.begin(NOW, CHANGED))) == ONE_OF_FOUR
    )
    work = (
        lambda store: store.acknowledgements.ask(NOW, CHANGED.id, "U1", PARCEL),
        lambda store: store.acknowledgements.remind(NOW, CHANGED.id, "U1", 1, {}),
        lambda store: store.acknowledgements.sign(NOW, CHANGED.id, "U1", [CLAUSE], {}),
        lambda store: store.acknowledgements.close(NOW, CHANGED.id, {}),
    )
    for each in work:
        assert sorted(at_once(any_database, each)) == ONE_OF_FOUR
    assert len(rows(any_store, "outbox")) == 1
    assert len(rows(any_store, "signature")) == 1
    assert any_store.signatures.verify().is_good
    assert any_store.acknowledgements.all() == [CHANGED]
    assert any_store.acknowledgements.all(is_open=True) == []


ONE_OF_FOUR = [False, False, False, True]


def test_whoever_has_signed_is_neither_reminded_nor_released(any_store: Store) -> None:
    known = any_store.acknowledgements
    known.begin(NOW, CHANGED)
    known.ask(NOW, CHANGED.id, "U1", PARCEL)
    assert known.signing("U1") == {"code/1.1", "code/1.9"}
    assert known.sign(NOW, CHANGED.id, "U1", [CLAUSE], {})
    assert known.signing("U1") == frozenset()
    assert not known.remind(NOW, CHANGED.id, "U1", 1, {})
    assert not known.release(NOW, CHANGED.id, "U1", {})
    assert not known.sign(NOW, CHANGED.id, "U2", [CLAUSE], {})
    assert known.asked_within(NOW + 61, 60) == 0
    assert known.asked_within(NOW + 1, 60) == 1


def test_only_a_signature_in_the_chain_makes_somebody_one_who_has_signed(any_store: Store) -> None:
    """Whoever can write to the database cannot make the report say so, and the chain still be good."""
    known = any_store.acknowledgements
    known.begin(NOW, CHANGED)
    for person in ("U1", "U2"):
        known.ask(NOW, CHANGED.id, person, PARCEL)
    known.sign(NOW + 1, CHANGED.id, "U1", [CLAUSE], {})
    with any_store.engine.begin() as db:
        db.execute(text("UPDATE signer SET signed_at = 1"))
    signed = {person: each.signed_at for person, each in known.signers(CHANGED.id).items()}
    assert signed == {"U1": moment(NOW + 1), "U2": None}
    assert known.signer(CHANGED.id, "U2") == known.signers(CHANGED.id)["U2"]


def test_what_is_signed_after_its_end_is_known_for_a_while(any_store: Store) -> None:
    known = any_store.acknowledgements
    known.begin(NOW, CHANGED)
    for person in ("U1", "U2"):
        known.ask(NOW, CHANGED.id, person, {})
    known.sign(NOW + 1, CHANGED.id, "U1", [CLAUSE], {})
    known.close(NOW + 2, CHANGED.id, {})
    assert known.signed_late(NOW + 3, 60) == []
    known.sign(NOW + 4, CHANGED.id, "U2", [CLAUSE], {})
    assert known.signed_late(NOW + 5, 60) == [CHANGED]
    assert known.signed_late(NOW + 65, 60) == []
