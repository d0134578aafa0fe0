"""Each Web API method answers with the keys that Slack documents."""

from typing import Any

import pytest
from bot.workspace.web_api import METHODS

from tests.workspace.scene import HOME, MODAL, Call, Scene

# slack-sdk authenticates oauth.v2.access with what aiohttp has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

CONTRACT: dict[str, tuple[Call, list[str]]] = {
    "api.test": (lambda s: s.client.api_test(), ["ok"]),
    "auth.teams.list": (
        lambda s: s.client.auth_teams_list(),
        ["teams.0.id", "teams.0.name", "response_metadata.next_cursor"],
    ),
    "auth.test": (
        lambda s: s.client.auth_test(),
        ["url", "team", "user", "team_id", "user_id", "bot_id", "is_enterprise_install"],
    ),
    "apps.connections.open": (
        lambda s: s.client.apps_connections_open(app_token=s.slack.app_token),
        ["url"],
    ),
    "blocks.validate": (lambda s: s.client.blocks_validate(view=MODAL), ["ok"]),
    "chat.postMessage": (
        lambda s: s.client.chat_postMessage(channel=s.ops.id, text="x"),
        ["channel", "ts", "message.text", "message.user", "message.bot_id", "message.ts", "message.type"],
    ),
    "chat.postEphemeral": (
        lambda s: s.client.chat_postEphemeral(channel=s.ops.id, user=s.alice.id, text="x"),
        ["message_ts"],
    ),
    "chat.update": (
        lambda s: s.client.chat_update(channel=s.ops.id, ts=s.own.ts, text="new"),
        ["channel", "ts", "text", "message.edited.ts", "message.text"],
    ),
    "chat.delete": (lambda s: s.client.chat_delete(channel=s.ops.id, ts=s.own.ts), ["channel", "ts"]),
    "chat.getPermalink": (
        lambda s: s.client.chat_getPermalink(channel=s.ops.id, message_ts=s.own.ts),
        ["channel", "permalink"],
    ),
    "conversations.open": (lambda s: s.client.conversations_open(users=s.alice.id), ["channel.id"]),
    "conversations.info": (
        lambda s: s.client.conversations_info(channel=s.ops.id, include_num_members=True),
        ["channel.id", "channel.name", "channel.is_private", "channel.is_ext_shared", "channel.is_member",
         "channel.num_members", "channel.topic.value", "channel.created"],
    ),
    "conversations.list": (
        lambda s: s.client.conversations_list(types="public_channel,private_channel,im"),
        ["channels.0.id", "channels.0.name", "response_metadata.next_cursor"],
    ),
    "conversations.members": (
        lambda s: s.client.conversations_members(channel=s.ops.id),
        ["members.1", "response_metadata.next_cursor"],
    ),
    "conversations.history": (
        lambda s: s.client.conversations_history(channel=s.ops.id),
        ["messages.0.ts", "messages.0.reply_count", "messages.0.reply_users.0", "messages.0.latest_reply",
         "messages.0.reactions.0.count", "has_more"],
    ),
    "conversations.replies": (
        lambda s: s.client.conversations_replies(channel=s.ops.id, ts=s.question.ts, include_all_metadata=True),
        ["messages.0.thread_ts", "messages.1.parent_user_id", "messages.1.metadata.event_payload.clause", "has_more"],
    ),
    "reactions.add": (
        lambda s: s.client.reactions_add(channel=s.ops.id, timestamp=s.question.ts, name="white_check_mark"),
        ["ok"],
    ),
    "reactions.get": (
        lambda s: s.client.reactions_get(channel=s.ops.id, timestamp=s.question.ts),
        ["type", "channel", "message.reactions.0.name", "message.reactions.0.users.0"],
    ),
    "users.info": (
        lambda s: s.client.users_info(user=s.alice.id, include_locale=True),
        ["user.id", "user.team_id", "user.name", "user.real_name", "user.tz", "user.tz_offset", "user.locale",
         "user.profile.display_name", "user.is_admin", "user.is_restricted", "user.is_ultra_restricted", "user.is_bot",
         "user.updated"],
    ),
    "users.list": (
        lambda s: s.client.users_list(),
        ["members.1.id", "cache_ts", "response_metadata.next_cursor"],
    ),
    "bots.info": (
        lambda s: s.client.bots_info(bot=s.slack.state.bot_id),
        ["bot.id", "bot.app_id", "bot.user_id", "bot.name", "bot.deleted"],
    ),
    "team.info": (lambda s: s.client.team_info(), ["team.id", "team.name", "team.domain", "team.icon"]),
    "usergroups.list": (
        lambda s: s.client.usergroups_list(include_users=True),
        ["usergroups.0.id", "usergroups.0.handle", "usergroups.0.users.0"],
    ),
    "views.open": (
        lambda s: s.client.views_open(trigger_id=s.trigger(), view=MODAL),
        ["view.id", "view.team_id", "view.type", "view.state.values", "view.hash", "view.root_view_id", "view.app_id",
         "view.bot_id", "view.private_metadata", "view.callback_id", "view.previous_view_id"],
    ),
    "views.push": (
        lambda s: s.client.views_push(trigger_id=s.trigger_in_modal(), view=MODAL),
        ["view.id", "view.previous_view_id", "view.root_view_id"],
    ),
    "views.publish": (lambda s: s.client.views_publish(user_id=s.alice.id, view=HOME), ["view.id", "view.hash"]),
    "assistant.threads.setStatus": (
        lambda s: s.client.assistant_threads_setStatus(channel_id=s.ops.id, thread_ts=s.question.ts, status="…"),
        ["ok"],
    ),
    "assistant.threads.setTitle": (
        lambda s: s.client.assistant_threads_setTitle(channel_id=s.ops.id, thread_ts=s.question.ts, title="t"),
        ["ok"],
    ),
    "assistant.threads.setSuggestedPrompts": (
        lambda s: s.client.assistant_threads_setSuggestedPrompts(
            channel_id=s.alice.dm.id, prompts=[{"title": "t", "message": "m"}]
        ),
        ["ok"],
    ),
    "files.getUploadURLExternal": (
        lambda s: s.client.files_getUploadURLExternal(filename="a.csv", length=1),
        ["upload_url", "file_id"],
    ),
    "files.completeUploadExternal": (
        lambda s: s.client.files_upload_v2(filename="a.csv", content="a", channel=s.ops.id),
        ["files.0.id", "files.0.name", "files.0.title", "files.0.mimetype", "files.0.filetype", "files.0.size",
         "files.0.url_private", "files.0.permalink", "files.0.channels.0", "files.0.created", "files.0.user"],
    ),
    "oauth.v2.access": (
        lambda s: s.client.oauth_v2_access(
            client_id=s.slack.state.tokens.client_id,
            client_secret=s.slack.state.tokens.client_secret,
            code=s.slack.authorization_code(),
        ),
        ["access_token", "scope", "bot_user_id", "app_id", "team.id", "team.name", "authed_user.id", "enterprise"],
    ),
    "agents.sessions.setStatus": (
        lambda s: s.client.agents_sessions_setStatus(
            channel_id=s.ops.id, thread_ts=s.question.ts, status="processing"
        ),
        ["ok"],
    ),
}  # fmt: skip


def reach(body: Any, path: str) -> Any:  # noqa: ANN401  JSON of any shape
    for step in path.split("."):
        body = body[int(step)] if step.isdigit() else body[step]
    return body


@pytest.mark.parametrize("method", CONTRACT)
async def test_the_answer_has_the_documented_keys(method: str, scene: Scene) -> None:
    scene.slack.user_group("hr", [scene.alice])
    call, keys = CONTRACT[method]
    answer = await call(scene)
    assert answer["ok"] is True
    for key in keys:
        reach(answer.data, key)
    assert scene.slack.recording.calls_to(method)[-1].status == 200


def test_every_method_is_in_the_contract_or_has_a_test_of_its_own() -> None:
    elsewhere = {"views.update", "reactions.remove", "usergroups.users.list", "agents.sessions.rename"}
    elsewhere |= {"chat.unfurl", "entity.presentDetails"}  # tests/workspace/web_api/test_unfurling.py
    elsewhere |= {"files.info"}  # tests/workspace/web_api/test_files.py
    assert set(METHODS) == set(CONTRACT) | elsewhere
