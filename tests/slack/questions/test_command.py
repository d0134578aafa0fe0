"""/rule: for one person alone, then shared."""

import pytest
from bot.workspace import Person, Workspace


async def test_a_clause_is_shown_to_the_one_who_asked(slack: Workspace, alice: Person) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    command = await alice.runs("/rule 7.1", in_="#ops")
    shown = await slack.reply_to(command)
    assert command.is_acked
    assert shown.ephemeral_to == alice.id
    assert "第七章第一条" in shown.reads
    assert not [message for message in slack.sees(bob, "#ops") if "第七章第一条" in message.reads]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param("", "目录", id="nothing: the contents"),
        pytest.param("第七章第一條", "24 小时", id="traditional characters"),
        pytest.param("第七章", "7.10 客户服务培训", id="a chapter"),
        pytest.param("第九十九条", "没有这一条", id="a number that does not exist"),
        pytest.param("第三条", "请带上章号", id="a number that every chapter has"),
        pytest.param("晚到十分钟算迟到吗", "第四章第二条", id="words"),
        pytest.param("食堂几点开饭", "没有找到", id="words on which the book is silent"),
        pytest.param("？？", "/rule", id="nothing that can be searched: help"),
    ],
)
async def test_the_command_takes_references_words_and_nothing(
    slack: Workspace, alice: Person, asked: str, expected: str
) -> None:
    command = await alice.runs(f"/rule {asked}".strip(), in_="#ops")
    assert expected in (await slack.reply_to(command)).reads


async def test_a_private_answer_can_be_shared_once(slack: Workspace, alice: Person) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    shown = await slack.reply_to(await alice.runs("/rule 7.1", in_="#ops"))
    click = await alice.clicks(shown, "分享到频道")
    assert click.is_acked
    await slack.settled()
    [shared] = [message for message in slack.sees(bob, "#ops") if "第七章第一条" in message.reads]
    assert shared.ephemeral_to is None
    [left] = [message for message in slack.sees(alice, "#ops") if message.ephemeral_to]
    assert left.reads == "已分享到频道。"


async def test_two_clicks_on_share_post_one_message(slack: Workspace, alice: Person) -> None:
    shown = await slack.reply_to(await alice.runs("/rule 7.1", in_="#ops"))
    first = await alice.clicks(shown, "分享到频道")
    await slack.redelivers(first.delivery)
    await slack.settled()
    assert len(slack.recording.calls_to("chat.postMessage")) == 1


@pytest.mark.parametrize("fault", ["a limit", "a failure", "a failure after it was posted"])
async def test_what_slack_did_not_take_at_the_first_try_is_shared_all_the_same(
    slack: Workspace, alice: Person, fault: str
) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    shown = await slack.reply_to(await alice.runs("/rule 7.1", in_="#ops"))
    match fault:
        case "a limit":
            slack.faults.rate_limits("chat.postMessage")
        case _:
            slack.faults.fails("chat.postMessage", after_doing_it=fault.endswith("posted"))
    await alice.clicks(shown, "分享到频道")
    await slack.until(
        lambda: [each for each in slack.sees(bob, "#ops") if "第七章第一条" in each.reads] or None
    )
    await slack.settled()
    assert len([each for each in slack.sees(bob, "#ops") if "第七章第一条" in each.reads]) == 1


async def test_where_the_bot_is_no_member_it_says_how_to_invite_it(slack: Workspace) -> None:
    alice = slack.person("alice")
    slack.channel("#private", members=[alice], private=True, bot=False)
    shown = await slack.reply_to(await alice.runs("/rule 7.1", in_="#private"))
    await alice.clicks(shown, "分享到频道")
    await slack.settled()
    assert any("/invite" in message.reads for message in slack.sees(alice, "#private"))


async def test_who_shared_what_slack_will_not_take_hears_of_it(slack: Workspace, alice: Person) -> None:
    shown = await slack.reply_to(await alice.runs("/rule 7.1", in_="#ops"))
    slack.faults.refuses("chat.postMessage", "not_in_channel")  # somebody put the bot out of it meanwhile
    await alice.clicks(shown, "分享到频道")
    await slack.until(lambda: any("/invite" in message.reads for message in slack.sees(alice)) or None)


async def test_a_refusal_has_no_share_button(slack: Workspace, alice: Person) -> None:
    shown = await slack.reply_to(await alice.runs("/rule 食堂几点开饭", in_="#ops"))
    assert "分享到频道" not in shown.reads
