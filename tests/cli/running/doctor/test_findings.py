"""`shouze doctor` names everything that keeps the bot from working, against the local Slack."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from bot.cli.running import doctor
from bot.knowledge import Knowledge
from bot.slack.specimens import specimens
from bot.workspace import Workspace

from tests.cli.conftest import Shouze
from tests.cli.running.doctor.conftest import examine, lines


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
    wrong = await examine(shouze, slack, tmp_path, SHOUZE_ENCODER="foo")
    assert [
        line for line in wrong.out.splitlines() if "语义模型" in line or "只按词语" in line
    ] == []  # none is in use


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
