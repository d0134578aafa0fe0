"""Whatever is written to the bot, it answers plainly, and nothing in it or in a clause does anything."""

import json
from collections.abc import AsyncIterator

import pytest
from bot.answering import Responder, Responders
from bot.retrieval import Analyzer, Index
from bot.slack.transport.arriving.message_events import plain
from bot.store import Store
from bot.workspace import Person, Workspace

from tests.slack.conftest import running, surroundings_for
from tests.small_books import book, library

SPECIAL = "<!channel> <@U00000001> <https://evil.example|看这里> *粗* _斜_ ~删~ `码` :smile: & &lt;"


ODD = {
    "40,000 characters": ("迟到怎么处理" * 6_666, ""),
    "zero width": ("客户提的请求\u200b最晚\u200b多久\u2060要回？", "第七章第一条"),
    "bidi override": ("\u202e客户提的请求最晚多久要回？\u202c", "第七章第一条"),
    "control characters": ("客户提的请求\x07最晚\x00多久要回？", "第七章第一条"),
    "emoji only": ("👍🎉", "/rule"),
    "emoji names only": (":thumbsup: :tada:", ""),
    "blanks": ("   ", "/rule"),
    "question marks": ("？？？", "/rule"),
    "markup": (SPECIAL, ""),
    "code": ("{question} %s {0} \\ \"\" ''; DROP TABLE question; --", ""),
}


async def test_an_odd_question_gets_one_plain_reply(slack: Workspace) -> None:
    people = {name: slack.person(f"person{number}", locale="zh-CN") for number, name in enumerate(ODD)}
    asked = {name: await people[name].messages_bot(question) for name, (question, _) in ODD.items()}
    await slack.settled()
    replies = {name: [reply.reads for reply in slack.replies_to(one)] for name, one in asked.items()}
    is_plain = {
        name: len(replies[name]) == 1 and said in replies[name][0] and "系统出错" not in replies[name][0]
        for name, (_, said) in ODD.items()
    }
    assert is_plain == dict.fromkeys(ODD, True), replies


async def test_a_picture_without_a_word_gets_a_plain_reply(slack: Workspace, alice: Person) -> None:
    event = {
        "type": "message",
        "subtype": "file_share",
        "user": alice.id,
        "channel": alice.dm.id,
        "channel_type": "im",
        "ts": "1795454828.000100",
        "text": "",
        "files": [{"id": "F1", "mimetype": "image/png"}],
    }
    slack.announces("message.im", event)
    await slack.until(lambda: [one for one in slack.sees(alice) if "直接把问题写在这里" in one.reads] or None)


@pytest.fixture
async def tricky(empty_slack: Workspace, store: Store, analyzer: Analyzer) -> AsyncIterator[Workspace]:
    """The bot over a book whose one clause is full of markup."""
    books = library(book({"1": {"1.1": f"报销须在三天内办理。{SPECIAL}", "1.2": "会议室先到先得。"}}))
    responder = Responder(Index(books, (), analyzer))
    responders = Responders(books, lambda _: responder)
    async with running(surroundings_for(empty_slack, responders, store)):
        await empty_slack.connected()
        yield empty_slack
    assert not empty_slack.recording.refused


async def test_markup_in_a_clause_stays_text_on_every_surface(tricky: Workspace) -> None:
    alice = tricky.person("alice")
    tricky.channel("#ops", [alice])
    shown = [
        await tricky.reply_to(await alice.messages_bot("1.1")),
        await tricky.reply_to(await alice.says("#ops", "@守则 1.1")),
        await tricky.reply_to(await alice.runs("/rule 1.1", in_="#ops")),
    ]
    await alice.clicks(shown[2], "分享到频道")
    await tricky.settled()
    shown.append(tricky.messages("#ops")[-1])
    for message in shown:
        assert SPECIAL in message.reads
        assert "<!channel>" not in message.text
        assert "<@U00000001>" not in message.text


def test_half_of_an_emoji_as_json_may_hold_it_is_text_that_can_be_kept() -> None:
    told = json.loads('"客户提的请求最晚多久要回？\\ud83d"')
    assert plain(told) == "客户提的请求最晚多久要回？?"
