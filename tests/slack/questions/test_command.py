"""/rule: for one person alone, then shared."""

import asyncio
from dataclasses import replace

import pytest
from bot.answering import Responders
from bot.retrieval import Analyzer
from bot.store import Store
from bot.wording import Language, catalogue_for
from bot.workspace import Person, Workspace

from tests.slack.conftest import QUICK, running, standing, surroundings_for
from tests.slack.delivery.conftest import outbox
from tests.slack.owned_book import serving
from tests.small_books import book, library

SAY = catalogue_for(Language.CHINESE)


async def test_a_clause_is_shown_to_the_one_who_asked(slack: Workspace, alice: Person) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    command = await alice.runs("/rule 7.1", in_="#ops")
    shown = await slack.reply_to(command)
    assert command.is_acked
    assert shown.ephemeral_to == alice.id
    assert shown.reads.startswith("您问：7.1\n《运营中心守则》第七章第一条（7.1）")
    assert not [message for message in slack.sees(bob, "#ops") if "第七章第一条" in message.reads]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param("", "目录", id="nothing: the contents"),
        pytest.param("第七章第一條", "24 小时", id="traditional characters"),
        pytest.param("第七章", "7.10 客户服务培训", id="a chapter"),
        pytest.param("第九十九条", "没有这一条", id="a number that does not exist"),
        pytest.param("第三条", "请说明是哪一处", id="a number that every chapter has"),
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


async def test_a_long_preface_is_shown_whole_to_the_one_who_asks_for_it(
    empty_slack: Workspace, store: Store, analyzer: Analyzer
) -> None:
    preface = "言" * 3_500
    prefaced = replace(book({"1": {"1.1": "甲。"}, "2": {"2.1": "乙。"}}), preface=preface)
    async with serving(empty_slack, store, analyzer, library(prefaced)):
        alice = empty_slack.person("alice", locale="zh-CN")
        empty_slack.channel("#ops", members=[alice])
        contents = await empty_slack.reply_to(await alice.runs("/rule", in_="#ops"))
        assert preface not in contents.reads
        await alice.clicks(contents, SAY("preface.whole"))
        shown = await empty_slack.until(
            lambda: next(
                (
                    one
                    for one in alice.sees("#ops")
                    if SAY("preface.title", title=prefaced.title) in one.reads
                ),
                None,
            )
        )
        assert shown.ephemeral_to == alice.id
        assert shown.reads.replace("\n", "").endswith(preface)


