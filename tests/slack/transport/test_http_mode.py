"""Slack sends signed requests: what is unsigned, old or too large is refused, what comes again is not answered."""

import asyncio
import io
import json
import secrets
import signal
import socket
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from bot.answering import Responders
from bot.settings import ListenAddress, SettingsError
from bot.slack.serving import on_slack
from bot.slack.transport.connection import listening
from bot.slack.transport.errors import NotListeningError
from bot.store import Store
from bot.workspace import Message, Options, Person, Workspace
from bot.workspace.delivery import signed_headers
from sqlalchemy import text

from tests.slack.conftest import served, settings_for, surroundings_for


def free_port() -> int:
    """A port that nobody listens on, below those that the system gives to whoever names none: it stays free."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


@pytest.fixture
def address() -> ListenAddress:
    return ListenAddress("127.0.0.1", free_port())


@pytest.fixture
async def http_slack(manifest: Mapping[str, Any], address: ListenAddress) -> AsyncIterator[Workspace]:
    """A workspace that posts its events to an address where nobody listens yet."""
    url = f"http://{address}/slack/events"
    options = Options(ack_timeout=3.0, retry_delays=(0.1, 0.2, 0.4, 0.8, 1.6, 3.0), events_url=url)
    async with Workspace(manifest, options) as workspace:
        yield workspace


@asynccontextmanager
async def answering(
    slack: Workspace, responders: Responders, store: Store, address: ListenAddress, **others: str
) -> AsyncIterator[None]:
    environment = {"SLACK_APP_TOKEN": ""} | others
    dependencies = surroundings_for(slack, responders, store)
    async with on_slack(replace(dependencies, settings=settings_for(slack, **environment)), address) as bot:
        with slack.waits_for(bot.has_work):
            yield


@pytest.fixture
async def asker(
    http_slack: Workspace, responders: Responders, store: Store, address: ListenAddress
) -> AsyncIterator[Person]:
    """Somebody in a channel where the bot answers over HTTP."""
    async with answering(http_slack, responders, store, address):
        person = http_slack.person("alice", locale="zh-CN")
        http_slack.channel("#ops", members=[person])
        yield person
    assert not http_slack.recording.refused


async def post(
    address: ListenAddress, body: str | bytes, headers: Mapping[str, str], path: str = "/slack/events"
) -> tuple[int, str]:
    sent = io.BytesIO(body if isinstance(body, bytes) else body.encode())
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://{address}{path}", data=sent, headers=headers) as response,
    ):
        return response.status, await response.text()


def mention(slack: Workspace, asked: Message, event: str = "Ev-replay") -> str:
    """The event that tells of a message, as Slack writes it."""
    told = {
        "type": "app_mention",
        "user": asked.user,
        "text": asked.text,
        "ts": asked.ts,
        "channel": asked.channel,
    }
    own = {
        "team_id": slack.state.team_id,
        "event_id": event,
        "authorizations": [{"user_id": slack.state.bot.id, "is_bot": True}],
    }
    return json.dumps({"type": "event_callback", **own, "event": told})


async def test_questions_commands_and_clicks_are_answered(http_slack: Workspace, asker: Person) -> None:
    answer = await http_slack.reply_to(await asker.says("#ops", "@守则 7.1"))
    assert "第七章第一条" in answer.reads
    shown = await http_slack.reply_to(await asker.runs("/rule 7.1", in_="#ops"))
    assert shown.ephemeral_to == asker.id
    assert (await asker.clicks(shown, "分享到频道")).is_acked
    await http_slack.settled()
    assert len(http_slack.messages("#ops")) >= 3


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


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        pytest.param(b"\xff\xfe", "application/json", 401, id="no text"),
        pytest.param(b"x" * (1024 * 1024 + 1), "application/json", 413, id="too large"),
        pytest.param(b"{", "application/json", 401, id="no JSON"),
        pytest.param(b"[]", "application/json", 401, id="no object"),
        pytest.param(b"payload=%7B", "application/x-www-form-urlencoded", 401, id="no payload"),
        pytest.param(b"", "text/plain; charset=nonsense", 401, id="no such charset"),
    ],
)
@pytest.mark.usefixtures("asker")
async def test_what_slack_would_not_send_is_refused(
    address: ListenAddress, body: bytes, content_type: str, status: int
) -> None:
    assert (await post(address, body, {"Content-Type": content_type}))[0] == status


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=1"},
        {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=签名"},
    ],
    ids=["no time", "no signature that could be"],
)
@pytest.mark.usefixtures("asker")
async def test_nonsense_for_a_signature_is_refused(address: ListenAddress, headers: dict[str, str]) -> None:
    assert (await post(address, "{}", headers))[0] == 401


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize(
    "body",
    [
        *("{", "[]", "3", "null", "\\", "", "{}", '{"type": "event_callback"}', "[" * 100_000),
        *("payload=%7B", "payload=[]", "payload=%7B%22type%22:%22block_actions%22%7D", "command=/rule"),
    ],
)
async def test_what_is_signed_and_makes_no_sense_is_refused_and_does_no_harm(
    http_slack: Workspace, asker: Person, address: ListenAddress, body: str, kind: str
) -> None:
    headers = signed_headers(http_slack.signing_secret, body, time.time(), kind)
    assert (await post(address, body, headers))[0] == 400
    assert "第七章" in (await http_slack.reply_to(await asker.says("#ops", "@守则 7.1"))).reads


async def status(at: ListenAddress) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"http://{at}/healthz") as response:
        return response.status


async def test_the_status_is_on_a_port_of_its_own_that_other_machines_do_not_reach(
    http_slack: Workspace, responders: Responders, store: Store, address: ListenAddress
) -> None:
    async with answering(http_slack, responders, store, address):
        assert [await status(address), await status(address.beside)] == [404, 200]
    assert ListenAddress("203.0.113.1", 65_535).beside == ListenAddress("127.0.0.1", 65_534)


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


async def test_with_an_address_for_the_status_the_public_port_has_only_events(
    http_slack: Workspace, responders: Responders, store: Store, address: ListenAddress
) -> None:
    inside = ListenAddress("127.0.0.1", free_port())
    async with answering(http_slack, responders, store, address, SHOUZE_STATUS=str(inside)):
        assert [await status(address), await status(inside)] == [404, 200]


async def test_a_port_in_use_is_told(http_slack: Workspace, responders: Responders, store: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = ListenAddress("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(NotListeningError) as error:
            async with answering(http_slack, responders, store, address):
                pass
    assert error.value.address == str(address)
    assert error.value.why


async def test_without_a_signing_secret_nothing_is_served(
    http_slack: Workspace, responders: Responders, store: Store, address: ListenAddress
) -> None:
    with pytest.raises(SettingsError) as error:
        async with answering(http_slack, responders, store, address, SLACK_SIGNING_SECRET=""):
            pass
    assert [fault.name for fault in error.value.faults] == ["SLACK_SIGNING_SECRET"]


async def test_a_signal_ends_it_with_every_question_answered(
    http_slack: Workspace, address: ListenAddress, cache: Path
) -> None:
    alice = http_slack.person("alice")
    http_slack.channel("#ops", members=[alice])
    with served(http_slack, cache, "--http", str(address)) as shouze:
        await http_slack.until(lambda: str(address) in shouze.err or None)
        http_slack.faults.slows("chat.postMessage", 0.3, times=10)
        questions = [await alice.says("#ops", f"@守则 {number}.1") for number in range(1, 6)]
        await http_slack.until(lambda: len(http_slack.recording.acks) >= 5 or None)
        shouze.sends(signal.SIGTERM)
        assert await shouze.status(30) == 0, shouze.err
    assert [len(http_slack.replies_to(question)) for question in questions] == [1] * 5


@pytest.mark.parametrize(
    ("where", "changed", "said"),
    [
        pytest.param("3000", {}, "3000 不是", id="no host"),
        pytest.param("127.0.0.1:http", {}, "127.0.0.1:http 不是", id="no number"),
        pytest.param("192.0.2.1:3000", {}, "192.0.2.1:3000", id="not this machine's"),
        pytest.param("127.0.0.1:3000", {"SLACK_SIGNING_SECRET": ""}, "SLACK_SIGNING_SECRET", id="no secret"),
    ],
)
async def test_what_the_admin_can_mend_is_said_in_one_message(
    http_slack: Workspace, cache: Path, where: str, changed: dict[str, str], said: str
) -> None:
    with served(http_slack, cache, "--http", where, **changed) as shouze:
        assert await shouze.status() == 2
        assert said in shouze.err
        assert "Traceback" not in shouze.err
        assert not shouze.out


async def test_over_http_too_a_failure_is_said_when_slack_brings_it_for_the_last_time(
    http_slack: Workspace, asker: Person, store: Store
) -> None:
    with store.engine.begin() as db:
        db.execute(text("ALTER TABLE claim RENAME TO lost"))
    question = await asker.says("#ops", "@守则 客户提的请求最晚多久要回？")
    assert "系统出错" in (await http_slack.reply_to(question)).reads
    await (
        http_slack.settled()
    )  # a mention is told of twice, and either may be the first to be brought for the last time
    assert [one.number for one in http_slack.delivery(question).attempts][-1] >= 3
