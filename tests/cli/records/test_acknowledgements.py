"""`shouze onboarding acknowledgements`: who was asked to sign what was published, and who has."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from bot.audit import Action
from bot.onboarding.acknowledgements import Acknowledgement
from bot.onboarding.signatures import SignedClause
from bot.store import Store

from tests.cli.conftest import Done, Shouze
from tests.databases import opened
from tests.publishing.folders import LATER
from tests.store.stored_questions import NOW

CLAUSES = {"code/1.1": "code/1.1", "code/1.7": ""}
ASKED = Acknowledgement("a1", "code", 2, date(2025, 11, 23), date(2025, 11, 25), CLAUSES)


@pytest.fixture
def filled(made: str) -> Iterator[Store]:
    """Two were asked; one signed two minutes later, the other was reminded."""
    with opened(made) as store:
        assert store.acknowledgements.begin(NOW, ASKED)
        for person in ("U1", "U2"):
            assert store.acknowledgements.ask(NOW, ASKED.id, person, {})
        signed = [SignedClause("code/1.1", "2026.1", "上班迟到", LATER)]
        assert store.acknowledgements.sign(NOW + 120, ASKED.id, "U1", signed, {})
        assert store.acknowledgements.remind(NOW + 300_000, ASKED.id, "U2", 1, {})
        yield store


def run(shouze: Shouze, url: str, *arguments: str) -> Done:
    settings = {"SHOUZE_DATABASE_URL": url, "SHOUZE_TIMEZONE": "Europe/Berlin"}
    return shouze("onboarding", "acknowledgements", *arguments, **settings)


def test_the_file_has_a_line_for_each_who_was_asked_in_the_organisations_time_and_is_recorded(
    shouze: Shouze, url: str, filled: Store, tmp_path: Path
) -> None:
    file = tmp_path / "signed.csv"
    done = run(shouze, url, "--csv", str(file))
    assert (done.status, "已通知 2 人次，已签 1 人次。" in done.out) == (0, True)
    assert file.stat().st_mode & 0o777 == 0o600
    headings, *lines = csv.reader(io.StringIO(file.read_text("utf-8-sig")))
    assert headings == ["守则", "条款", "自", "截止", "人员", "通知时间", "提醒次数", "签署时间"]
    what = ["code", "1.1 1.7", "2025-11-23", "2025-11-25"]
    assert lines == [
        [*what, "U1", "2025-11-23 13:13+01:00", "0", "2025-11-23 13:15+01:00"],
        [*what, "U2", "2025-11-23 13:13+01:00", "1", ""],
    ]
    assert [link.record.action for link in filled.audit.chain()][-1] == Action.REPORTED


@pytest.mark.usefixtures("filled")
def test_without_a_file_it_is_a_table(shouze: Shouze, url: str) -> None:
    printed = run(shouze, url).out
    assert all(each in printed for each in ("U1", "U2", "已通知 2 人次，已签 1 人次。"))


@pytest.mark.usefixtures("filled")
def test_a_file_that_cannot_be_written_is_told(shouze: Shouze, url: str, tmp_path: Path) -> None:
    done = run(shouze, url, "--csv", str(tmp_path / "nowhere/signed.csv"))
    assert (done.status, "nowhere/signed.csv" in done.err) == (2, True)
