"""Whatever is signed rightly, however odd, is taken or refused, and does no harm to the next question."""

import copy
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from bot.settings import ListenAddress
from bot.slack.transport.arriving.shape import has_slacks_shape
from bot.workspace import Person, Workspace
from bot.workspace.delivery import signed_headers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TS = "1700000000.000100"
OWN = {"team_id": "T1", "authorizations": [{"user_id": "U0BOT", "is_bot": True, "team_id": "T1"}]}
MESSAGE = {"type": "message", "user": "U1", "text": "7.1", "ts": TS, "channel": "D1", "channel_type": "im"}
MINE = {"type": "message", "user": "U1", "text": "迟到", "ts": TS, "thread_ts": TS}
VIEW = {
    "id": "V1",
    "type": "modal",
    "callback_id": "escalate",
    "private_metadata": "",
    "hash": "1",
    "state": {"values": {}},
}
ONE = {"user": {"id": "U1"}, "team": {"id": "T1"}, "trigger_id": "1.2.3"}
CLICK = {
    **ONE,
    "type": "block_actions",
    "container": {"message_ts": TS, "channel_id": "C1", "thread_ts": TS},
    "channel": {"id": "C1"},
    "message": {
        "ts": TS,
        "text": "",
        "blocks": [{"type": "actions", "elements": [{"action_id": "share_answer"}]}],
    },
    "response_url": "http://127.0.0.1:9/",
    "actions": [{"type": "button", "action_id": "share_answer", "value": "1", "action_ts": TS}],
}


def event(**told: Any) -> dict[str, Any]:  # noqa: ANN401  # as in JSON
    return {"type": "event_callback", "event_id": "Ev1", **OWN, "event": told}


EVENTS = [
    event(**MESSAGE),
    event(**MESSAGE | {"type": "app_mention", "thread_ts": TS, "text": "<@U0BOT> 7.1"}),
    event(**MESSAGE, subtype="message_deleted", previous_message=MINE),
    event(
        type="message",
        subtype="message_changed",
        channel="C1",
        event_ts=TS,
        message=MINE,
        previous_message={**MINE, "text": ""},
    ),
    event(
        type="team_join",
        user={"id": "U2", "profile": {"real_name": "a"}, "enterprise_user": {"teams": ["T1"]}},
    ),
    event(type="user_change", user={"id": "U2", "deleted": True}),
    event(
        type="link_shared",
        user="U1",
        channel="C1",
        message_ts=TS,
        is_bot_user_member=True,
        links=[{"domain": "rules.example.org", "url": "https://rules.example.org/code/7.html#7.1"}],
    ),
    event(
        type="entity_details_requested",
        user="U1",
        trigger_id="1.2.3",
        external_ref={"id": "code/7.1", "type": "clause"},
        entity_url="https://rules.example.org/code/index.html#7.1",
        channel="C1",
        message_ts=TS,
    ),
    event(type="app_home_opened", user="U1", tab="home", channel="D1", event_ts=TS),
    event(type="app_home_opened", user="U1", tab="messages", channel="D1", event_ts=TS),
]
ACTS: list[dict[str, Any]] = [
    CLICK,
    {
        **ONE,
        "type": "block_actions",
        "container": {"type": "view"},
        "view": VIEW,
        "actions": [{"action_id": "open_search"}],
    },
    {**ONE, "type": "view_submission", "view": VIEW},
    {
        **ONE,
        "type": "message_action",
        "callback_id": "ask_this",
        "channel": {"id": "C1"},
        "message": MINE,
        "response_url": "http://127.0.0.1:9/",
    },
    {**ONE, "type": "shortcut", "callback_id": "ask"},
]
COMMAND = {
    "command": "/rule",
    "user_id": "U1",
    "team_id": "T1",
    "channel_id": "C1",
    "trigger_id": "1.2",
    "response_url": "http://127.0.0.1:9/",
    "text": "7.1",
}
NAMES = ["id", "type", "user", "text", "ts", "channel", "blocks", "subtype", "value"]
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.floats(allow_nan=False)
    | st.sampled_from(["", "x", "\0", "\ud800", TS]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=2),
    max_leaves=4,
)
NOTHING = object()


def spots(told: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401  # as in JSON
    """The way to each value in a payload."""
    inside = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for key, value in inside:
        yield (*above, key)
        yield from spots(value, (*above, key))


@st.composite
def bent(draw: st.DrawFn, whole: list[dict[str, Any]]) -> dict[str, Any]:
    """A payload of Slack's in which up to three values are gone, or anything else."""
    told: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(whole)))
    for _ in range(draw(st.integers(1, 3))):
        if not (ways := list(spots(told))):
            break
        *above, last = draw(st.sampled_from(ways))
        there: Any = told
        for key in above:
            there = there[key]
        value = draw(st.just(NOTHING) | ODD)
        if value is NOTHING:
            del there[last]
        else:
            there[last] = value
    return told


BODIES = (
    bent(EVENTS).map(lambda told: (json.dumps(told), "application/json"))
    | ODD.map(lambda told: (json.dumps(told), "application/json"))
    | bent(ACTS).map(
        lambda told: (urlencode({"payload": json.dumps(told)}), "application/x-www-form-urlencoded")
    )
    | bent([COMMAND]).map(
        lambda told: (urlencode(told, errors="replace"), "application/x-www-form-urlencoded")
    )
)


Send = Callable[[str, str], Awaitable[int]]


@pytest.fixture
async def send(http_slack: Workspace, asker: Person, address: ListenAddress) -> AsyncIterator[Send]:
    """Sends a body of a content type, rightly signed; the status that comes back."""
    assert asker.id  # the bot is there
    async with aiohttp.ClientSession() as session:

        async def signed(body: str, kind: str) -> int:
            headers = signed_headers(http_slack.signing_secret, body, time.time(), kind)
            url = f"http://{address}/slack/events"
            async with session.post(url, data=body.encode(), headers=headers) as response:
                return response.status

        yield signed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=BODIES)
async def test_whatever_is_signed_is_taken_or_refused(send: Send, sent: tuple[str, str]) -> None:
    assert await send(*sent) in {200, 400}


@pytest.mark.parametrize("told", [*EVENTS, *ACTS, COMMAND, {"type": "url_verification", "challenge": "x"}])
def test_what_slack_tells_has_its_shape(told: dict[str, Any]) -> None:
    assert has_slacks_shape(told)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"text": 7}, id="a text that is a number"),
        pytest.param({"subtype": {}}, id="a subtype that is an object"),
        pytest.param({"blocks": "blocks", "message": {"blocks": "x"}}, id="blocks that are a text"),
        pytest.param({"ts": "now"}, id="a time that is none"),
        pytest.param({"previous_message": [None]}, id="nothing in a list"),
    ],
)
def test_what_slack_does_not_tell_has_another(changed: dict[str, Any]) -> None:
    assert not has_slacks_shape(event(**MESSAGE | changed))


@pytest.mark.parametrize("trigger", ["", None, "1" * 129])
def test_details_without_a_trigger_are_asked_by_nobody(trigger: str | None) -> None:
    (asked,) = (told for told in EVENTS if told["event"]["type"] == "entity_details_requested")
    assert not has_slacks_shape(asked | {"event": asked["event"] | {"trigger_id": trigger}})
