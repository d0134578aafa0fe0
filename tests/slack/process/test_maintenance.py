"""While the bot runs, what was kept long enough goes by itself; a database that is away does no harm."""

import asyncio
from dataclasses import replace

import pytest
from bot.answering import Responders
from bot.slack.process.ending import Budget
from bot.slack.process.maintenance import retention_job
from bot.store import AsyncStore, Retention, Store
from bot.workspace import Workspace
from sqlalchemy import text

from tests.databases import rows
from tests.slack.conftest import running, surroundings_for
from tests.store.stored_questions import DAY, NOW, answer, ask


async def test_at_its_start_the_bot_removes_what_is_old_and_keeps_what_is_not(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    answer(store, ask(store, at=NOW - 5 * DAY))
    answer(store, ask(store, "U2", at=NOW))
    dependencies = replace(
        surroundings_for(empty_slack, responders, store),
        clock=lambda: NOW,
        retention=Retention.of_questions(3),
    )
    async with running(dependencies):
        await empty_slack.until(lambda: len(rows(store, "claim")) == 2 or None)
    assert sorted(row["person"] for row in rows(store, "question")) == ["", "U2"]


async def test_a_purge_that_fails_is_logged_and_ends_nothing(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with store.engine.begin() as db:
        db.execute(text("DROP TABLE claim"))
    async with retention_job(AsyncStore(store, lambda: NOW), Retention(), Budget(5.0)):
        while not caplog.records:
            await asyncio.sleep(0.01)
    assert [record.message for record in caplog.records] == ["purge failed"]
    assert "OperationalError" in str(vars(caplog.records[0]))
