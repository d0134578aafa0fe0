"""`shouze onboarding report --csv` writes a summary, and `verify --summary` holds all against it."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from bot.knowledge import Knowledge
from bot.onboarding.path import Stage
from bot.onboarding.progress import Enrolment
from bot.onboarding.signatures import SignedClause
from bot.store import Store, new_secret
from sqlalchemy import text

from tests.cli.conftest import Done, Shouze
from tests.conftest import SHIPPED
from tests.databases import opened

NOW = 1_800_000_000.0
SECRET, ANOTHER = new_secret(), new_secret()


@pytest.fixture
def stage(knowledge: Knowledge) -> Stage:
    assert knowledge.onboarding
    return knowledge.onboarding.path_for("").stages[0]


@pytest.fixture
def store(made: str, knowledge: Knowledge, stage: Stage) -> Iterator[Store]:
    """U1 and U2 are on the path; both have signed its first stage."""
    assert knowledge.onboarding
    path = knowledge.onboarding.path_for("")
    with opened(made) as store:
        for person in ("U1", "U2"):
            store.onboarding.enrol(
                NOW, Enrolment(person, path.id, "", date(2027, 1, 14), "Asia/Shanghai"), "U9"
            )
            store.signatures.sign(NOW, person, stage.id, list(map(SignedClause.of, stage.clauses)))
        yield store


@pytest.fixture
def csv(shouze: Shouze, url: str, store: Store, tmp_path: Path) -> Path:
    """The report, written with a secret; its summary is beside it."""
    file = tmp_path / "report.csv"
    done = shouze("onboarding", "report", "--csv", str(file), **named(url))
    assert done.status == 0, done.err
    assert "带签名的摘要" in done.out
    assert [each.person for each in (one.record for one in store.signatures.chain())] == ["U1", "U2"]
    return file


def named(url: str, secret: str = SECRET) -> dict[str, str]:
    return {"SHOUZE_DATABASE_URL": url, "SHOUZE_SECRET": secret}


def beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.summary.json")


def verified(shouze: Shouze, url: str, file: Path, *more: str, secret: str = SECRET) -> Done:
    return shouze("onboarding", "verify", "--summary", str(beside(file)), *more, **named(url, secret))


def test_a_report_that_nobody_touched_is_verified_line_by_line(shouze: Shouze, url: str, csv: Path) -> None:
    done = verified(shouze, url, csv)
    assert done.status == 0, done.out
    rows = len(csv.read_text("utf-8-sig").splitlines()) - 1
    assert done.out.splitlines() == [
        "摘要的签名有效。",
        f"{csv} 和导出时一样（2 人，{rows} 行）。",
        "导出时的 2 份签署记录都还在，没有改动。",
    ]


def test_a_summary_of_another_tenant_is_none_though_nobody_signed_anything_in_either(
    shouze: Shouze, url: str, store: Store, tmp_path: Path
) -> None:
    assert store.of("T0A").signatures.verify().count == 0
    file, tenants = tmp_path / "report.csv", tmp_path / "tenants"
    tenants.mkdir()
    for tenant in ("T0A", "E0B"):
        (tenants / tenant).symlink_to(SHIPPED)
    known = {**named(url), "SHOUZE_KNOWLEDGE": str(tmp_path)}
    done = shouze("onboarding", "report", "--csv", str(file), **known, SHOUZE_TENANT="T0A")
    assert done.status == 0, done.err
    own, other = (
        shouze("onboarding", "verify", "--summary", str(beside(file)), **known, SHOUZE_TENANT=tenant)
        for tenant in ("T0A", "E0B")
    )
    assert (own.status, other.status) == (0, 1), other.out


def test_the_summary_is_for_people_to_read(csv: Path) -> None:
    told = json.loads(beside(csv).read_text("utf-8"))
    assert list(told) == sorted(told)
    assert (told["people"], told["signatures"], told["made_for"]) == (2, 2, "")


def test_it_is_found_wherever_it_is_when_the_csv_is_named(shouze: Shouze, url: str, csv: Path) -> None:
    moved = csv.rename(csv.with_name("elsewhere.csv"))
    assert verified(shouze, url, csv, "--csv", str(moved)).status == 0


def test_what_is_signed_later_does_not_matter(
    shouze: Shouze, url: str, csv: Path, store: Store, stage: Stage
) -> None:
    store.signatures.sign(NOW + 1, "U1", stage.id, [SignedClause("code/9.9", "2", "新", "新的一条")])
    assert verified(shouze, url, csv).status == 0


def test_secrets_may_have_changed_since_as_long_as_the_old_one_is_known(
    shouze: Shouze, url: str, csv: Path
) -> None:
    assert verified(shouze, url, csv, secret=f"{ANOTHER},{SECRET}").status == 0
    other = verified(shouze, url, csv, secret=ANOTHER)
    assert other.status == 1
    assert "摘要的签名对不上" in other.out
    unset = verified(shouze, url, csv, secret="")
    assert unset.status == 1
    assert "没有设置 SHOUZE_SECRET" in unset.out


def test_a_csv_that_was_changed_is_told(shouze: Shouze, url: str, csv: Path) -> None:
    csv.write_bytes(csv.read_bytes().replace(b"U1", b"U3"))
    done = verified(shouze, url, csv)
    assert done.status == 1
    assert "或者被改动过" in done.out
    assert "摘要的签名有效" in done.out


def test_a_summary_that_was_changed_is_told(shouze: Shouze, url: str, csv: Path) -> None:
    path = beside(csv)
    path.write_text(path.read_text("utf-8").replace('"people": 2', '"people": 3'), "utf-8")
    done = verified(shouze, url, csv)
    assert done.status == 1
    assert "摘要的签名对不上" in done.out


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        pytest.param(
            ["UPDATE signature SET stage = 'x' WHERE place = 2"], "现在第 2 份被改动过", id="altered"
        ),
        pytest.param(
            ["DELETE FROM signed_clause WHERE signature = 2", "DELETE FROM signature WHERE place = 2"],
            "被删除或重写过",
            id="cut-off",
        ),
    ],
)
def test_signatures_that_are_not_what_they_were_are_told(
    shouze: Shouze, url: str, csv: Path, statements: list[str], told: str
) -> None:
    with opened(url) as store, store.engine.begin() as db:
        for statement in statements:
            db.execute(text(statement))
    done = verified(shouze, url, csv)
    assert done.status == 1
    assert told in done.out


def test_a_report_of_signatures_that_did_not_hold_says_so_for_ever(
    shouze: Shouze, url: str, store: Store, tmp_path: Path
) -> None:
    with store.engine.begin() as db:
        db.execute(text("UPDATE signature SET stage = 'x' WHERE place = 2"))
    file = tmp_path / "report.csv"
    assert "签署记录第 2 份" in shouze("onboarding", "report", "--csv", str(file), **named(url)).out
    done = verified(shouze, url, file)
    assert done.status == 1
    assert "只有前 1 份完好" in done.out


@pytest.mark.usefixtures("store")
def test_without_a_secret_the_summary_is_unsigned_and_says_so(
    shouze: Shouze, url: str, tmp_path: Path
) -> None:
    file = tmp_path / "report.csv"
    told = shouze("onboarding", "report", "--csv", str(file), **named(url, ""))
    assert told.status == 0
    assert "摘要没有签名" in told.out
    done = verified(shouze, url, file)
    assert done.status == 1
    assert "摘要没有签名" in done.out
    assert "和导出时一样" in done.out


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(None, "读不了", id="missing"),
        pytest.param(b"", "（JSON）", id="empty"),
        pytest.param(b"\xff\xfe", "（JSON）", id="no-text"),
        pytest.param(b"{}", "（format）", id="another-file"),
    ],
)
def test_a_summary_that_cannot_be_read_is_told_with_its_place_and_what_to_do(
    shouze: Shouze, url: str, tmp_path: Path, content: bytes | None, told: str
) -> None:
    file = tmp_path / "report.csv"
    if content is not None:
        beside(file).write_bytes(content)
    done = verified(shouze, url, file)
    assert done.status == 2
    assert str(beside(file)) in done.err
    assert told in done.err
    assert len(done.err.splitlines()) == 1


def test_a_csv_that_is_not_there_is_told(shouze: Shouze, url: str, csv: Path) -> None:
    csv.unlink()
    done = verified(shouze, url, csv)
    assert done.status == 2
    assert f"{csv}：读不了" in done.err


def test_a_summary_under_another_name_asks_for_its_csv(shouze: Shouze, url: str, csv: Path) -> None:
    other = beside(csv).rename(csv.with_name("other.json"))
    done = shouze("onboarding", "verify", "--summary", str(other), **named(url))
    assert done.status == 2
    assert "--csv" in done.err


@pytest.mark.usefixtures("store")
def test_a_folder_that_is_not_there_is_told_when_a_report_is_written(
    shouze: Shouze, url: str, tmp_path: Path
) -> None:
    done = shouze("onboarding", "report", "--csv", str(tmp_path / "no" / "r.csv"), **named(url))
    assert done.status == 2
    assert "写不了" in done.err
