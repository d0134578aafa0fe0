"""What the Web API's methods do, beyond their contract."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.workspace.scene import Scene

HEADER = {"type": "header", "text": {"type": "plain_text", "text": "7.1"}}


async def test_a_form_body_is_understood_as_well_as_json(scene: Scene) -> None:
    answer = await scene.client.api_call(
        "chat.postMessage", params={"channel": scene.ops.id, "text": "x", "blocks": '[{"type": "divider"}]'}
    )
    assert answer["message"]["blocks"][0]["type"] == "divider"
    assert scene.slack.recording.calls[-1].arguments["blocks"] == [{"type": "divider"}]


@pytest.mark.parametrize(("body", "error"), [("{", "invalid_json"), ("[]", "json_not_object")])
async def test_a_body_that_is_no_object_is_refused(scene: Scene, body: str, error: str) -> None:
    headers = {"Authorization": f"Bearer {scene.slack.bot_token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as session:
        response = await session.post(f"{scene.slack.base_url}auth.test", data=body)
        assert await response.json() == {"ok": False, "error": error}


async def test_a_basic_header_that_is_no_base64_is_refused(scene: Scene) -> None:
    async with aiohttp.ClientSession(headers={"Authorization": "Basic ?"}) as session:
        response = await session.post(f"{scene.slack.base_url}oauth.v2.access")
        assert (await response.json())["error"] == "invalid_auth"


async def test_an_opened_conversation_is_found_by_its_id(scene: Scene) -> None:
    answer = await scene.client.conversations_open(channel=scene.alice.dm.id)
    assert answer["channel"]["user"] == scene.alice.id
    info = await scene.client.conversations_info(channel=scene.ops.id, include_locale=True)
    assert info["channel"]["locale"] == "zh-CN"
    assert "num_members" not in info["channel"]


async def test_only_posting_takes_the_name_of_a_channel(scene: Scene) -> None:
    await scene.client.chat_postMessage(channel="#ops", text="x")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await scene.client.conversations_info(channel="#ops")


async def test_pages_follow_each_other_by_cursor(scene: Scene) -> None:
    for number in range(5):
        await scene.client.chat_postMessage(channel=scene.ops.id, text=str(number))
    first = await scene.client.conversations_history(channel=scene.ops.id, limit=4)
    assert [one["text"] for one in first["messages"]] == ["4", "3", "2", "1"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await scene.client.conversations_history(channel=scene.ops.id, limit=4, cursor=cursor)
    assert [one["text"] for one in second["messages"]] == ["0", scene.question.text]
    assert second["has_more"] is False


async def test_history_is_bounded_by_time(scene: Scene) -> None:
    later = await scene.alice.says("#ops", "later")
    exclusive = await scene.client.conversations_history(channel=scene.ops.id, oldest=scene.question.ts)
    inclusive = await scene.client.conversations_history(
        channel=scene.ops.id, latest=later.ts, inclusive=True
    )
    assert [one["ts"] for one in exclusive["messages"]] == [later.ts]
    assert [one["ts"] for one in inclusive["messages"]] == [later.ts, scene.question.ts]


async def test_metadata_is_left_out_unless_asked_for(scene: Scene) -> None:
    replies = await scene.client.conversations_replies(channel=scene.ops.id, ts=scene.question.ts)
    assert "metadata" not in replies["messages"][1]


async def test_a_reply_to_a_deleted_message_lands_in_the_channel(scene: Scene) -> None:
    gone = await scene.alice.says("#ops", "never mind")
    await scene.alice.deletes(gone)
    posted = await scene.client.chat_postMessage(channel=scene.ops.id, text="x", thread_ts=gone.ts)
    assert "thread_ts" not in posted["message"]


@pytest.mark.parametrize(
    ("update", "left"),
    [({"text": "new"}, ["divider"]), ({"text": "new", "blocks": []}, []), ({"blocks": [HEADER]}, ["header"])],
    ids=["text alone leaves the blocks", "an empty list removes them", "others take their place"],
)
async def test_an_update_minds_the_blocks(scene: Scene, update: dict[str, Any], left: list[str]) -> None:
    posted = await scene.client.chat_postMessage(channel=scene.ops.id, text="x", blocks=[{"type": "divider"}])
    await scene.client.api_call("chat.update", json={"channel": scene.ops.id, "ts": posted["ts"], **update})
    after = scene.slack.messages("#ops")[-1]
    assert [block["type"] for block in after.blocks] == left
    assert after.text == update.get("text", "")


async def test_posting_to_a_person_opens_the_direct_message(scene: Scene) -> None:
    posted = await scene.client.chat_postMessage(channel=scene.alice.id, text="hello")
    assert posted["channel"] == scene.alice.dm.id
    opened = await scene.client.conversations_open(users=scene.alice.id, return_im=True)
    assert opened["channel"]["user"] == scene.alice.id
    assert opened["already_open"] is True


async def test_an_own_reaction_is_taken_back(scene: Scene) -> None:
    target = {"channel": scene.ops.id, "timestamp": scene.question.ts, "name": "hourglass"}
    await scene.client.reactions_add(**target)
    with pytest.raises(SlackApiError, match="already_reacted"):
        await scene.client.reactions_add(**target)
    await scene.client.reactions_remove(**target)
    reactions = await scene.client.reactions_get(channel=scene.ops.id, timestamp=scene.question.ts)
    assert [one["name"] for one in reactions["message"]["reactions"]] == ["eyes"]


async def test_a_user_group_has_members(scene: Scene) -> None:
    group = scene.slack.user_group("@hr", [scene.alice])
    answer = await scene.client.usergroups_users_list(usergroup=group.id)
    assert answer["users"] == [scene.alice.id]
    with pytest.raises(SlackApiError, match="no_such_subteam"):
        await scene.client.usergroups_users_list(usergroup="S404")


async def test_a_status_ends_with_the_answer(scene: Scene) -> None:
    await scene.client.assistant_threads_setStatus(
        channel_id=scene.ops.id, thread_ts=scene.question.ts, status="is looking", loading_messages=["…"]
    )
    pane = scene.slack.state.pane(scene.ops.id, scene.question.ts)
    assert (pane.status, pane.loading_messages) == ("is looking", ("…",))
    await scene.client.chat_postMessage(channel=scene.ops.id, thread_ts=scene.question.ts, text="7.1")
    assert pane.status == ""


async def test_an_agent_session_keeps_its_state_until_it_is_set(scene: Scene) -> None:
    session = {"channel_id": scene.ops.id, "thread_ts": scene.question.ts}
    with pytest.raises(SlackApiError, match="session_not_found"):
        await scene.client.agents_sessions_rename(**session, title="迟到")
    await scene.client.agents_sessions_setStatus(**session, status="processing")
    await scene.client.agents_sessions_rename(**session, title="迟到")
    pane = scene.slack.state.pane(scene.ops.id, scene.question.ts)
    assert (pane.session, pane.title) == ("processing", "迟到")
