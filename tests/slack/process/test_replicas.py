"""Several processes on one database have together what Slack gives one app: sockets, posts, look-ups."""

import asyncio
import os
import signal
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import aiohttp
from bot.answering import Responders
from bot.settings import SlackSettings
from bot.slack.dependencies import AppDependencies
from bot.slack.process.replicas import Replicas
from bot.slack.transport.lookup_pace import LookupPace
from bot.store import AsyncStore, Store
from bot.store.database.locks import alone
from bot.store.processes import COUNTING
from bot.store.tables import process
from bot.workspace import Workspace
from sqlalchemy import Connection, insert

from tests.conftest import SHIPPED
from tests.databases import on_postgresql, opened, rows
from tests.processes import forked
from tests.slack.conftest import QUICK, environment_for, running, surroundings_for
from tests.slack.mortal_bots import bot_process
from tests.slack.scene import shipped
from tests.slack.transport.conftest import free_port

INTERVAL, BURST = 0.15, 2
QUESTIONS = 10


def paced(settings: SlackSettings, store: Store, cache: Path) -> AppDependencies:
    timings = replace(QUICK, rest=0.02, interval=INTERVAL, burst=BURST)
    return replace(shipped(settings, store, SHIPPED, cache), timings=timings)


@on_postgresql
async def test_the_sockets_of_all_are_ten_and_who_has_none_is_not_ready_until_another_ends(
    empty_slack: Workspace, database: str, cache: Path
) -> None:
    late = f"127.0.0.1:{free_port()}"
    assemble = partial(paced, cache=cache)

    async def state() -> int | None:
        try:
            async with web.get(f"http://{late}/healthz") as answer:
                return answer.status
        except aiohttp.ClientError:
            return None

    async def becomes(status: int) -> None:
        while await state() != status:
            await asyncio.sleep(0.05)

    async with aiohttp.ClientSession() as web, AsyncExitStack() as stack, asyncio.timeout(60):
        all_ten = environment_for(empty_slack, SHOUZE_SOCKETS="10")
        first = stack.enter_context(bot_process(all_ten, database, assemble))
        await empty_slack.until(lambda: empty_slack.connections == 10 or None)
        two = environment_for(empty_slack, SHOUZE_STATUS=late)
        stack.enter_context(bot_process(two, database, assemble))
        await becomes(503)
        with opened(database) as store:
            shares = await empty_slack.until(
                lambda: (
                    {row["sockets"] for row in found} if len(found := rows(store, "process")) == 2 else None
                )
            )
        assert (shares, empty_slack.connections) == ({0, 10}, 10)
        os.kill(first.pid or 0, signal.SIGTERM)
        await becomes(200)
        await empty_slack.until(lambda: empty_slack.connections == 2 or None)


@on_postgresql
async def test_two_processes_post_to_a_conversation_at_the_pace_of_one_and_rest_when_slack_told_one_so(
    empty_slack: Workspace, database: str, cache: Path
) -> None:
    alice = empty_slack.person("alice")
    ops = empty_slack.channel("#ops", members=[alice])
    assemble, environment = partial(paced, cache=cache), environment_for(empty_slack)
    with bot_process(environment, database, assemble), bot_process(environment, database, assemble):
        await empty_slack.until(lambda: empty_slack.connections == 4 or None)
        asked = [await alice.says("#ops", "@守则 7.1") for _ in range(QUESTIONS)]
        await empty_slack.until(lambda: all(map(empty_slack.replies_to, asked)) or None)
        posts = empty_slack.recording.calls_to("chat.postMessage")
        times = sorted(call.at for call in posts if call.arguments["channel"] == ops.id)
        empty_slack.faults.rate_limits("chat.postMessage", times=1, retry_after=1)
        asked = [await alice.says("#ops", "@守则 7.1") for _ in range(4)]
        await empty_slack.until(lambda: all(map(empty_slack.replies_to, asked)) or None)
    refused, *further = empty_slack.recording.calls_to("chat.postMessage")[len(posts) :]
    assert refused.error == "ratelimited"
    assert all(call.at - refused.at >= 1.0 for call in further)
    assert len(times) == QUESTIONS
    for number, start in enumerate(times[:-BURST]):
        later = times[number + BURST :]
        assert all(end - start >= count * INTERVAL for count, end in enumerate(later, 1)), times


