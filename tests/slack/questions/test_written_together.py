"""A write of several questions that ends before its time, of one of two bots on one database."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from bot.inquiries import Question
from bot.settings import SlackSettings
from bot.slack.dependencies import AppDependencies
from bot.store import Store
from bot.store.inquiries.questions import Arrival, Questions
from psycopg import Connection
from sqlalchemy import Connection as Transaction
from sqlalchemy import event

from tests.databases import on_postgresql
from tests.slack.questions.test_exactly_once import one_chapter as one_chapter  # noqa: PLC0414  # fixtures
from tests.slack.questions.test_exactly_once import scene as scene  # noqa: PLC0414
from tests.slack.scene import Scene, shipped

Fate = Callable[[Connection[object]], object]


def killed(_: Connection[object]) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def cut(connection: Connection[object]) -> None:
    own = connection.info
    with Connection.connect(own.dsn, password=own.password) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [own.backend_pid])


def unheard(connection: Connection[object]) -> None:
    """It is written, and the bot is not told."""
    connection.commit()
    connection.close()


def doomed(  # noqa: PLR0913  # as `shipped`, and how it ends
    settings: SlackSettings, store: Store, knowledge: Path, cache: Path, *, fate: Fate, met: Path
) -> AppDependencies:
    """A bot whose first write of several questions ends so, all but committed; `met` is there from then on."""
    take_all = Questions.take_all

    def taking(questions: Questions, arrivals: Sequence[Arrival]) -> Sequence[Question | None]:
        if met.exists():
            return take_all(questions, arrivals)
        if len(arrivals) == 1:
            time.sleep(0.1)  # others come meanwhile
            return take_all(questions, arrivals)
        event.listen(store.engine, "commit", at_commit)
        return take_all(questions, arrivals)

    def at_commit(transaction: Transaction) -> None:
        if not met.exists():
            met.touch()
            fate(transaction.connection.dbapi_connection)  # type: ignore[arg-type]  # psycopg's

    Questions.take_all = taking  # type: ignore[assignment, method-assign]  # in this bot's process alone
    return shipped(settings, store, knowledge, cache)


@on_postgresql
@pytest.mark.parametrize("fate", [killed, cut, unheard])
async def test_each_question_of_a_write_that_was_cut_is_answered_once(
    scene: Scene, fate: Fate, tmp_path: Path
) -> None:
    met = tmp_path / "met"
    assert (await scene.with_two_bots(12, partial(doomed, fate=fate, met=met))).is_once
    assert met.exists()
