"""How a file is sent: its address, its bytes, and what is refused or lost on the way."""

import asyncio
from typing import Any

import aiohttp
import pytest
from bot.workspace import Options, Workspace
from bot.workspace.state import LARGEST_FILE
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.clock import ManualClock
from tests.workspace.scene import Call, Scene
from tests.workspace.web_api.uploads import TABLE, announced, complete, post, uploaded


async def test_a_form_is_taken_as_well_as_raw_bytes(scene: Scene) -> None:
    file_id, url = await announced(scene.client, 3)
    form = aiohttp.FormData()
    form.add_field("filename", b"a,b", filename="a.csv")
    assert await post(url, data=form) == (200, "OK - 3")
    assert scene.slack.state.files.uploaded(file_id).content == b"a,b"


async def test_an_upload_address_takes_the_whole_length_and_only_once(scene: Scene) -> None:
    file_id, url = await announced(scene.client, 3)
    assert (await post(url, data=b"ab"))[0] == 400
    assert (await post(url, data=b"abcd"))[0] == 400
    with pytest.raises(SlackApiError, match="file_not_found"):
        await scene.client.files_completeUploadExternal(files=[{"id": file_id}])
    assert await post(url, data=b"abc") == (200, "OK - 3")
    assert (await post(url, data=b"abc"))[0] == 404
    assert (await post(f"{url}x", data=b"abc"))[0] == 404
    statuses = [call.status for call in scene.slack.recording.calls_to("upload_url")]
    assert statuses == [400, 400, 200, 404, 404]


async def test_the_sdk_stops_where_the_upload_fails(scene: Scene) -> None:
    scene.slack.faults.fails("upload_url", status=503)
    with pytest.raises(SlackRequestError, match="503"):
        await scene.client.files_upload_v2(filename="a.csv", content=TABLE, channel=scene.ops.id)
    assert scene.slack.recording.calls_to("files.completeUploadExternal") == []


async def test_an_upload_that_is_refused_leaves_its_address_as_it_was(scene: Scene) -> None:
    _, url = await announced(scene.client, 1)
    scene.slack.faults.refuses("upload_url", "no space")
    assert await post(url, data=b"a") == (400, "no space")
    assert (await post(url, data=b"a"))[0] == 200


async def test_an_upload_is_taken_and_never_answered(scene: Scene) -> None:
    file_id, url = await announced(scene.client, 1)
    scene.slack.faults.hangs("upload_url")
    waiting = asyncio.create_task(post(url, data=b"a"))
    calls = await scene.slack.until(lambda: scene.slack.recording.calls_to("upload_url") or None)
    await scene.client.files_completeUploadExternal(files=[{"id": file_id}], channel_id=scene.ops.id)
    assert (calls[0].status, waiting.done()) == (0, False)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_an_upload_whose_answer_is_lost_can_still_be_completed(scene: Scene) -> None:
    file_id, url = await announced(scene.client, 1)
    scene.slack.faults.fails("upload_url", after_doing_it=True)
    assert (await post(url, data=b"a"))[0] == 500
    await scene.client.files_completeUploadExternal(files=[{"id": file_id}], channel_id=scene.ops.id)
    assert scene.slack.messages("#ops")[-1].files[0].content == b"a"


async def test_the_sdk_tries_each_step_again_after_a_rate_limit(scene: Scene) -> None:
    steps = ("files.getUploadURLExternal", "upload_url", "files.completeUploadExternal")
    for step in steps:
        scene.slack.faults.rate_limits(step, retry_after=0)
    scene.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    await scene.client.files_upload_v2(filename="a.csv", content=TABLE, channel=scene.ops.id)
    for step in steps:
        assert [call.status for call in scene.slack.recording.calls_to(step)] == [429, 200]
    assert scene.slack.messages("#ops")[-1].files[0].text == TABLE


async def test_a_late_answer_to_an_upload_is_waited_for(scene: Scene) -> None:
    scene.slack.faults.slows("upload_url", 0.01)
    await complete(scene, channel_id=scene.ops.id)
    assert scene.slack.recording.calls_to("upload_url")[-1].took >= 0.01


