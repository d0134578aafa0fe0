"""What is let in over HTTP and what is refused: signatures, their age, and what makes no sense."""

import asyncio
import socket
import time
from contextlib import ExitStack, suppress
from itertools import product

import aiohttp
import pytest
from aiohttp import web
from bot.settings import ListenAddress
from bot.slack.transport.connection import listening
from bot.workspace import Person, Workspace
from bot.workspace.delivery import signed_headers

from tests.slack.transport.conftest import mention, post


@pytest.mark.usefixtures("asker")
async def test_the_url_is_verified(http_slack: Workspace) -> None:
    assert await http_slack.verifies_url("a challenge")


@pytest.mark.parametrize(
    ("secret", "age"),
    [
        pytest.param("another secret", 0, id="signed with another secret"),
        pytest.param(None, 301, id="signed more than five minutes ago"),
        pytest.param(None, -301, id="signed in the future"),
    ],
)
async def test_a_wrong_or_old_signature_is_refused(
    http_slack: Workspace, asker: Person, address: ListenAddress, secret: str | None, age: int
) -> None:
    asked = await asker.says("#ops", "7.1 大家看看")
    body = mention(http_slack, asked)
    headers = signed_headers(secret or http_slack.signing_secret, body, time.time() - age, "application/json")
    assert (await post(address, body, headers))[0] == 401
    await http_slack.settled()
    assert not http_slack.replies_to(asked)


@pytest.mark.usefixtures("asker")
async def test_what_is_said_to_be_compressed_is_not_unpacked(address: ListenAddress) -> None:
    packed = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert (await post(address, b"none of it", packed))[0] == 401


async def test_without_a_signature_a_request_is_refused(
    http_slack: Workspace, asker: Person, address: ListenAddress
) -> None:
    body = mention(http_slack, await asker.says("#ops", "大家好"))
    assert (await post(address, body, {"Content-Type": "application/json"}))[0] == 401
    await http_slack.settled()
    assert not http_slack.messages("#ops")[1:]


async def test_a_signed_request_that_is_sent_again_gets_no_second_answer(
    http_slack: Workspace, asker: Person, address: ListenAddress
) -> None:
    asked = await asker.says("#ops", "@守则 7.1")
    await http_slack.reply_to(asked)
    body = mention(http_slack, asked)
    headers = signed_headers(http_slack.signing_secret, body, time.time(), "application/json")
    for _ in range(3):
        assert (await post(address, body, headers))[0] == 200
    await http_slack.settled()
    assert len(http_slack.replies_to(asked)) == 1


JSON, FORM = "application/json", "application/x-www-form-urlencoded"
UNSIGNED = {
    "no text": (b"\xff\xfe", {"Content-Type": JSON}, 401),
    "too large": (b"x" * (1024 * 1024 + 1), {"Content-Type": JSON}, 413),
    "no JSON": (b"{", {"Content-Type": JSON}, 401),
    "no object": (b"[]", {"Content-Type": JSON}, 401),
    "no payload": (b"payload=%7B", {"Content-Type": FORM}, 401),
    "no such charset": (b"", {"Content-Type": "text/plain; charset=nonsense"}, 401),
    "no time": (b"{}", {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=1"}, 401),
    "no signature that could be": (
        b"{}",
        {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=签名"},
        401,
    ),
}
NONSENSE = [
    *("{", "[]", "3", "null", "\\", "", "{}", '{"type": "event_callback"}', "[" * 100_000),
    *("payload=%7B", "payload=[]", "payload=%7B%22type%22:%22block_actions%22%7D", "command=/rule"),
]


@pytest.mark.usefixtures("asker")
async def test_what_slack_would_not_send_is_refused(address: ListenAddress) -> None:
    got = {name: (await post(address, body, headers))[0] for name, (body, headers, _) in UNSIGNED.items()}
    assert got == {name: status for name, (*_, status) in UNSIGNED.items()}


async def test_what_is_signed_and_makes_no_sense_is_refused_and_does_no_harm(
    http_slack: Workspace, asker: Person, address: ListenAddress
) -> None:
    got = {}
    for body, kind in product(NONSENSE, (JSON, FORM)):
        headers = signed_headers(http_slack.signing_secret, body, time.time(), kind)
        got[body[:50], kind] = (await post(address, body, headers))[0]
    assert {which: status for which, status in got.items() if status != 400} == {}
    assert "第七章" in (await http_slack.reply_to(await asker.says("#ops", "@守则 7.1"))).reads


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-", id="half a head"),
        pytest.param(
            b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{", id="half a body"
        ),
        pytest.param(b"", id="nothing"),
    ],
)
async def test_whoever_sends_half_a_request_does_not_hold_the_line(
    address: ListenAddress, sent: bytes
) -> None:
    async with listening(address, [web.post("/slack/events", _never)], patience=0.1):
        lines = [await asyncio.open_connection(address.host, address.port) for _ in range(20)]
        try:
            for _, writer in lines:
                writer.write(sent)
            async with asyncio.timeout(60):
                answers = await asyncio.gather(*(reader.read() for reader, _ in lines))
        finally:
            for _, writer in lines:
                writer.close()
                with suppress(ConnectionError):
                    await writer.wait_closed()
    assert all(answer.startswith(b"HTTP/1.1 408") or not answer for answer in answers)


async def test_whoever_connects_while_much_is_at_work_is_kept_by_the_system(address: ListenAddress) -> None:
    """Where there is no room they would be refused without a word, and try again after a second, then after two."""
    async with listening(address, []):
        with ExitStack() as connected:  # nothing is awaited: the bot takes none of them
            for _ in range(300):
                connected.enter_context(socket.create_connection((address.host, address.port), timeout=0.9))


async def _never(_: web.Request) -> web.Response:
    raise AssertionError


@pytest.mark.usefixtures("asker")
async def test_what_listens_does_not_tell_its_version(address: ListenAddress) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/slack/events", "/nowhere"):
            async with session.get(f"http://{address}{path}") as response:
                assert response.headers["Server"] == "shouze"


@pytest.mark.parametrize(
    "sent", [b"?\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"], ids=["no HTTP", "no length"]
)
async def test_nor_to_whoever_sends_no_http(address: ListenAddress, sent: bytes) -> None:
    async with listening(address, []):
        reader, writer = await asyncio.open_connection(address.host, address.port)
        writer.write(sent)
        async with asyncio.timeout(60):
            answer = await reader.read()
        writer.close()
    assert answer.startswith(b"HTTP/1.0 400")
    assert b"Server: shouze" in answer
    assert b"aiohttp" not in answer
