"""Files: uploaded with the SDK in its three steps, seen under a message, refused as Slack refuses them."""

import aiohttp
import pytest
from bot.workspace.page.lines import file_size
from bot.workspace.state import LARGEST_FILE
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError

from tests.workspace.page.page_html import tags_in
from tests.workspace.scene import Scene
from tests.workspace.web_api.uploads import NAME, TABLE, complete, post


async def test_a_person_reads_the_file_that_the_bot_sends_in_a_direct_message(scene: Scene) -> None:
    sent = await scene.client.files_upload_v2(
        filename=NAME, content=TABLE, title="名单", channel=scene.alice.dm.id, initial_comment="请查收"
    )
    (message,) = scene.alice.sees()
    (file,) = message.files
    assert (message.text, message.user, message.bot_id) == (
        "请查收",
        scene.slack.bot_user_id,
        scene.slack.state.bot_id,
    )
    assert (file.name, file.title, file.text, file.size) == (NAME, "名单", TABLE, len(TABLE.encode()))
    assert (sent["file"]["id"], sent["file"]["ims"]) == (file.id, [scene.alice.dm.id])


async def test_a_byte_order_mark_is_kept_in_the_content_and_not_read(scene: Scene) -> None:
    content = TABLE.encode("utf-8-sig")
    await scene.client.files_upload_v2(filename="a.csv", file=content, channel=scene.ops.id)
    (file,) = scene.slack.messages("#ops")[-1].files
    assert (file.content, file.text) == (content, TABLE)


async def test_history_has_the_file_and_a_reply_stands_in_its_thread(scene: Scene) -> None:
    await scene.client.files_upload_v2(
        filename="a.csv", content=TABLE, channel=scene.ops.id, thread_ts=scene.question.ts
    )
    replies = await scene.client.conversations_replies(channel=scene.ops.id, ts=scene.question.ts)
    message = replies["messages"][-1]
    (file,) = message["files"]
    assert (message["text"], message["upload"], message["thread_ts"]) == ("", True, scene.question.ts)
    assert "subtype" not in message
    assert {key: file[key] for key in ("name", "title", "mimetype", "filetype", "mode", "size")} == {
        "name": "a.csv", "title": "a.csv", "mimetype": "text/csv", "filetype": "csv", "mode": "snippet",
        "size": len(TABLE.encode()),
    }  # fmt: skip


async def test_the_event_says_that_a_file_was_shared(scene: Scene) -> None:
    await scene.client.files_upload_v2(filename="a.csv", content=TABLE, channel=scene.alice.dm.id)
    event = scene.slack.delivery(scene.alice.sees()[-1]).event
    assert (event["type"], event["subtype"], event["channel_type"]) == ("message", "file_share", "im")
    assert (event["bot_id"], event["files"][0]["name"]) == (scene.slack.state.bot_id, "a.csv")
    assert "team" not in event


async def test_several_files_share_one_message(scene: Scene) -> None:
    files = [{"filename": name, "content": name} for name in ("a.csv", "b.bin")]
    await scene.client.files_upload_v2(file_uploads=files, channel=scene.ops.id)
    assert [(one.name, one.kind[1]) for one in scene.slack.messages("#ops")[-1].files] == [
        ("a.csv", "csv"),
        ("b.bin", "binary"),
    ]


async def test_a_file_without_a_channel_is_shown_to_nobody(scene: Scene) -> None:
    before = len(scene.slack.messages("#ops"))
    answer = await scene.client.files_upload_v2(filename="a.csv", content=TABLE)
    assert answer["file"]["channels"] == answer["file"]["ims"] == []
    assert len(scene.slack.messages("#ops")) == before
    assert scene.alice.sees() == []


async def test_only_channels_takes_people_and_opens_the_direct_message(scene: Scene) -> None:
    await complete(scene, channels=f"{scene.alice.id},{scene.ops.id}", channel_id=scene.ops.id)
    assert [one.files[0].name for one in scene.alice.sees()] == ["a.csv"]
    assert [len(one.files) for one in scene.slack.messages("#ops")] == [0, 0, 1]


async def test_blocks_stand_beside_a_file_unless_there_is_a_comment(scene: Scene) -> None:
    blocks = [{"type": "divider"}]
    await complete(scene, channel_id=scene.ops.id, blocks=blocks)
    await complete(scene, channel_id=scene.ops.id, blocks=blocks, initial_comment="请查收")
    assert [len(one.blocks) for one in scene.slack.messages("#ops")[-2:]] == [1, 0]


async def test_a_file_stays_when_the_words_beside_it_change(scene: Scene) -> None:
    await complete(scene, channel_id=scene.ops.id)
    await scene.client.chat_update(channel=scene.ops.id, ts=scene.slack.messages("#ops")[-1].ts, text="新")
    after = scene.slack.messages("#ops")[-1]
    assert (after.text, len(after.files)) == ("新", 1)