async def test_both_methods_are_of_the_fourth_tier(manifest: dict[str, Any], clock: ManualClock) -> None:
    async with Workspace(manifest, Options(has_rate_limits=True, clock=clock)) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
        for _ in range(100):
            await announced(client, 1)
        with pytest.raises(SlackApiError, match="ratelimited"):
            await announced(client, 1)


REFUSALS: dict[str, tuple[Call, str]] = {
    "no length": (
        lambda s: s.client.api_call("files.getUploadURLExternal", params={"filename": "a.csv"}),
        "invalid_arguments",
    ),
    "no name": (
        lambda s: s.client.files_getUploadURLExternal(filename="", length=1),
        "invalid_arguments",
    ),
    "a length of nothing": (
        lambda s: s.client.files_getUploadURLExternal(filename="a.csv", length=0),
        "missing_argument",
    ),
    "a length that is no number": (
        lambda s: s.client.api_call(
            "files.getUploadURLExternal", params={"filename": "a.csv", "length": "1 kB"}
        ),
        "invalid_arguments",
    ),
    "a file too large": (
        lambda s: s.client.files_getUploadURLExternal(filename="a.csv", length=LARGEST_FILE + 1),
        "file_upload_size_restricted",
    ),
    "a snippet too large": (
        lambda s: s.client.files_getUploadURLExternal(filename="a", length=1_000_001, snippet_type="text"),
        "snippet_too_large",
    ),
    "an alternative text too long": (
        lambda s: s.client.files_getUploadURLExternal(filename="a.png", length=1, alt_txt="x" * 1001),
        "alt_txt_too_large",
    ),
    "an unknown file": (
        lambda s: s.client.files_completeUploadExternal(files=[{"id": "F404"}]),
        "file_not_found",
    ),
    "files that are none": (
        lambda s: s.client.files_completeUploadExternal(files=[]),
        "invalid_arguments",
    ),
    "files without an id": (
        lambda s: s.client.files_completeUploadExternal(files=[{"title": "a"}]),
        "invalid_arguments",
    ),
    "files that are no JSON": (
        lambda s: s.client.api_call("files.completeUploadExternal", params={"files": "[{"}),
        "invalid_arguments",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
async def test_slack_refuses(case: str, scene: Scene) -> None:
    call, error = REFUSALS[case]
    with pytest.raises(SlackApiError) as refused:
        await call(scene)
    assert refused.value.response["error"] == error


@pytest.mark.parametrize(
    ("where", "error"),
    [
        pytest.param({"channel_id": "U00000002"}, "invalid_arguments", id="a person as channel_id"),
        pytest.param({"channel_id": "#ops"}, "invalid_arguments", id="a name"),
        pytest.param({"channel_id": "C99999999"}, "channel_not_found", id="an unknown channel"),
        pytest.param({"channel_id": "C00000002"}, "not_in_channel", id="a channel without the bot"),
        pytest.param({"channel_id": "C00000003"}, "channel_not_found", id="a private one without the bot"),
        pytest.param({"channel_id": "C00000004"}, "posting_to_channel_denied", id="an archived one"),
        pytest.param({"channels": "U00000001"}, "channel_not_found", id="the bot itself"),
        pytest.param({"channels": ",".join(["C00000001"] * 101)}, "channels_limit_exceeded", id="too many"),
        pytest.param(
            {"channel_id": "C00000001", "blocks": [{"type": "no"}]}, "invalid_blocks", id="wrong blocks"
        ),
    ],
)
async def test_what_is_refused_can_be_completed_afterwards(
    where: dict[str, Any], error: str, scene: Scene
) -> None:
    scene.slack.channel("#without", bot=False)
    scene.slack.channel("#secret", private=True, bot=False)
    scene.slack.state.channels.archive(scene.slack.channel("#old").id)
    files = [{"id": await uploaded(scene.client)}]
    with pytest.raises(SlackApiError) as refused:
        await scene.client.api_call("files.completeUploadExternal", json={"files": files, **where})
    assert refused.value.response["error"] == error
    await scene.client.files_completeUploadExternal(files=files, channel_id=scene.ops.id)  # type: ignore[arg-type]
    with pytest.raises(SlackApiError, match="file_not_found"):
        await scene.client.files_completeUploadExternal(files=files)  # type: ignore[arg-type]
