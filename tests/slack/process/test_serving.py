"""`shouze serve` as a process: started, asked, ended by a signal."""

import signal
import socket
from pathlib import Path

import pytest
from bot.answering import Responders
from bot.slack.serving import on_slack
from bot.slack.transport.errors import SlackRefusedError, SlackUnreachableError
from bot.store import Store
from bot.workspace import Workspace

from tests.slack.conftest import served, surroundings_for


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
async def test_a_signal_ends_it_with_every_question_answered(
    empty_slack: Workspace, cache: Path, stop: signal.Signals
) -> None:
    alice = empty_slack.person("alice")
    empty_slack.channel("#ops", members=[alice])
    with served(empty_slack, cache) as shouze:
        await empty_slack.until(lambda: empty_slack.connections == 2 or None)
        empty_slack.faults.slows("chat.postMessage", 0.3, times=10)
        questions = [await alice.says("#ops", f"@守则 {number}.1") for number in range(1, 6)]
        await empty_slack.until(lambda: len(empty_slack.recording.acks) >= 5 or None)
        shouze.sends(stop)
        assert await shouze.status(30) == 0, shouze.err
        assert [len(empty_slack.replies_to(question)) for question in questions] == [1] * 5
        assert "已停止" in shouze.err


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        pytest.param({"SLACK_BOT_TOKEN": "xoxb-wrong"}, 2, "SLACK_BOT_TOKEN", id="a wrong bot token"),
        pytest.param({"SLACK_APP_TOKEN": "xapp-wrong"}, 2, "SLACK_APP_TOKEN", id="a wrong app token"),
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
    with served(empty_slack, cache, **changed) as shouze:
        assert await shouze.status() == status
        assert said in shouze.err
        assert "Traceback" not in shouze.err
        assert "wrong" not in shouze.err
        assert not shouze.out


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
        with served(empty_slack, cache, SHOUZE_STATUS=where) as shouze:
            assert await shouze.status() == 2
            line, _ = reversed(shouze.err.splitlines())  # the other tells which generation counts
    assert where in line
