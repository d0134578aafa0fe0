"""Facts from Slack: asked for once at a time, remembered for a while, and never an exception."""

import asyncio
import logging
import weakref
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import ClientConnectionError
from bot.slack.access.lookups import Lookup, Terms
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from tests.workspace.clock import ManualClock


class _Slack:
    """Answers with how often it was asked; waits where it is told to, and fails while it has errors."""

    def __init__(self, *errors: Exception) -> None:
        self.asked: list[str] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self._errors = list(errors)

    async def __call__(self, key: str) -> str:
        self.asked.append(key)
        told = f"{key} {len(self.asked)}"
        await self.may_answer.wait()
        if self._errors:
            raise self._errors.pop()
        return told


def _lookup(
    ask: Callable[[str], Awaitable[str]], clock: Callable[[], float], patience: float = 5.0
) -> Lookup[str]:
    return Lookup("users.info", ask, lambda why: f"otherwise: {why}", 300.0, Terms(clock, patience))


def _refusal(data: object) -> SlackApiError:
    answer = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="GET",
        api_url="",
        req_args={},
        data=data,  # type: ignore[arg-type]  # a server that failed sends text, whatever the annotation says
        headers={},
        status_code=200,
    )
    return SlackApiError("refused", answer)  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped


async def test_an_answer_is_remembered_until_its_time_is_over() -> None:
    slack, clock = _Slack(), ManualClock()
    lookup = _lookup(slack, clock)
    assert [await lookup("U1"), await lookup("U2"), await lookup("U1")] == ["U1 1", "U2 2", "U1 1"]
    clock.passes(299)
    assert await lookup("U1") == "U1 1"
    clock.passes(1)
    assert await lookup("U1") == "U1 3"


async def test_all_who_ask_at_once_wait_for_one_answer() -> None:
    slack = _Slack()
    slack.may_answer.clear()
    lookup = _lookup(slack, ManualClock())
    asking = [asyncio.create_task(lookup("U1")) for _ in range(20)]
    other = asyncio.create_task(lookup("U2"))
    while len(slack.asked) < 2:
        await asyncio.sleep(0)
    slack.may_answer.set()
    assert set(await asyncio.gather(*asking)) == {"U1 1"}
    assert await other == "U2 2"


async def test_who_gives_up_does_not_take_the_answer_from_the_others() -> None:
    slack = _Slack()
    slack.may_answer.clear()
    lookup = _lookup(slack, ManualClock())
    first, second = asyncio.create_task(lookup("U1")), asyncio.create_task(lookup("U1"))
    while not slack.asked:
        await asyncio.sleep(0)
    first.cancel()
    slack.may_answer.set()
    assert await second == "U1 2"


async def test_what_is_forgotten_is_asked_again_also_while_it_is_being_answered() -> None:
    slack = _Slack()
    lookup = _lookup(slack, ManualClock())
    lookup.forget("U1")
    await lookup("U1")
    lookup.forget("U1")
    slack.may_answer.clear()
    asking = asyncio.create_task(lookup("U1"))
    while len(slack.asked) < 2:
        await asyncio.sleep(0)
    lookup.forget("U1")
    slack.may_answer.set()
    assert await asking == "U1 2"
    assert await lookup("U1") == "U1 3"


@pytest.mark.parametrize(
    ("error", "why"),
    [
        pytest.param(_refusal({"ok": False, "error": "missing_scope"}), "missing_scope", id="refused"),
        pytest.param(_refusal("the server failed"), "no answer in JSON", id="text-for-JSON"),
        pytest.param(_refusal(None), "no answer in JSON", id="half-of-JSON"),
        pytest.param(ClientConnectionError(), "ClientConnectionError", id="connection"),
        pytest.param(TimeoutError(), "TimeoutError", id="timeout"),
        pytest.param(ConnectionResetError(), "ConnectionResetError", id="reset"),
    ],
)
async def test_where_slack_cannot_tell_it_is_asked_again_after_half_a_minute(
    error: Exception, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    slack, clock = _Slack(error), ManualClock()
    lookup = _lookup(slack, clock)
    with caplog.at_level(logging.WARNING):
        assert await asyncio.gather(*(lookup("U1") for _ in range(3))) == [f"otherwise: {why}"] * 3
    assert caplog.messages == [f"Slack cannot tell: users.info U1: {why}"]
    clock.passes(29)
    assert await lookup("U1") == f"otherwise: {why}"
    clock.passes(1)
    assert await lookup("U1") == "U1 2"


async def test_who_asks_does_not_wait_for_ever() -> None:
    slack = _Slack()
    slack.may_answer.clear()
    lookup = _lookup(slack, ManualClock(), patience=0.01)
    assert await lookup("U1") == "otherwise: TimeoutError"


async def test_a_fault_of_ours_is_not_taken_for_slacks() -> None:
    lookup = _lookup(_Slack(KeyError("ours")), ManualClock())
    with pytest.raises(KeyError, match="ours"):
        await lookup("U1")
    assert await lookup("U1") == "U1 2"


async def test_beyond_ten_thousand_the_oldest_are_forgotten() -> None:
    slack = _Slack()
    lookup = _lookup(slack, ManualClock())
    for place in range(10_001):
        await lookup(f"U{place}")
    assert await lookup("U10000") == "U10000 10001"
    assert await lookup("U0") == "U0 10002"


async def test_who_has_a_look_up_is_kept_by_it_only_while_it_is_under_way() -> None:
    answers, under_way = asyncio.Event(), asyncio.Event()

    class Owner:
        def __init__(self) -> None:
            self.names = Lookup("conversations.list", self._listed, self._unlisted, 60.0, Terms(lambda: 0.0))

        async def _listed(self, _: str) -> str:
            under_way.set()
            await answers.wait()
            raise TimeoutError

        def _unlisted(self, why: str) -> str:
            return f"not told: {why}"

    owner = Owner()
    asking, there = asyncio.create_task(owner.names("all")), weakref.ref(owner)
    await under_way.wait()
    del owner
    assert there()
    answers.set()
    assert await asking == "not told: TimeoutError"
    del asking
    assert not there()
