"""A signature that somebody changes in the database, takes out or writes anew is found, and so is the place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from bot.chain import ChainFault, Flaw, chained
from bot.store import Store
from sqlalchemy import Connection, Engine, text

from tests.databases import opened
from tests.store.enrolments import NOW, clause
from tests.store.onboarding.test_onboarding_signatures import OLD, PEOPLE, SECRET, enrolled


def tamper(engine: Engine, *statements: str) -> None:
    """Do what somebody with the database's password can do."""
    with engine.begin() as db:
        _unguarded(db)
        for statement in statements:
            db.execute(text(statement))


def _unguarded(db: Connection) -> None:
    if db.dialect.name == "postgresql":
        db.execute(text("SET LOCAL session_replication_role = replica"))  # no foreign keys
    else:
        db.execute(text("PRAGMA defer_foreign_keys = ON"))


def _removed(place: int) -> Sequence[str]:
    return [
        f"DELETE FROM signed_clause WHERE signature = {place}",  # noqa: S608  # a test's own
        f"DELETE FROM signature WHERE place = {place}",  # noqa: S608  # the same
    ]


# What somebody does to three signatures: the place of the fault, its kind, the statements.
ALTERED: Mapping[str, tuple[int, Flaw, Sequence[str]]] = {
    "person": (1, Flaw.ALTERED, ["UPDATE signature SET person = 'U9' WHERE place = 2"]),
    "stage": (1, Flaw.ALTERED, ["UPDATE signature SET stage = 'x' WHERE place = 2"]),
    "moment": (1, Flaw.ALTERED, ["UPDATE signature SET signed_at = signed_at - 60 WHERE place = 2"]),
    "link": (1, Flaw.UNLINKED, ["UPDATE signature SET previous = '' WHERE place = 2"]),
    "hash": (1, Flaw.ALTERED, ["UPDATE signature SET hash = 'f' WHERE place = 2"]),
    "a clause is removed": (1, Flaw.ALTERED, ["DELETE FROM signed_clause WHERE signature = 2"]),
    "a clause is added": (
        1,
        Flaw.ALTERED,
        [
            "INSERT INTO signed_clause (tenant, signature, position, name, version, digest)"
            " SELECT tenant, 2, 9, name, version, digest FROM signed_clause WHERE signature = 1"
        ],
    ),
    "name": (1, Flaw.ALTERED, ["UPDATE signed_clause SET name = 'code/9.9' WHERE signature = 2"]),
    "version": (1, Flaw.ALTERED, ["UPDATE signed_clause SET version = '9' WHERE signature = 2"]),
    "another text": (
        1,
        Flaw.ALTERED,
        [
            "UPDATE signed_clause SET digest ="
            " (SELECT digest FROM signed_clause WHERE signature = 1) WHERE signature = 2"
        ],
    ),
    "text": (1, Flaw.ALTERED, ["UPDATE signed_text SET text = '可以迟到。' WHERE text = '文本 1'"]),
    "title": (1, Flaw.ALTERED, ["UPDATE signed_text SET title = '无' WHERE text = '文本 1'"]),
    "a signature is removed": (1, Flaw.UNLINKED, _removed(2)),
    "the first is removed": (0, Flaw.UNLINKED, _removed(1)),
    "the last is removed": (2, Flaw.NO_ANCHOR, _removed(3)),
    "one is added": (
        3,
        Flaw.UNLINKED,
        [
            "INSERT INTO signature (tenant, place, person, enrolment, stage, signed_at, previous, hash)"
            " SELECT tenant, 4, person, enrolment, stage, signed_at, previous, hash FROM signature"
            " WHERE place = 3"
        ],
    ),
}


@pytest.mark.parametrize(("place", "flaw", "statements"), ALTERED.values(), ids=list(ALTERED))
def test_what_is_altered_in_the_database_is_found(
    any_store: Store, place: int, flaw: Flaw, statements: Sequence[str]
) -> None:
    enrolled(any_store, "U1")
    signed = [
        any_store.signatures.sign(NOW, "U1", "first", [clause(text=f"文本 {number}")]) for number in range(3)
    ]
    assert signed[-1]
    tamper(any_store.engine, *statements)
    assert any_store.signatures.verify(signed[-1].hash).fault == ChainFault(place, flaw)


def rewritten(store: Store, place: int) -> None:
    """A signature altered, and every hash from there on made anew, as by somebody with the database's password."""
    links = list(store.signatures.chain())
    previous = links[place].previous
    for number, link in enumerate(links[place:], place + 1):
        person = "U9" if number == place + 1 else link.record.person
        anew = chained(replace(link.record, person=person), previous)
        columns = f"person = '{person}', previous = '{previous}', hash = '{anew.hash}'"
        tamper(store.engine, f"UPDATE signature SET {columns} WHERE place = {number}")  # noqa: S608  # a test's own
        previous = anew.hash


@pytest.mark.parametrize("place", [0, 1, 3])
@pytest.mark.parametrize(
    ("done_besides", "flaw"),
    [
        pytest.param("SELECT 1", Flaw.FORGED, id="the MACs of the old text"),
        pytest.param("UPDATE signature SET mac = '', mac_key = ''", None, id="no MACs at all"),
        pytest.param(
            "UPDATE signature SET mac = '', mac_key = '' WHERE place > 2",
            Flaw.FORGED,
            id="no MACs from there on",
        ),
    ],
)
def test_a_chain_that_was_written_anew_is_found_by_who_has_the_secret(
    any_database: str, place: int, done_besides: str, flaw: Flaw | None
) -> None:
    with opened(any_database, SECRET) as store:
        enrolled(store, "U1")
        for number in range(4):
            store.signatures.sign(NOW, "U1", str(number), [OLD])
        assert (store.signatures.verify().fault, store.signatures.verify().unvouched) == (None, 0)
        rewritten(store, place)
        tamper(store.engine, done_besides)
        check = store.signatures.verify()
        if flaw is None:  # it is as if there had never been a secret, and that is said
            assert (check.fault, check.unvouched) == (None, 4)
        elif place < 2 or "place > 2" not in done_besides:
            assert check.fault == ChainFault(place, flaw)
        else:
            assert check.fault == ChainFault(2, Flaw.UNKEYED)


def test_the_hash_of_any_signature_that_was_noted_holds_when_more_people_sign(any_store: Store) -> None:
    enrolled(any_store, *PEOPLE)
    noted = [any_store.signatures.sign(NOW, person, "first", [OLD]) for person in PEOPLE]
    for link in noted:
        assert link
        assert any_store.signatures.verify(link.hash).fault is None
    rewritten(any_store, 1)
    faults = [any_store.signatures.verify(link.hash).fault for link in noted if link]
    assert faults == [None, *[ChainFault(4, Flaw.NO_ANCHOR)] * 3]


def test_what_counts_for_a_path_stands_in_the_signature_itself(any_store: Store) -> None:
    enrolled(any_store, "U1")
    any_store.signatures.sign(NOW, "U1", "first", [OLD])
    tamper(any_store.engine, "UPDATE enrolment SET signs_from = 99")
    record = any_store.onboarding.enrolment_of("U1")
    assert record
    assert len(record.progress.signatures) == 1
    assert any_store.signatures.sign(NOW, "U1", "first", [OLD]) is None
    tamper(any_store.engine, "UPDATE signature SET enrolment = 'another'")
    assert any_store.signatures.verify().fault == ChainFault(0, Flaw.ALTERED)
