"""The summary of a report: whatever is changed in it, its file or the signatures before it, is seen."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from bot.chain import FIRST, ChainCheck, ChainFault, Flaw, verify_chain
from bot.onboarding.calendar import WorkingDays
from bot.onboarding.report import report
from bot.onboarding.report_signature import (
    UNSIGNED,
    NotASummaryError,
    SignatureCheck,
    SignedSummary,
    Summary,
    chain_fault,
    check_signature,
    read_summary,
    sign_summary,
    summarise,
    summary_as_json,
    summary_key,
)
from bot.onboarding.signatures import Signature
from hypothesis import given
from hypothesis import strategies as st

from tests.onboarding.journeys import NOON, journey, later
from tests.onboarding.signing.test_signatures import CHAINS, Chain, chain_of

OLD, NEW = summary_key("yesterday's secret"), summary_key("today's secret")
COUNTS = st.integers(0, 10_000)
TEXTS = st.text(max_size=8)
MOMENTS = st.datetimes(min_value=datetime(1970, 1, 2), timezones=st.just(UTC))  # noqa: DTZ001  # Hypothesis adds the zone
SUMMARIES = st.builds(
    Summary,
    made_at=MOMENTS,
    made_for=TEXTS,
    people=COUNTS,
    rows=COUNTS,
    sha256=TEXTS,
    signatures=COUNTS,
    last=TEXTS,
    is_whole=st.booleans(),
)
NONE = ChainCheck[Signature](0)
ONE = Summary(NOON, "U1", 2, 6, "ab", 3, "cd", is_whole=True)


@given(SUMMARIES)
def test_what_is_written_is_read_again_and_its_signature_fits(summary: Summary) -> None:
    found = sign_summary(summary, [NEW, OLD])
    assert read_summary(summary_as_json(found)) == found
    assert check_signature(found, [NEW]) is SignatureCheck.FITS


@given(SUMMARIES, SUMMARIES, st.sampled_from([field.name for field in fields(Summary)]))
def test_a_change_of_any_field_breaks_the_signature(summary: Summary, other: Summary, name: str) -> None:
    found = sign_summary(summary, [NEW])
    changed = replace(summary, **{name: getattr(other, name)})
    expected = SignatureCheck.FITS if changed == summary else SignatureCheck.FORGED
    assert check_signature(SignedSummary(changed, found.signature), [NEW]) is expected


@given(SUMMARIES, TEXTS)
def test_no_other_signature_fits(summary: Summary, signature: str) -> None:
    assert check_signature(SignedSummary(summary, signature), [NEW, OLD]) is SignatureCheck.FORGED


def test_a_signature_of_a_secret_that_was_replaced_fits_as_long_as_the_secret_is_known() -> None:
    before = sign_summary(ONE, [OLD])
    assert check_signature(before, [NEW, OLD]) is SignatureCheck.FITS
    assert check_signature(before, [NEW]) is SignatureCheck.FORGED
    assert check_signature(before, []) is SignatureCheck.UNKNOWN


def test_without_a_secret_it_is_unsigned_and_reads_so() -> None:
    found = sign_summary(ONE, [])
    assert json.loads(summary_as_json(found))["seal"] == UNSIGNED
    assert check_signature(found, [NEW]) is SignatureCheck.UNSIGNED


def test_the_signature_is_of_one_moment_however_its_zone_is_written() -> None:
    written = summary_as_json(sign_summary(ONE, [NEW])).replace("04:00:00.000000+00:00", "12:00:00+08:00")
    assert "+08:00" in written
    assert check_signature(read_summary(written), [NEW]) is SignatureCheck.FITS


def told(**changes: Any) -> str:  # noqa: ANN401  # any value of JSON
    """The file of a summary, with some of its values changed (None: left out)."""
    values = json.loads(summary_as_json(sign_summary(ONE, [NEW]))) | changes
    return json.dumps({name: value for name, value in values.items() if value is not None})


@pytest.mark.parametrize(
    ("written", "field"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("{", "", id="cut-off"),
        pytest.param("[" * 100_000, "", id="far-too-deep"),
        pytest.param("[]", "", id="no-object"),
        pytest.param('{"rows": 1, "rows": 2}', "", id="twice"),
        pytest.param("{}", "format", id="empty"),
        pytest.param(told(format="other"), "format", id="another-format"),
        pytest.param(told(seal=None), "seal", id="no-seal"),
        pytest.param(told(seal=7), "seal", id="a-seal-that-is-a-number"),
        pytest.param(told(rows=None), "rows", id="a-field-is-missing"),
        pytest.param(told(note="all is well"), "note", id="a-field-of-no-meaning"),
        pytest.param(told(rows=True), "rows", id="yes-for-a-number"),
        pytest.param(told(rows="6"), "rows", id="text-for-a-number"),
        pytest.param(told(is_whole=1), "is_whole", id="a-number-for-yes"),
        pytest.param(told(signatures=-1), "signatures", id="less-than-none"),
        pytest.param(told(signatures=10**30), "signatures", id="more-than-there-can-be"),
        pytest.param(told(made_at="yesterday"), "made_at", id="no-moment"),
        pytest.param(told(made_at="2026-03-02T12:00:00"), "made_at", id="no-zone"),
        pytest.param(told(made_at="0001-01-01T00:00:00+08:00"), "made_at", id="before-the-calendar"),
    ],
)
def test_what_is_no_summary_is_refused_by_the_name_of_what_is_wrong(written: str, field: str) -> None:
    with pytest.raises(NotASummaryError) as error:
        read_summary(written)
    assert error.value.field == field


@given(st.text())
def test_any_text_is_a_summary_or_refused(written: str) -> None:
    with pytest.raises(NotASummaryError):
        read_summary(written)


def test_a_summary_tells_what_was_written_and_how_far_the_chain_went() -> None:
    rows = report([journey(), journey()], later(1), WorkingDays("CN"))
    summary = summarise(b"csv", rows, NONE, NOON, "U9")
    assert summary == Summary(NOON, "U9", 1, 4, hashlib.sha256(b"csv").hexdigest(), 0, FIRST, is_whole=True)


@given(CHAINS)
def test_a_check_counts_what_holds_and_ends_at_the_last(chain: Chain) -> None:
    check = verify_chain(chain)
    assert (check.count, check.end, check.fault, check.link) == (len(chain), chain[-1].hash, None, None)
    cut = verify_chain(chain, anchor="f" * 64)
    assert (cut.count, cut.fault, cut.link) == (len(chain), ChainFault(len(chain), Flaw.NO_ANCHOR), None)


@given(CHAINS, st.data())
def test_a_check_that_finds_a_fault_tells_the_record_and_what_holds_before_it(
    chain: Chain, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    record = chain[place]
    bad = replace(record, record=replace(record.record, stage=record.record.stage + "x"))
    check = verify_chain([*chain[:place], bad, *chain[place + 1 :]])
    assert (check.count, check.link) == (place, bad)
    assert check.fault == ChainFault(place, Flaw.ALTERED)
    assert check.end == (chain[place - 1].hash if place else FIRST)


@given(CHAINS, CHAINS)
def test_what_is_signed_later_does_not_matter(chain: Chain, more: Chain) -> None:
    summary = summarise(b"", (), verify_chain(chain), NOON)
    longer = chain_of([each.record for each in (*chain, *more)])
    assert chain_fault(summary, longer) is None
    assert chain_fault(summarise(b"", (), NONE, NOON), longer) is None


@given(CHAINS, st.data())
def test_what_is_cut_off_or_written_anew_is_seen(chain: Chain, data: st.DataObject) -> None:
    summary = summarise(b"", (), verify_chain(chain), NOON)
    place = data.draw(st.integers(0, len(chain) - 1))
    assert chain_fault(summary, chain[:place])
    signatures = [each.record for each in chain]
    signatures[place] = replace(signatures[place], stage=signatures[place].stage + "x")
    anew = chain_of(signatures)  # every hash from there on made again: the chain holds in itself
    assert verify_chain(anew).fault is None
    assert chain_fault(summary, anew)
