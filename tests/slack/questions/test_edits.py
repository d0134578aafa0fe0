"""A question that is changed or taken back: its answer follows it."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from bot.answering import Responders
from bot.inquiries import Asked, Opinion, Place, Surface
from bot.knowledge import Knowledge
from bot.retrieval import Analyzer
from bot.store import Store
from bot.workspace import Message, Person, Workspace

from tests.databases import everything, rows
from tests.responders import indexed
from tests.slack.conftest import running, surroundings_for
from tests.slack.owned_book import clicks_for_modal
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


async def test_a_deleted_question_takes_its_answer_away_however_long_slack_fails(
    slack: Workspace, alice: Person
) -> None:
    question = await alice.says("#ops", "@守则 7.1")
    await slack.reply_to(question)
    slack.faults.fails(
        "conversations.replies", times=6
    )  # where it is looked at what others made of the answer
    await alice.deletes(question)
    await slack.until(lambda: True if not slack.replies_to(question) else None)
    assert len(slack.recording.calls_to("conversations.replies")) > 6


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


@in_channel
async def test_the_answer_of_a_deleted_question_goes_with_it(
    slack: Workspace, alice: Person, where: str | None
) -> None:
    question = await asks(alice, where, "7.1")
    answer = await slack.reply_to(question)
    await alice.deletes(question)
    await slack.until(lambda: answer.ts not in [one.ts for one in slack.sees(alice, where)] or None)
    await slack.settled()
    assert slack.replies_to(question) == []


async def test_an_answer_that_somebody_reacted_to_stays(slack: Workspace, alice: Person) -> None:
    question = await alice.messages_bot("7.1")
    answer = await slack.reply_to(question)
    await alice.reacts(answer, "thumbsup")
    await alice.deletes(question)
    await slack.settled()
    assert answer.ts in [message.ts for message in slack.sees(alice)]


async def test_an_answer_that_somebody_found_useful_stays(slack: Workspace, alice: Person) -> None:
    question = await alice.messages_bot("7.1")
    answer = await slack.reply_to(question)
    await alice.clicks(answer, "👍 有用")
    await slack.settled()
    await alice.deletes(question)
    await slack.settled()
    assert answer.ts in [message.ts for message in slack.sees(alice)]


@pytest.mark.parametrize("is_open", [False, True], ids=["the button", "a form that is open"])
async def test_the_words_of_a_deleted_question_are_gone_at_once_and_nobody_passes_them_on(
    slack: Workspace, alice: Person, store: Store, knowledge: Knowledge, *, is_open: bool
) -> None:
    bob = slack.person("bob")
    for contact in {str(clause.heading.owner.contact) for clause in knowledge.library.clauses}:
        slack.channel(contact, [bob])
    await bob.joins("#ops")
    question = await alice.says("#ops", f"{ASKED}金丝雀")
    answer = await slack.reply_to(question)
    await bob.reacts(answer, "thumbsup")  # so it stays when the question goes
    form = await clicks_for_modal(slack, bob, answer, "转给负责人") if is_open else None
    await alice.deletes(question)
    await slack.settled()
    assert answer.ts in [message.ts for message in slack.sees(bob, "#ops")]
    if form:
        await bob.submits(form)
    else:
        form = await clicks_for_modal(slack, bob, answer, "转给负责人")
    told = await slack.modal(bob)
    assert "记录已经删除" in told.reads
    assert "金丝雀" not in told.reads
    assert not rows(store, "escalation")
    assert "金丝雀" not in everything(store)


async def test_a_question_deleted_before_its_answer_is_posted_gets_none(
    slack: Workspace, alice: Person
) -> None:
    slack.faults.rate_limits("chat.postMessage", retry_after=1)
    question = await alice.messages_bot("7.1")
    await slack.until(lambda: slack.recording.calls_to("chat.postMessage") or None)
    await alice.deletes(question)
    await slack.settled()
    assert [message for message in slack.sees(alice) if message.bot_id] == []


async def asks(person: Person, where: str | None, text: str) -> Message:
    """Ask in a channel by a mention, else in a direct message."""
    return await (person.says(where, f"@守则 {text}") if where else person.messages_bot(text))


@in_channel
@pytest.mark.parametrize(
    "late",
    [
        pytest.param(lambda slack, which: slack.faults.reorders(2, which), id="overtaken"),
        pytest.param(lambda slack, which: slack.faults.delays(0.5, 2, which), id="half a second late"),
        pytest.param(lambda slack, which: slack.faults.loses_frames(2, which), id="lost at first"),
    ],
)
async def test_a_question_whose_deletion_arrives_first_gets_no_answer(
    slack: Workspace, alice: Person, where: str | None, late: Callable[[Workspace, object], None]
) -> None:
    late(slack, lambda payload: "subtype" not in payload["event"])
    question = await asks(alice, where, "7.1")
    await alice.deletes(question)
    await slack.settled()
    assert [one for one in slack.recording.deliveries if one.event.get("ts") == question.ts and one.ack]
    assert slack.replies_to(question) == []


def test_a_deletion_counts_whether_it_arrives_before_or_after_its_question(any_store: Store) -> None:
    first, second = (Asked(f"T/C/{ts}", Place("T", "C"), ts, "U1", Surface.DIRECT, "迟到") for ts in "12")
    take, withdraw = any_store.questions.take, any_store.questions.withdraw
    assert take(10.0, first, "Ev1")
    assert withdraw(11.0, first.key, "Ev2")
    assert not withdraw(12.0, second.key, "Ev3")
    assert not take(13.0, second, "Ev4")
    [left] = any_store.questions.lease(14.0, 5, 30.0)
    assert (left.asked, left.is_withdrawn) == (replace(first, text=""), True)


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
