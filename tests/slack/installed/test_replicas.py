"""Three processes on one PostgreSQL: whatever becomes of them, every question is answered once, of one book."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.settings import ListenAddress

from tests.benchmarks.timing.burst import outcome, percentile
from tests.databases import on_postgresql
from tests.slack.installed.conftest import Estate, bots_of
from tests.slack.installed.replicas import balancing, replica
from tests.slack.installed.rolling import AFTER, BEFORE, rolled
from tests.slack.transport.conftest import free_port


@on_postgresql
async def test_while_processes_come_end_and_die_each_question_is_answered_once(
    estate: Estate, record_property: Callable[[str, object], None]
) -> None:
    found, slack = await rolled(estate), estate.workspaces["T0ACME"]
    answers = [[reply.reads for reply in slack.replies_to(question)] for question in found.asked]
    assert [len(each) for each in answers] == [1] * len(found.asked)
    assert all((BEFORE in answer) != (AFTER in answer) for [answer] in answers)
    assert BEFORE in answers[0][0]
    assert all(AFTER in answer for answer in found.anew)
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