async def test_what_people_see_alone_waits_for_no_channels_pace(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    once_an_hour = replace(QUICK, interval=3_600.0, burst=1)
    async with running(surroundings_for(empty_slack, responders, store, once_an_hour)):
        await empty_slack.connected()
        people = [empty_slack.person(f"p{number}", locale="zh-CN") for number in range(8)]
        empty_slack.channel("#ops", members=people)
        commands = [await person.runs("/rule 7.1", in_="#ops") for person in people]
        shown = await asyncio.gather(*(empty_slack.reply_to(command) for command in commands))
        assert [one.ephemeral_to for one in shown] == [person.id for person in people]


async def test_a_private_answer_can_be_shared_once(slack: Workspace, alice: Person) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    shown = await slack.reply_to(await alice.runs("/rule 7.1", in_="#ops"))
    click = await alice.clicks(shown, "分享到频道")
    assert click.is_acked
    await slack.settled()
    [shared] = [message for message in slack.sees(bob, "#ops") if "第七章第一条" in message.reads]
    assert shared.ephemeral_to is None
    [told] = [message for message in slack.sees(alice, "#ops") if message.ephemeral_to]
    assert "✓ 已分享到频道" in told.reads
    assert "正在分享" not in told.reads
    await alice.clicks(shown, "分享到频道")
    await slack.settled()
    assert "✓ 已分享到频道" in standing(slack, shown).reads
    assert len([message for message in slack.sees(bob, "#ops") if "第七章第一条" in message.reads]) == 1


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
    await slack.until(lambda: "✓ 已分享到频道" in standing(slack, shown).reads or None)
    await slack.settled()
    assert len([each for each in slack.sees(bob, "#ops") if "第七章第一条" in each.reads]) == 1


async def test_what_slack_has_not_taken_yet_is_said_to_come_and_then_to_be_there(
    slack: Workspace, alice: Person
) -> None:
    shown = await slack.reply_to(await alice.runs("/rule 7.1", in_="#ops"))
    slack.faults.rate_limits("chat.postMessage", retry_after=2)
    click = asyncio.create_task(alice.clicks(shown, "分享到频道"))
    await slack.until(lambda: "✓ 正在分享到频道" in standing(slack, shown).reads or None)
    await slack.until(lambda: "✓ 已分享到频道" in standing(slack, shown).reads or None)
    await click


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
    await alice.clicks(shown, "分享到频道")  # somebody has invited it again
    await slack.until(lambda: [each for each in slack.messages("#ops") if not each.ephemeral_to] or None)


async def test_who_shares_again_hears_again_that_slack_will_not_take_it(
    slack: Workspace, alice: Person
) -> None:
    shown = await slack.reply_to(await alice.runs("/rule 7.1", in_="#ops"))
    slack.faults.refuses("chat.postMessage", "not_in_channel")
    await alice.clicks(shown, "分享到频道")
    await slack.until(lambda: any("/invite" in message.reads for message in slack.sees(alice)) or None)
    await slack.settled()
    slack.faults.refuses("chat.postMessage", "not_in_channel")  # nobody has invited it
    await alice.clicks(shown, "分享到频道")
    await slack.settled()
    assert len([message for message in slack.sees(alice) if "/invite" in message.reads]) == 2


async def test_sharing_is_no_failure_where_slack_does_not_take_the_word_that_it_is_done(
    slack: Workspace, alice: Person
) -> None:
    shown = await slack.reply_to(await alice.runs("/rule 7.1", in_="#ops"))
    slack.faults.rate_limits("response_url", times=3, retry_after=0)
    await alice.clicks(shown, "分享到频道")
    await slack.until(lambda: [each for each in slack.messages("#ops") if not each.ephemeral_to] or None)
    await slack.until(lambda: len(slack.recording.calls_to("response_url")) == 4 or None)
    await slack.settled()
    assert not [each for each in slack.sees(alice, "#ops") if "系统出错了" in each.reads]


async def test_so_it_does_where_slack_says_no_and_yet_that_all_is_well(
    slack: Workspace, alice: Person
) -> None:
    no = '{"ok": false, "error": "expired_url"}'
    slack.faults.garbles("response_url", body=no, kind="application/json", after_doing_it=False)
    command = await alice.runs("/rule 7.1", in_="#ops")
    reply = await slack.reply_to(command)
    assert (reply.ephemeral_to, "第七章第一条" in reply.reads) == (alice.id, True)


async def test_where_the_response_url_is_too_old_the_answer_stands_in_the_channel_for_them_alone(
    slack: Workspace, alice: Person
) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    slack.faults.fails("response_url", status=404)
    await alice.runs("/rule 7.1", in_="#ops")
    shown = await slack.until(lambda: next((one for one in slack.sees(alice, "#ops") if one.bot_id), None))
    assert shown.ephemeral_to == alice.id
    assert "第七章第一条" in shown.reads
    assert not [one for one in slack.sees(bob, "#ops") if one.bot_id]


async def test_where_slack_wants_to_be_left_alone_the_answer_waits_in_the_outbox_and_not_on_its_way(
    slack: Workspace, alice: Person, store: Store
) -> None:
    slack.faults.rate_limits("response_url", retry_after=3_600)  # longer than any lease
    await alice.runs("/rule 7.1", in_="#ops")
    await slack.until(lambda: [row for row in outbox(store) if row["why"] == "rate_limited"] or None)


async def test_a_refusal_has_no_share_button(slack: Workspace, alice: Person) -> None:
    shown = await slack.reply_to(await alice.runs("/rule 食堂几点开饭", in_="#ops"))
    assert "分享到频道" not in shown.reads
