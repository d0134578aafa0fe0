"""The pages of the app know what the store knows: open questions, what is asked most, and what was asked on them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from bot.answering import Reply, Responder, Responders, Thread
from bot.knowledge import Knowledge
from bot.slack.home.most_cited import MostCited
from bot.store import AsyncStore, Store
from bot.workspace import Person, Workspace
from sqlalchemy import event, text

from tests.slack.conftest import running, surroundings_for
from tests.slack.home.reader import HomeReader
from tests.slack.owned_book import clicks_for_modal
from tests.store.stored_questions import NOW, answered

ANSWERED, SILENT = "客户提的请求最晚多久要回？", "食堂几点开饭？"
LIMIT = 2
TOO_MANY = f"每分钟最多 {LIMIT} 个问题"


@dataclass(frozen=True)
class CountingResponder(Responder):
    """Remembers what it was asked."""

    asked: list[str] = field(default_factory=list)

    def __call__(self, question: str, thread: Thread | None = None) -> Reply:
        self.asked.append(question)
        return super().__call__(question, thread)


@asynccontextmanager
async def _reading(
    slack: Workspace, responders: Responders, store: Store, limit: int = 1_000
) -> AsyncIterator[HomeReader]:
    async with running(surroundings_for(slack, responders, store, SHOUZE_QUESTIONS_A_MINUTE=str(limit))):
        await slack.connected()
        yield HomeReader(slack.person("alice", locale="zh-CN"), slack)
    assert not slack.recording.refused


def outcomes(store: Store) -> list[str]:
    """What became of the questions that were asked, in their order."""
    with store.engine.begin() as db:
        return list(db.scalars(text("SELECT outcome FROM question ORDER BY asked_at")))


@pytest.fixture
async def strict_home(
    empty_slack: Workspace, responders: Responders, store: Store
) -> AsyncIterator[HomeReader]:
    """Somebody who may ask two questions a minute."""
    async with _reading(empty_slack, responders, store, LIMIT) as alice:
        yield alice


async def test_a_question_passed_on_stands_on_the_askers_home_only(
    slack: Workspace, alice: Person, knowledge: Knowledge
) -> None:
    bob = slack.person("bob")
    for contact in {str(clause.heading.owner.contact) for clause in knowledge.library.clauses}:
        slack.channel(contact, [bob])
    refusal = await slack.reply_to(await alice.messages_bot(SILENT))
    await alice.submits(await clicks_for_modal(slack, alice, refusal, "转给负责人"))
    await slack.settled()
    await alice.closes(await slack.modal(alice))
    for person, is_theirs in ((alice, True), (bob, False)):
        home = await HomeReader(person, slack).opens_home()
        assert ("等待负责人答复" in home.reads) is is_theirs  # its owner has it on the desk


async def test_what_is_searched_for_on_a_page_is_kept_with_its_outcome(
    slack: Workspace, alice: Person, store: Store
) -> None:
    home = HomeReader(alice, slack)
    await home.opens_home()
    await home.searches("客户提的请求最晚多久要回？")
    await home.searches(SILENT)
    await slack.settled()
    with store.engine.begin() as db:
        kept = db.execute(text("SELECT surface, outcome FROM question ORDER BY asked_at")).all()
    assert [tuple(row) for row in kept] == [("home", "answer"), ("home", "refusal")]


async def test_what_is_found_on_a_page_can_be_rated_and_shared_as_an_answer_in_a_conversation(
    slack: Workspace, alice: Person, store: Store
) -> None:
    home = HomeReader(alice, slack)
    await home.opens_home()
    found = await home.searches(ANSWERED)
    await alice.clicks(found, "👍 有用")
    found = await slack.until(lambda: home.page if "✓ 已记下：有用" in home.reads else None)
    with store.engine.begin() as db:
        [question] = db.scalars(text("SELECT id FROM question"))
    assert [one.person for one in store.feedback.on(question)] == [alice.id]
    form = await clicks_for_modal(slack, alice, found, "分享到频道")
    ops = next(channel for channel in alice.channels if channel.name == "ops")
    await alice.submits(form, {"channel": ops.id})
    shared = await slack.until(
        lambda: next((one for one in slack.sees(alice, "#ops") if "分享了这条规则" in one.reads), None)
    )
    assert "第七章第一条" in shared.reads


async def test_in_the_window_the_question_why_stands_above_the_answer(
    slack: Workspace, alice: Person
) -> None:
    await alice.uses_shortcut("ask_rule")
    window = await slack.modal(alice)
    await alice.submits(window, {"question": ANSWERED})
    answered = await slack.until(
        lambda: alice.modal if alice.modal and "24 小时" in alice.modal.reads else None
    )
    form = await clicks_for_modal(slack, alice, answered, "👎 没用")
    await alice.submits(form, {"why": "其他"})
    thanks = await slack.modal(alice)
    assert "谢谢" in thanks.reads
    await alice.closes(thanks)
    assert "24 小时" in (await slack.modal(alice)).reads


@pytest.mark.parametrize("others", [3, 4])
async def test_the_pane_offers_what_is_asked_most_in_the_clauses_own_words(
    slack: Workspace, alice: Person, others: int
) -> None:
    own_words = {"什么样的抱怨算严重", "有记者介入的投诉报给谁"}
    for asker in [alice] * 5 + [slack.person(f"other{number}") for number in range(others)]:
        await slack.reply_to(await asker.messages_bot("7.5"))
    await alice.opens_pane()
    await slack.settled()
    is_enough = others == 4  # of fewer it could be told who they are
    assert (alice.pane.prompts[0]["message"] in own_words) is is_enough


async def test_a_question_on_a_page_is_looked_up_once(
    empty_slack: Workspace, knowledge: Knowledge, responder: Responder, store: Store
) -> None:
    counting = CountingResponder(responder.index, responder.calibrations)
    async with _reading(empty_slack, Responders(knowledge.library, lambda _: counting), store) as alice:
        await alice.opens_home()
        await alice.searches(ANSWERED)
        await alice.person.uses_shortcut("问规则")
        await alice.submits(SILENT)
        await empty_slack.settled()
        assert counting.asked == [ANSWERED, SILENT]
        assert outcomes(store) == ["answer", "refusal"]


async def test_who_returns_to_what_was_found_has_not_asked_again(
    strict_home: HomeReader, store: Store
) -> None:
    await strict_home.opens_home()
    found = await strict_home.searches(ANSWERED)
    for _ in range(LIMIT + 1):
        await strict_home.goes("打开 7.1")
        await strict_home.goes("搜索结果")
        assert strict_home.reads.partition("打开 7.1")[0] == found.reads.partition("打开 7.1")[0]
    assert outcomes(store) == ["answer"]


async def test_the_search_box_takes_as_many_questions_a_minute_as_elsewhere(
    strict_home: HomeReader, store: Store
) -> None:
    await strict_home.slack.reply_to(await strict_home.person.messages_bot("7.1"))
    await strict_home.opens_home()
    await strict_home.searches(ANSWERED)
    assert "第七章第一条" in strict_home.reads
    await strict_home.searches(SILENT)
    assert TOO_MANY in strict_home.reads
    assert "守则里没有找到" not in strict_home.reads
    assert "返回主页" in strict_home.labels
    await strict_home.slack.settled()
    assert outcomes(store) == ["answer", "answer", "throttled"]


async def test_the_modal_takes_as_many_questions_a_minute_as_elsewhere(
    strict_home: HomeReader, store: Store
) -> None:
    for _ in range(LIMIT):
        await strict_home.asks(ANSWERED)
        assert "第七章第一条" in strict_home.reads
    await strict_home.asks(SILENT)
    assert f"您问：{SILENT}" in strict_home.reads
    assert TOO_MANY in strict_home.reads
    await strict_home.slack.settled()
    assert outcomes(store) == ["answer", "answer", "throttled"]


async def test_who_searches_many_times_at_once_gets_no_more_than_others(
    strict_home: HomeReader, store: Store
) -> None:
    page = await strict_home.opens_home()
    searches = (strict_home.person.clicks(page, "search_rules", choose=ANSWERED) for _ in range(6))
    await asyncio.gather(*searches)
    await strict_home.slack.until(
        lambda: len([one for one in outcomes(store) if one != "failed"]) == 6 or None
    )
    assert sorted(outcomes(store)) == ["answer"] * LIMIT + ["throttled"] * (6 - LIMIT)


async def test_others_are_answered_on_their_pages_as_ever(strict_home: HomeReader) -> None:
    for _ in range(LIMIT + 1):
        await strict_home.asks(ANSWERED)
    bob = HomeReader(strict_home.slack.person("bob", locale="zh-CN"), strict_home.slack)
    await bob.asks(ANSWERED)
    assert "第七章第一条" in bob.reads


async def test_what_is_asked_most_is_counted_once_an_hour_and_once_a_minute_where_that_is_nothing(
    store: Store,
) -> None:
    moments = iter(NOW + passed for passed in (1.0, 60.0, 61.0, 3_660.0, -60.0))
    working = AsyncStore(store, lambda: next(moments))
    most_cited, counted = MostCited(working), list[object]()
    event.listen(store.engine, "commit", counted.append)
    for _ in range(2):
        assert await most_cited.names() == ()
    assert len(counted) == 1
    for number in range(5):
        answered(store, f"T1/C1/{number}", "code/7.1", person=f"U{number}")
    counted.clear()
    for commits in (1, 1, 2):  # the last after the clock was set back
        assert await most_cited.names() == ("code/7.1",)
        assert len(counted) == commits
    working.close()
