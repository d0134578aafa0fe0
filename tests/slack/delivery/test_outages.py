"""What Slack does not take at a moment stays due; what nobody heard of is looked up, until Slack tells."""

from collections.abc import Mapping
from typing import Any

import pytest
from bot.slack.app import Bot
from bot.store import Store
from bot.workspace import Person, Workspace

from tests.slack.delivery.conftest import ASKED, SORRY, Starting, is_answered_once, outbox

OF_THE_MOMENT = [
    "accesslimited",
    "fatal_error",
    "internal_error",
    "message_limit_exceeded",
    "rate_limited",
    "service_unavailable",
    "unknown_error",
    "a_code_of_tomorrow",
]
PAGE = "<html>a proxy's page</html>"
BODIES: Mapping[str, dict[str, Any]] = {
    "a portal's page": {"body": PAGE, "after_doing_it": False},
    "a proxy's page, though it was posted": {"body": PAGE},
    "forbidden": {"body": PAGE, "status": 403},
    "not found, said to be JSON": {"body": PAGE, "status": 404, "kind": "application/json"},
    "text": {"body": "out of order", "kind": "text/plain"},
    "nothing": {"body": "", "kind": "application/json"},
    "half of it": {"body": '{"ok": tr', "kind": "application/json"},
    "less than Slack says": {"body": '{"ok": true}', "kind": "application/json"},
}
FOREVER = 100_000


@pytest.mark.usefixtures("brisk")
async def test_a_refusal_that_may_pass_is_waited_out(empty_slack: Workspace, asker: Person) -> None:
    questions = {}
    for code in OF_THE_MOMENT:
        empty_slack.faults.refuses("chat.postMessage", code, times=2)
        questions[code] = await asker.says("#ops", ASKED)
        await empty_slack.reply_to(questions[code])
    await empty_slack.settled()
    assert [code for code, question in questions.items() if not is_answered_once(empty_slack, question)] == []


@pytest.mark.usefixtures("brisk")
async def test_a_body_that_is_no_answer_of_slack_is_looked_up_before_it_is_sent_again(
    empty_slack: Workspace, asker: Person
) -> None:
    questions = {}
    for name, garbled in BODIES.items():
        empty_slack.faults.garbles("chat.postMessage", times=2, **garbled)
        questions[name] = await asker.says("#ops", ASKED)
        await empty_slack.reply_to(questions[name])
        await empty_slack.settled()
        empty_slack.faults.no_more_of("chat.postMessage")  # the second, where the first try was posted
    assert [name for name, question in questions.items() if not is_answered_once(empty_slack, question)] == []


@pytest.mark.parametrize(
    "code", ["channel_not_found", "missing_scope", "ratelimited", "unknown_error", "no JSON"]
)
@pytest.mark.usefixtures("brisk")
async def test_an_answer_waits_while_it_cannot_be_looked_up(
    empty_slack: Workspace, store: Store, asker: Person, code: str
) -> None:
    empty_slack.faults.fails("chat.postMessage", after_doing_it=True)
    if code == "no JSON":
        empty_slack.faults.garbles("conversations.replies", times=FOREVER, status=403)
    else:
        empty_slack.faults.refuses("conversations.replies", code, times=FOREVER)
    question = await asker.says("#ops", ASKED)
    await empty_slack.until(lambda: len(_calls(empty_slack, "conversations.replies")) > 3 or None)
    assert [row["state"] for row in outbox(store)] == ["due"]
    empty_slack.faults.no_more_of("conversations.replies")
    await empty_slack.until(lambda: outbox(store)[0]["state"] == "sent" or None)
    assert is_answered_once(empty_slack, question)


async def test_answers_are_all_there_once_after_slack_was_away_for_long(
    empty_slack: Workspace, store: Store, brisk: Bot, asker: Person
) -> None:
    empty_slack.faults.fails("chat.postMessage", times=FOREVER, status=503)
    empty_slack.faults.fails("conversations.replies", times=FOREVER, status=503)
    questions = [await asker.says(where, ASKED) for where in ("#ops", "#ops", "#hr", "#cs")]
    await empty_slack.until(
        lambda: (all(row["attempts"] > 12 for row in outbox(store)) and len(outbox(store)) == 4) or None
    )
    for method in ("chat.postMessage", "conversations.replies"):
        empty_slack.faults.no_more_of(method)
    await empty_slack.until(lambda: all(row["state"] == "sent" for row in outbox(store)) or None)
    assert all(is_answered_once(empty_slack, question) for question in questions)
    assert not brisk.refused()


async def test_after_the_deadline_the_asker_hears_once_that_nothing_comes(
    empty_slack: Workspace, store: Store, asker: Person, starting: Starting
) -> None:
    empty_slack.faults.fails("chat.postMessage", times=9)
    async with starting(SHOUZE_DELIVERY_HOURS="0.00001"):
        await empty_slack.connected()
        question = await asker.says("#ops", ASKED)
        told = await empty_slack.reply_to(question)
        await empty_slack.settled()
    assert SORRY in told.reads
    assert len(empty_slack.replies_to(question)) == 1
    assert {row["purpose"]: (row["state"], row["why"]) for row in outbox(store)} == {
        "answer": ("given_up", "overdue"),
        "apology": ("sent", ""),
    }


async def test_what_was_posted_after_all_is_no_dead_letter_whatever_the_deadline(
    empty_slack: Workspace, store: Store, asker: Person, starting: Starting
) -> None:
    empty_slack.faults.fails("chat.postMessage", after_doing_it=True)
    empty_slack.faults.fails("conversations.replies", times=20)
    async with starting(SHOUZE_DELIVERY_HOURS="0.00001"):
        await empty_slack.connected()
        question = await asker.says("#ops", ASKED)
        await empty_slack.until(lambda: [row["state"] for row in outbox(store)] == ["sent"] or None)
    assert is_answered_once(empty_slack, question)


@pytest.mark.parametrize("code", ["is_archived", "channel_not_found", "restricted_action", "msg_too_long"])
@pytest.mark.usefixtures("brisk")
async def test_a_refusal_of_one_conversation_or_message_costs_nobody_else_anything(
    empty_slack: Workspace, store: Store, asker: Person, code: str
) -> None:
    empty_slack.faults.refuses("chat.postMessage", code)
    await asker.says("#ops", ASKED)
    await empty_slack.until(lambda: [row["why"] for row in outbox(store) if row["why"]] == [code] or None)
    other = await asker.says("#hr", ASKED)
    await empty_slack.reply_to(other)
    assert is_answered_once(empty_slack, other)
    assert [row["state"] for row in outbox(store) if row["why"]] == ["given_up"]


def _calls(slack: Workspace, method: str) -> list[object]:
    return [call for call in slack.recording.calls if call.method == method]
