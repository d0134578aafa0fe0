"""`shouze serve` as a process: started, asked, ended by a signal."""

import asyncio
import os
import signal
import socket
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from bot.answering import Responders
from bot.slack.serving import on_slack
from bot.slack.transport.errors import SlackRefusedError, SlackUnreachableError
from bot.store import Store
from bot.workspace import Workspace

from tests.slack.conftest import surroundings_for


@asynccontextmanager
async def served(slack: Workspace, cache: Path, **others: str) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = dict(os.environ) | {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.base_url,
        "SHOUZE_CACHE": str(cache),
        "SHOUZE_DATABASE_URL": f"sqlite:///{cache}/{uuid.uuid4().hex}.db",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "serve",
        env=environment | others,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
async def test_a_signal_ends_it_with_every_question_answered(
    empty_slack: Workspace, cache: Path, stop: signal.Signals
) -> None:
    alice = empty_slack.person("alice")
    empty_slack.channel("#ops", members=[alice])
    async with served(empty_slack, cache) as process:
        await empty_slack.until(lambda: empty_slack.connections == 2 or None, timeout=60)
        empty_slack.faults.slows("chat.postMessage", 0.3, times=10)
        questions = [await alice.says("#ops", f"@守则 {number}.1") for number in range(1, 6)]
        await empty_slack.until(lambda: len(empty_slack.recording.acks) >= 5 or None)
        process.send_signal(stop)
        _, log = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode == 0, log.decode()
        assert [len(empty_slack.replies_to(question)) for question in questions] == [1] * 5
        assert "已停止" in log.decode()


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        pytest.param({"SLACK_BOT_TOKEN": "xoxb-wrong"}, 2, "SLACK_BOT_TOKEN", id="a wrong bot token"),
        pytest.param({"SLACK_APP_TOKEN": "xapp-wrong"}, 2, "SLACK_APP_TOKEN", id="a wrong app token"),
        pytest.param({"SLACK_API_URL": "http://127.0.0.1:9/"}, 2, "连不上 Slack", id="no way to Slack"),
        pytest.param(
            {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""},
            2,
            "SLACK_BOT_TOKEN, SLACK_APP_TOKEN",
            id="no tokens",
        ),
        pytest.param({"SLACK_BOT_TOKEN": "wrong"}, 2, "SLACK_BOT_TOKEN", id="no token at all"),
        pytest.param({"SHOUZE_SOCKETS": "many"}, 2, "SHOUZE_SOCKETS", id="no number"),
    ],
)
async def test_what_the_admin_can_mend_is_said_in_one_message(
    empty_slack: Workspace, cache: Path, changed: dict[str, str], status: int, said: str
) -> None:
    async with served(empty_slack, cache, **changed) as process:
        output, log = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == status
    assert said in log.decode()
    assert "Traceback" not in log.decode()
    assert "wrong" not in log.decode()
    assert not output


async def test_a_refused_token_is_told_apart_from_no_network(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    with pytest.raises(SlackRefusedError):
        async with on_slack(surroundings_for(empty_slack, responders, store, SLACK_BOT_TOKEN="xoxb-wrong")):
            pass
    with pytest.raises(SlackUnreachableError):
        async with on_slack(
            surroundings_for(empty_slack, responders, store, SLACK_API_URL="http://127.0.0.1:9/")
        ):
            pass


async def test_a_status_port_in_use_is_said_in_one_line(empty_slack: Workspace, cache: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        async with served(empty_slack, cache, SHOUZE_STATUS=where) as process:
            _, log = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 2
    [line] = log.decode().splitlines()
    assert where in line
