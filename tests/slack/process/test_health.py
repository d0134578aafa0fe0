"""/healthz says whether questions can be taken, answered and posted, and what keeps them from it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from bot.answering import Responder, Responders, RulesInForce
from bot.rulebook import Library
from bot.settings import ListenAddress
from bot.slack.process.monitoring import DatabaseWatch, Examination, Health
from bot.store import Address, AsyncStore, Condition, Parcel, Store
from bot.workspace import Workspace
from sqlalchemy import text

from tests.databases import on_sqlite
from tests.slack.conftest import running, surroundings_for
from tests.slack.transport.conftest import free_port
from tests.store.deliveries.test_dead_letters import given_up
from tests.store.stored_questions import NOW, answer, ask

WELL = Health(sockets=2, index=True, database=Condition.GOOD, waiting=0, due=0, oldest=0.0)


async def two() -> int:
    return 2


def examined(store: Store, responders: Responders, now: float = NOW) -> Examination:
    async_store = AsyncStore(store, lambda: now)
    return Examination(
        async_store, lambda: RulesInForce(responders), two, lambda: "", DatabaseWatch(async_store)
    )


async def asked(address: ListenAddress) -> tuple[int, Mapping[str, Any]]:
    async with aiohttp.ClientSession() as session, session.get(f"http://{address}/healthz") as response:
        return response.status, await response.json()


async def test_a_bot_at_work_is_well_until_its_sockets_close(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    address = ListenAddress("127.0.0.1", free_port())
    dependencies = surroundings_for(empty_slack, responders, store, SHOUZE_STATUS=str(address))
    async with running(dependencies):
        await empty_slack.connected()
        status, health = await asked(address)
        assert (status, health["status"], health["sockets"]) == (200, "ok", 2)
        assert "wrong" not in health
        empty_slack.faults.refuses("apps.connections.open", "internal_error", times=1000)
        await empty_slack.closes_sockets()
        await empty_slack.until(lambda: empty_slack.connections == 0 or None)
        status, health = await asked(address)
        assert (status, health["status"], health["wrong"]) == (503, "unwell", ["sockets"])
        async with aiohttp.ClientSession() as session, session.get(f"http://{address}/livez") as response:
            assert response.status == 200, "to begin the process anew would not bring Slack back"


async def test_what_waits_is_counted(any_store: Store, responders: Responders) -> None:
    ask(any_store, at=NOW - 50)
    ask(any_store, at=NOW - 20)
    any_store.outbox.enqueue(NOW - 10, Parcel(Address("T1", "C1"), []))
    health = await examined(any_store, responders)()
    assert (health.waiting, health.due, health.oldest) == (2, 1, 50.0)
    assert health.is_well


async def test_the_oldest_answer_is_told_apart_from_the_oldest_question_and_the_given_up_are_counted(
    any_store: Store, responders: Responders
) -> None:
    ask(any_store, at=NOW - 50)
    given_up(any_store)
    old = ask(any_store, at=NOW - 9_000)
    answer(any_store, old)
    any_store.outbox.enqueue(NOW - 30, Parcel(Address("T1", "C1"), []), old.id)  # an edit of long afterwards
    health = await examined(any_store, responders)()
    assert (health.oldest, health.oldest_due, health.given_up) == (50.0, 30.0, 1)


async def test_nothing_waits_in_an_empty_store(any_store: Store, responders: Responders) -> None:
    health = await examined(any_store, responders)()
    assert (health.waiting, health.due, health.oldest) == (0, 0, 0.0)


@on_sqlite
async def test_without_its_database_it_is_unwell(store: Store, responders: Responders) -> None:
    with store.engine.begin() as db:
        db.execute(text("DROP TABLE question"))
    health = await examined(store, responders)()
    assert health.wrong == ["database"]


@on_sqlite
async def test_a_file_that_was_deleted_while_the_bot_runs_is_red_and_in_the_log_once(
    store: Store, responders: Responders, caplog: pytest.LogCaptureFixture
) -> None:
    examination = examined(store, responders)
    Path(str(store.engine.url.database)).unlink()
    for _ in range(2):
        health = await examination()
        assert (health.wrong, health.as_json()["database"]) == (["database"], "replaced")
    [line] = caplog.records
    assert vars(line)["condition"] == "replaced"


async def test_without_an_index_it_is_unwell(store: Store, responders: Responders) -> None:
    def broken(_: Library) -> Responder:
        raise MemoryError

    health = await examined(store, Responders(responders.library, broken))()
    assert health.wrong == ["index"]


@pytest.mark.parametrize(
    ("health", "wrong"),
    [
        pytest.param(replace(WELL, waiting=9, due=9, oldest=99.0), [], id="well, however much waits"),
        pytest.param(replace(WELL, sockets=1), [], id="one socket is enough"),
        pytest.param(replace(WELL, sockets=None), [], id="over HTTP there are none"),
        pytest.param(replace(WELL, sockets=0), ["sockets"], id="no socket"),
        pytest.param(replace(WELL, refused="token_revoked"), ["slack"], id="Slack refuses the app"),
        pytest.param(replace(WELL, oldest_due=9e9, given_up=9), [], id="well, however many were given up"),
        pytest.param(
            replace(WELL, index=False, database=Condition.FULL), ["index", "database"], id="neither"
        ),
    ],
)
def test_what_is_wrong_is_named(health: Health, wrong: list[str]) -> None:
    assert health.wrong == wrong
    assert health.as_json()["status"] == ("unwell" if wrong else "ok")
