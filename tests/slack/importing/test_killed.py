"""A document outlives a bot that is killed, and is reported on once."""

import signal
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bot.answering import Responder, Responders, RulesInForce
from bot.knowledge import read_knowledge
from bot.retrieval import Analyzer, Index
from bot.settings import SlackSettings
from bot.slack.dependencies import AppDependencies
from bot.store import Store
from bot.store.tables import question
from bot.workspace import Workspace
from sqlalchemy import update

from tests.databases import opened
from tests.resources import resources_in
from tests.slack.conftest import QUICK, TODAY, environment_for
from tests.slack.importing.conftest import BOOK, CHAPTER, Desk, document
from tests.slack.mortal_bots import bot_process
from tests.slack.scene import PATIENT
from tests.small_books import write


def assembled(settings: SlackSettings, store: Store, folder: Path, cache: Path) -> AppDependencies:
    library = read_knowledge(folder).library
    responders = Responders(library, lambda seen: Responder(Index(seen, (), Analyzer(resources_in(cache)))))
    rules = RulesInForce(responders)
    return AppDependencies(settings, lambda: rules, store, lambda: TODAY, timings=QUICK, knowledge=folder)


@pytest.mark.parametrize("step", ["questions.complete:before", "outbox.progress:after"])
async def test_a_document_outlives_a_bot_that_is_killed(
    manifest: Mapping[str, Any], database: str, cache: Path, tmp_path: Path, step: str
) -> None:
    folder = write(tmp_path / "rules", {"code/book.yaml": BOOK, "code/1.yaml": CHAPTER})
    assemble = partial(assembled, folder=folder, cache=cache)
    async with Workspace(manifest, PATIENT) as slack:
        owner = slack.person("owner", locale="zh-CN")
        slack.channel("#rules", members=[owner])
        desk = Desk(slack, folder, owner, owner)
        with bot_process(environment_for(slack), database, assemble, step) as victim:
            await slack.connected()
            dropped = await owner.drops(owner.dm, document())
            assert await slack.until(lambda: victim.exitcode, timeout=90) == -signal.SIGKILL
        with opened(database) as store, store.engine.begin() as db:
            db.execute(update(question).values(lease_until=0.0))  # as if the lease had run out by now
        with bot_process(environment_for(slack), database, assemble):
            assert "考勤办法" in (await desk.reply(dropped)).reads
            await slack.settled(quiet=1.0)
        assert len(desk.replies(dropped)) == 1
