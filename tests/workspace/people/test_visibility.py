"""Who sees what."""

import pytest
from bot.workspace import Workspace
from bot.workspace.state import AccountSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient


async def test_an_ephemeral_message_is_seen_by_one_person(slack: Workspace, client: AsyncWebClient) -> None:
    alice, bob = slack.person("alice"), slack.person("bob")
    ops = slack.channel("#ops", [alice, bob])
    await client.chat_postEphemeral(channel=ops.id, user=alice.id, text="only you")
    assert [one.text for one in slack.sees(alice, "#ops")] == ["only you"]
    assert slack.sees(bob, "#ops") == []


async def test_an_ephemeral_message_is_in_no_history_and_cannot_be_touched(
    slack: Workspace, client: AsyncWebClient
) -> None:
    alice = slack.person("alice")
    ops = slack.channel("#ops", [alice])
    posted = await client.chat_postEphemeral(channel=ops.id, user=alice.id, text="only you")
    history = await client.conversations_history(channel=ops.id)
    assert history["messages"] == []
    assert slack.recording.deliveries == []
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_update(channel=ops.id, ts=posted["message_ts"], text="x")
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_getPermalink(channel=ops.id, message_ts=posted["message_ts"])


async def test_a_private_channel_without_the_bot_does_not_exist_for_it(
    slack: Workspace, client: AsyncWebClient
) -> None:
    secret = slack.channel("#secret", [slack.person("alice")], private=True, bot=False)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.chat_postMessage(channel=secret.id, text="x")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.conversations_info(channel=secret.id)
    listed = await client.conversations_list(types="private_channel")
    assert listed["channels"] == []


async def test_a_public_channel_without_the_bot_can_be_seen_but_not_written_or_read(
    slack: Workspace, client: AsyncWebClient
) -> None:
    ops = slack.channel("#ops", [slack.person("alice")], bot=False)
    info = await client.conversations_info(channel=ops.id)
    assert info["channel"]["is_member"] is False
    for call in (
        client.chat_postMessage(channel=ops.id, text="x"),
        client.conversations_history(channel=ops.id),
        client.chat_postEphemeral(channel=ops.id, user=slack.person("alice").id, text="x"),
    ):
        with pytest.raises(SlackApiError, match="not_in_channel"):
            await call


async def test_nobody_sees_a_private_channel_from_outside(slack: Workspace) -> None:
    alice, bob = slack.person("alice"), slack.person("bob")
    slack.channel("#secret", [alice], private=True)
    message = await alice.says("#secret", "hello")
    assert slack.sees(bob, "#secret") == []
    with pytest.raises(PermissionError):
        await bob.reacts(message, "eyes")


@pytest.mark.parametrize(
    "kind", [{"is_restricted": True}, {"is_ultra_restricted": True}, {"team": "T0OTHER"}]
)
async def test_guests_and_strangers_see_only_their_own_channels(
    slack: Workspace, kind: AccountSettings
) -> None:
    alice, guest = slack.person("alice"), slack.person("guest", **kind)
    slack.channel("#ops", [alice])
    slack.channel("#lobby", [alice, guest])
    await alice.says("#ops", "hello")
    await alice.says("#lobby", "hello")
    assert slack.sees(guest, "#ops") == []
    assert len(slack.sees(guest, "#lobby")) == 1


async def test_a_shared_channel_says_so(slack: Workspace, client: AsyncWebClient) -> None:
    partners = slack.channel("#partners", shared=True)
    info = await client.conversations_info(channel=partners.id)
    assert info["channel"]["is_ext_shared"] is True


async def test_an_archived_channel_takes_no_messages(slack: Workspace, client: AsyncWebClient) -> None:
    alice = slack.person("alice")
    ops = slack.channel("#ops", [alice])
    slack.state.channels.archive(ops.id)
    with pytest.raises(SlackApiError, match="is_archived"):
        await client.chat_postMessage(channel=ops.id, text="x")
    with pytest.raises(PermissionError, match="archived"):
        await alice.says("#ops", "x")
    listed = await client.conversations_list(exclude_archived=True)
    assert listed["channels"] == []


async def test_a_permalink_into_a_thread_names_the_thread(slack: Workspace, client: AsyncWebClient) -> None:
    alice = slack.person("alice")
    ops = slack.channel("#ops", [alice])
    question = await alice.says("#ops", "?")
    reply = await alice.says("#ops", "!", thread=question)
    link = await client.chat_getPermalink(channel=ops.id, message_ts=reply.ts)
    assert link["permalink"].endswith(f"?thread_ts={question.ts}&cid={ops.id}")
