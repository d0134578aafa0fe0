"""What doctor says of the channels and people that are to hear something."""

from pathlib import Path

import pytest
from bot.settings import SlackSettings, read_settings
from bot.slack.publishing.notice_channels import Reach, reach_of
from bot.workspace import Workspace

from tests.cli.conftest import Shouze
from tests.cli.running.doctor.conftest import examine, lines
from tests.publishing.folders import a_folder, chapter


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


async def test_a_slack_that_hangs_is_waited_for_once_and_not_for_each_owner(slack: Workspace) -> None:
    slack.faults.hangs("conversations.list", times=9)
    environment = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.base_url}
    owners = [f"#owner{number}" for number in range(5)]
    assert set(await reach_of(read_settings(SlackSettings, environment), owners, 1.0)) == {Reach.UNTOLD}
    assert len(slack.recording.calls_to("conversations.list")) == 1


async def test_of_a_slack_that_fails_nobody_is_said_to_be_out_of_reach(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    slack.channel("#rules", members=[slack.person("alice")])
    slack.faults.fails("conversations.list", times=99)
    owned = chapter().replace("title: 考勤\n", 'title: 考勤\nowner: {name: 考勤组, contact: "#rules"}\n')
    folder = str(a_folder(tmp_path / "rules", owned, more='notices: "#rules"\n'))
    done = await examine(shouze, slack, tmp_path, SHOUZE_KNOWLEDGE=folder)
    said = [line for line in done.out.splitlines() if "#rules" in line]
    assert len(said) == 2
    assert all(line.startswith("!") and "Slack 没有回答" in line for line in said)


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
