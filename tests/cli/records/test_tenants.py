"""`shouze tenants`: who installed the bot is listed, shown, exported and removed; one by one, and no other's."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from bot.audit import Action
from bot.store import Installation, Store, new_secret
from bot.store.audit import audit
from sqlalchemy import update

from tests.cli.conftest import Done, Shouze
from tests.databases import everything, opened
from tests.store.stored_questions import NOW, WORD, ask

SECRET = new_secret()


@pytest.fixture
def filled(made: str) -> Iterator[Store]:
    """A workspace and an organisation with a question each; the store stays open, as that of a bot at work."""
    with opened(made, SECRET) as store:
        for tenant, name, team in (("T0A", "Acme", "T0A"), ("E0B", "Bolt", "")):
            own = store.of(tenant)
            own.installations.keep(
                NOW, Installation(tenant, name, team, "B1", "U0", "chat:write", "xoxb-secret")
            )
            ask(own, "U1")
        yield store


def run(shouze: Shouze, url: str, *arguments: str, **others: str) -> Done:
    return shouze(*arguments, SHOUZE_DATABASE_URL=url, SHOUZE_SECRET=SECRET, **others)


def test_they_are_listed_with_the_day_on_which_all_goes(shouze: Shouze, url: str, filled: Store) -> None:
    filled.of("E0B").installations.end(NOW)
    lines = run(shouze, url, "tenants", "list").out.splitlines()
    assert lines[1:] == [
        "E0B “Bolt”，组织，2025-11-23 安装 （2025-11-23 卸载，2025-12-23 删除全部数据）",
        "T0A “Acme”，工作区，2025-11-23 安装",
    ]
    told = json.loads(run(shouze, url, "tenants", "list", "--json").out)
    assert [(each["tenant"], each["ended_at"] > 0) for each in told] == [("E0B", True), ("T0A", False)]
    assert "secret" not in str(told)


@pytest.mark.usefixtures("filled")
def test_its_days_are_those_of_the_organisation(shouze: Shouze, url: str) -> None:
    days = {
        run(shouze, url, "tenants", "show", "T0A", SHOUZE_TIMEZONE=zone).out.splitlines()[0].split("，")[-1]
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago")  # a day apart at each moment
    }
    assert len(days) == 2


@pytest.mark.usefixtures("filled")
def test_one_is_shown_with_what_waits_and_whether_its_chains_hold(shouze: Shouze, url: str) -> None:
    shown = run(shouze, url, "tenants", "show", "T0A").out
    assert "问题 1 个，消息 0 条" in shown
    assert "还没有规则" in shown
    assert "签署记录 0 条，完好" in shown


def test_records_that_no_key_vouches_for_are_not_said_to_be_whole(
    shouze: Shouze, url: str, filled: Store
) -> None:
    """Whoever can write to the database writes a chain anew, but without the key."""
    own = filled.of("T0A")
    own.audit.record(NOW, "U9", Action.ERASED)
    assert "操作记录 1 条，完好" in run(shouze, url, "tenants", "show", "T0A").out
    with own.engine.begin() as db:
        db.execute(update(audit).values(mac="", mac_key=""))
    assert "操作记录 1 条，完好" not in run(shouze, url, "tenants", "show", "T0A").out


@pytest.mark.usefixtures("filled")
def test_the_export_has_all_rows_of_one_in_words(shouze: Shouze, url: str, tmp_path: Path) -> None:
    file = tmp_path / "acme.jsonl"
    assert run(shouze, url, "tenants", "export", "T0A", str(file)).status == 0
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [WORD in row["text"] for row in rows if row["table"] == "question"] == [True]
    assert file.stat().st_mode & 0o077 == 0


def test_what_is_removed_is_one_s_alone(shouze: Shouze, url: str, filled: Store) -> None:
    kept = everything(filled.of("E0B"))
    assert run(shouze, url, "tenants", "remove", "T0A", "--yes").status == 0
    assert not everything(filled.of("T0A")).strip()
    assert everything(filled.of("E0B")) == kept
    assert run(shouze, url, "tenants", "show", "T0A").status == 2


@pytest.mark.usefixtures("filled")
def test_other_commands_are_about_one_where_that_is_named(shouze: Shouze, url: str) -> None:
    assert WORD in run(shouze, url, "privacy", "export", "U1", SHOUZE_TENANT="T0A").out
    assert WORD not in run(shouze, url, "privacy", "export", "U1").out
    assert "SHOUZE_TENANT" in run(shouze, url, "privacy", "export", "U1", SHOUZE_TENANT="../x").err


@pytest.mark.usefixtures("filled")
def test_what_serves_all_is_about_none_of_them(shouze: Shouze, url: str) -> None:
    told = run(shouze, url, "serve", "--http", "127.0.0.1:9", SLACK_CLIENT_ID="1.1", SHOUZE_TENANT="T0A")
    assert told.status == 2
    assert "SHOUZE_TENANT" in told.err
