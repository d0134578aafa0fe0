"""The bot over HTTP: questions are answered, its ports, its failures and its end."""

import signal
import socket
from pathlib import Path

import aiohttp
import pytest
from bot.answering import Responders
from bot.obstacles import Obstacle
from bot.settings import ListenAddress, SettingsError
from bot.slack.transport.errors import NotListeningError
from bot.store import Store
from bot.workspace import Person, Workspace
from sqlalchemy import text

from tests.slack.conftest import served
from tests.slack.transport.conftest import answering, free_port


async def test_questions_commands_and_clicks_are_answered(http_slack: Workspace, asker: Person) -> None:
    answer = await http_slack.reply_to(await asker.says("#ops", "@守则 7.1"))
    assert "第七章第一条" in answer.reads
    shown = await http_slack.reply_to(await asker.runs("/rule 7.1", in_="#ops"))
    assert shown.ephemeral_to == asker.id
    assert (await asker.clicks(shown, "分享到频道")).is_acked
    await http_slack.settled()
    assert len(http_slack.messages("#ops")) >= 3


async def status(at: ListenAddress) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"http://{at}/healthz") as response:
        return response.status


async def test_the_status_is_on_a_port_of_its_own_that_other_machines_do_not_reach(
    http_slack: Workspace, responders: Responders, store: Store, address: ListenAddress
) -> None:
    async with answering(http_slack, responders, store, address):
        assert [await status(address), await status(address.beside)] == [404, 200]
    assert ListenAddress("203.0.113.1", 65_535).beside == ListenAddress("127.0.0.1", 65_534)


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
    assert error.value.why is Obstacle.ADDRESS_TAKEN


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
