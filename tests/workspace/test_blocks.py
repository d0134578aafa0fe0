"""What Slack takes and what it refuses, in messages and in views."""

from typing import Any

import pytest
from bot.workspace import Workspace
from bot.workspace.block_kit import block_kit
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.block_samples import (
    BAD,
    BAD_VIEWS,
    GOOD,
    GOOD_VIEWS,
    Blocks,
    actions,
    button,
    home,
    section,
)


@pytest.mark.parametrize("blocks", GOOD.values(), ids=GOOD)
async def test_slack_takes(blocks: Blocks, client: AsyncWebClient, slack: Workspace) -> None:
    channel = slack.channel("#ops")
    posted = await client.chat_postMessage(channel=channel.id, text="fallback", blocks=blocks)
    assert len(posted["message"]["blocks"]) == len(blocks)
    assert slack.recording.refused == []


@pytest.mark.parametrize("blocks", BAD.values(), ids=BAD)
async def test_slack_refuses(blocks: Blocks, client: AsyncWebClient, slack: Workspace) -> None:
    channel = slack.channel("#ops")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=channel.id, text="fallback", blocks=blocks)
    answer = refused.value.response
    assert answer["error"] == "invalid_blocks"
    assert all("[json-pointer:/blocks" in line for line in answer["response_metadata"]["messages"])
    assert [call.method for call in slack.recording.refused] == ["chat.postMessage"]
    assert slack.messages("#ops") == []


@pytest.mark.parametrize("view", GOOD_VIEWS.values(), ids=GOOD_VIEWS)
def test_slack_shows(view: dict[str, Any]) -> None:
    assert block_kit().view(view) == []


@pytest.mark.parametrize("view", BAD_VIEWS.values(), ids=BAD_VIEWS)
def test_slack_does_not_show(view: dict[str, Any]) -> None:
    faults = block_kit().view(view)
    assert faults
    assert all(fault.pointer.startswith("/view") for fault in faults)


async def test_what_slack_would_say_can_be_asked_beforehand(client: AsyncWebClient) -> None:
    assert (await client.blocks_validate(blocks=[section()]))["ok"]
    assert (await client.blocks_validate(message={"blocks": [section()]}))["ok"]
    for name, wrong, pointer in (
        ("blocks", [section("")], "/0/text"),
        ("view", home(section("")), "/blocks/0/text"),
        ("message", {"blocks": [section("")]}, "/0/text"),
    ):
        with pytest.raises(SlackApiError) as refused:
            await client.api_call("blocks.validate", json={name: wrong})
        answer = refused.value.response
        assert answer["error"] == f"invalid_{name}"
        assert answer["errors"][0]["pointer"] == pointer
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.api_call("blocks.validate", json={"blocks": [section()], "view": home()})


async def test_a_bad_home_is_refused_as_invalid_arguments(client: AsyncWebClient, slack: Workspace) -> None:
    alice = slack.person("alice")
    with pytest.raises(SlackApiError) as refused:
        await client.views_publish(user_id=alice.id, view=home(section("")))
    assert refused.value.response["error"] == "invalid_arguments"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/view/blocks/0/text]"
    ]
    assert alice.home is None


async def test_a_message_of_more_than_13200_characters_is_too_long(
    client: AsyncWebClient, slack: Workspace
) -> None:
    channel = slack.channel("#ops")
    with pytest.raises(SlackApiError, match="msg_blocks_too_long"):
        await client.chat_postMessage(channel=channel.id, text="x", blocks=[section("字" * 2700)] * 5)
    assert slack.recording.refused


async def test_a_text_of_more_than_40000_characters_is_too_long(
    client: AsyncWebClient, slack: Workspace
) -> None:
    channel = slack.channel("#ops")
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await client.chat_postMessage(channel=channel.id, text="x" * 40_001)


async def test_a_message_without_words_is_refused(client: AsyncWebClient, slack: Workspace) -> None:
    channel = slack.channel("#ops")
    with pytest.raises(SlackApiError, match="no_text"):
        await client.api_call("chat.postMessage", json={"channel": channel.id})


async def test_the_fault_is_named_inside_the_right_alternative(
    client: AsyncWebClient, slack: Workspace
) -> None:
    channel = slack.channel("#ops")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=channel.id, text="x", blocks=[actions(button(style="loud"))])
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/elements/0]",
        "[ERROR] failed to match the allowed values [json-pointer:/blocks/0/elements/0/style]",
    ]
