"""A signature that somebody changes in the database, takes out or writes anew is found, and so is the place."""

from collections.abc import Sequence
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


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        pytest.param(
            ["UPDATE signature SET person = 'U9' WHERE place = 2"], ChainFault(1, Flaw.ALTERED), id="person"
        ),
        pytest.param(
            ["UPDATE signature SET stage = 'x' WHERE place = 2"], ChainFault(1, Flaw.ALTERED), id="stage"
        ),
        pytest.param(
            ["UPDATE signature SET signed_at = signed_at - 60 WHERE place = 2"],
            ChainFault(1, Flaw.ALTERED),
            id="moment",
        ),
        pytest.param(
            ["UPDATE signature SET previous = '' WHERE place = 2"], ChainFault(1, Flaw.UNLINKED), id="link"
        ),
        pytest.param(
            ["UPDATE signature SET hash = 'f' WHERE place = 2"], ChainFault(1, Flaw.ALTERED), id="hash"
        ),
        pytest.param(
            ["DELETE FROM signed_clause WHERE signature = 2 AND position = 0"],
            ChainFault(1, Flaw.ALTERED),
            id="a clause is removed",
        ),
        pytest.param(
            [
                "INSERT INTO signed_clause (tenant, signature, position, name, version, digest)"
                " SELECT tenant, 2, 9, name, version, digest FROM signed_clause WHERE signature = 1"
            ],
            ChainFault(1, Flaw.ALTERED),
            id="a clause is added",
        ),
        pytest.param(
            ["UPDATE signed_clause SET name = 'code/9.9' WHERE signature = 2 AND position = 0"],
            ChainFault(1, Flaw.ALTERED),
            id="name",
        ),
        pytest.param(
            ["UPDATE signed_clause SET version = '9' WHERE signature = 2 AND position = 0"],
            ChainFault(1, Flaw.ALTERED),
            id="version",
        ),
        pytest.param(
            [
                "UPDATE signed_clause SET digest ="
                " (SELECT digest FROM signed_clause WHERE signature = 1) WHERE signature = 2 AND position = 0"
            ],
            ChainFault(1, Flaw.ALTERED),
            id="another text",
        ),
        pytest.param(
            ["UPDATE signed_text SET text = '可以迟到。' WHERE text = '文本 1'"],
            ChainFault(1, Flaw.ALTERED),
            id="text",
        ),
        pytest.param(
            ["UPDATE signed_text SET title = '无' WHERE text = '文本 1'"],
            ChainFault(1, Flaw.ALTERED),
            id="title",
        ),
        pytest.param(
            ["DELETE FROM signed_clause WHERE signature = 2", "DELETE FROM signature WHERE place = 2"],
            ChainFault(1, Flaw.UNLINKED),
            id="a signature is removed",
        ),
        pytest.param(
            ["DELETE FROM signed_clause WHERE signature = 1", "DELETE FROM signature WHERE place = 1"],
            ChainFault(0, Flaw.UNLINKED),
            id="the first is removed",
        ),
        pytest.param(
            ["DELETE FROM signed_clause WHERE signature = 3", "DELETE FROM signature WHERE place = 3"],
            ChainFault(2, Flaw.NO_ANCHOR),
            id="the last is removed",
        ),
        pytest.param(
            [
                "INSERT INTO signature (tenant, place, person, enrolment, stage, signed_at, previous, hash)"
                " SELECT tenant, 4, person, enrolment, stage, signed_at, previous, hash FROM signature"
                " WHERE place = 3"
            ],
            ChainFault(3, Flaw.UNLINKED),
            id="one is added",
        ),
    ],
)
def test_what_is_altered_in_the_database_is_found(
    any_store: Store, statements: Sequence[str], fault: ChainFault
) -> None:
    enrolled(any_store, "U1")
    signed = [
        any_store.signatures.sign(NOW, "U1", "first", [clause(text=f"文本 {number}")]) for number in range(3)
    ]
    assert signed[-1]
    tamper(any_store.engine, *statements)
    assert any_store.signatures.verify(signed[-1].hash).fault == fault


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
