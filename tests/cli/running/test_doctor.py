"""`shouze doctor` names everything that keeps the bot from working, against the local Slack."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.cli.running import doctor
from bot.knowledge import Knowledge
from bot.slack.specimens import Specimens, specimens
from bot.store import Address, Parcel, Seal, Store, new_secret, open_database
from bot.workspace import Workspace

from tests.cli.conftest import Done, Shouze
from tests.databases import Databases, SqliteTemplate, opened
from tests.publishing.folders import a_folder, chapter
from tests.slack.outages import READ_ONLY
from tests.store.database.test_condition import damage
from tests.store.deliveries.test_dead_letters import given_up
from tests.store.stored_questions import NOW, ask

SECRET = new_secret()


@pytest.fixture
def manifest() -> Mapping[str, Any]:
    read: dict[str, Any] = yaml.safe_load(Path("app.yaml").read_text("utf-8"))
    return read


@pytest.fixture
async def slack(manifest: Mapping[str, Any]) -> AsyncIterator[Workspace]:
    async with Workspace(manifest) as workspace:
        yield workspace


@pytest.fixture(autouse=True)
def few_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of messages and views are tried, where a test does not ask for all of them: that takes a second."""

    def few(*given: Any) -> Specimens:  # noqa: ANN401  # as `specimens` takes it
        drawn = specimens(*given)
        return Specimens(dict(islice(drawn.messages.items(), 2)), dict(islice(drawn.views.items(), 2)))

    monkeypatch.setattr("bot.slack.specimens.specimens", few)


@pytest.fixture(autouse=True)
def made(sqlite_template: SqliteTemplate, tmp_path: Path) -> None:
    """The database, as `serve` made it."""
    sqlite_template.copied(tmp_path / "doctor.db")
    (tmp_path / "doctor.db").chmod(0o600)


async def examine(shouze: Shouze, slack: Workspace, folder: Path, **changed: str) -> Done:
    environment = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.base_url,
        "SHOUZE_DATABASE_URL": f"sqlite:///{folder / 'doctor.db'}",
        "SHOUZE_SECRET": SECRET,
    }
    done: Done = await asyncio.to_thread(shouze, "doctor", **(environment | changed))
    return done


def lines(done: Done, mark: str) -> list[str]:
    return [line for line in done.out.splitlines() if line.startswith(mark)]


