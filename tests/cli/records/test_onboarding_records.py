"""`shouze onboarding verify` and `report`: the chain is walked, and everybody's progress is told."""

import csv
import hashlib
import io
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bot.knowledge import Knowledge
from bot.onboarding.path import Stage
from bot.onboarding.progress import ClauseRead, Ending, Enrolment, StageClosed, TaskDone
from bot.onboarding.quiz import Attempt
from bot.onboarding.signatures import SignedClause
from bot.store import Store
from sqlalchemy import text

from tests.cli.conftest import Done as Printed
from tests.cli.conftest import Shouze
from tests.databases import opened

NOW = 1_800_000_000.0
AT = datetime.fromtimestamp(NOW, UTC)


@pytest.fixture
def filled(made: str, knowledge: Knowledge) -> Iterator[Store]:
    """U1 has closed the first stage, with a signature, and skipped the second; U2 has just begun."""
    assert knowledge.onboarding
    path = knowledge.onboarding.path_for("")
    first, second = path.stages[:2]
    with opened(made) as store:
        for person, role in (("U1", ""), ("U2", "=cmd")):
            new = Enrolment(person, path.id, role, date(2027, 1, 14), "Asia/Shanghai")
            store.onboarding.enrol(NOW, new, "U9")
        walk_through(store, first)
        store.onboarding.record("U1", StageClosed(second.id, Ending.SKIPPED, AT))
        store.signatures.sign(NOW + 60, "U2", first.id, signed(first))
        yield store


def signed(stage: Stage) -> list[SignedClause]:
    return [SignedClause.of(clause) for clause in stage.clauses]


def walk_through(store: Store, stage: Stage) -> None:
    """U1 does all of a stage, the quiz at the second try."""
    for clause in stage.clauses:
        store.onboarding.record("U1", ClauseRead(clause.name, AT))
    for task in stage.tasks:
        store.onboarding.record("U1", TaskDone(stage.id, task.id, AT))
    for attempt, right in enumerate((3, 7), 1):
        store.onboarding.record("U1", Attempt(stage.id, attempt, right, 7, right == 7, AT))
    store.signatures.sign(NOW, "U1", stage.id, signed(stage))
    store.onboarding.record("U1", StageClosed(stage.id, Ending.DONE, AT))


def run(shouze: Shouze, url: str, *arguments: str) -> Printed:
    return shouze("onboarding", *arguments, SHOUZE_DATABASE_URL=url)


@pytest.mark.usefixtures("filled")
def test_a_chain_that_holds_is_told_with_its_count_and_end(shouze: Shouze, url: str, filled: Store) -> None:
    last = [each.hash for each in filled.signatures.chain()][-1]
    done = run(shouze, url, "verify")
    assert done.status == 0
    assert done.out.splitlines()[0] == f"签署记录 2 份，没有改动。最后一份的校验值：{last}"


def test_without_signatures_there_is_nothing_wrong(shouze: Shouze, database: str) -> None:
    done = run(shouze, database, "verify")
    assert done.status == 0
    assert "0 份" in done.out


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        pytest.param(
            "UPDATE signature SET stage = 'x' WHERE place = 2", "签署记录第 2 份（U2 x ", id="altered"
        ),
        pytest.param("UPDATE signature SET previous = '' WHERE place = 2", "接不上前一份", id="unlinked"),
    ],
)
def test_the_first_broken_place_is_named(
    shouze: Shouze, url: str, filled: Store, statement: str, told: str
) -> None:
    with filled.engine.begin() as db:
        db.execute(text(statement))
    done = run(shouze, url, "verify")
    assert done.status == 1
    assert told in done.out
    assert told in run(shouze, url, "report").out


@pytest.mark.usefixtures("filled")
def test_an_end_that_was_cut_off_is_found_by_the_hash_noted_elsewhere(shouze: Shouze, url: str) -> None:
    done = run(shouze, url, "verify", "--last", "f" * 64)
    assert done.status == 1
    assert "没有先前记下的校验值" in done.out


@pytest.mark.usefixtures("filled")
def test_the_report_as_csv_says_what_happened(
    shouze: Shouze, url: str, tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: NOW + 120)
    file = tmp_path / "report.csv"
    done = run(shouze, url, "report", "--csv", str(file))
    assert done.status == 0
    assert hashlib.sha256(file.read_bytes()).hexdigest() in done.out
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("report.csv*")} == {0o600}
    assert "签署记录 2 份，没有改动" in done.out
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    assert knowledge.onboarding
    stages = knowledge.onboarding.path_for("").stages
    assert [(row["成员"], row["阶段"]) for row in rows] == [
        (person, stage.title) for person in ("U1", "U2") for stage in stages
    ]
    assert not any(
        stage.id in row.values() for row in rows for stage in stages
    )  # their titles are for people
    first, second = rows[:2]
    assert {name: first[name] for name in ("完成", "完成方式", "测验次数", "测验", "答对", "签署时间")} == {
        "完成": "2027-01-15",
        "完成方式": "完成",
        "测验次数": "2",
        "测验": "通过",
        "答对": "7",
        "签署时间": "2027-01-15 16:00+08:00",
    }
    assert second["完成方式"] == "跳过"
    assert rows[len(stages)]["岗位"] == "'=cmd", "no spreadsheet takes it for a formula"


@pytest.mark.usefixtures("filled")
def test_the_report_is_shown_where_no_file_is_named(shouze: Shouze, url: str) -> None:
    out = run(shouze, url, "report").out
    assert "U1" in out
    assert "2 人" in out


@pytest.mark.usefixtures("filled")
def test_who_is_on_a_path_that_is_no_more_is_told_along_that_of_their_role(
    shouze: Shouze, url: str, filled: Store
) -> None:
    filled.onboarding.change(NOW, "U1", "U9", path="gone")
    done = run(shouze, url, "report")
    assert done.status == 0
    assert "U1" in done.out
