"""In a thread that the bot answered, it follows the talk, and keeps silent where people talk to each other."""

import asyncio
import threading

import pytest
from bot.answering import Responder, Responders
from bot.store import Store
from bot.workspace import Message, Person, Workspace
from sqlalchemy import text

from tests.slack.conftest import running, surroundings_for


class Held(Responders):
    """Responders that can be held: nothing is answered before `go` is set again."""

    def __init__(self, shipped: Responders) -> None:
        super().__init__(shipped.library, lambda _: shipped.for_groups(frozenset()))
        self.go, self.waiting = threading.Event(), threading.Event()
        self.go.set()

    def at_hand(self, groups: frozenset[str]) -> Responder | None:
        return super().at_hand(groups) if self.go.is_set() else None

    def for_groups(self, groups: frozenset[str]) -> Responder:
        if not self.go.is_set():
            self.waiting.set()
            assert self.go.wait(timeout=60)
        return super().for_groups(groups)


@pytest.fixture
async def root(slack: Workspace, alice: Person) -> Message:
    question = await alice.says("#ops", "@守则 组长最多可以批多少钱的退款")
    await slack.reply_to(question)
    return question


async def test_a_follow_up_needs_no_second_mention(slack: Workspace, alice: Person, root: Message) -> None:
    more = await alice.says("#ops", "那主管呢？", thread=root)
    assert "第三章第五条" in (await slack.reply_to(more)).reads


@pytest.mark.parametrize("asked", ["3.5 上个月", "3.5 @2026-03-01", "section 3.5"])
async def test_a_clause_named_by_its_number_is_shown_whatever_stands_beside_it(
    slack: Workspace, alice: Person, root: Message, asked: str
) -> None:
    shown = await slack.reply_to(await alice.says("#ops", asked, thread=root))
    assert "第三章第五条" in shown.reads


async def test_what_the_thread_showed_a_moment_ago_is_a_link_with_the_words_that_answer(
    slack: Workspace, alice: Person, root: Message
) -> None:
    [first] = slack.replies_to(root)
    again = await slack.reply_to(await alice.says("#ops", "@守则 主管可以批多少钱的退款？", thread=root))
    assert "第三章第五条（3.5）" in again.reads
    assert "全文见上面的回答" in again.reads
    assert len(again.reads) < len(first.reads)
    assert first.ts.replace(".", "") in str(again.blocks)
    whole = await slack.reply_to(await alice.says("#ops", "3.5", thread=root))
    assert "全文见上面的回答" not in whole.reads


async def test_another_person_may_go_on_with_it(slack: Workspace, root: Message) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    more = await bob.says("#ops", "下一条", thread=root)
    assert "第三章" in (await slack.reply_to(more)).reads


@pytest.mark.parametrize(
    "talk",
    [
        "@bob 组长最多可以批多少钱的退款？",
        "谢谢",
        "好的，我去问问组长",
        "你们昨天几点到家的？",
        "昨天那个客户又打来了，我已经转给二组，他们说今天下班前会处理完。",
    ],
    ids=["to somebody else", "thanks", "no question", "not about the rules", "a story"],
)
async def test_it_keeps_silent_when_people_talk_to_each_other(
    slack: Workspace, alice: Person, root: Message, store: Store, talk: str
) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    before = len(slack.replies_to(root))
    await alice.says("#ops", talk, thread=root)
    await slack.settled()
    assert len([one for one in slack.replies_to(root) if one.bot_id]) == before
    with store.engine.begin() as db:
        assert db.execute(text("SELECT count(*) FROM question")).scalar() == 1, "what people say is not kept"


@pytest.mark.parametrize("asked", ["食堂几点开门？", "7.99", "7.1 @2026-13-01", "第三章", "组长安排不公平？"])
async def test_whoever_asks_there_and_gets_no_answer_reads_alone_what_there_is(
    slack: Workspace, alice: Person, root: Message, store: Store, asked: str
) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    before = len(slack.sees(bob, "#ops"))
    await alice.says("#ops", asked, thread=root)
    told = await slack.until(
        lambda: [one.reads for one in slack.sees(alice, "#ops") if "只有您看得到" in one.reads] or None
    )
    assert "没有把握" not in told[0], "the contents of a chapter that was named are certain"
    await slack.settled()
    assert len(slack.sees(bob, "#ops")) == before + 1, "bob sees what alice said, and nothing else"
    with store.engine.begin() as db:
        assert db.execute(text("SELECT count(*) FROM question")).scalar() == 1, "it is not kept"


@pytest.mark.parametrize("way", ["words", "button"])
async def test_it_stops_when_told_and_goes_on_when_mentioned(
    slack: Workspace, alice: Person, root: Message, way: str
) -> None:
    answer = await slack.reply_to(await alice.says("#ops", "那主管呢？", thread=root))
    if way == "words":
        told = await slack.reply_to(await alice.says("#ops", "不用了", thread=root))
        assert "@我" in told.reads
    else:
        await alice.clicks(answer, "停止回答")
    await slack.settled()
    before = len(slack.replies_to(root))
    await alice.says("#ops", "那经理呢？", thread=root)
    await slack.settled()
    assert len([one for one in slack.replies_to(root) if one.bot_id]) == before
    again = await alice.says("#ops", "@守则 那主管呢？", thread=root)
    assert "第三章第五条" in (await slack.reply_to(again)).reads


async def test_it_does_not_stop_where_the_word_was_taken_back_while_it_was_looked_at(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    held, alice = Held(responders), empty_slack.person("alice", locale="zh-CN")
    empty_slack.channel("#ops", members=[alice])
    async with running(surroundings_for(empty_slack, held, store)):
        await empty_slack.connected()
        root = await alice.says("#ops", "@守则 组长最多可以批多少钱的退款")
        await empty_slack.reply_to(root)
        await empty_slack.settled()
        held.go.clear()
        told = await alice.says("#ops", "不用了", thread=root)
        assert await asyncio.to_thread(held.waiting.wait, 5)
        await alice.edits(told, "不用谢")
        await empty_slack.until(lambda: _revision(store) or None)
        held.go.set()
        await empty_slack.settled()
        more = await alice.says("#ops", "那主管呢？", thread=root)
        assert "第三章第五条" in (await empty_slack.reply_to(more)).reads


def _revision(store: Store) -> int:
    with store.engine.begin() as db:
        return db.scalar(text("SELECT max(revision) FROM question")) or 0


async def test_in_a_thread_that_it_never_answered_it_is_silent(slack: Workspace, alice: Person) -> None:
    root = await alice.says("#ops", "大家早")
    await alice.says("#ops", "客户提的请求最晚多久要回？", thread=root)
    await slack.settled()
    assert slack.replies_to(root) == []
