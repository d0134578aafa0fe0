"""What the app hears, and in which words."""

from typing import Any

import pytest
from bot.workspace import Options, Workspace
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.connection import connected

# slack-sdk authenticates oauth.v2.access with what aiohttp has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.fixture
def options() -> Options:
    return Options(ack_timeout=0.01, retry_delays=())


def heard(slack: Workspace) -> list[dict[str, Any]]:
    return [one.event for one in slack.recording.deliveries]


async def test_a_mention_is_heard_twice_with_the_same_timestamp(slack: Workspace) -> None:
    alice = slack.person("alice")
    ops = slack.channel("#ops", [alice])
    message = await alice.says("#ops", "@Shouze 迟到怎么算")
    mention, twin = heard(slack)
    assert (mention["type"], twin["type"]) == ("app_mention", "message")
    assert mention["ts"] == twin["ts"] == message.ts
    assert twin["channel_type"] == "channel"
    assert "channel_type" not in mention
    assert twin["channel"] == ops.id
    assert twin["client_msg_id"]
    assert twin["blocks"][0]["elements"][0]["elements"][0] == {"type": "user", "user_id": slack.bot_user_id}


async def test_the_envelope_says_who_authorised_it(slack: Workspace) -> None:
    alice = slack.person("alice")
    slack.channel("#partners", [alice], shared=True)
    await alice.says("#partners", "hello")
    payload = slack.recording.deliveries[0].payload
    assert payload["type"] == "event_callback"
    assert payload["event_id"].startswith("Ev")
    assert payload["authorizations"][0]["user_id"] == slack.bot_user_id
    assert payload["is_ext_shared_channel"] is True
    assert {"token", "team_id", "api_app_id", "event_time", "event_context"} <= payload.keys()


async def test_a_private_channel_is_a_group_and_a_direct_message_an_im(slack: Workspace) -> None:
    alice = slack.person("alice")
    slack.channel("#secret", [alice], private=True)
    await alice.says("#secret", "hello")
    await alice.messages_bot("@Shouze hello")
    assert [(one["type"], one["channel_type"]) for one in heard(slack)] == [
        ("message", "group"),
        ("message", "im"),
    ]


async def test_nothing_is_heard_where_the_bot_is_not_a_member(slack: Workspace) -> None:
    alice = slack.person("alice")
    slack.channel("#ops", [alice], bot=False)
    await alice.says("#ops", "@Shouze hello")
    assert heard(slack) == []


async def test_an_edit_carries_both_versions_and_a_deletion_the_last(slack: Workspace) -> None:
    alice = slack.person("alice")
    slack.channel("#ops", [alice])
    message = await alice.says("#ops", "迟到")
    edited = await alice.edits(message, "迟到怎么算")
    await alice.deletes(edited)
    _, changed, deleted = heard(slack)
    assert (changed["subtype"], deleted["subtype"]) == ("message_changed", "message_deleted")
    assert changed["message"]["text"] == "迟到怎么算"
    assert changed["message"]["edited"]["user"] == alice.id
    assert changed["previous_message"]["text"] == "迟到"
    assert deleted["deleted_ts"] == message.ts
    assert deleted["previous_message"]["text"] == "迟到怎么算"


async def test_the_bots_own_posts_come_back_with_its_bot_id(slack: Workspace, client: AsyncWebClient) -> None:
    ops = slack.channel("#ops")
    posted = await client.chat_postMessage(channel=ops.id, text="hello")
    await client.chat_update(channel=ops.id, ts=posted["ts"], text="hello again")
    await client.chat_delete(channel=ops.id, ts=posted["ts"])
    own, changed, deleted = heard(slack)
    assert own["bot_id"] == slack.state.bot_id
    assert own["bot_profile"]["app_id"] == slack.state.app.id
    assert changed["message"]["bot_id"] == deleted["previous_message"]["bot_id"] == slack.state.bot_id


async def test_a_reply_names_the_author_of_the_thread(slack: Workspace) -> None:
    alice, bob = slack.person("alice"), slack.person("bob")
    slack.channel("#ops", [alice, bob])
    question = await alice.says("#ops", "hello")
    await bob.says("#ops", "hi", thread=question)
    assert heard(slack)[-1]["thread_ts"] == question.ts
    assert heard(slack)[-1]["parent_user_id"] == alice.id


async def test_somebody_from_another_organisation_is_marked(slack: Workspace) -> None:
    guest = slack.person("guest", team="T0OTHER")
    slack.channel("#partners", [guest], shared=True)
    await guest.says("#partners", "hello")
    assert heard(slack)[0]["user_team"] == "T0OTHER"
    assert slack.person("guest").user.to_api()["is_stranger"] is True


async def test_people_who_join_and_change_are_announced_with_their_locale(slack: Workspace) -> None:
    mei = await slack.newcomer("mei", locale="zh-TW")
    await mei.changes_locale("en-US")
    joined, changed = heard(slack)
    assert (joined["type"], joined["user"]["locale"]) == ("team_join", "zh-TW")
    assert (changed["type"], changed["user"]["locale"]) == ("user_change", "en-US")


async def test_membership_of_channels_is_announced(slack: Workspace) -> None:
    alice = slack.person("alice")
    slack.channel("#ops", bot=False)
    await alice.joins("#ops")
    await slack.bot_joins("#ops")
    await alice.leaves("#ops")
    await slack.bot_leaves("#ops")
    await alice.joins("#ops")
    assert [(one["type"], one.get("subtype"), one["user"]) for one in heard(slack)] == [
        ("message", "channel_join", slack.bot_user_id),
        ("member_joined_channel", None, slack.bot_user_id),
        ("message", "channel_leave", alice.id),
    ]
    assert alice.channels == list(slack.state.channels.values())


