"""What was signed stands in one chain, which only grows, and shows where anybody altered it."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial

import pytest
from bot.chain import FIRST, ChainFault, Flaw, chained
from bot.onboarding.signatures import SignedClause
from bot.store import Store, new_secret
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text

from tests.databases import at_once, opened, rows
from tests.processes import forking
from tests.store.enrolments import AT, NOW, clause, newcomer, sign_many

OLD, NEW = clause(), clause(text="早班 9:00 上班。")
SECRET = new_secret()
PEOPLE = [f"U{number}" for number in range(1, 5)]


def enrolled(store: Store, *people: str) -> None:
    for person in people:
        assert store.onboarding.enrol(NOW, newcomer(person), "U9")


def test_a_signature_is_linked_to_the_one_before_whoever_gave_that(any_store: Store) -> None:
    enrolled(any_store, "U1", "U2")
    first = any_store.signatures.sign(NOW, "U1", "first", [OLD, clause("1.2")])
    second = any_store.signatures.sign(NOW + 1, "U2", "first", [OLD])
    assert first
    assert second
    assert (first.previous, second.previous) == (FIRST, first.hash)
    assert (first.record.at, first.record.clauses) == (AT, (OLD, clause("1.2")))
    assert list(any_store.signatures.chain()) == [first, second]
    assert any_store.signatures.verify(second.hash).fault is None
    record = any_store.onboarding.enrolment_of("U1")
    assert record
    assert record.progress.signatures == (first.record,)


@pytest.mark.parametrize(
    ("before", "then", "is_signed"),
    [
        pytest.param([[OLD]], [OLD], False, id="the same again"),
        pytest.param([[OLD]], [clause(version="4")], False, id="the same text in a newer book"),
        pytest.param([[OLD, clause("1.2")]], [OLD], False, id="a part of it"),
        pytest.param([[OLD]], [NEW], True, id="another text"),
        pytest.param([[OLD]], [OLD, clause("1.2")], True, id="one more"),
        pytest.param([[OLD], [NEW]], [OLD], True, id="the old text, which is back"),
        pytest.param([], [], False, id="nothing"),
    ],
)
def test_only_what_they_did_not_sign_last_is_signed(
    any_store: Store,
    before: Sequence[Sequence[SignedClause]],
    then: Sequence[SignedClause],
    is_signed: bool,  # noqa: FBT001  # a column of the table
) -> None:
    enrolled(any_store, "U1")
    for clauses in before:
        assert any_store.signatures.sign(NOW, "U1", "first", clauses)
    assert bool(any_store.signatures.sign(NOW, "U1", "first", then)) == is_signed


def test_the_same_clause_is_signed_in_each_stage(any_store: Store) -> None:
    enrolled(any_store, "U1")
    assert any_store.signatures.sign(NOW, "U1", "first", [OLD])
    assert any_store.signatures.sign(NOW, "U1", "second", [OLD])


def test_a_text_is_kept_once_whoever_signs_it(any_store: Store) -> None:
    enrolled(any_store, *PEOPLE)
    for person in PEOPLE:
        any_store.signatures.sign(NOW, person, "first", [OLD, NEW])
    assert len(rows(any_store, "signed_text")) == 2


def test_a_double_click_on_two_replicas_is_one_signature(any_database: str) -> None:
    with opened(any_database) as store:
        enrolled(store, "U1")
        signed = at_once(any_database, lambda one: one.signatures.sign(NOW, "U1", "first", [OLD]))
        assert sum(map(bool, signed)) == 1


def test_many_processes_sign_at_once_and_the_chain_has_no_fork(any_database: str) -> None:
    with opened(any_database) as store:
        enrolled(store, *PEOPLE)
        with ProcessPoolExecutor(2, forking()) as processes:
            assert list(processes.map(partial(sign_many, any_database), PEOPLE)) == [12] * 4
        chain = list(store.signatures.chain())
        assert store.signatures.verify().fault is None
        assert len(chain) == 48
        for person in PEOPLE:
            texts = [each.record.clauses[0].text for each in chain if each.record.person == person]
            assert texts == [f"{person} {number}" for number in range(12)]


def test_a_long_chain_is_walked_in_pieces_while_others_sign(store: Store) -> None:
    enrolled(store, "U1")
    for number in range(501):
        store.signatures.sign(NOW, "U1", str(number), [OLD])
    walk = store.signatures.chain()
    next(walk)
    assert store.signatures.sign(NOW, "U1", "first", [OLD]), "nobody waits for the one who walks"
    assert sum(1 for _ in walk) == 501
    assert store.signatures.verify().fault is None


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


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(["first", "第二"]), st.lists(TEXTS, max_size=3)), max_size=6),
    st.floats(1.7e9, 2.5e9),
)
def test_whatever_is_signed_comes_back_as_it_was(
    any_database: str, any_store: Store, signed: list[tuple[str, list[str]]], now: float
) -> None:
    any_store.onboarding.restart(now, newcomer(), "U9")
    before = len(list(any_store.signatures.chain()))
    made = [
        recorded
        for stage, texts in signed
        if (recorded := any_store.signatures.sign(now, "U1", stage, [clause(text=each) for each in texts]))
    ]
    with opened(any_database) as restarted:
        assert list(restarted.signatures.chain())[before:] == made
        assert restarted.signatures.verify().fault is None
        record = restarted.onboarding.enrolment_of("U1")
        assert record
        assert list(record.progress.signatures) == [each.record for each in made]


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


def test_another_secret_vouches_for_what_the_one_before_it_did(any_database: str) -> None:
    later = new_secret()
    with opened(any_database, SECRET) as store:
        enrolled(store, "U1")
        store.signatures.sign(NOW, "U1", "first", [OLD])
    with opened(any_database, later, SECRET) as store:
        store.signatures.sign(NOW, "U1", "second", [OLD])
        assert store.signatures.verify().fault is None
        store.rotate()
    with opened(any_database, later) as store:
        assert (store.signatures.verify().fault, store.signatures.verify().unvouched) == (None, 0)
