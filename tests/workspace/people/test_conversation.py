"""The Python API: people talk, the app answers."""

import pytest
from bot.workspace import Workspace
from bot.workspace.wire import Payload
from slack_bolt.async_app import AsyncApp, AsyncSay

from tests.workspace.connection import connected


def answer(app: AsyncApp) -> None:
    @app.event("app_mention")
    async def mentioned(event: Payload, say: AsyncSay) -> None:
        await say(text=f"第 7.1 条：{event['text']}", thread_ts=event["ts"])

    @app.event("message")
    async def messaged(event: Payload, say: AsyncSay) -> None:
        if event["channel_type"] == "im" and "bot_id" not in event and "subtype" not in event:
            await say(text=f"answer to {event['text']}")


async def test_a_mention_in_a_channel_is_answered_in_its_thread(slack: Workspace, app: AsyncApp) -> None:
    answer(app)
    alice = slack.person("alice")
    slack.channel("#ops", [alice])
    async with connected(slack, app):
        question = await alice.says("#ops", "@Shouze 迟到怎么算")
        reply = await slack.reply_to(question)
        await slack.settled()
    assert reply.thread_ts == question.ts
    assert reply.text == f"第 7.1 条：<@{slack.bot_user_id}> 迟到怎么算"
    assert slack.sees(alice, "#ops") == [question, reply]


async def test_a_direct_message_is_answered_where_it_was_asked(slack: Workspace, app: AsyncApp) -> None:
    answer(app)
    alice, bob = slack.person("alice"), slack.person("bob")
    async with connected(slack, app):
        question = await alice.messages_bot("年假几天")
        reply = await slack.reply_to(question)
        await slack.settled()
    assert reply.reads == "answer to 年假几天"
    assert slack.sees(alice) == [question, reply]
    assert slack.sees(bob) == []


async def test_the_second_reply_is_the_reply_to_the_first(slack: Workspace, app: AsyncApp) -> None:
    @app.event("message")
    async def messaged(event: Payload, say: AsyncSay) -> None:
        if "bot_id" not in event:
            await say("one")
            await say("two")

    alice = slack.person("alice")
    async with connected(slack, app):
        first = await slack.reply_to(await alice.messages_bot("?"))
        second = await slack.reply_to(first)
        await slack.settled()
    assert (first.text, second.text) == ("one", "two")


async def test_no_reply_is_a_timeout(slack: Workspace, app: AsyncApp) -> None:
    alice = slack.person("alice")
    slack.channel("#ops", [alice])
    async with connected(slack, app):
        question = await alice.says("#ops", "talking among ourselves")
        await slack.settled()
        with pytest.raises(TimeoutError):
            await slack.reply_to(question, timeout=0.01)


def test_a_person_is_made_once(slack: Workspace) -> None:
    assert slack.person("alice", locale="en-US") == slack.person("alice")
    with pytest.raises(ValueError, match="alice is already there"):
        slack.person("alice", locale="zh-CN")


def test_a_channel_name_is_taken_once(slack: Workspace) -> None:
    slack.channel("#ops")
    with pytest.raises(ValueError, match="#ops is already there"):
        slack.channel("ops")


async def test_who_is_not_in_a_channel_cannot_write_there(slack: Workspace) -> None:
    slack.channel("#ops")
    with pytest.raises(PermissionError, match="bob is not in #ops"):
        await slack.person("bob").says("#ops", "hello")


async def test_a_channel_that_is_not_there_is_named(slack: Workspace) -> None:
    with pytest.raises(LookupError, match="there is no channel #nowhere"):
        await slack.person("bob").says("#nowhere", "hello")


async def test_only_the_author_edits_and_deletes(slack: Workspace) -> None:
    alice, bob = slack.person("alice"), slack.person("bob")
    slack.channel("#ops", [alice, bob])
    message = await alice.says("#ops", "hello")
    with pytest.raises(PermissionError, match="not a message of bob"):
        await bob.edits(message, "goodbye")
    with pytest.raises(PermissionError, match="not a message of bob"):
        await bob.deletes(message)
    edited = await alice.edits(message, "goodbye")
    assert slack.now(message) == edited
    await alice.deletes(message)
    assert slack.now(message) is None


async def test_a_deleted_question_with_answers_leaves_a_tombstone(slack: Workspace) -> None:
    alice = slack.person("alice")
    slack.channel("#ops", [alice])
    question = await alice.says("#ops", "hello")
    await alice.says("#ops", "anybody?", thread=question)
    await alice.deletes(question)
    tombstone = slack.now(question)
    assert tombstone is not None
    assert tombstone.subtype == "tombstone"


async def test_what_is_typed_goes_out_as_marks_and_rich_text(slack: Workspace) -> None:
    alice = slack.person("alice")
    ops = slack.channel("#ops", [alice])
    message = await alice.says("#ops", "@shouze see #ops, <b> & @here")
    assert message.text == f"<@{slack.bot_user_id}> see <#{ops.id}|ops>, &lt;b&gt; &amp; <!here>"
    section = message.blocks[0]["elements"][0]
    assert [element["type"] for element in section["elements"]] == [
        "user", "text", "channel", "text", "broadcast",
    ]  # fmt: skip
    assert section["elements"][3]["text"] == ", <b> & "
