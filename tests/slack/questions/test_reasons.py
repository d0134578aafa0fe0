"""为什么是这一条, behind ⋯: what of the question led to the clause, told in a modal to the one who asks for it."""

import time

from bot.store import Store
from bot.workspace import Message, Person, Workspace
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.owned_book import clicks_for_modal

WHY = "为什么是这一条"
ASKED = "客户提的请求最晚多久要回？"


async def test_words_found_and_missed_are_told_with_how_sure_that_is_and_no_figures(
    slack: Workspace, alice: Person
) -> None:
    answer = await slack.reply_to(await alice.messages_bot("上班迟到十分钟要扣钱吗"))
    told = (await clicks_for_modal(slack, alice, answer, WHY)).reads
    assert "问的是：上班迟到十分钟要扣钱吗" in told
    assert "《运营中心守则》第四章" in told
    assert "写到的：" in told
    assert "“迟到”" in told
    assert "没有写到的：“扣钱”" in told
    assert ("有把握" in told) != ("拿不准" in told)
    assert "0." not in told


async def test_whoever_reads_an_answer_in_a_channel_may_ask_why_and_nobody_else_sees_it(
    slack: Workspace, alice: Person
) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    answer = await slack.reply_to(await alice.says("#ops", f"@守则 {ASKED}"))
    before = [one.reads for one in slack.sees(alice, "#ops")]
    assert "写到的" in (await clicks_for_modal(slack, bob, answer, WHY)).reads
    await slack.settled()
    assert [one.reads for one in slack.sees(alice, "#ops")] == before


async def test_an_unsure_bot_says_why_it_named_the_nearest_clause(slack: Workspace, alice: Person) -> None:
    choice = await slack.reply_to(await alice.messages_bot("组长安排不公平"))
    assert "最接近的是" in choice.reads
    assert "我拿不准" in (await clicks_for_modal(slack, alice, choice, WHY)).reads


async def test_a_number_explains_itself(slack: Workspace, alice: Person) -> None:
    answer = await slack.reply_to(await alice.messages_bot("7.1"))
    assert "问题里写了它的条号" in (await clicks_for_modal(slack, alice, answer, WHY)).reads


async def _asks_why_of(slack: Workspace, reader: Person, answer: Message) -> str:
    """What somebody reads who chooses the option of an answer that is not theirs."""
    [row] = [block for block in answer.blocks if block["type"] == "actions"]
    client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
    sent = await client.chat_postMessage(channel=reader.dm.id, text="·", blocks=[row])
    card = reader.finds(reader.dm.id, sent["ts"])
    assert card
    return (await clicks_for_modal(slack, reader, card, WHY)).reads


async def test_of_a_question_that_somebody_else_asked_elsewhere_or_that_is_erased_nothing_is_told(
    slack: Workspace, alice: Person, store: Store
) -> None:
    answer = await slack.reply_to(await alice.messages_bot(ASKED))
    told = [await _asks_why_of(slack, slack.person("bob"), answer)]
    store.privacy.erase(time.time(), alice.id, "U9")
    told.append(await _asks_why_of(slack, alice, answer))
    assert all("记录已经删除" in each and "请求" not in each for each in told)
