"""Sockets on the wire: hello, envelopes, acks, tickets, the limit of ten."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from bot.workspace import Options, Person, Workspace
from slack_sdk.web.async_client import AsyncWebClient


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def options() -> Options:
    return Options(ack_timeout=0.3, retry_delays=(0.0, 0.02))


@pytest.fixture
def alice(slack: Workspace) -> Person:
    person = slack.person("alice")
    slack.channel("#ops", [person])
    return person


class Wire:
    """One socket of an app that acks only when told to."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def read(self) -> dict[str, Any]:
        frame: dict[str, Any] = await self.socket.receive_json(timeout=20)
        return frame

    async def ack(self, frame: dict[str, Any], payload: object = None) -> None:
        await self.socket.send_str(json.dumps({"envelope_id": frame["envelope_id"], "payload": payload}))


async def link(slack: Workspace, client: AsyncWebClient) -> str:
    answer = await client.apps_connections_open(app_token=slack.app_token)
    return str(answer["url"])


@pytest.fixture
async def wire(
    slack: Workspace, client: AsyncWebClient, session: aiohttp.ClientSession
) -> AsyncIterator[Wire]:
    async with session.ws_connect(await link(slack, client)) as socket:
        yield Wire(socket)


async def test_a_socket_begins_with_hello(slack: Workspace, wire: Wire) -> None:
    hello = await wire.read()
    assert hello["type"] == "hello"
    assert hello["num_connections"] == 1
    assert hello["connection_info"] == {"app_id": slack.state.app.id}


async def test_an_event_that_is_not_acked_comes_again_with_the_reason(
    slack: Workspace, alice: Person, wire: Wire
) -> None:
    await wire.read()
    await alice.says("#ops", "hello")
    first, second, third = [await wire.read() for _ in range(3)]
    await wire.ack(third)
    await slack.settled()
    assert [(one["retry_attempt"], one["retry_reason"]) for one in (first, second, third)] == [
        (0, ""), (1, "timeout"), (2, "timeout"),
    ]  # fmt: skip
    assert len({one["payload"]["event_id"] for one in (first, second, third)}) == 1
    assert len({one["envelope_id"] for one in (first, second, third)}) == 3
    assert first["accepts_response_payload"] is False
    delivery = slack.recording.deliveries[0]
    assert [attempt.ack is not None for attempt in delivery.attempts] == [False, False, True]
    assert slack.recording.acks == [delivery.ack]


async def test_an_event_is_given_up_after_the_last_attempt(
    slack: Workspace, alice: Person, wire: Wire
) -> None:
    await alice.says("#ops", "hello")
    await slack.settled()
    assert len(slack.recording.deliveries[0].attempts) == 3
    assert slack.recording.acks == []
    assert wire.socket.closed is False


async def test_a_late_ack_is_recorded_as_late(slack: Workspace, alice: Person, wire: Wire) -> None:
    await wire.read()
    await alice.says("#ops", "hello")
    first = await wire.read()
    second = await wire.read()
    await wire.ack(first)
    await wire.ack(second)
    await slack.settled()
    assert slack.recording.late_acks == [first["envelope_id"]]


async def test_an_ack_may_carry_a_response(alice: Person, wire: Wire) -> None:
    await wire.read()
    running = asyncio.create_task(alice.runs("/rule 7.1", in_="#ops"))
    frame = await wire.read()
    assert (frame["type"], frame["accepts_response_payload"]) == ("slash_commands", True)
    assert "retry_attempt" not in frame
    await wire.ack(frame, {"text": "7.1"})
    assert (await running).response == {"text": "7.1"}
    assert alice.sees("#ops")[0].text == "7.1"


async def test_events_wait_for_the_first_socket(
    slack: Workspace, client: AsyncWebClient, alice: Person, session: aiohttp.ClientSession
) -> None:
    await alice.says("#ops", "early")
    async with session.ws_connect(await link(slack, client)) as socket:
        wire = Wire(socket)
        await wire.read()
        frame = await wire.read()
        await wire.ack(frame)
        await slack.settled()
    assert frame["payload"]["event"]["text"] == "early"
    assert len(slack.recording.deliveries[0].attempts) == 1


async def test_envelopes_take_turns_among_the_sockets(
    slack: Workspace, client: AsyncWebClient, alice: Person, session: aiohttp.ClientSession, wire: Wire
) -> None:
    async with session.ws_connect(await link(slack, client)) as socket:
        both = [wire, Wire(socket)]
        assert [(await one.read())["num_connections"] for one in both] == [1, 2]
        for number in range(4):
            await alice.says("#ops", str(number))
        for one in both:
            for _ in range(2):
                await one.ack(await one.read())
        await slack.settled()
    assert all(len(delivery.attempts) == 1 for delivery in slack.recording.deliveries)


async def test_a_link_opens_one_socket(
    slack: Workspace, client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    url = await link(slack, client)
    async with session.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await session.ws_connect(url)


async def test_the_eleventh_socket_is_sent_away(
    slack: Workspace, client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    sockets = [await session.ws_connect(await link(slack, client)) for _ in range(11)]
    refused = await sockets[-1].receive_json()
    assert refused == {"type": "disconnect", "reason": "too_many_websockets"}
    assert slack.connections == 10
    for socket in sockets:
        await socket.close()


async def test_a_refresh_is_announced_and_the_old_socket_gets_no_more(slack: Workspace, wire: Wire) -> None:
    await wire.read()
    await slack.refreshes_sockets()
    notice = await wire.read()
    assert (notice["type"], notice["reason"]) == ("disconnect", "refresh_requested")
    assert slack.connections == 0


async def test_the_server_listens_on_the_loopback_interface_only(manifest: dict[str, Any]) -> None:
    async with Workspace(manifest, Options()) as slack:
        assert slack.base_url.startswith("http://127.0.0.1:")
