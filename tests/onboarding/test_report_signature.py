"""The summary of a report: whatever is changed in it, its file or the signatures before it, is seen."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from bot.onboarding import (
    FIRST,
    UNSIGNED,
    Attested,
    Broken,
    Flaw,
    NotASummaryError,
    Recorded,
    Sealing,
    Summary,
    WorkingDays,
    as_file,
    attested,
    read_summary,
    report,
    rewritten,
    sealing,
    sealing_key,
    summarised,
    walk,
)
from hypothesis import given
from hypothesis import strategies as st

from .journeys import NOON, course, later
from .test_signatures import CHAINS, chained

OLD, NEW = sealing_key("yesterday's secret"), sealing_key("today's secret")
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
ONE = Summary(NOON, "U1", 2, 6, "ab", 3, "cd", is_whole=True)


@given(SUMMARIES)
def test_what_is_written_is_read_again_and_its_seal_fits(summary: Summary) -> None:
    found = attested(summary, [NEW, OLD])
    assert read_summary(as_file(found)) == found
    assert sealing(found, [NEW]) is Sealing.FITS


@given(SUMMARIES, SUMMARIES, st.sampled_from([field.name for field in fields(Summary)]))
def test_a_change_of_any_field_breaks_the_seal(summary: Summary, other: Summary, name: str) -> None:
    found = attested(summary, [NEW])
    changed = replace(summary, **{name: getattr(other, name)})
    expected = Sealing.FITS if changed == summary else Sealing.FORGED
    assert sealing(Attested(changed, found.seal), [NEW]) is expected


@given(SUMMARIES, TEXTS)
def test_no_other_seal_fits(summary: Summary, seal: str) -> None:
    assert sealing(Attested(summary, seal), [NEW, OLD]) is Sealing.FORGED


def test_a_seal_of_a_secret_that_was_replaced_fits_as_long_as_the_secret_is_known() -> None:
    before = attested(ONE, [OLD])
    assert sealing(before, [NEW, OLD]) is Sealing.FITS
    assert sealing(before, [NEW]) is Sealing.FORGED
    assert sealing(before, []) is Sealing.UNKNOWN


def test_without_a_secret_it_is_unsigned_and_reads_so() -> None:
    found = attested(ONE, [])
    assert json.loads(as_file(found))["seal"] == UNSIGNED
    assert sealing(found, [NEW]) is Sealing.UNSIGNED


def test_the_seal_is_of_one_moment_however_its_zone_is_written() -> None:
    written = as_file(attested(ONE, [NEW])).replace("04:00:00.000000+00:00", "12:00:00+08:00")
    assert "+08:00" in written
    assert sealing(read_summary(written), [NEW]) is Sealing.FITS


def told(**changes: Any) -> str:  # noqa: ANN401  # any value of JSON
    """The file of a summary, with some of its values changed (None: left out)."""
    values = json.loads(as_file(attested(ONE, [NEW]))) | changes
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
    rows = report([course(), course()], later(1), WorkingDays("CN"))
    summary = summarised(b"csv", rows, walk([]), NOON, "U9")
    assert summary == Summary(NOON, "U9", 1, 4, hashlib.sha256(b"csv").hexdigest(), 0, FIRST, is_whole=True)


@given(CHAINS)
def test_a_walk_counts_what_holds_and_ends_at_the_last(chain: list[Recorded]) -> None:
    walked = walk(chain)
    assert (walked.count, walked.end, walked.broken, walked.found) == (len(chain), chain[-1].hash, None, None)
    cut = walk(chain, "f" * 64)
    assert (cut.count, cut.broken, cut.found) == (len(chain), Broken(len(chain), Flaw.CUT_OFF), None)


@given(CHAINS, st.data())
def test_a_walk_that_breaks_tells_the_record_and_what_holds_before_it(
    chain: list[Recorded], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    record = chain[place]
    bad = replace(record, signature=replace(record.signature, stage=record.signature.stage + "x"))
    walked = walk([*chain[:place], bad, *chain[place + 1 :]])
    assert (walked.count, walked.found) == (place, bad)
    assert walked.broken == Broken(place, Flaw.ALTERED)
    assert walked.end == (chain[place - 1].hash if place else FIRST)


@given(CHAINS, CHAINS)
def test_what_is_signed_later_does_not_matter(chain: list[Recorded], more: list[Recorded]) -> None:
    summary = summarised(b"", (), walk(chain), NOON)
    longer = chained([each.signature for each in (*chain, *more)])
    assert rewritten(summary, longer) is None
    assert rewritten(summarised(b"", (), walk([]), NOON), longer) is None


@given(CHAINS, st.data())
def test_what_is_cut_off_or_written_anew_is_seen(chain: list[Recorded], data: st.DataObject) -> None:
    summary = summarised(b"", (), walk(chain), NOON)
    place = data.draw(st.integers(0, len(chain) - 1))
    assert rewritten(summary, chain[:place])
    signatures = [each.signature for each in chain]
    signatures[place] = replace(signatures[place], stage=signatures[place].stage + "x")
    anew = chained(signatures)  # every hash from there on made again: the chain holds in itself
    assert walk(anew).broken is None
    assert rewritten(summary, anew)
