"""The manifest is the law: without the scope no call, without the subscription no event."""

from typing import Any

import pytest
from bot.workspace import Options, Workspace
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient


def reduced(manifest: dict[str, Any], *scopes: str) -> dict[str, Any]:
    granted = [one for one in manifest["oauth_config"]["scopes"]["bot"] if one not in scopes]
    return manifest | {"oauth_config": {"scopes": {"bot": granted}}}


@pytest.mark.parametrize(
    ("scope", "method", "arguments"),
    [
        ("chat:write", "chat.postMessage", {"channel": "#ops", "text": "x"}),
        ("channels:history", "conversations.history", {"channel": "C00000001"}),
        ("groups:history", "conversations.history", {"channel": "C00000002"}),
        ("channels:read", "conversations.info", {"channel": "C00000001"}),
        ("users:read", "users.list", {}),
        ("team:read", "team.info", {}),
        ("reactions:write", "reactions.add", {"channel": "C00000001", "timestamp": "1.2", "name": "eyes"}),
        (
            "assistant:write",
            "assistant.threads.setStatus",
            {"channel_id": "C00000001", "thread_ts": "1.2", "status": ""},
        ),
        ("usergroups:read", "usergroups.list", {}),
        ("files:write", "files.getUploadURLExternal", {"filename": "a.csv", "length": "1"}),
        ("files:write", "files.completeUploadExternal", {"files": '[{"id": "F00000001"}]'}),
    ],
)
async def test_a_call_without_its_scope_names_the_scope(
    scope: str, method: str, arguments: dict[str, str], manifest: dict[str, Any]
) -> None:
    async with Workspace(reduced(manifest, scope)) as slack:
        slack.channel("#ops")
        slack.channel("#secret", private=True)
        client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
        with pytest.raises(SlackApiError) as refused:
            await client.api_call(method, json=arguments)
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == scope
    assert scope not in refused.value.response["provided"].split(",")


@pytest.mark.parametrize(
    ("scope", "missed"),
    [("app_mentions:read", "app_mention"), ("channels:history", "message")],
)
async def test_an_event_without_its_scope_is_not_sent(
    scope: str, missed: str, manifest: dict[str, Any]
) -> None:
    async with Workspace(reduced(manifest, scope), Options(ack_timeout=0.01, retry_delays=())) as slack:
        alice = slack.person("alice")
        slack.channel("#ops", [alice])
        await alice.says("#ops", "@Shouze hello")
        heard = [one.event["type"] for one in slack.recording.deliveries]
    assert heard == [one for one in ("app_mention", "message") if one != missed]


async def test_an_event_that_is_not_subscribed_is_not_sent(manifest: dict[str, Any]) -> None:
    without_events = manifest | {"settings": {"event_subscriptions": {"bot_events": []}}}
    async with Workspace(without_events) as slack:
        alice = slack.person("alice")
        slack.channel("#ops", [alice])
        await alice.says("#ops", "@Shouze hello")
        await alice.opens_home()
        assert slack.recording.deliveries == []


async def test_a_manifest_of_nothing_is_an_app_that_may_nothing() -> None:
    async with Workspace({}) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
        assert (await client.auth_test())["ok"]
        with pytest.raises(SlackApiError, match="not_enabled"):
            await client.views_publish(user_id=slack.person("alice").id, view={"type": "home", "blocks": []})
        with pytest.raises(PermissionError, match="no home tab"):
            await slack.person("alice").opens_home()
        with pytest.raises(LookupError, match="no command /rule"):
            await slack.person("alice").runs("/rule 7.1")
