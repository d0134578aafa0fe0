"""`shouze mcp --http`: the same for whoever bears the token, and nothing for anybody else."""

import asyncio
import signal
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Shouze
from tests.cli.conftest import shouze as shouze  # noqa: PLC0414  # a fixture
from tests.processes import shouze_process
from tests.programs.conftest import asking, reply
from tests.slack.transport.conftest import free_port

if TYPE_CHECKING:
    from httpx2 import AsyncClient

TOKEN = "Zq7-canary"
ASKED = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


def bearing(authorization: str) -> "AsyncClient":
    from httpx2 import AsyncClient  # noqa: PLC0415  # as in conftest

    headers = {"Authorization": authorization} if authorization else {}
    return AsyncClient(headers=headers, timeout=60)  # the first question waits for the index


async def test_whoever_bears_the_token_is_answered_and_nobody_else(environment: dict[str, str]) -> None:
    from mcp.client.streamable_http import streamable_http_client  # noqa: PLC0415  # as in conftest

    address = f"127.0.0.1:{free_port()}"
    url = f"http://{address}/mcp"
    with shouze_process(["mcp", "--http", address], environment | {"SHOUZE_MCP_TOKEN": TOKEN}) as process:
        while "/mcp" not in process.err:
            assert process.process.is_alive(), process.err
            await asyncio.sleep(0.05)
        for wrong in ("", TOKEN, f"Basic {TOKEN}", "Bearer", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}"):
            async with bearing(wrong) as client:
                for path in ("/mcp", "/", "/elsewhere"):
                    refused = await client.post(f"http://{address}{path}", json=ASKED)
                    assert (refused.status_code, refused.content) == (401, b"")
                    assert refused.headers["WWW-Authenticate"] == "Bearer"
        async with (
            bearing(f"Bearer {TOKEN}") as let_in,
            asking(streamable_http_client(url, http_client=let_in)) as client,
        ):
            found = await reply(client, "find_rule", question="迟到怎么处理？")
            assert found["citations"][0]["text"] == "迟到由组长提醒，并记录在案。"
            hidden = await reply(client, "find_rule", question="奖金怎么发放？")
            assert "奖金" not in str(hidden["citations"] + hidden["nearest"])
        process.sends(signal.SIGTERM)
        assert await process.status() == 128 + signal.SIGTERM
        assert (TOKEN in process.err, "迟到" in process.err, process.out) == (False, False, "")
        assert "Traceback" not in process.err


def test_without_a_token_it_does_not_listen(shouze: Shouze) -> None:
    done = shouze("mcp", "--http", "127.0.0.1:8765")
    assert (done.status, "SHOUZE_MCP_TOKEN" in done.err) == (2, True)


def test_a_port_that_is_taken_is_told(shouze: Shouze) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = shouze("mcp", "--http", address, SHOUZE_MCP_TOKEN=TOKEN)
    assert (done.status, address in done.err) == (2, True)


def test_where_the_protocol_is_not_installed_the_remedy_is_told(
    shouze: Shouze, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [name for name in sys.modules if name.startswith("bot.programs.se")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    done = shouze("mcp")
    assert (done.status, 'pip install "shouze[mcp]"' in done.err) == (2, True)
