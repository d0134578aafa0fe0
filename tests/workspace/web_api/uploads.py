"""A file on its way to Slack, step by step."""

import json
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.scene import Scene

TABLE = "姓名,部门\n王敏,客服\n"


NAME = "名单 2026.csv"


async def post(url: str, **sent: Any) -> tuple[int, str]:  # noqa: ANN401  what aiohttp takes
    async with aiohttp.ClientSession() as session, session.post(url, **sent) as response:
        return response.status, await response.text()


async def announced(client: AsyncWebClient, length: int) -> tuple[str, str]:
    """The id and the upload address of a file of so many bytes."""
    answer = await client.files_getUploadURLExternal(filename="a.csv", length=length)
    return answer["file_id"], answer["upload_url"]


async def uploaded(client: AsyncWebClient) -> str:
    """The id of a file whose content is there and whose upload is not completed."""
    file_id, url = await announced(client, 1)
    assert (await post(url, data=b"a"))[0] == 200
    return file_id


async def complete(scene: Scene, **others: object) -> None:
    """Complete the upload of a new file with these arguments."""
    files = json.dumps([{"id": await uploaded(scene.client), "title": "a"}])
    await scene.client.api_call("files.completeUploadExternal", json={"files": files, **others})
