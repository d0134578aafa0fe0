"""Where Slack refuses the app as a whole nothing is lost: it all waits, and goes out once when that is mended."""

from functools import partial

from bot.slack.app import Bot
from bot.store import Store
from bot.workspace import Message, Person, Workspace

from tests.slack.delivery.conftest import ASKED, Starting, is_answered_once, outbox

OF_THE_APP = [
    "access_denied",
    "account_inactive",
    "ekm_access_denied",
    "invalid_auth",
    "missing_scope",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
]
FOREVER = 100_000
EVERYWHERE = ("#ops", "#hr", "#cs")


async def test_everything_waits_until_it_is_mended_and_then_goes_out_once(
    empty_slack: Workspace, store: Store, brisk: Bot, asker: Person
) -> None:
    questions: list[Message] = []
    for code in OF_THE_APP:
        empty_slack.faults.refuses("chat.postMessage", code, times=FOREVER)
        questions += [await asker.says(where, ASKED) for where in EVERYWHERE]
        await empty_slack.until(partial(_waits, store, brisk, code))
        empty_slack.faults.no_more_of("chat.postMessage")
        await empty_slack.until(lambda: all(row["state"] == "sent" for row in outbox(store)) or None)
        assert not brisk.refused()
    assert all(is_answered_once(empty_slack, question) for question in questions)


async def test_it_is_tried_by_one_parcel_at_a_time_and_none_of_these_tries_counts(
    empty_slack: Workspace, store: Store, brisk: Bot, asker: Person
) -> None:
    empty_slack.faults.refuses("chat.postMessage", "token_revoked", times=FOREVER)
    await asker.says("#ops", ASKED)
    await empty_slack.until(brisk.refused)
    before = _posts(empty_slack)
    for where in EVERYWHERE * 3:
        await asker.says(where, ASKED)
    await empty_slack.until(lambda: len(outbox(store)) == 10 or None)
    await empty_slack.until(lambda: _posts(empty_slack) > before + 3 or None)
    assert sum(row["lease_until"] > 0 for row in outbox(store)) <= 1
    assert sum(row["attempts"] for row in outbox(store)) <= 1


async def test_it_waits_for_the_next_process_too(
    empty_slack: Workspace, store: Store, asker: Person, starting: Starting
) -> None:
    empty_slack.faults.refuses("chat.postMessage", "token_revoked", times=FOREVER)
    async with starting() as bot:
        await empty_slack.connected()
        questions = [await asker.says(where, ASKED) for where in EVERYWHERE]
        await empty_slack.until(lambda: (len(outbox(store)) == 3 and bot.refused()) or None)
    assert not any(empty_slack.replies_to(question) for question in questions)
    empty_slack.faults.no_more_of("chat.postMessage")
    async with starting():
        await empty_slack.until(lambda: all(row["state"] == "sent" for row in outbox(store)) or None)
    assert all(is_answered_once(empty_slack, question) for question in questions)


async def test_where_only_one_conversation_is_refused_the_others_go_on(
    empty_slack: Workspace, store: Store, brisk: Bot, asker: Person
) -> None:
    ops = (await asker.says("#ops", "早")).channel
    empty_slack.faults.refuses(
        "chat.postMessage", "ekm_access_denied", times=FOREVER, which=lambda call: call["channel"] == ops
    )
    await asker.says("#ops", ASKED)
    await empty_slack.until(brisk.refused)
    for _ in range(5):
        question = await asker.says("#hr", ASKED)
        await empty_slack.reply_to(question)
        assert is_answered_once(empty_slack, question)
    await empty_slack.until(lambda: [row["state"] for row in outbox(store)].count("due") == 1 or None)


def _waits(store: Store, bot: Bot, code: str) -> bool | None:
    waiting = [row for row in outbox(store) if row["state"] == "due"]
    return (len(waiting) == len(EVERYWHERE) and bot.refused() == code) or None


def _posts(slack: Workspace) -> int:
    return sum(call.method == "chat.postMessage" for call in slack.recording.calls)
