"""What each Web API method refuses, in Slack's words."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.scene import MODAL, Call, Scene

# slack-sdk authenticates oauth.v2.access with what aiohttp has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

REFUSALS: dict[str, tuple[Call, str]] = {
    "a method that is not there": (lambda s: s.client.api_call("chat.shout"), "unknown_method"),
    "a wrong token": (
        lambda s: AsyncWebClient("xoxb-x", base_url=s.slack.base_url).auth_test(),
        "invalid_auth",
    ),
    "no token": (lambda s: AsyncWebClient(base_url=s.slack.base_url).auth_test(), "not_authed"),
    "an app token for a bot method": (
        lambda s: s.client.auth_test(token=s.slack.app_token),
        "not_allowed_token_type",
    ),
    "an unknown channel": (
        lambda s: s.client.chat_postMessage(channel="C404", text="x"),
        "channel_not_found",
    ),
    "an unknown person": (lambda s: s.client.users_info(user="U404"), "user_not_found"),
    "an ephemeral for somebody outside": (
        lambda s: s.client.chat_postEphemeral(channel=s.ops.id, user=s.slack.person("bob").id, text="x"),
        "user_not_in_channel",
    ),
    "somebody else's message updated": (
        lambda s: s.client.chat_update(channel=s.ops.id, ts=s.question.ts, text="x"),
        "cant_update_message",
    ),
    "somebody else's message deleted": (
        lambda s: s.client.chat_delete(channel=s.ops.id, ts=s.question.ts),
        "cant_delete_message",
    ),
    "an unknown message updated": (
        lambda s: s.client.chat_update(channel=s.ops.id, ts="1.2", text="x"),
        "message_not_found",
    ),
    "replies of no thread": (
        lambda s: s.client.conversations_replies(channel=s.ops.id, ts="1.2"),
        "thread_not_found",
    ),
    "the same reaction twice": (
        lambda s: s.client.reactions_remove(channel=s.ops.id, timestamp=s.own.ts, name="eyes"),
        "no_reaction",
    ),
    "a direct message with the bot itself": (
        lambda s: s.client.conversations_open(users=s.slack.bot_user_id),
        "cannot_dm_bot",
    ),
    "a cursor of one's own making": (lambda s: s.client.users_list(cursor="x"), "invalid_cursor"),
    "a view of the wrong type": (
        lambda s: s.client.views_publish(user_id=s.alice.id, view=MODAL),
        "invalid_arguments",
    ),
    "five suggested prompts": (
        lambda s: s.client.assistant_threads_setSuggestedPrompts(
            channel_id=s.alice.dm.id, prompts=[{"title": "t", "message": "m"}] * 5
        ),
        "invalid_arguments",
    ),
    "metadata without a type": (
        lambda s: s.client.chat_postMessage(channel=s.ops.id, text="x", metadata={"event_payload": {}}),
        "invalid_metadata_format",
    ),
    "markdown beside text": (
        lambda s: s.client.api_call(
            "chat.postMessage", json={"channel": s.ops.id, "text": "x", "markdown_text": "x"}
        ),
        "markdown_text_conflict",
    ),
    "an authorization code of one's own making": (
        lambda s: s.client.oauth_v2_access(
            client_id=s.slack.state.tokens.client_id,
            client_secret=s.slack.state.tokens.client_secret,
            code="x",
        ),
        "invalid_code",
    ),
    "a wrong client secret": (
        lambda s: s.client.oauth_v2_access(
            client_id=s.slack.state.tokens.client_id, client_secret="x", code=s.slack.authorization_code()
        ),
        "bad_client_secret",
    ),
    "blocks that are no JSON": (
        lambda s: s.client.api_call(
            "chat.postMessage", params={"channel": s.ops.id, "text": "x", "blocks": "[{"}
        ),
        "invalid_blocks_format",
    ),
    "a page of nothing": (lambda s: s.client.users_list(limit=0), "invalid_limit"),
    "nobody to open a conversation with": (
        lambda s: s.client.api_call("conversations.open"),
        "users_list_not_supplied",
    ),
    "a group conversation": (
        lambda s: s.client.conversations_open(users=f"{s.alice.id},{s.slack.person('bob').id}"),
        "method_not_supported_for_channel_type",
    ),
    "a conversation with nobody": (lambda s: s.client.conversations_open(users="U404"), "user_not_found"),
    "a kind of conversation that is not there": (
        lambda s: s.client.conversations_list(types="pub"),
        "invalid_types",
    ),
    "a view without a trigger": (
        lambda s: s.client.api_call("views.open", json={"view": MODAL}),
        "invalid_arguments",
    ),
    "a push from outside a modal": (
        lambda s: s.client.views_push(trigger_id=s.trigger(), view=MODAL),
        "not_found",
    ),
    "an emoji of no name": (
        lambda s: s.client.reactions_add(channel=s.ops.id, timestamp=s.question.ts, name="no such emoji!"),
        "invalid_name",
    ),
    "a reaction to nothing": (
        lambda s: s.client.reactions_add(channel=s.ops.id, timestamp="1.2", name="eyes"),
        "message_not_found",
    ),
    "an unknown bot": (lambda s: s.client.bots_info(bot="B404"), "bot_not_found"),
    "a status for no thread": (
        lambda s: s.client.assistant_threads_setStatus(channel_id=s.ops.id, thread_ts="1.2", status="…"),
        "invalid_thread_ts",
    ),
    "a prompt without a message": (
        lambda s: s.client.assistant_threads_setSuggestedPrompts(
            channel_id=s.ops.id, prompts=[{"title": "t"}]
        ),
        "invalid_arguments",
    ),
    "a session for no thread": (
        lambda s: s.client.agents_sessions_setStatus(channel_id=s.ops.id, thread_ts="1.2", status="active"),
        "thread_not_found",
    ),
    "an error that was asked for": (lambda s: s.client.api_test(error="my_error"), "my_error"),
    "an unknown session status": (
        lambda s: s.client.agents_sessions_setStatus(
            channel_id=s.ops.id, thread_ts=s.question.ts, status="busy"
        ),
        "invalid_arguments",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
async def test_slack_refuses(case: str, scene: Scene) -> None:
    call, error = REFUSALS[case]
    with pytest.raises(SlackApiError) as refused:
        await call(scene)
    assert refused.value.response["error"] == error
    assert scene.slack.recording.calls[-1].error == error
