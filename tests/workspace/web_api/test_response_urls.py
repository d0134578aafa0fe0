"""Response URLs: five uses, half an hour."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from bot.workspace import Person, Workspace
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.workspace.clock import ManualClock
from tests.workspace.connection import connected


@pytest.fixture
def alice(slack: Workspace) -> Person:
    person = slack.person("alice")
    slack.channel("#ops", [person])
    return person


@pytest.fixture
async def url(slack: Workspace, app: AsyncApp, alice: Person) -> AsyncIterator[AsyncWebhookClient]:
    @app.command("/rule")
    async def rule(ack: AsyncAck) -> None:
        await ack()

    async with connected(slack, app):
        lookup = await alice.runs("/rule", in_="#ops")
        yield AsyncWebhookClient(lookup.delivery.payload["response_url"])


async def test_a_url_is_good_for_five_uses(slack: Workspace, alice: Person, url: AsyncWebhookClient) -> None:
    for _ in range(5):
        assert (await url.send(text="x")).status_code == 200
    sixth = await url.send(text="x")
    assert (sixth.status_code, "used_url" in sixth.body) == (404, True)
    assert len(slack.sees(alice, "#ops")) == 5


async def test_a_url_is_good_for_half_an_hour(
    slack: Workspace, alice: Person, url: AsyncWebhookClient, clock: ManualClock
) -> None:
    clock.passes(30 * 60)
    assert (await url.send(text="x")).status_code == 200
    clock.passes(1)
    late = await url.send(text="x")
    assert (late.status_code, "expired_url" in late.body) == (404, True)
    assert len(slack.sees(alice, "#ops")) == 1


async def test_a_response_is_for_one_person_unless_it_says_in_channel(
    slack: Workspace, alice: Person, url: AsyncWebhookClient
) -> None:
    await url.send(text="for you")
    await url.send(text="for all", response_type="in_channel")
    assert [one.ephemeral_to for one in slack.sees(alice, "#ops")] == [alice.id, None]


async def test_a_command_has_no_original_to_replace(
    slack: Workspace, alice: Person, url: AsyncWebhookClient
) -> None:
    await url.send(text="a new one", replace_original=True)
    await url.send(delete_original=True)
    assert [one.text for one in slack.sees(alice, "#ops")] == ["a new one"]


async def test_bad_blocks_are_refused_and_recorded(slack: Workspace, url: AsyncWebhookClient) -> None:
    response = await url.send(text="x", blocks=[{"type": "section"}])
    assert (response.status_code, "invalid_blocks" in response.body) == (400, True)
    assert [call.method for call in slack.recording.refused] == ["response_url"]


async def test_what_is_no_json_is_refused(url: AsyncWebhookClient) -> None:
    async with aiohttp.ClientSession() as session:
        for body in ("not json", "[]"):
            response = await session.post(url.url, data=body)
            assert (response.status, (await response.json())["error"]) == (400, "invalid_payload")


async def test_an_answer_to_a_click_in_a_thread_lands_in_the_channel_unless_it_names_the_thread(
    slack: Workspace, app: AsyncApp, alice: Person
) -> None:
    @app.action("more")
    async def more(ack: AsyncAck, respond: AsyncRespond, body: dict[str, Any]) -> None:
        await ack()
        await respond("lost", replace_original=False)
        await respond("kept", replace_original=False, thread_ts=body["container"]["thread_ts"])

    question = await alice.says("#ops", "?")
    button = {"type": "button", "action_id": "more", "text": {"type": "plain_text", "text": "更多"}}
    async with connected(slack, app):
        await app.client.chat_postMessage(
            channel="#ops",
            thread_ts=question.ts,
            text="x",
            blocks=[{"type": "actions", "elements": [button]}],
        )
        await alice.clicks(alice.sees("#ops")[-1], "更多")
        await slack.settled()
    assert [(one.text, one.thread_ts) for one in alice.sees("#ops")[-2:]] == [
        ("lost", None),
        ("kept", question.ts),
    ]


async def test_the_original_of_a_click_is_deleted(slack: Workspace, app: AsyncApp, alice: Person) -> None:
    @app.action("close")
    async def close(ack: AsyncAck) -> None:
        await ack()

    button = {"type": "button", "action_id": "close", "text": {"type": "plain_text", "text": "关闭"}}
    async with connected(slack, app):
        await app.client.chat_postMessage(
            channel="#ops", text="x", blocks=[{"type": "actions", "elements": [button]}]
        )
        click = await alice.clicks(alice.sees("#ops")[0], "关闭")
        await AsyncWebhookClient(click.delivery.payload["response_url"]).send(delete_original=True)
        await slack.settled()
    assert slack.sees(alice, "#ops") == []