async def test_another_bots_message_carries_its_own_bot_id(slack: Workspace) -> None:
    robot = slack.person("robot", is_bot=True)
    slack.channel("#ops", [robot])
    await robot.says("#ops", "@Shouze hello")
    for event in heard(slack):
        assert event["bot_id"] == robot.user.bot_id != slack.state.bot_id
        assert "bot_profile" not in event
        assert "client_msg_id" not in event


async def test_a_closed_account_is_announced_and_cannot_be_written_to(
    slack: Workspace, client: AsyncWebClient
) -> None:
    alice = slack.person("alice")
    await slack.deactivates(alice)
    assert heard(slack)[0]["user"]["deleted"] is True
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.chat_postMessage(channel=alice.id, text="hello")
    with pytest.raises(SlackApiError, match="user_disabled"):
        await client.conversations_open(users=alice.id)


async def test_reactions_are_announced(slack: Workspace) -> None:
    alice = slack.person("alice")
    ops = slack.channel("#ops", [alice])
    message = await alice.says("#ops", "hello")
    await alice.reacts(message, "thumbsup")
    await alice.unreacts(message, "thumbsup")
    assert heard(slack)[-1]["item"] == {"type": "message", "channel": ops.id, "ts": message.ts}
    assert heard(slack)[-1]["type"] == "reaction_added"


async def test_the_home_is_opened_with_the_view_it_shows(slack: Workspace, client: AsyncWebClient) -> None:
    alice = slack.person("alice")
    await alice.opens_home()
    await client.views_publish(user_id=alice.id, view={"type": "home", "blocks": []})
    await alice.opens_home()
    first, second = heard(slack)
    assert (first["tab"], first["channel"]) == ("home", alice.dm.id)
    assert "view" not in first
    assert second["view"]["type"] == "home"


async def test_an_agent_is_told_what_the_person_looks_at(slack: Workspace) -> None:
    alice = slack.person("alice")
    ops = slack.channel("#ops", [alice])
    await alice.opens_pane()
    await alice.looks_at("#ops")
    await alice.opens_pane()
    await alice.messages_bot("what is this channel for?")
    opened, changed, again, message = heard(slack)
    entities = [{"type": "slack#/types/channel_id", "value": ops.id, "team_id": slack.state.team_id}]
    assert (opened["tab"], opened["context"]) == ("messages", {})
    assert changed == {"type": "app_context_changed", "context": {"entities": entities}}
    assert slack.delivery("app_context_changed").payload["authorizations"][0]["user_id"] == alice.id
    assert again["context"]["entities"] == message["app_context"]["entities"] == entities


async def test_a_removed_app_hears_so_and_its_token_is_dead_until_it_is_installed_again(
    manifest: dict[str, Any],
) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"] = ["app_uninstalled", "tokens_revoked"]
    async with Workspace(manifest, Options(ack_timeout=0.01, retry_delays=())) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
        await slack.uninstalls_app()
        assert [one["type"] for one in heard(slack)] == ["tokens_revoked", "app_uninstalled"]
        with pytest.raises(SlackApiError, match="account_inactive"):
            await client.auth_test()
        tokens = slack.state.tokens
        await client.oauth_v2_access(
            client_id=tokens.client_id, client_secret=tokens.client_secret, code=slack.authorization_code()
        )
        assert (await client.auth_test())["ok"]


async def test_the_pane_shows_the_manifests_prompts_until_others_are_set(manifest: dict[str, Any]) -> None:
    prompts = [{"title": "迟到", "message": "迟到怎么算"}]
    manifest["features"]["agent_view"]["suggested_prompts"] = prompts
    async with Workspace(manifest) as slack:
        alice = slack.person("alice")
        assert list(alice.pane.prompts) == prompts
        client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
        await client.assistant_threads_setSuggestedPrompts(
            channel_id=alice.dm.id, title="问", prompts=[{"title": "年假", "message": "年假几天"}]
        )
        assert alice.pane.prompts[0]["title"] == "年假"
        assert alice.pane.prompts_title == "问"


async def test_any_other_event_can_be_announced(slack: Workspace) -> None:
    assert slack.announces("tokens_revoked", {"tokens": {}}) is None
    delivery = slack.announces("team_join", {"user": {"id": "U1"}})
    assert delivery is not None
    assert delivery.event["user"] == {"id": "U1"}
    assert slack.delivery("team_join") is delivery
    with pytest.raises(LookupError):
        slack.delivery("user_change")


async def test_the_real_app_hears_all_of_it(slack: Workspace, app: AsyncApp) -> None:
    types: list[str] = []

    @app.event({"type": "message", "subtype": "message_changed"})
    async def changed(event: dict[str, Any]) -> None:
        types.append(event["message"]["text"])

    @app.event("reaction_added")
    async def reacted(event: dict[str, Any]) -> None:
        types.append(event["reaction"])

    alice = slack.person("alice")
    slack.channel("#ops", [alice])
    async with connected(slack, app):
        message = await alice.says("#ops", "a")
        await alice.edits(message, "b")
        await alice.reacts(message, "eyes")
        await slack.settled()
    assert types == ["b", "eyes"]
