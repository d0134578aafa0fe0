"""`shouze audit`: who did what, found by day, actor and action, and whether the records hold."""

import json
from collections.abc import Iterator

import pytest
from bot.audit import Action
from bot.store import Store, new_secret
from sqlalchemy import text

from tests.cli.conftest import Done, Shouze
from tests.databases import opened

NOW, DAY = 1_800_000_000.0, 86_400.0  # 2027-01-15 08:00 UTC
SECRET = new_secret()


@pytest.fixture
def filled(made: str) -> Iterator[Store]:
    with opened(made, SECRET) as store:
        store.audit.record(NOW, "U9", Action.SKIPPED, "U1")
        store.audit.record(NOW + DAY, "cli:root", Action.ERASED, "U1")
        store.audit.record(NOW + 2 * DAY, "U9", Action.REPORTED)
        yield store


def run(shouze: Shouze, url: str, *arguments: str, **others: str) -> Done:
    return shouze("audit", *arguments, **{"SHOUZE_DATABASE_URL": url, "SHOUZE_SECRET": SECRET} | others)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("options", "targets"),
    [
        pytest.param((), ["U1", "U1", ""], id="all"),
        pytest.param(("--since", "2027-01-16"), ["U1", ""], id="since"),
        pytest.param(("--actor", "U9"), ["U1", ""], id="actor"),
        pytest.param(("--action", "privacy-erase"), ["U1"], id="action"),
        pytest.param(("--target", "U1"), ["U1", "U1"], id="target"),
        pytest.param(("--actor", "U9", "--action", "privacy-erase"), [], id="both"),
    ],
)
def test_only_what_is_asked_for_is_shown(
    shouze: Shouze, url: str, options: tuple[str, ...], targets: list[str]
) -> None:
    done = run(shouze, url, *options, "--json")
    assert done.status == 0
    held = json.loads(done.out)
    assert [one["target"] for one in held["records"]] == targets
    assert (held["holds"], held["count"]) == (True, 3)


@pytest.mark.usefixtures("filled")
def test_it_can_be_read_and_says_what_it_cannot_see(shouze: Shouze, url: str) -> None:
    out = run(shouze, url).out
    assert "2027-01-16T08:00:00+00:00" in out
    assert "cli:root" in out
    assert "操作记录 3 份，没有改动" in out
    assert "--anchor" in out
    assert "SHOUZE_SECRET" not in out
    bare = run(shouze, url, SHOUZE_SECRET="").out
    assert "没有设置 SHOUZE_SECRET：如果有人能写数据库，把其中 3 份重新写过，这里看不出来。" in bare


def test_a_hash_that_was_noted_is_found_again(shouze: Shouze, url: str, filled: Store) -> None:
    noted = [link.hash for link in filled.audit.chain()][1]
    done = run(shouze, url, "--anchor", noted)
    assert done.status == 0
    assert "先前记下的校验值还在" in done.out
    done = run(shouze, url, "--anchor", "0" * 64)
    assert done.status == 1
    assert "没有先前记下的校验值" in done.out


@pytest.mark.parametrize(
    ("statement", "secret", "told"),
    [
        pytest.param("UPDATE audit SET actor = 'U8' WHERE place = 1", SECRET, "第 1 份", id="altered"),
        pytest.param("UPDATE audit SET mac = '' WHERE place = 2", SECRET, "没有密钥签名", id="unkeyed"),
        pytest.param("UPDATE audit SET mac = ''", SECRET, "没有密钥签名", id="all unkeyed"),
        pytest.param(
            "UPDATE audit SET mac = '' WHERE place = 1", SECRET, "没有密钥签名", id="the first unkeyed"
        ),
        pytest.param("UPDATE audit SET mac = 'a' WHERE place = 2", SECRET, "密钥签名不对", id="forged"),
        pytest.param("SELECT 1", new_secret(), "另一个密钥（指纹", id="another key"),
    ],
)
def test_what_does_not_hold_is_named_and_is_the_exit_status(
    shouze: Shouze, filled: Store, statement: str, secret: str, told: str
) -> None:
    url = filled.engine.url.render_as_string()
    with filled.engine.begin() as db:
        db.execute(text(statement))
    done = run(shouze, url, SHOUZE_SECRET=secret)
    assert done.status == 1
    assert told in done.out
    assert json.loads(run(shouze, url, "--json", SHOUZE_SECRET=secret).out)["holds"] is False


def test_where_the_first_are_gone_it_says_since_when_there_are_records(
    shouze: Shouze, url: str, filled: Store
) -> None:
    assert "最早一份写于" not in run(shouze, url).out
    with filled.engine.begin() as db:
        db.execute(text("DELETE FROM audit WHERE place = 1"))
    done = run(shouze, url)
    assert done.status == 0
    assert "最早一份写于 2027-01-16T08:00:00+00:00" in done.out


def test_a_day_that_is_none_is_named(shouze: Shouze, url: str) -> None:
    assert run(shouze, url, "--since", "gestern").status == 2


def test_on_a_narrow_terminal_an_id_is_still_there_whole(
    shouze: Shouze, url: str, filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.audit.record(NOW, "cli:root", Action.PUBLISHED, "0123456789abcdef" * 4)
    monkeypatch.setenv("COLUMNS", "70")
    [row] = [line.split() for line in run(shouze, url).out.splitlines() if "rules-publish" in line]
    assert row == ["2027-01-15T08:00:00+00:00", "cli:root", "rules-publish", "0123456789abcdef" * 4]
