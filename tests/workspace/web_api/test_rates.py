"""Rate limits by tier, and one message a second for each channel."""

from typing import Any

import pytest
from bot.workspace import Options, Workspace
from bot.workspace.web_api import Rates
from bot.workspace.web_api.calls import POST_BURST, TIERS
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.clock import ManualClock


@pytest.fixture
def options(clock: ManualClock) -> Options:
    return Options(has_rate_limits=True, clock=clock, ack_timeout=0.01, retry_delays=())


async def test_a_channel_takes_a_short_burst_and_then_a_message_a_second(
    slack: Workspace, client: AsyncWebClient, clock: ManualClock
) -> None:
    ops, hr = slack.channel("#ops"), slack.channel("#hr")
    for _ in range(POST_BURST):
        await client.chat_postMessage(channel=ops.id, text="x")
    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel=ops.id, text="x")
    assert limited.value.response.status_code == 429
    assert limited.value.response["error"] == "ratelimited"
    assert limited.value.response.headers["Retry-After"] == "1"
    await client.chat_postMessage(channel=hr.id, text="x")
    clock.passes(1)
    await client.chat_postMessage(channel=ops.id, text="x")
    assert len(slack.messages("#ops")) == POST_BURST + 1


@pytest.mark.parametrize(("tier", "a_minute"), TIERS.items())
def test_a_tier_is_so_many_calls_a_minute(tier: int, a_minute: int, clock: ManualClock) -> None:
    rates = Rates(clock)
    assert [rates.retry_after("x", tier, "") for _ in range(a_minute)] == [0] * a_minute
    wait = rates.retry_after("x", tier, "")
    assert 1 <= wait <= 60
    clock.passes(wait)
    assert rates.retry_after("x", tier, "") == 0


async def test_without_the_switch_there_are_no_limits(manifest: dict[str, Any]) -> None:
    async with Workspace(manifest, Options(ack_timeout=0.01, retry_delays=())) as slack:
        ops = slack.channel("#ops")
        client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
        for _ in range(20):
            await client.chat_postMessage(channel=ops.id, text="x")
    assert len(slack.messages("#ops")) == 20


async def test_the_sdk_waits_and_tries_again(slack: Workspace, client: AsyncWebClient) -> None:
    slack.faults.rate_limits("auth.test", retry_after=0)
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    assert (await client.auth_test())["ok"]
    assert [call.status for call in slack.recording.calls] == [429, 200]