async def test_a_private_address_opens_with_the_token_of_the_bot(scene: Scene) -> None:
    answer = await scene.client.files_upload_v2(filename=NAME, content=TABLE, channel=scene.ops.id)
    headers = {"Authorization": f"Bearer {scene.slack.bot_token}"}
    async with aiohttp.ClientSession() as session:
        for url in (answer["file"]["url_private"], answer["file"]["url_private_download"]):
            async with session.get(url, headers=headers) as response:
                assert (await response.text(), response.content_type) == (TABLE, "text/csv")
            async with session.get(url) as response:
                assert response.status == 403
            async with session.get(url.replace("-F", "-F9"), headers=headers) as response:
                assert response.status == 404


async def test_the_page_offers_a_file_to_those_who_see_the_conversation(scene: Scene) -> None:
    slack, alice, bob = scene.slack, scene.alice, scene.slack.person("bob")
    await scene.client.files_upload_v2(filename=NAME, content=TABLE, title="<b>名单", channel=alice.dm.id)
    async with aiohttp.ClientSession(slack.page_url) as session:
        async with session.get("/", params={"as": alice.id, "in": alice.dm.id}) as response:
            tags = tags_in(await response.text())
        (link,) = [found for tag, found in tags.found if tag == "a" and found.get("class") == "file"]
        address = str(link["href"])
        assert {"<b>名单", f"{NAME} · {file_size(len(TABLE.encode()))}"} <= set(tags.words)
        async with session.get(address) as response:
            assert (await response.read(), response.content_type) == (
                TABLE.encode(),
                "application/octet-stream",
            )
            assert response.content_disposition
            assert (response.content_disposition.type, response.content_disposition.filename) == (
                "attachment",
                NAME,
            )
        refused = {
            address.replace(alice.id, bob.id): 404,
            address.replace(alice.id, "U99999999"): 403,
            address.replace("F0", "F9"): 404,
            address.replace("/D0", "/D9"): 404,
        }
        for wrong, status in refused.items():
            async with session.get(wrong) as response:
                assert response.status == status, wrong
        async with session.get(address, headers={"Sec-Fetch-Site": "cross-site"}) as response:
            assert response.status == 403


@pytest.mark.parametrize(
    ("length", "told"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KB"), (1536, "1.5 KB"), (3 * 1024 * 1024, "3.0 MB")],
)
def test_a_size_is_told_in_the_unit_that_people_read(length: int, told: str) -> None:
    assert file_size(length) == told


@given(st.integers(0, LARGEST_FILE))
def test_a_size_never_has_more_than_four_digits_before_the_point(length: int) -> None:
    number, _, unit = file_size(length).partition(" ")
    assert 0 <= float(number) <= 1024
    assert unit in {"B", "KB", "MB"}


async def test_what_a_person_drops_is_told_looked_up_and_handed_out_to_the_app(scene: Scene) -> None:
    dropped = await scene.alice.drops(scene.ops, {NAME: TABLE.encode()}, "请查收")
    (file,) = dropped.files
    told = (await scene.client.files_info(file=file.id))["file"]
    assert (told["name"], told["size"], told["channels"]) == (NAME, len(TABLE.encode()), [scene.ops.id])
    async with aiohttp.ClientSession() as session:
        mine = {"Authorization": f"Bearer {scene.slack.bot_token}"}
        async with session.get(told["url_private_download"], headers=mine) as response:
            assert await response.read() == TABLE.encode()
        async with session.get(told["url_private_download"]) as response:
            assert response.status == 403


async def test_a_file_that_the_app_cannot_see_is_not_there_for_it(scene: Scene) -> None:
    apart = scene.slack.channel("#apart", [scene.alice], bot=False)
    (file,) = (await scene.alice.drops(apart, {NAME: b"a"})).files
    for unknown in (file.id, "F404"):
        with pytest.raises(SlackApiError, match="file_not_found"):
            await scene.client.files_info(file=unknown)


async def test_a_file_that_is_dropped_on_the_page_is_a_message_of_its_person(scene: Scene) -> None:
    where = {"as": scene.alice.id, "in": scene.ops.id, "name": NAME, "text": "名单"}
    address, kind = f"{scene.slack.page_url}page/uploads", {"Content-Type": "application/octet-stream"}
    assert (await post(address, params=where, headers=kind, data=TABLE.encode()))[0] == 200
    dropped = scene.slack.messages("#ops")[-1]
    assert (dropped.user, dropped.text, dropped.files[0].content) == (scene.alice.id, "名单", TABLE.encode())
    assert (await post(address, params=where, data={"a": "b"}))[0] == 415
    assert (await post(address, params=where | {"in": "C404"}, headers=kind, data=b"a"))[0] == 404
