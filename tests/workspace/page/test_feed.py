"""What a page would be told, and how long a burst takes."""

import asyncio

import pytest
from bot.workspace import Workspace
from bot.workspace.state import Update
from slack_bolt.async_app import AsyncApp, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.connection import connected


async def test_the_feed_tells_of_every_change_in_order(slack: Workspace, client: AsyncWebClient) -> None:
    feed = slack.feed()
    alice = slack.person("alice")
    ops = slack.channel("#ops", [alice])
    message = await alice.says("#ops", "hello")
    await alice.edits(message, "hello again")
    await alice.reacts(message, "eyes")
    await client.chat_postEphemeral(channel=ops.id, user=alice.id, text="psst")
    await client.views_publish(user_id=alice.id, view={"type": "home", "blocks": []})
    await alice.deletes(message)
    told = []
    while (change := await anext(feed)).kind != "message_deleted":
        if change.kind not in {"call_answered", "delivery_settled"}:
            told.append(change)
    assert [change.kind for change in told] == [
        "user_changed", "channel_changed", "message_posted", "message_changed", "reactions_changed", "message_posted",
        "home_published",
    ]  # fmt: skip
    assert told[2] == Update("message_posted", ops.id, message.ts)
    assert told[5].user == alice.id


async def test_what_changes_outside_the_workspace_is_seen_too(slack: Workspace) -> None:
    outside: list[str] = []
    asyncio.get_running_loop().call_later(0.01, outside.append, "stored")
    assert await slack.until(lambda: outside[0] if outside else None) == "stored"


def test_everybody_but_bots_is_listed(slack: Workspace) -> None:
    people = [slack.person("alice"), slack.person("bob")]
    slack.person("robot", is_bot=True)
    assert slack.people == people


async def test_waiting_for_what_never_comes_ends(slack: Workspace) -> None:
    with pytest.raises(TimeoutError):
        await slack.until(lambda: None, timeout=0.01)


async def test_nothing_is_settled_while_an_app_says_that_it_is_at_work(slack: Workspace) -> None:
    told = [True, True, False]

    async def is_busy() -> bool:
        return told.pop(0)

    with slack.waits_for(is_busy):
        await slack.settled()
    assert told == []
    await slack.settled()


async def test_a_burst_is_answered_message_for_message(slack: Workspace, app: AsyncApp) -> None:
    @app.event("message")
    async def message(event: dict[str, str], say: AsyncSay) -> None:
        if "bot_id" not in event:
            await say(event["text"], thread_ts=event["ts"])

    alice = slack.person("alice")
    slack.channel("#ops", [alice])
    async with connected(slack, app, sockets=2):
        questions = [await alice.says("#ops", str(number)) for number in range(100)]
        await slack.settled()
    answers = [[one.text for one in slack.replies_to(question)] for question in questions]
    assert answers == [[str(number)] for number in range(100)]
    assert all(len(delivery.attempts) == 1 for delivery in slack.recording.deliveries)