@on_postgresql
async def test_two_processes_look_up_what_one_may(database: str, tmp_path: Path) -> None:
    files = [tmp_path / str(number) for number in range(2)]
    with opened(database):
        pass
    with forked(_asks, database, files[0]) as one, forked(_asks, database, files[1]) as other:
        for process in (one, other):
            await asyncio.to_thread(process.join, 60)
    for file in files:
        before, after = ([float(each) for each in line.split()] for line in file.read_text().splitlines())
        assert after[10] - before[0] >= 1.0, (
            "of twenty a minute, which has one second here, ten are each one's"
        )
        assert len(before) == 15


def _asks(database: str, file: Path) -> None:
    """Ask fifteen times as soon as it may, and write down between which moments each was."""

    async def asking() -> None:
        replicas, before, after = Replicas(), list[float](), list[float]()
        with opened(database) as opened_store:
            store = AsyncStore(opened_store, time.time)
            pace = LookupPace(lambda: replicas.count, 1.0, time.monotonic)
            pace.refused("users.list")
            async with asyncio.timeout(50), replicas.counted(store, 0.1):
                while replicas.count < 2:
                    await asyncio.sleep(0.01)
                for _ in range(15):
                    before.append(time.monotonic())
                    await pace.turn("users.list")
                    after.append(time.monotonic())
                await asyncio.sleep(1.0)
            store.close()
        file.write_text("\n".join(" ".join(map(str, times)) for times in (before, after)))

    asyncio.run(asking())


async def test_who_has_sockets_that_others_were_given_closes_them_and_no_question_is_lost(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    """As one that was paused, or could not be counted at first."""
    alice = empty_slack.person("alice")
    empty_slack.channel("#ops", members=[alice])
    timings = replace(QUICK, beat=0.05)
    async with running(surroundings_for(empty_slack, responders, store, timings, SHOUZE_SOCKETS="4")):
        await empty_slack.until(lambda: empty_slack.connections == 4 or None)
        with store.engine.begin() as db:
            db.execute(insert(process).values(id="other", sockets=8, lease_until=time.time() + 20))
        asked = [await alice.says("#ops", "@守则 7.1") for _ in range(30)]
        await empty_slack.until(lambda: empty_slack.connections == 2 or None)
        await empty_slack.until(lambda: all(map(empty_slack.replies_to, asked)) or None)
        await empty_slack.settled()
        store.processes.leave("other")
        await empty_slack.until(lambda: empty_slack.connections == 4 or None)
    assert [len(empty_slack.replies_to(each)) for each in asked] == [1] * len(asked)


@on_postgresql
async def test_who_ends_while_it_is_counted_is_not_counted_after_its_end(database: str) -> None:
    def waiting(db: Connection) -> int:
        return int(db.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE NOT granted").scalar_one())

    with opened(database) as one:
        replicas, store = Replicas(2), AsyncStore(one, time.time)
        counted = replicas.counted(store, 0.01)
        await counted.__aenter__()
        with one.engine.begin() as db:
            alone(db, COUNTING)
            while not waiting(db):
                await asyncio.sleep(0.01)
            ending = asyncio.create_task(counted.__aexit__(None, None, None))
            await asyncio.wait({ending}, timeout=0.05)  # who does not wait for the count has left by now
        await ending
        with one.engine.begin() as db:
            alone(db, COUNTING)  # behind whoever waited
        assert not rows(one, "process")
        store.close()


async def test_who_cannot_be_counted_yet_has_sockets_all_the_same(database: str) -> None:
    with opened(database) as one:
        with one.engine.begin() as db:
            db.exec_driver_sql("DROP TABLE process")
        replicas, store = Replicas(2), AsyncStore(one, time.time)
        async with replicas.counted(store, 60.0):
            assert replicas.sockets == 2
        store.close()
