"""A question that is taken back: its answer goes with it, unless somebody else made something of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from bot.inquiries import Asked, Place, Surface
from bot.knowledge import Knowledge
from bot.store import Store
from bot.workspace import Person, Workspace

from tests.databases import everything, rows
from tests.slack.owned_book import clicks_for_modal
from tests.slack.questions.changed.test_edits import ASKED, asks, in_channel


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
