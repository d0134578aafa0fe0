"""HTTP mode: the real Bolt app behind a real server, verified by signature."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from bot.workspace import Options, Workspace
from bot.workspace.delivery import signed_headers
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncSay
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient


class Front:
    """The app's HTTP server: records requests, and hands them to the app or answers as it is told."""

    def __init__(self) -> None:
        self.requests: list[web.Request] = []
        self.app: AsyncApp | None = None
        self.canned: list[web.Response] = []
        self.url = ""

    async def serve(self, request: web.Request) -> web.Response:
        self.requests.append(request)
        await request.read()
        if self.canned:
            return self.canned.pop(0)
        assert self.app is not None
        response = await self.app.async_dispatch(await to_bolt_request(request))
        answer: web.Response = await to_aiohttp_response(response)
        return answer


@pytest.fixture
async def front() -> AsyncIterator[Front]:
    front = Front()
    server = web.Application()
    server.router.add_post("/slack/events", front.serve)
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    front.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield front
    await runner.cleanup()


@pytest.fixture
def options(front: Front) -> Options:
    return Options(ack_timeout=0.3, retry_delays=(0.0, 0.01), events_url=front.url)


@pytest.fixture
def app(slack: Workspace, client: AsyncWebClient, front: Front) -> AsyncApp:
    front.app = AsyncApp(client=client, signing_secret=slack.signing_secret)
    return front.app


async def test_events_commands_and_clicks_reach_the_app(slack: Workspace, app: AsyncApp) -> None:
    @app.event("app_mention")
    async def mention(say: AsyncSay) -> None:
        button = {"type": "button", "action_id": "more", "text": {"type": "plain_text", "text": "更多"}}
        await say(text="7.1", blocks=[{"type": "actions", "elements": [button]}])

    @app.event("message")
    async def message() -> None:
        return

    @app.command("/rule")
    async def rule(ack: AsyncAck, command: dict[str, Any]) -> None:
        await ack(f"looked up {command['text']}")

    @app.action("more")
    async def more(ack: AsyncAck) -> None:
        await ack()

    alice = slack.person("alice")
    slack.channel("#ops", [alice])
    answer = await slack.reply_to(await alice.says("#ops", "@Shouze 迟到"))
    assert (await alice.clicks(answer, "更多")).is_acked
    shown = await slack.reply_to(await alice.runs("/rule 第 7.1 条 & more", in_="#ops"))
    await slack.settled()
    assert shown.text == "looked up 第 7.1 条 & more"


async def test_requests_are_signed_with_the_secret(slack: Workspace, front: Front) -> None:
    front.canned = [web.Response()]
    await slack.newcomer("mei")
    await slack.settled()
    request = front.requests[0]
    verifier = SignatureVerifier(slack.signing_secret)
    assert verifier.is_valid_request(await request.read(), dict(request.headers))
    forged = signed_headers("another secret", await request.text(), slack.state.clock(), "application/json")
    assert not verifier.is_valid_request(await request.read(), forged)


async def test_a_refused_event_is_sent_again_with_the_retry_headers(slack: Workspace, front: Front) -> None:
    front.canned = [web.Response(status=500), web.Response(status=200)]
    await slack.newcomer("mei")
    await slack.settled()
    first, second = front.requests
    assert "X-Slack-Retry-Num" not in first.headers
    assert second.headers["X-Slack-Retry-Num"] == "1"
    assert second.headers["X-Slack-Retry-Reason"] == "http_error"


async def test_the_app_can_decline_further_attempts(slack: Workspace, front: Front) -> None:
    front.canned = [web.Response(status=500, headers={"X-Slack-No-Retry": "1"})]
    await slack.newcomer("mei")
    await slack.settled()
    assert len(front.requests) == 1


async def test_a_lost_request_times_out_and_is_sent_again(slack: Workspace, front: Front) -> None:
    slack.faults.loses_frames(1)
    front.canned = [web.Response()]
    await slack.newcomer("mei")
    await slack.settled()
    assert front.requests[0].headers["X-Slack-Retry-Reason"] == "http_timeout"


async def test_an_app_that_is_not_there_is_tried_again(manifest: dict[str, Any], options: Options) -> None:
    nowhere = replace(options, events_url="http://127.0.0.1:9/slack/events")
    async with Workspace(manifest, nowhere) as slack:
        await slack.newcomer("mei")
        await slack.settled()
        attempts = slack.recording.deliveries[0].attempts
    assert [attempt.reason for attempt in attempts] == ["connection_failed"] * 3


async def test_a_new_url_is_verified(slack: Workspace, app: AsyncApp, front: Front) -> None:
    assert front.app is app
    assert await slack.verifies_url("a challenge")
    front.canned = [web.Response(text="hello")]
    assert not await slack.verifies_url("a challenge")


async def test_without_a_url_there_is_nothing_to_verify(manifest: dict[str, Any]) -> None:
    async with Workspace(manifest) as slack:
        with pytest.raises(LookupError):
            await slack.verifies_url()
