"""The chain of signatures: it holds as it was written, and no change in it stays unseen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from bot.onboarding.signatures import (
    FIRST,
    ChainFault,
    ChainRecord,
    Flaw,
    Signature,
    SignedClause,
    signature_hash,
    verify_chain,
)
from bot.rulebook import Clause
from hypothesis import given
from hypothesis import strategies as st

from .journeys import CLAUSES, changed

MOMENTS = st.datetimes(timezones=st.just(UTC))
TEXTS = st.text(max_size=6)
SIGNED = st.builds(
    SignedClause, name=st.sampled_from(["a/1.1", "a/1.2", "b/1"]), version=TEXTS, title=TEXTS, text=TEXTS
)
UNCHAINED = st.builds(
    Signature, person=TEXTS, stage=TEXTS, clauses=st.lists(SIGNED, max_size=3).map(tuple), at=MOMENTS
)


def chained(signatures: Sequence[Signature]) -> list[ChainRecord]:
    """The signatures as they are recorded, one behind the other."""
    chain: list[ChainRecord] = []
    for each in signatures:
        linked = replace(each, previous=chain[-1].hash if chain else FIRST)
        chain.append(ChainRecord(linked, signature_hash(linked)))
    return chain


CHAINS = st.lists(UNCHAINED, min_size=1, max_size=4).map(chained)


@given(CHAINS)
def test_a_chain_holds_as_it_was_written(chain: list[ChainRecord]) -> None:
    assert verify_chain(chain).fault is None
    assert verify_chain(chain, chain[-1].hash).fault is None


def _other(value: str) -> st.SearchStrategy[str]:
    return TEXTS.filter(lambda other: other != value)


@st.composite
def tampered(draw: st.DrawFn) -> tuple[list[ChainRecord], list[ChainRecord]]:
    """A chain, and the same with one field of one record changed."""
    chain = draw(CHAINS)
    place = draw(st.integers(0, len(chain) - 1))
    was = chain[place].signature
    changes = [
        _other(was.person).map(lambda value: replace(was, person=value)),
        _other(was.stage).map(lambda value: replace(was, stage=value)),
        _other(was.previous).map(lambda value: replace(was, previous=value)),
        MOMENTS.filter(lambda at: at != was.at).map(lambda value: replace(was, at=value)),
        SIGNED.map(lambda clause: replace(was, clauses=(*was.clauses, clause))),
    ]
    for index, clause in enumerate(was.clauses):
        for field in ("version", "title", "text", "name"):
            value = draw(_other(getattr(clause, field)))
            clauses = (*was.clauses[:index], replace(clause, **{field: value}), *was.clauses[index + 1 :])
            changes.append(st.just(replace(was, clauses=clauses)))
    other = draw(st.one_of(changes))
    return chain, [*chain[:place], replace(chain[place], signature=other), *chain[place + 1 :]]


@given(tampered())
def test_any_change_of_any_field_is_found_at_its_place(
    chains: tuple[list[ChainRecord], list[ChainRecord]],
) -> None:
    chain, altered = chains
    fault = verify_chain(altered).fault
    assert fault
    assert altered[fault.place] != chain[fault.place]


@given(CHAINS, st.data())
def test_a_record_that_was_taken_out_or_put_in_or_moved_is_found(
    chain: list[ChainRecord], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    shorter = [*chain[:place], *chain[place + 1 :]]
    assert verify_chain(shorter, chain[-1].hash).fault is not None
    assert verify_chain([*chain[: place + 1], *chain[place:]]).fault == ChainFault(place + 1, Flaw.UNLINKED)
    if len(chain) > 1:
        assert verify_chain([*chain[1:], chain[0]]).fault == ChainFault(0, Flaw.UNLINKED)


@given(CHAINS, UNCHAINED)
def test_an_end_that_was_written_anew_is_found_by_the_last_hash_that_is_known(
    chain: list[ChainRecord], other: Signature
) -> None:
    anew = chained([*(each.signature for each in chain[:-1]), replace(other, person="somebody else")])
    assert verify_chain(anew).fault is None
    assert verify_chain(anew, chain[-1].hash).fault == ChainFault(len(chain), Flaw.CUT_OFF)


def test_an_empty_chain_holds_unless_there_was_one() -> None:
    assert verify_chain([]).fault is None
    assert verify_chain([], "abc").fault == ChainFault(0, Flaw.CUT_OFF)


def test_a_moment_is_the_same_in_every_zone() -> None:
    at = datetime(2026, 3, 2, 4, tzinfo=UTC)
    there = at.astimezone(timezone(timedelta(hours=8)))
    one, other = (Signature("U1", "first", (), moment) for moment in (at, there))
    assert signature_hash(one) == signature_hash(other)


def test_texts_that_are_cut_elsewhere_do_not_have_one_hash() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    one, other = Signature("a", "bc", (), at), Signature("ab", "c", (), at)
    assert signature_hash(one) != signature_hash(other)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(CLAUSES["1.1"], title="别的"), id="title"),
        pytest.param(replace(CLAUSES["1.1"], text="别的"), id="text"),
        pytest.param(replace(CLAUSES["1.1"], number=CLAUSES["1.2"].number), id="number"),
    ],
)
def test_the_digest_of_a_clause_is_another_when_it_says_something_else(other: Clause) -> None:
    assert other.fingerprint != CLAUSES["1.1"].fingerprint


def test_the_digest_stays_when_only_the_version_or_the_questions_change() -> None:
    clause = CLAUSES["1.1"]
    heading = replace(clause.heading, version="2027.1")
    assert replace(clause, heading=heading, questions=("几点",)).fingerprint == clause.fingerprint


def test_what_is_signed_is_the_text_of_that_day() -> None:
    signed = SignedClause.of(CLAUSES["1.1"])
    assert (signed.name, signed.version, signed.text) == ("code/1.1", "2026.1", CLAUSES["1.1"].text)
    assert signed.digest == CLAUSES["1.1"].fingerprint != changed("新的").clauses[0].fingerprint
    assert CLAUSES["2.1"].name == "code/2.1"
