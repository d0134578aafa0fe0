"""/metrics: what happened to questions and deliveries, in Prometheus's format, with no word and no person in it."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest
from bot.answering import Responders
from bot.inquiries import Outcome
from bot.settings import ListenAddress
from bot.slack.process.monitoring import Health, Metrics
from bot.slack.process.tenant_figures import MOST
from bot.slack.transport.errors import UnavailableError
from bot.store import Condition, Store
from bot.workspace import Person, Workspace
from prometheus_client.parser import text_string_to_metric_families

from tests.slack.conftest import running, surroundings_for
from tests.slack.transport.conftest import free_port

WELL = Health(sockets=2, index=True, database=Condition.GOOD, waiting=3, due=4, oldest=5.5)


def figures(exposed: bytes) -> dict[str, float]:
    """The samples by `name{label=value}`."""
    return {
        f"{sample.name}{sample.labels or ''}": sample.value
        for family in text_string_to_metric_families(exposed.decode())
        for sample in family.samples
    }


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def measured(
    empty_slack: Workspace, responders: Responders, store: Store, metrics: Metrics
) -> AsyncIterator[Workspace]:
    async with running(replace(surroundings_for(empty_slack, responders, store), metrics=metrics)):
        await empty_slack.connected()
        yield empty_slack


@pytest.fixture
def asker(measured: Workspace) -> Person:
    person = measured.person("alice", locale="zh-CN")
    measured.channel("#ops", members=[person])
    return person


async def test_a_question_is_counted_and_timed(measured: Workspace, asker: Person, metrics: Metrics) -> None:
    await measured.reply_to(await asker.says("#ops", "@守则 7.1"))
    await measured.settled()
    found = figures(metrics.exposed(WELL))
    assert found["shouze_questions_total{'outcome': 'answer', 'surface': 'mention'}"] == 1
    assert found["shouze_posted_seconds_count"] == 1
    assert found["shouze_posted_seconds_sum"] > 0
    assert found["shouze_search_seconds_count"] == 1


async def test_an_edit_counts_again_but_nobody_waited_since_the_question(
    measured: Workspace, asker: Person, metrics: Metrics
) -> None:
    asked = await asker.says("#ops", "@守则 7.1")
    await measured.reply_to(asked)
    await asker.edits(asked, "@守则 7.2")
    await measured.until(
        lambda: (
            any("7.2" in one.reads or "第七章第二条" in one.reads for one in measured.replies_to(asked))
            or None
        )
    )
    await measured.settled()
    found = figures(metrics.exposed(WELL))
    assert found["shouze_questions_total{'outcome': 'answer', 'surface': 'mention'}"] == 2
    assert found["shouze_posted_seconds_count"] == 1


async def test_an_event_that_comes_again_is_counted(
    measured: Workspace, asker: Person, metrics: Metrics
) -> None:
    asked = await asker.says("#ops", "@守则 7.1")
    await measured.reply_to(asked)
    await measured.settled()
    before = figures(metrics.exposed(WELL))["shouze_repeated_events_total"]
    await measured.redelivers(asked)
    await measured.settled()
    found = figures(metrics.exposed(WELL))
    assert found["shouze_repeated_events_total"] > before
    assert found["shouze_questions_total{'outcome': 'answer', 'surface': 'mention'}"] == 1


async def test_what_slack_does_not_take_is_counted_by_kind(
    measured: Workspace, asker: Person, metrics: Metrics
) -> None:
    measured.faults.rate_limits("chat.postMessage", times=1, retry_after=1)
    await measured.reply_to(await asker.says("#ops", "@守则 7.1"))
    measured.faults.fails("chat.postMessage", times=1)
    await measured.reply_to(await asker.says("#ops", "@守则 7.2"))
    measured.faults.refuses("chat.postMessage", "is_archived", times=1)
    asked = await asker.says("#ops", "@守则 7.3")
    await measured.settled()
    assert not measured.replies_to(asked)
    found = figures(metrics.exposed(WELL))
    kinds = {
        kind: found[f"shouze_slack_errors_total{{'kind': '{kind}'}}"]
        for kind in ("rate_limited", "uncertain", "is_archived")
    }
    assert kinds == {"rate_limited": 1, "uncertain": 1, "is_archived": 1}
    assert found["shouze_retries_total"] == 2


def test_the_moment_is_shown(metrics: Metrics) -> None:
    found = figures(metrics.exposed(WELL))
    assert (found["shouze_up"], found["shouze_sockets"], found["shouze_questions_waiting"]) == (1, 2, 3)
    assert (found["shouze_parcels_due"], found["shouze_oldest_waiting_seconds"]) == (4, 5.5)
    assert figures(metrics.exposed(replace(WELL, sockets=0)))["shouze_up"] == 0
    found = figures(metrics.exposed(replace(WELL, oldest_due=7.5, given_up=2, refused="token_revoked")))
    assert (found["shouze_oldest_parcel_seconds"], found["shouze_dead_letters"]) == (7.5, 2)
    assert (found["shouze_app_refused"], found["shouze_up"]) == (1, 0)


def test_two_bots_in_a_process_count_apart() -> None:
    first, second = Metrics(), Metrics()
    first.repeated()
    assert figures(second.exposed(WELL))["shouze_repeated_events_total"] == 0


async def test_they_are_served(empty_slack: Workspace, responders: Responders, store: Store) -> None:
    address = ListenAddress("127.0.0.1", free_port())
    async with running(surroundings_for(empty_slack, responders, store, SHOUZE_STATUS=str(address))):
        await empty_slack.connected()
        async with aiohttp.ClientSession() as session, session.get(f"http://{address}/metrics") as response:
            assert response.content_type == "text/plain"
            exposed = await response.read()
    assert figures(exposed)["shouze_sockets"] == 2
    assert not re.search(rb"U0|C0|xox", exposed)


def test_tenants_are_counted_apart_where_that_is_wanted_a_thousand_at_most() -> None:
    plain, metrics = Metrics(), Metrics(by_tenant=True)
    for each in (plain, metrics):
        for number in range(MOST + 2):
            of_tenant = each.of(f"T{number}")
            of_tenant.settled(Outcome.ANSWER, "mention")
            of_tenant.posted(0.5)
            of_tenant.troubled(UnavailableError("timeout"))
    found = figures(metrics.exposed(WELL))
    assert found["shouze_tenant_questions_total{'tenant': 'T0'}"] == 1
    assert found["shouze_tenant_posted_seconds_sum{'tenant': 'T0'}"] == 0.5
    assert found["shouze_tenant_slack_errors_total{'tenant': 'T0'}"] == 1
    assert found["shouze_tenant_questions_total{'tenant': 'others'}"] == 2
    assert sum("tenant_questions_total" in name for name in found) == MOST + 1
    of_all = "shouze_questions_total{'outcome': 'answer', 'surface': 'mention'}"
    assert found[of_all] == figures(plain.exposed(WELL))[of_all] == MOST + 2
    assert b"tenant" not in plain.exposed(WELL)
