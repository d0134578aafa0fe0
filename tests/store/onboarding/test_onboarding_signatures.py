"""What was signed stands in one chain, which only grows, and shows where anybody altered it."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pytest
from bot.chain import FIRST
from bot.onboarding.signatures import SignedClause
from bot.store import Store, new_secret
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


def test_a_long_chain_is_walked_in_pieces_while_others_sign(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.chains._PAGE", 5)
    enrolled(store, "U1")
    for number in range(6):
        store.signatures.sign(NOW, "U1", str(number), [OLD])
    walk = store.signatures.chain()
    next(walk)
    assert store.signatures.sign(NOW, "U1", "first", [OLD]), "nobody waits for the one who walks"
    assert sum(1 for _ in walk) == 6
    assert store.signatures.verify().fault is None


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
