"""Each fault, seen from the app."""

import asyncio
import time
from typing import Any

import pytest
from bot.workspace import Options, Person, Workspace
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from .connection import connected


@pytest.fixture
def options() -> Options:
    return Options(ack_timeout=0.3, retry_delays=(0.0, 0.02))


@pytest.fixture
def alice(slack: Workspace) -> Person:
    person = slack.person("alice")
    slack.channel("#ops", [person])
    return person


@pytest.fixture
def heard(app: AsyncApp) -> list[str]:
    """The texts of the messages that the app heard."""
    texts: list[str] = []

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        texts.append(event["text"])

    return texts


async def test_a_call_is_rate_limited_so_many_times(slack: Workspace, client: AsyncWebClient) -> None:
    slack.faults.rate_limits("auth.test", times=2, retry_after=7)
    for _ in range(2):
        with pytest.raises(SlackApiError) as limited:
            await client.auth_test()
        assert limited.value.response.headers["Retry-After"] == "7"
    await client.auth_test()


@pytest.mark.parametrize("after_doing_it", [False, True])
async def test_a_call_fails_with_or_without_having_been_carried_out(
    slack: Workspace, client: AsyncWebClient, *, after_doing_it: bool
) -> None:
    slack.channel("#ops")
    slack.faults.fails("chat.postMessage", status=503, after_doing_it=after_doing_it)
    with pytest.raises(SlackApiError) as failed:
        await client.chat_postMessage(channel="#ops", text="x")
    assert failed.value.response.status_code == 503
    assert len(slack.messages("#ops")) == int(after_doing_it)
    assert slack.recording.calls[-1].status == 503


async def test_a_call_is_refused_with_any_error(slack: Workspace, client: AsyncWebClient) -> None:
    slack.faults.refuses("auth.test", "account_inactive")
    with pytest.raises(SlackApiError, match="account_inactive"):
        await client.auth_test()
    assert slack.recording.refused == []


async def test_a_call_is_carried_out_and_never_answered(slack: Workspace, client: AsyncWebClient) -> None:
    slack.channel("#ops")
    slack.faults.hangs("chat.postMessage")
    call = asyncio.ensure_future(client.chat_postMessage(channel="#ops", text="x"))
    [posted] = await slack.until(lambda: slack.messages("#ops") or None)
    assert posted.text == "x"
    await client.auth_test()  # another one is answered meanwhile
    assert not call.done()
    call.cancel()
    await slack.until(lambda: slack.recording.calls_to("chat.postMessage") or None)
    assert [one.status for one in slack.recording.calls_to("chat.postMessage")] == [0]


async def test_a_call_is_answered_late(slack: Workspace, client: AsyncWebClient) -> None:
    slack.faults.slows("auth.test", 0.05)
    started = time.monotonic()
    await client.auth_test()
    assert time.monotonic() - started >= 0.05
    assert slack.recording.calls[-1].took >= 0.05


async def test_a_lost_frame_is_delivered_again(
    slack: Workspace, app: AsyncApp, alice: Person, heard: list[str]
) -> None:
    slack.faults.loses_frames(1)
    async with connected(slack, app):
        message = await alice.says("#ops", "hello")
        await slack.settled()
    assert heard == ["hello"]
    first, second = slack.delivery(message).attempts
    assert (first.ack, first.reason) == (None, "timeout")
    assert second.ack is not None
    assert second.number == 1


async def test_after_a_lost_ack_the_app_hears_it_twice(
    slack: Workspace, app: AsyncApp, alice: Person, heard: list[str]
) -> None:
    slack.faults.loses_acks(1)
    async with connected(slack, app):
        await alice.says("#ops", "hello")
        await slack.settled()
    assert heard == ["hello", "hello"]


async def test_an_event_is_delivered_again_though_it_was_acked(
    slack: Workspace, app: AsyncApp, alice: Person, heard: list[str]
) -> None:
    slack.faults.redelivers(1)
    async with connected(slack, app):
        first = await alice.says("#ops", "by a fault")
        await slack.settled()
        second = await alice.says("#ops", "by hand")
        await slack.settled()
        delivery = await slack.redelivers(second)
    assert heard == ["by a fault"] * 2 + ["by hand"] * 2
    assert [attempt.number for attempt in delivery.attempts] == [0, 1]
    assert len({attempt.envelope_id for attempt in slack.delivery(first).attempts}) == 2


async def test_events_arrive_out_of_order(
    slack: Workspace, app: AsyncApp, alice: Person, heard: list[str]
) -> None:
    slack.faults.reorders(1)
    async with connected(slack, app):
        await alice.says("#ops", "first")
        await alice.says("#ops", "second")
        await slack.settled()
    assert heard == ["second", "first"]


async def test_an_event_that_nothing_overtakes_is_let_go_when_all_is_settled(
    slack: Workspace, app: AsyncApp, alice: Person, heard: list[str]
) -> None:
    slack.faults.reorders(1)
    async with connected(slack, app):
        await alice.says("#ops", "alone")
        await slack.settled()
    assert heard == ["alone"]


async def test_one_event_is_late(slack: Workspace, app: AsyncApp, alice: Person, heard: list[str]) -> None:
    slack.faults.delays(0.1, which=lambda payload: payload["event"]["text"] == "slow")
    async with connected(slack, app):
        await alice.says("#ops", "slow")
        await alice.says("#ops", "quick")
        await slack.settled()
    assert heard == ["quick", "slow"]


@pytest.mark.parametrize("how", ["cut", "closed", "refreshed"])
async def test_the_app_comes_back_after_its_socket_was(
    slack: Workspace, app: AsyncApp, alice: Person, heard: list[str], how: str
) -> None:
    async with connected(slack, app, ping_interval=0.1):
        await alice.says("#ops", "before")
        await slack.settled()
        match how:
            case "cut":
                slack.cuts_sockets()
            case "closed":
                await slack.closes_sockets()
            case _:
                await slack.refreshes_sockets()
        assert slack.connections == 0
        await slack.connected()
        await alice.says("#ops", "after")
        await slack.settled()
    assert heard == ["before", "after"]


async def test_with_two_sockets_one_event_goes_to_one_of_them(
    slack: Workspace, app: AsyncApp, alice: Person, heard: list[str]
) -> None:
    async with connected(slack, app, sockets=2):
        assert slack.connections == 2
        for number in range(10):
            await alice.says("#ops", str(number))
        await slack.settled()
    assert sorted(heard) == [str(number) for number in range(10)]


async def test_a_socket_that_is_cut_before_the_ack_brings_the_event_again(
    slack: Workspace, app: AsyncApp, alice: Person
) -> None:
    times = 0

    @app.event("message")
    async def message() -> None:
        nonlocal times
        times += 1
        if times == 1:
            slack.cuts_sockets()

    async with connected(slack, app, ping_interval=0.1):
        event = await alice.says("#ops", "hello")
        await slack.settled()
    assert times == 2
    assert slack.delivery(event).attempts[0].reason == "connection_failed"
