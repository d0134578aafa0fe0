"""Conversations on Slack go on from what was said, in their own thread."""

import json

import pytest
from bot.answering import Thread
from bot.inquiries import Place
from bot.knowledge import Knowledge
from bot.slack.questions.answers import restored_thread, saved_thread
from bot.slack.transport.arriving.payloads import clicked_place
from bot.workspace import Person, Workspace


def test_a_thread_is_read_as_it_was_written(knowledge: Knowledge) -> None:
    clauses = knowledge.library.clauses
    thread = Thread("迟到 早退", clauses[:3], clauses[5:7])
    assert restored_thread(saved_thread(thread), knowledge.library) == thread
    assert restored_thread("", knowledge.library) == Thread()


def test_a_clause_that_is_gone_is_left_out_of_the_thread(knowledge: Knowledge) -> None:
    thread = Thread("迟到", knowledge.library.clauses[:2])
    gone = saved_thread(thread).replace("/1.1", "/99.1")
    assert restored_thread(gone, knowledge.library) == Thread("迟到", knowledge.library.clauses[1:2])


def test_a_thread_is_read_as_it_was_written_before_it_held_what_was_earlier(knowledge: Knowledge) -> None:
    thread = Thread("迟到", knowledge.library.clauses[:2])
    before = json.dumps(["迟到", *(clause.name for clause in thread.clauses)])
    assert restored_thread(before, knowledge.library) == thread


@pytest.mark.parametrize(
    "body",
    [
        {"container": {"channel_id": "C1", "thread_ts": "1.1"}, "team": {"id": "T1"}},
        {"container": {"channel_id": "C1"}, "message": {"thread_ts": "1.1"}, "team": {"id": "T1"}},
    ],
    ids=["container", "message"],
)
def test_a_click_is_in_the_thread_of_its_message(body: dict[str, dict[str, str]]) -> None:
    assert clicked_place(body) == Place("T1", "C1", "1.1")


async def test_a_mention_that_leans_on_its_thread_is_understood(slack: Workspace, alice: Person) -> None:
    first = await alice.says("#ops", "@守则 早班几点下班")
    await slack.reply_to(first)
    more = await alice.says("#ops", "@守则 下一条", thread=first)
    assert "第四章第二条" in (await slack.reply_to(more)).reads
    other = await alice.says("#ops", "@守则 下一条")
    assert "第四章第三条" not in (await slack.reply_to(other)).reads


async def test_a_direct_conversation_is_one_thread(slack: Workspace, alice: Person) -> None:
    await slack.reply_to(await alice.messages_bot("组长最多可以批多少钱的退款"))
    leaning = await alice.messages_bot("那主管呢？")
    assert "第三章第五条" in (await slack.reply_to(leaning)).reads
