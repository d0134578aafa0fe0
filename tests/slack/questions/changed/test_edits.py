"""A question that is changed or taken back: its answer follows it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from functools import partial
from typing import Any

import pytest
from bot.answering import Responders
from bot.inquiries import Opinion
from bot.retrieval import Analyzer
from bot.store import Store
from bot.workspace import Message, Person, Workspace

from tests.responders import indexed
from tests.slack.conftest import running, surroundings_for
from tests.slack.test_feedback import question_of
from tests.small_books import book, library

ASKED = "@守则 客户提的请求最晚多久要回？"
SHORT, LONG, LISTING = "1.1", "1.2", "第二章"  # one message, three, two
LENGTHY = book(
    {
        "1": {"1.1": "迟到十分钟以上记一次。", "1.2": "".join(f"第{n}步：照单核对。" for n in range(2_000))},
        "2": {f"2.{n}": f"第{n}件工具用完以后放回原来的架子上。" for n in range(1, 601)},
    }
)
in_channel = pytest.mark.parametrize("where", ["#ops", None], ids=["in a channel", "in a direct message"])


async def test_an_edited_question_is_answered_again_in_the_same_message(
    slack: Workspace, alice: Person
) -> None:
    question = await alice.says("#ops", ASKED)
    first = await slack.reply_to(question)
    await alice.edits(question, "@守则 7.3")
    await slack.settled()
    [answer] = slack.replies_to(question)
    assert answer.ts == first.ts
    assert "第七章第三条" in answer.reads
    assert "第七章第一条" not in answer.reads


async def test_an_edit_may_turn_an_answer_into_a_refusal(slack: Workspace, alice: Person) -> None:
    question = await alice.messages_bot("7.1")
    await slack.reply_to(question)
    await alice.edits(question, "食堂几点开饭？")
    await slack.settled()
    [refusal] = slack.replies_to(question)
    assert "没有找到" in refusal.reads
    assert "第七章第一条" not in refusal.text


async def test_unfolding_a_link_under_a_question_changes_nothing(slack: Workspace, alice: Person) -> None:
    question = await alice.says("#ops", ASKED)
    await slack.reply_to(question)
    posts = len(slack.recording.calls_to("chat.update"))
    await alice.edits(question, ASKED)
    await slack.settled()
    assert len(slack.replies_to(question)) == 1
    assert len(slack.recording.calls_to("chat.update")) == posts


async def test_a_mention_put_in_by_an_edit_is_a_question(slack: Workspace, alice: Person) -> None:
    talk = await alice.says("#ops", "客户提的请求最晚多久要回？")
    await slack.settled()
    assert slack.replies_to(talk) == []
    await alice.edits(talk, ASKED)
    assert "第七章第一条" in (await slack.reply_to(talk)).reads


async def asks(person: Person, where: str | None, text: str) -> Message:
    """Ask in a channel by a mention, else in a direct message."""
    return await (person.says(where, f"@守则 {text}") if where else person.messages_bot(text))


@pytest.fixture(scope="module")
def lengthy_books(analyzer: Analyzer) -> Responders:
    """A book with a very long clause and a very long chapter."""
    books = library(LENGTHY)
    responder = indexed(books, analyzer)
    return Responders(books, lambda _: responder)


@pytest.fixture
async def lengthy(
    empty_slack: Workspace, lengthy_books: Responders, store: Store
) -> AsyncIterator[tuple[Workspace, Person]]:
    """The bot over that book; alice and bob are in #ops."""
    alice, bob = (empty_slack.person(name, locale="zh-CN") for name in ("alice", "bob"))
    empty_slack.channel("#ops", members=[alice, bob])
    async with running(surroundings_for(empty_slack, lengthy_books, store)):
        await empty_slack.connected()
        yield empty_slack, alice
    assert not empty_slack.recording.refused


async def shows(slack: Workspace, question: Message, wanted: Sequence[str]) -> Sequence[Message]:
    """The messages below a question, once they read as wanted; nothing comes after that."""

    def replies() -> Sequence[Message]:
        return slack.replies_to(question)

    await slack.until(lambda: [one.reads for one in replies()] == list(wanted) or None)
    await slack.settled()
    assert [one.reads for one in replies()] == list(wanted)
    return replies()


async def asked_anew(slack: Workspace, where: str | None, text: str, count: int) -> Sequence[str]:
    """What bob is shown who asks the same and never changes it."""
    question = await asks(slack.person("bob"), where, text)
    await slack.until(lambda: len(slack.replies_to(question)) >= count or None)
    await slack.settled()
    shown = slack.replies_to(question)
    assert len(shown) == count
    return [one.reads for one in shown]


MESSAGES = {SHORT: 1, LONG: 3, LISTING: 2}


@in_channel
@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(SHORT, LISTING, id="one becomes two"),
        pytest.param(LISTING, SHORT, id="two become one"),
        pytest.param(SHORT, LONG, id="one becomes three"),
        pytest.param(LONG, LISTING, id="three become two"),
    ],
)
async def test_an_edited_question_shows_exactly_the_messages_of_its_new_answer(
    lengthy: tuple[Workspace, Person], where: str | None, before: str, after: str
) -> None:
    slack, alice = lengthy
    old, new = [await asked_anew(slack, where, text, MESSAGES[text]) for text in (before, after)]
    question = await asks(alice, where, before)
    first = (await shows(slack, question, old))[0]
    await alice.edits(question, f"@守则 {after}" if where else after)
    assert (await shows(slack, question, new))[0].ts == first.ts
    await alice.edits(question, f"@守则 {before}" if where else before)
    assert (await shows(slack, question, old))[0].ts == first.ts


@in_channel
@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(None, id="in peace"),
        pytest.param({"after_doing_it": True}, id="Slack posts and fails"),
        pytest.param({}, id="Slack fails"),
    ],
)
async def test_an_edit_while_the_messages_are_being_posted_leaves_only_the_new_answer(
    lengthy: tuple[Workspace, Person], where: str | None, trouble: Mapping[str, Any] | None
) -> None:
    slack, alice = lengthy
    short = await asked_anew(slack, where, SHORT, 1)
    question = await asks(alice, where, LONG)
    await slack.reply_to(question)
    if trouble is not None:
        slack.faults.fails("chat.postMessage", **trouble)
    await alice.edits(question, f"@守则 {SHORT}" if where else SHORT)
    await shows(slack, question, short)


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([LONG], id="three instead of one"),
        pytest.param([LONG, SHORT], id="three, and one again"),
        pytest.param([LISTING, SHORT], id="a chapter, and one again"),
    ],
)
async def test_the_buttons_work_on_after_an_edit(
    lengthy: tuple[Workspace, Person], store: Store, edits: Sequence[str]
) -> None:
    slack, alice = lengthy
    where = "#ops"
    wanted = {text: await asked_anew(slack, where, text, MESSAGES[text]) for text in [SHORT, *edits]}
    question = await asks(alice, where, SHORT)
    [answer] = await shows(slack, question, wanted[SHORT])
    for text in edits:
        await alice.edits(question, f"@守则 {text}")
        shown = await shows(slack, question, wanted[text])
    assert question_of(shown[-1]) == question_of(answer)
    await alice.clicks(shown[-1], "👍 有用")
    kept = partial(store.feedback.on, question_of(answer))
    assert await slack.until(lambda: kept() or None) == (Opinion(question_of(answer), alice.id),)
    await alice.clicks(shown[-1], "下一条")
    await slack.until(lambda: [one for one in slack.sees(alice, where) if one.ephemeral_to] or None)
