"""One outcome a question, whatever Slack and the bot's inside do."""

import logging

import pytest
from bot.answering import Reply, Responder, Responders, Thread
from bot.answering.reply import Turn
from bot.rulebook import Library
from bot.slack.transport.message_client import MessageClient
from bot.store import Store
from bot.workspace import Person, Workspace
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.conftest import running, surroundings_for

ASKED = "@守则 客户提的请求最晚多久要回？"


async def test_an_event_delivered_again_is_answered_once(slack: Workspace, alice: Person) -> None:
    question = await alice.says("#ops", ASKED)
    await slack.reply_to(question)
    for _ in range(3):
        await slack.redelivers(question)
    await slack.settled()
    assert len(slack.replies_to(question)) == 1


async def test_an_event_whose_ack_was_lost_is_answered_once(slack: Workspace, alice: Person) -> None:
    slack.faults.loses_acks()
    question = await alice.says("#ops", ASKED)
    await slack.reply_to(question)
    await slack.settled()
    told = [one for one in slack.recording.deliveries if one.event.get("ts") == question.ts]
    assert sorted(len(one.attempts) for one in told) == [1, 2], (
        "a mention is two events, and one ack was lost"
    )
    assert len(slack.replies_to(question)) == 1


async def test_a_rate_limit_is_waited_out(slack: Workspace, alice: Person) -> None:
    slack.faults.rate_limits("chat.postMessage", retry_after=1)
    question = await alice.says("#ops", ASKED)
    assert "第七章第一条" in (await slack.reply_to(question)).reads
    await slack.settled()
    assert len(slack.replies_to(question)) == 1


@pytest.mark.parametrize("fate", ["not taken", "taken"])
async def test_after_a_server_error_of_slack_the_answer_is_there_once(
    slack: Workspace, alice: Person, fate: str
) -> None:
    slack.faults.fails("chat.postMessage", status=500, after_doing_it=fate == "taken")
    question = await alice.says("#ops", ASKED)
    assert "第七章第一条" in (await slack.reply_to(question)).reads
    await slack.settled()
    assert len(slack.replies_to(question)) == 1


class BrokenResponder(Responder):
    """A responder with a fault inside, whose error repeats the question as careless errors do."""

    def turn(self, question: str, thread: Thread) -> Turn:
        raise RuntimeError(question, thread)

    def section(self, reference: str) -> Reply:
        raise RuntimeError(reference)


@pytest.mark.parametrize("surface", ["mention", "command"])
async def test_a_fault_inside_is_told_with_an_id_that_the_log_has_too_and_the_log_keeps_no_question(
    empty_slack: Workspace, responder: Responder, store: Store, caplog: pytest.LogCaptureFixture, surface: str
) -> None:
    caplog.set_level(logging.DEBUG)
    alice = empty_slack.person("alice")
    empty_slack.channel("#ops", members=[alice])
    broken = BrokenResponder(responder.index)
    responders = Responders(responder.index.library, lambda _: broken)
    async with running(surroundings_for(empty_slack, responders, store)):
        await empty_slack.connected()
        asked = (
            await alice.says("#ops", "@守则 加班费canary怎么算")
            if surface == "mention"
            else await alice.runs("/rule 加班费canary怎么算", in_="#ops")
        )
        told = await empty_slack.reply_to(asked)
    assert "系统出错" in told.reads
    errors = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert any(getattr(record, "incident", "?") in told.reads for record in errors)
    assert not [record for record in errors if "canary" in str(record.__dict__)]


async def test_five_questions_at_once_get_five_answers(slack: Workspace, alice: Person) -> None:
    questions = [await alice.says("#ops", f"@守则 {number}.1") for number in range(1, 6)]
    await slack.settled()
    for number, question in enumerate(questions, 1):
        [answer] = slack.replies_to(question)
        assert f"第{'零一二三四五'[number]}章第一条" in answer.reads


async def test_where_not_even_the_index_can_be_built_the_failure_is_told(
    empty_slack: Workspace, responder: Responder, store: Store
) -> None:
    def broken(_: Library) -> Responder:
        raise RuntimeError

    alice = empty_slack.person("alice")
    responders = Responders(responder.index.library, broken)
    async with running(surroundings_for(empty_slack, responders, store)):
        await empty_slack.connected()
        question = await alice.messages_bot("7.1")
        assert "系统出错" in (await empty_slack.reply_to(question)).reads
        await empty_slack.settled()
    assert len(empty_slack.replies_to(question)) == 1


async def test_a_page_of_messages_is_not_all_of_them(slack: Workspace, alice: Person) -> None:
    slack.channel("#busy", [alice])
    for number in range(230):
        await alice.says("#busy", f"第 {number} 句闲话")
    client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
    first = slack.messages("#busy")[0]
    await alice.reacts(first, "eyes")
    assert await MessageClient(client).reactions(first.channel, first.ts, "") == 1