async def test_where_all_is_well_there_is_nothing_to_mend(
    shouze: Shouze,
    slack: Workspace,
    knowledge: Knowledge,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.slack.specimens.specimens", specimens)
    alice = slack.person("alice")
    for contact in {heading.owner.address for heading in knowledge.library.headings}:
        slack.channel(contact, members=[alice])
    done = await examine(shouze, slack, tmp_path)
    assert done.status == 0, done.out
    assert not lines(done, "✗")
    words_alone, events = lines(done, "!")
    assert "只按词语查找" in words_alone
    assert "app_mention" in events
    for good in (
        "设置",
        "知识文件夹",
        "数据库",
        "SHOUZE_SECRET",
        "SLACK_BOT_TOKEN",
        "权限",
        "时钟",
        "SLACK_APP_TOKEN",
        "Slack 都认可",
        "每位负责人都收得到",
    ):
        assert any(good in line for line in lines(done, "✓")), good


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN", id="no bot token"),
        pytest.param({"SLACK_BOT_TOKEN": "xoxb-canary"}, "invalid_auth", id="a wrong bot token"),
        pytest.param({"SLACK_APP_TOKEN": "xapp-canary"}, "SLACK_APP_TOKEN", id="a wrong app token"),
        pytest.param({"SLACK_APP_TOKEN": ""}, "SLACK_SIGNING_SECRET", id="no way to Slack"),
        pytest.param({"SLACK_API_URL": "http://127.0.0.1:9/"}, "连不上 Slack", id="no network"),
        pytest.param({"SHOUZE_SECRET": "short"}, "SHOUZE_SECRET", id="a secret that is none"),
        pytest.param({"SHOUZE_KNOWLEDGE": "nowhere"}, "nowhere", id="no knowledge"),
        pytest.param({"SHOUZE_DATABASE_URL": "sqlite:////dev/null/x.db"}, "/dev/null/x.db", id="no database"),
        pytest.param({"SHOUZE_STATUS": "3000"}, "SHOUZE_STATUS", id="no address"),
    ],
)
async def test_what_is_wrong_is_named_and_the_rest_is_examined_all_the_same(
    shouze: Shouze, slack: Workspace, tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    done = await examine(shouze, slack, tmp_path, **changed)
    assert done.status == 1
    [bad] = lines(done, "✗")
    assert said in bad
    assert "canary" not in done.out
    assert len(lines(done, "✓")) >= 3


async def test_all_that_is_missing_is_named_at_once(shouze: Shouze, slack: Workspace, tmp_path: Path) -> None:
    done = await examine(shouze, slack, tmp_path, SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="")
    named = "".join(lines(done, "✗"))
    assert [each for each in ("BOT_TOKEN", "APP_TOKEN", "SIGNING_SECRET") if each not in named] == []


async def test_what_every_command_needs_is_named_with_all_else(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    wrong = {"SHOUZE_LANGUAGE": "fr", "SHOUZE_TIMEZONE": "Mars/Base", "SHOUZE_CHOOSER": "who"}
    done = await examine(shouze, slack, tmp_path, SLACK_APP_TOKEN="xoxb-canary", **wrong)
    assert done.status == 1
    for name in ("LANGUAGE", "TIMEZONE", "CHOOSER", "APP_TOKEN"):
        assert done.out.count(name) == 1, name
    assert any("数据库" in line for line in lines(done, "✓"))


async def test_a_database_that_is_not_there_yet_is_a_note_and_is_not_made(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    done = await examine(shouze, slack, tmp_path, SHOUZE_DATABASE_URL=f"sqlite:///{tmp_path / 'no.db'}")
    assert done.status == 0
    assert any("no.db" in line for line in lines(done, "!"))
    assert not (tmp_path / "no.db").exists()


async def test_scopes_that_are_missing_or_not_used_are_named(
    shouze: Shouze, manifest: Mapping[str, Any], tmp_path: Path
) -> None:
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    scopes.remove("chat:write")
    scopes.append("reactions:write")
    async with Workspace(manifest) as slack:
        done = await examine(shouze, slack, tmp_path)
    [missing] = lines(done, "✗")
    assert "chat:write" in missing
    assert any("reactions:write" in line for line in lines(done, "!"))


async def test_a_scope_that_may_be_left_out_is_a_note_that_says_what_does_not_work(
    shouze: Shouze, manifest: Mapping[str, Any], tmp_path: Path
) -> None:
    manifest["oauth_config"]["scopes"]["bot"].remove("files:read")
    async with Workspace(manifest) as slack:
        done = await examine(shouze, slack, tmp_path)
    assert done.status == 0
    [note] = [line for line in lines(done, "!") if "files:read" in line]
    assert "shouze import" in note


async def test_without_the_scopes_of_follow_ups_it_says_what_that_means(
    shouze: Shouze, manifest: Mapping[str, Any], tmp_path: Path
) -> None:
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    for left_out in ("channels:history", "groups:history"):
        scopes.remove(left_out)
    async with Workspace(manifest) as slack:
        done = await examine(shouze, slack, tmp_path)
    assert done.status == 0, done.out
    [told] = [line for line in lines(done, "!") if "channels:history" in line]
    assert "追问要再 @ 一次" in told


async def test_what_slack_does_not_take_any_more_is_named(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    slack.faults.refuses("blocks.validate", "invalid_blocks")
    done = await examine(shouze, slack, tmp_path)
    assert done.status == 1
    [fault] = lines(done, "✗")
    assert "reply 0: Answer" in fault
    assert "invalid_blocks" in fault


async def test_a_slack_that_knows_no_such_method_is_passed_over(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    slack.faults.refuses("blocks.validate", "unknown_method")
    done = await examine(shouze, slack, tmp_path)
    assert done.status == 0, done.out
    assert any("blocks.validate" in line for line in lines(done, "!"))


async def test_over_http_the_signing_secret_is_enough(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    done = await examine(
        shouze, slack, tmp_path, SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET=slack.signing_secret
    )
    assert done.status == 0
    assert any("SLACK_SIGNING_SECRET" in line for line in lines(done, "✓"))


async def test_without_a_secret_there_is_a_note(shouze: Shouze, slack: Workspace, tmp_path: Path) -> None:
    done = await examine(shouze, slack, tmp_path, SHOUZE_SECRET="")
    assert done.status == 0
    assert any("shouze secret" in line for line in lines(done, "!"))


async def test_a_secret_that_does_not_open_what_is_stored_is_wrong(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    with closing(
        Store.over(open_database(f"sqlite:///{tmp_path / 'doctor.db'}"), Seal(new_secret()))
    ) as store:
        ask(store)
    done = await examine(shouze, slack, tmp_path)
    assert ["SHOUZE_SECRET 打不开" in line for line in lines(done, "✗")] == [True]


async def test_the_rows_under_each_key_are_counted_until_the_old_one_can_go(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    old = new_secret()
    database = open_database(f"sqlite:///{tmp_path / 'doctor.db'}")
    with closing(Store.over(database, Seal(old))) as store:
        ask(store)
    both = {"SHOUZE_SECRET": f"{SECRET},{old}"}
    done = await examine(shouze, slack, tmp_path, **both)
    assert done.status == 0
    assert any("0、2 处" in line for line in lines(done, "✓"))
    assert any("shouze secret rotate" in line for line in lines(done, "!"))
    with closing(
        Store.over(open_database(f"sqlite:///{tmp_path / 'doctor.db'}"), Seal(SECRET, old))
    ) as store:
        store.rotate()
    done = await examine(shouze, slack, tmp_path, **both)
    assert any("2、0 处" in line for line in lines(done, "✓"))
    assert not any("shouze secret rotate" in line for line in lines(done, "!"))


async def test_a_database_that_others_may_read_is_a_note(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "doctor.db"
    open_database(f"sqlite:///{file}").dispose()
    file.chmod(0o644)
    tmp_path.chmod(0o755)
    done = await examine(shouze, slack, tmp_path)
    assert done.status == 0
    told = [line for line in lines(done, "!") if "chmod go=" in line]
    assert [line.split()[-1] for line in told] == [str(file), str(tmp_path)]


async def test_extras_that_are_not_installed_are_not_named(
    shouze: Shouze, slack: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_EXTRAS", {"postgres": "no_such_module"})
    done = await examine(shouze, slack, tmp_path)
    assert not any("已装的扩展" in line for line in lines(done, "✓"))


async def test_the_encoder_is_named_and_one_that_cannot_be_had_is_a_note(
    shouze: Shouze, slack: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    without = await examine(shouze, slack, tmp_path)
    assert any("只按词语查找" in line for line in lines(without, "!"))
    missing = await examine(shouze, slack, tmp_path, SHOUZE_ENCODER="fastembed:no/such-model")
    assert missing.status == 0
    [told] = [line for line in lines(missing, "!") if "no/such-model" in line]
    assert "模型取不到或读不了" in told
    assert "supported" not in missing.out + missing.err  # the library's own words


async def test_where_doubtful_questions_are_sent_is_told_and_the_key_is_not(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    name = "openai:some-model@http://127.0.0.1:9/v1"
    done = await examine(
        shouze, slack, tmp_path, SHOUZE_CHOOSER=name, SHOUZE_CHOOSER_KEY="sk-secret", SHOUZE_LANGUAGE="en"
    )
    [told] = [line for line in lines(done, "!") if "Doubtful questions" in line]
    assert name in told
    assert "sk-secret" not in done.out + done.err


async def test_a_chooser_that_cannot_be_had_is_a_note(
    shouze: Shouze, slack: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    done = await examine(shouze, slack, tmp_path, SHOUZE_CHOOSER="fastembed:no/such-model")
    assert done.status == 0
    [told] = [line for line in lines(done, "!") if "no/such-model" in line]
    assert "模型取不到或读不了" in told


async def test_a_clock_that_is_wrong_is_told(
    shouze: Shouze, slack: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_MAX_CLOCK_SKEW", -1.0)
    done = await examine(shouze, slack, tmp_path)
    assert any("时钟" in line for line in lines(done, "✗"))


async def test_what_waits_for_slack_is_named_with_what_to_mend(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    with closing(Store.over(open_database(f"sqlite:///{tmp_path / 'doctor.db'}"), Seal(SECRET))) as store:
        given_up(store)
        store.outbox.enqueue(NOW, Parcel(Address("T1", "C1"), []))
        [delivery] = store.outbox.lease(NOW, 1, 30.0)
        store.outbox.put_off(NOW, delivery, 9.0, "missing_scope", counts=False, is_uncertain=False)
    done = await examine(shouze, slack, tmp_path)
    [bad] = lines(done, "✗")
    assert "missing_scope" in bad
    assert "app.yaml" in bad
    assert any("shouze outbox" in line for line in lines(done, "!"))


async def test_a_damaged_database_is_told_in_plain_words(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    with opened(f"sqlite:///{tmp_path / 'doctor.db'}") as store:
        damage(store, "claim")
    done = await examine(shouze, slack, tmp_path)
    [bad] = lines(done, "✗")
    assert "损坏" in bad


async def test_a_database_that_cannot_be_written_is_told(
    shouze: Shouze, slack: Workspace, postgres: Databases, tmp_path: Path
) -> None:
    with postgres.new() as url:
        open_database(url).dispose()
        with READ_ONLY.of(url, ()):
            done = await examine(shouze, slack, tmp_path, SHOUZE_DATABASE_URL=url)
    [bad] = lines(done, "✗")
    assert "只能读" in bad


@pytest.mark.parametrize(
    ("who", "said"),
    [("staff", "的变动会发到 #news"), ("guest", "访客"), ("nobody", "请把机器人请进频道")],
)
async def test_where_changes_are_told_is_looked_at_before_there_are_any(
    shouze: Shouze, slack: Workspace, tmp_path: Path, who: str, said: str
) -> None:
    alice = slack.person("alice", is_restricted=who == "guest")
    slack.channel("#news", members=[alice], bot=who != "nobody")
    folder = a_folder(tmp_path / "rules", more='notices: "#news"\n')
    done = await examine(shouze, slack, tmp_path, SHOUZE_KNOWLEDGE=str(folder))
    [told] = [line for line in done.out.splitlines() if "#news" in line]
    assert said in told
    assert (done.status, told[0]) == ((0, "✓") if who == "staff" else (1, "✗"))


@pytest.mark.parametrize(
    ("who", "said"),
    [("staff", "会发到 #rules"), ("guest", "访客"), ("nobody", "请把机器人请进频道")],
)
async def test_the_channel_of_those_who_look_after_the_rules_is_looked_at_too(
    shouze: Shouze, slack: Workspace, tmp_path: Path, who: str, said: str
) -> None:
    alice = slack.person("alice", is_restricted=who == "guest")
    slack.channel("#rules", members=[alice], bot=who != "nobody")
    folder = str(a_folder(tmp_path / "rules"))
    done = await examine(shouze, slack, tmp_path, SHOUZE_KNOWLEDGE=folder, SHOUZE_RULES_CHANNEL="#rules")
    [told] = [line for line in done.out.splitlines() if "#rules" in line]
    assert said in told
    assert (done.status, told[0]) == ((0, "✓") if who == "staff" else (1, "✗"))


async def test_an_owner_that_is_a_user_group_is_reached(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    group = slack.user_group("attendance", [slack.person("alice")])
    owned = chapter().replace("title: 考勤\n", f"title: 考勤\nowner: {{name: 考勤组, contact: {group.id}}}\n")
    folder = str(a_folder(tmp_path / "rules", owned))
    done = await examine(shouze, slack, tmp_path, SHOUZE_KNOWLEDGE=folder)
    assert not [line for line in done.out.splitlines() if group.id in line]


async def test_owners_and_signers_whom_nothing_reaches_are_named(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    alice, guest = slack.person("alice"), slack.person("guest", is_restricted=True)
    night = slack.user_group("night", [guest])
    slack.channel("#mixed", members=[alice, guest])
    more = f"acknowledge: [{{on: 2026-12-01, who: [夜班]}}]\naudiences: {{夜班: [{night.id}]}}\n"
    owned = chapter().replace("title: 考勤\n", 'title: 考勤\nowner: {name: 考勤组, contact: "#mixed"}\n')
    folder = str(a_folder(tmp_path / "rules", owned, more=more))
    done = await examine(shouze, slack, tmp_path, SHOUZE_KNOWLEDGE=folder)
    notes = "\n".join(lines(done, "!"))
    assert "收不到待办、复核提醒和回顾：运营管理部。" in notes
    assert "只会说有事，不说是什么：考勤组（#mixed）" in notes
    assert "没有设置 SHOUZE_ONBOARDING_HR" in notes
    [bad] = lines(done, "✗")
    assert "“夜班”签署" in bad
    guest.changes(is_restricted=False)
    again = await examine(shouze, slack, tmp_path, SHOUZE_KNOWLEDGE=folder, SHOUZE_ONBOARDING_HR=alice.id)
    assert not lines(again, "✗")
