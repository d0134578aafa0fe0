"""A start that has to wait says for what, goes on by itself, and ends at a signal; what will never work is refused."""

import asyncio
import signal
import socket
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.answering import Responders
from bot.slack.serving import Announcements, on_slack
from bot.slack.transport.errors import MissingScopesError, OtherTeamError
from bot.store import Store
from bot.workspace import Workspace

from tests.slack.conftest import QUICK, served, surroundings_for


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_a_slack_that_is_busy_for_a_while_is_waited_for(
    empty_slack: Workspace, responders: Responders, store: Store, method: str
) -> None:
    empty_slack.faults.refuses(method, "internal_error", times=2)
    empty_slack.faults.fails(method, status=502)
    told: list[str] = []
    announcements = Announcements(waits=lambda error: told.append(error.why))
    async with on_slack(surroundings_for(empty_slack, responders, store), None, announcements):
        await empty_slack.connected()
    assert told == ["internal_error", "status 502"]


async def test_a_websocket_that_is_never_answered_is_said_and_tried_again(
    empty_slack: Workspace, responders: Responders, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        where = f"ws://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setattr(empty_slack._parts.sockets, "link", lambda _origin: where)
        waiting = asyncio.Event()
        announcements = Announcements(waits=lambda _: waiting.set())
        surroundings = surroundings_for(empty_slack, responders, store, replace(QUICK, timeout=0.2))

        async def start() -> None:
            async with on_slack(surroundings, None, announcements):
                await asyncio.Event().wait()

        starting = asyncio.create_task(start())
        await asyncio.wait_for(waiting.wait(), 60)
        monkeypatch.undo()
        await empty_slack.connected()
        starting.cancel()
        await asyncio.wait({starting})


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        pytest.param({"SLACK_API_URL": "http://127.0.0.1:9/"}, "连不上 Slack", id="no way to Slack"),
        pytest.param({}, "Slack 暂时不接受连接（ratelimited）", id="no new websocket"),
    ],
)
async def test_a_signal_ends_a_start_that_waits(
    empty_slack: Workspace, cache: Path, settings: dict[str, str], said: str
) -> None:
    empty_slack.faults.rate_limits("apps.connections.open", times=1_000, retry_after=60)
    with served(empty_slack, cache, **settings) as shouze:
        await empty_slack.until(lambda: "waiting for Slack" in shouze.err or None)
        shouze.sends(signal.SIGTERM)
        assert await shouze.status(20) == 0, shouze.err
        assert said in shouze.err.replace("\n", "")
        assert "SLACK_" not in shouze.err
        assert "Traceback" not in shouze.err


async def test_a_signal_ends_a_start_that_has_not_come_as_far_as_slack(
    empty_slack: Workspace, cache: Path, tmp_path: Path
) -> None:
    file = tmp_path / "locked.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with served(empty_slack, cache, SHOUZE_DATABASE_URL=f"sqlite:///{file}") as shouze:
            await empty_slack.until(lambda: _is_open(file, shouze.process.pid) or None)
            shouze.sends(signal.SIGTERM)
            assert await shouze.status(20) == 128 + signal.SIGTERM
            assert "Traceback" not in shouze.err


def _is_open(file: Path, process: int | None) -> bool:
    return any(str(one.resolve()) == str(file) for one in Path(f"/proc/{process}/fd").iterdir())


async def test_a_second_signal_ends_at_once(empty_slack: Workspace, cache: Path) -> None:
    alice = empty_slack.person("alice")
    empty_slack.channel("#ops", members=[alice])
    with served(empty_slack, cache) as shouze:
        await empty_slack.until(lambda: empty_slack.connections == 2 or None)
        empty_slack.faults.hangs("chat.postMessage", times=100)
        await alice.says("#ops", "@守则 7.1")
        await empty_slack.until(lambda: empty_slack.recording.calls_to("chat.postMessage") or None)
        shouze.sends(signal.SIGTERM)
        await empty_slack.until(lambda: empty_slack.connections == 0 or None)
        shouze.sends(signal.SIGTERM)
        assert await shouze.status(5) == 1, shouze.err


async def test_a_token_of_another_workspace_is_refused(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    assert store.team("T-OTHER") == "T-OTHER"
    with pytest.raises(OtherTeamError) as refused:
        async with on_slack(surroundings_for(empty_slack, responders, store)):
            pass
    assert refused.value.known == "T-OTHER"


async def test_the_first_workspace_stays_the_one(any_store: Store) -> None:
    assert [any_store.team(team) for team in ("T1", "T2", "T1")] == ["T1", "T1", "T1"]


def without(scope: str) -> Mapping[str, Any]:
    manifest: dict[str, Any] = yaml.safe_load(Path("app.yaml").read_text("utf-8"))
    manifest["oauth_config"]["scopes"]["bot"].remove(scope)
    return manifest


async def test_a_bot_that_may_say_nothing_is_refused_and_one_that_may_do_less_says_so(
    responders: Responders, store: Store
) -> None:
    lacking: list[str] = []
    announcements = Announcements(lacks=lacking.extend, scopes=frozenset({"chat:write", "users:read"}))
    async with (
        Workspace(without("users:read")) as slack,
        on_slack(surroundings_for(slack, responders, store), None, announcements),
    ):
        pass
    assert lacking == ["users:read"]
    async with Workspace(without("chat:write")) as slack:
        with pytest.raises(MissingScopesError) as refused:
            async with on_slack(surroundings_for(slack, responders, store), None, announcements):
                pass
    assert "chat:write" in refused.value.scopes
