"""An end waits for what can be done at once, and for nothing else; all of it together stays in one span of time."""

import asyncio
import os
import signal
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.answering import Responders
from bot.settings import SlackSettings
from bot.slack.dependencies import AppDependencies
from bot.slack.process.ending import Budget
from bot.store import Address, Parcel, Store
from bot.workspace import Workspace
from sqlalchemy import text

from tests.conftest import SHIPPED
from tests.slack.conftest import QUICK, environment_for, running, surroundings_for
from tests.slack.mortal_bots import bot_process
from tests.slack.outages import STOPPED
from tests.slack.scene import shipped
from tests.store.stored_questions import ask

LONG = replace(QUICK, drain=600.0)


async def ends(slack: Workspace, responders: Responders, store: Store) -> None:
    """A bot that has ten minutes for its end comes and goes."""
    async with asyncio.timeout(60), running(surroundings_for(slack, responders, store, LONG)):
        await slack.connected()


async def test_a_message_that_is_not_due_yet_is_left_to_the_next_start(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    store.outbox.enqueue(time.time() + 20, Parcel(Address("T1", "C1"), []))
    await ends(empty_slack, responders, store)
    assert store.unfinished() == 1


async def test_what_another_process_is_at_is_not_waited_for(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    ask(store, at=time.time())
    assert store.questions.lease(time.time(), 1, 20.0)
    await ends(empty_slack, responders, store)
    assert store.unfinished() == 1


async def test_a_store_that_is_away_holds_up_no_end(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    async with asyncio.timeout(60), running(surroundings_for(empty_slack, responders, store, LONG)):
        await empty_slack.connected()
        with store.engine.begin() as db:
            db.execute(text("ALTER TABLE question RENAME TO lost"))
    assert store.unfinished() is None


async def test_work_that_hangs_has_one_span_of_time_together(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    alice = empty_slack.person("alice")
    empty_slack.channel("#ops", members=[alice])
    hasty = replace(QUICK, drain=0.5, timeout=60.0)
    async with asyncio.timeout(30), running(surroundings_for(empty_slack, responders, store, hasty)):
        await empty_slack.connected()
        empty_slack.faults.hangs("chat.postMessage", times=9)
        await alice.says("#ops", "@守则 7.1")
        await empty_slack.until(lambda: empty_slack.recording.calls_to("chat.postMessage") or None)


async def test_an_end_that_has_begun_does_not_begin_again() -> None:
    budget = Budget(60.0)
    budget.start()
    await asyncio.sleep(0)
    left = budget.left
    budget.start()
    assert budget.left < left


def hasty(settings: SlackSettings, store: Store, cache: Path) -> AppDependencies:
    return replace(shipped(settings, store, SHIPPED, cache), timings=replace(QUICK, drain=0.5))


async def test_a_signal_ends_a_bot_in_order_while_its_database_is_away(
    empty_slack: Workspace, any_database: str, cache: Path
) -> None:
    with bot_process(environment_for(empty_slack), any_database, partial(hasty, cache=cache)) as bot:
        await empty_slack.until(lambda: empty_slack.connections == 2 or None)
        assert bot.pid
        with STOPPED.of(any_database, [bot.pid]):
            os.kill(bot.pid, signal.SIGTERM)
            await asyncio.to_thread(bot.join, 30)
    assert bot.exitcode == 0
