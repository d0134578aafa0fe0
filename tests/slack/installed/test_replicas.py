"""Three processes on one PostgreSQL: whatever becomes of them, every question is answered once, of one book."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from bot.settings import ListenAddress

from tests.benchmarks.timing.burst import outcome, percentile
from tests.databases import on_postgresql
from tests.slack.installed.conftest import Estate, bots_of
from tests.slack.installed.replicas import balancing, replica
from tests.slack.installed.rolling import AFTER, BEFORE, TENANT, rolled
from tests.slack.transport.conftest import free_port


@on_postgresql
async def test_while_processes_come_end_and_die_each_question_is_answered_once(
    estate: Estate, record_property: Callable[[str, object], None]
) -> None:
    found, slack = await rolled(estate, rate=10), estate.workspaces[TENANT]
    answers = [[reply.reads for reply in slack.replies_to(question)] for question in found.asked]
    assert [len(each) for each in answers] == [1] * len(found.asked)
    assert all((BEFORE in answer) != (AFTER in answer) for [answer] in answers)
    assert BEFORE in answers[0][0]
    anew = [AFTER in answer for answer in found.alone]
    assert anew == sorted(anew)
    record_property("p99 of answers, in seconds", percentile(outcome(slack, found.asked).waits, 0.99))


@on_postgresql
async def test_a_process_without_folder_and_cache_answers_from_what_was_published(
    estate: Estate, tmp_path: Path
) -> None:
    estate.writes_rules("T0ACME", BEFORE)
    async with bots_of(estate):
        await estate.installs("T0ACME")
        assert BEFORE in await estate.reads("T0ACME")
    fresh = replace(estate, knowledge=tmp_path / "no rules", cache=tmp_path / "no cache")
    address, scopes = ListenAddress("127.0.0.1", free_port()), estate.workspaces["T0ACME"].state.app.scopes
    with replica(fresh.environment, address, scopes):
        async with balancing(estate.address) as balancer:
            await balancer.has(address)
            assert BEFORE in await estate.reads("T0ACME")


def children(process: psutil.Process) -> list[psutil.Process]:
    """The one from which what carries out changes is forked, and what was."""
    return [each for each in process.children(recursive=True) if "forkserver" in " ".join(each.cmdline())]


@on_postgresql
@pytest.mark.parametrize("count", [1, 2], ids=["before it is begun", "while it is under way"])
async def test_a_process_that_is_to_end_waits_for_no_change_of_the_rules(estate: Estate, count: int) -> None:
    estate.writes_rules(TENANT, BEFORE)
    address, scopes = ListenAddress("127.0.0.1", free_port()), estate.workspaces[TENANT].state.app.scopes
    with replica(estate.environment, address, scopes) as process:
        async with balancing(estate.address) as balancer:
            await balancer.has(address)
            await estate.installs(TENANT)
            await estate.reads(TENANT)
            estate.writes_rules(TENANT, AFTER)
            there = psutil.Process(process.pid)
            beside = await estate.workspaces[TENANT].until(
                lambda: found if len(found := children(there)) >= count else None
            )
            beside[-1].suspend()
            process.terminate()
            await asyncio.to_thread(process.join)
            for each in beside:
                with suppress(psutil.NoSuchProcess):
                    each.kill()
    assert process.exitcode == 0
