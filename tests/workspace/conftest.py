"""A workspace, and the SDK's client and a Bolt app pointed at it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from bot.workspace import Options, Workspace
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from .clock import ManualClock
from .scene import Scene


@pytest.fixture
def manifest() -> dict[str, Any]:
    return {
        "display_information": {"name": "Shouze"},
        "features": {
            "bot_user": {"display_name": "Shouze"},
            "unfurl_domains": ["rules.example.org"],
            "rich_previews": {"is_active": True, "entity_types": ["slack#/entities/content_item"]},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "agent_view": {"agent_description": "answers from the rulebook"},
            "slash_commands": [{"command": "/rule", "description": "look up a rule"}],
            "shortcuts": [
                {"name": "查相关规则", "type": "message", "callback_id": "look_up", "description": "…"},
                {"name": "提问", "type": "global", "callback_id": "ask", "description": "…"},
            ],
        },
        "oauth_config": {
            "scopes": {
                "bot": [
                    "app_mentions:read",
                    "assistant:write",
                    "channels:history",
                    "channels:read",
                    "chat:write",
                    "commands",
                    "files:read",
                    "files:write",
                    "groups:history",
                    "groups:read",
                    "im:history",
                    "im:read",
                    "im:write",
                    "links:read",
                    "links:write",
                    "reactions:read",
                    "reactions:write",
                    "team:read",
                    "usergroups:read",
                    "users:read",
                ]
            }
        },
        "settings": {
            "event_subscriptions": {
                "bot_events": [
                    "app_context_changed",
                    "app_home_opened",
                    "app_mention",
                    "entity_details_requested",
                    "link_shared",
                    "member_joined_channel",
                    "message.channels",
                    "message.groups",
                    "message.im",
                    "reaction_added",
                    "team_join",
                    "user_change",
                ]
            }
        },
    }


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def ack_timeout() -> float:
    """Seconds; a test in which no ack comes says fewer."""
    return 3.0


@pytest.fixture
def options(clock: ManualClock, ack_timeout: float) -> Options:
    return Options(ack_timeout=ack_timeout, retry_delays=(0.0, 0.02), clock=clock)


@pytest.fixture
async def slack(manifest: dict[str, Any], options: Options) -> AsyncIterator[Workspace]:
    async with Workspace(manifest, options) as workspace:
        yield workspace


@pytest.fixture
def client(slack: Workspace) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, base_url=slack.base_url)


@pytest.fixture
def app(client: AsyncWebClient) -> AsyncApp:
    """An app that acks what it has no listener for, without a word."""
    app = AsyncApp(client=client, raise_error_for_unhandled_request=True)

    @app.error
    async def unhandled(error: Exception) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            return BoltResponse(status=200)
        raise error

    return app


@pytest.fixture
def silent_app(client: AsyncWebClient) -> AsyncApp:
    """An app that acks nothing that it has no listener for."""
    return AsyncApp(client=client)


@pytest.fixture
async def scene(slack: Workspace, client: AsyncWebClient) -> Scene:
    alice = slack.person("alice", locale="zh-TW")
    ops = slack.channel("#ops", [alice])
    question = await alice.says("#ops", "@Shouze 迟到怎么算")
    metadata = {"event_type": "answer", "event_payload": {"clause": "7.1"}}
    await client.chat_postMessage(channel=ops.id, text="7.1", thread_ts=question.ts, metadata=metadata)
    await alice.reacts(question, "eyes")
    return Scene(slack, client, alice, ops, question, slack.messages("#ops")[-1])
