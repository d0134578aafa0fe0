"""Signatures: all that decides about one stands in its hash, whenever it was given."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from bot.chain import FIRST, Link, chained, record_hash, verify_chain
from bot.onboarding.signatures import Signature, SignedClause
from bot.rulebook import Clause
from hypothesis import given
from hypothesis import strategies as st

from tests.onboarding.journeys import CLAUSES, changed

MOMENTS = st.datetimes(timezones=st.just(UTC))
TEXTS = st.text(max_size=6)
SIGNED = st.builds(
    SignedClause, name=st.sampled_from(["a/1.1", "a/1.2", "b/1"]), version=TEXTS, title=TEXTS, text=TEXTS
)
SIGNATURES = st.builds(
    Signature,
    person=TEXTS,
    stage=TEXTS,
    clauses=st.lists(SIGNED, max_size=3).map(tuple),
    at=MOMENTS,
    enrolment=st.sampled_from(["", "p1", "p2"]),  # "": as they were before they said it
)
Chain = list[Link[Signature]]


def chain_of(signatures: Sequence[Signature]) -> Chain:
    """The signatures as they are recorded, one behind the other."""
    chain: Chain = []
    for each in signatures:
        chain.append(chained(each, chain[-1].hash if chain else FIRST))
    return chain


CHAINS = st.lists(SIGNATURES, min_size=1, max_size=4).map(chain_of)


@given(CHAINS)
def test_signatures_of_both_forms_stand_in_one_chain(chain: Chain) -> None:
    assert verify_chain(chain).fault is None


def test_a_signature_from_before_it_said_its_path_has_the_hash_of_that_day() -> None:
    at = datetime(2026, 3, 2, 4, tzinfo=UTC)
    was = Signature("U1", "first", (SignedClause("a/1.1", "3", "标题", "文本"),), at)
    assert record_hash(was, "ab") == "7a97cb6e3c9d24e7679d5c7a51c6f1aa6f442930f99cb79d283297b575deb77b"


def _other(value: str) -> st.SearchStrategy[str]:
    return TEXTS.filter(lambda other: other != value)


@st.composite
def altered(draw: st.DrawFn) -> tuple[Signature, Signature]:
    """A signature, and the same with one of its fields changed."""
    was = draw(SIGNATURES)
    changes = [
        _other(was.person).map(lambda value: replace(was, person=value)),
        _other(was.stage).map(lambda value: replace(was, stage=value)),
        _other(was.enrolment).map(lambda value: replace(was, enrolment=value)),
        MOMENTS.filter(lambda at: at != was.at).map(lambda value: replace(was, at=value)),
        SIGNED.map(lambda clause: replace(was, clauses=(*was.clauses, clause))),
    ]
    for index, clause in enumerate(was.clauses):
        for field in ("version", "title", "text", "name"):
            value = draw(_other(getattr(clause, field)))
            clauses = (*was.clauses[:index], replace(clause, **{field: value}), *was.clauses[index + 1 :])
            changes.append(st.just(replace(was, clauses=clauses)))
    return was, draw(st.one_of(changes))


@given(altered())
def test_whatever_is_changed_in_it_it_has_another_hash(signatures: tuple[Signature, Signature]) -> None:
    was, other = signatures
    assert record_hash(was, "ab") != record_hash(other, "ab")


def test_a_moment_is_the_same_in_every_zone() -> None:
    at = datetime(2026, 3, 2, 4, tzinfo=UTC)
    there = at.astimezone(timezone(timedelta(hours=8)))
    one, other = (Signature("U1", "first", (), moment) for moment in (at, there))
    assert record_hash(one, FIRST) == record_hash(other, FIRST)


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
