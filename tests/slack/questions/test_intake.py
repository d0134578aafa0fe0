"""A question is kept before its event is acknowledged: at once, without Bolt, and once for all that tell of it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from bot.answering import Responders
from bot.inquiries import Asked, Place, Surface
from bot.slack.app import Bot
from bot.slack.process.monitoring import Metrics
from bot.slack.process.work import LeasedWorker
from bot.slack.process.workers import Workers
from bot.slack.questions.intake import Intake
from bot.store import AsyncStore, Store
from bot.workspace import Person, Workspace
from slack_bolt.response import BoltResponse
from sqlalchemy import event, text

from tests.slack.conftest import running, surroundings_for

ASKED = Asked("T/C/1", Place("T", "C", "1"), "1", "U1", Surface.MENTION, "迟到怎么算")


@pytest.fixture
async def workers() -> Workers:
    """They look at nothing by themselves, and so take nothing at once."""

    async def take(_: int) -> Sequence[Any]:
        return ()

    async def do(_: object) -> None:
        """There is nothing to do."""

    return Workers(*(LeasedWorker(take, do, slots=1, rest=60.0) for _ in range(3)))


@pytest.fixture
async def intake(store: Store, workers: Workers) -> AsyncIterator[Intake]:
    working = AsyncStore(store, lambda: 1_000.0)
    yield Intake(working, lambda: workers, 30.0, Metrics(), lambda _: None, lambda _: None)
    working.close()


def said(text: str, ts: str, **more: object) -> dict[str, object]:
    event = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "ts": ts, "text": text}
    return {"team_id": "T", "event_id": f"Ev{ts}", "event": {**event, **more}}


async def test_who_reads_files_looks_only_where_there_are_some(intake: Intake, workers: Workers) -> None:
    files = [{"id": "F1", "name": "规定.docx"}]
    await intake.take(said("迟到怎么算", "1.0"), "UBOT")
    assert (workers.answering.is_busy, workers.importing.is_busy) == (True, False)
    await intake.take(said("", "2.0", subtype="file_share", files=files), "UBOT")
    assert workers.importing.is_busy


async def test_who_reads_files_looks_where_one_is_gone(
    intake: Intake, workers: Workers, store: Store
) -> None:
    files = [{"id": "F1", "name": "规定.docx"}]
    store.questions.take(1_000.0, replace(ASKED, key="T/D1/2.0/F1", surface=Surface.FILE), "Ev2.0")
    gone = {"ts": "2.0", "user": "U1", "files": files}
    await intake.take(said("", "3.0", subtype="message_deleted", previous_message=gone), "UBOT")
    assert (workers.answering.is_busy, workers.importing.is_busy) == (False, True)


async def test_what_was_taken_or_is_being_taken_is_not_taken_again(intake: Intake, store: Store) -> None:
    commits: list[object] = []
    event.listen(store.engine, "commit", commits.append)
    await asyncio.gather(*(intake.ask(ASKED, f"Ev{number}") for number in range(3)))
    await intake.ask(ASKED, "Ev1")
    assert len(commits) == store.backlog().questions == 1
    await intake.ask(replace(ASKED, key="T/C/2"), "Ev9")
    assert store.backlog().questions == 2


async def test_what_could_not_be_taken_is_taken_when_it_comes_again(
    intake: Intake, store: Store, workers: Workers
) -> None:
    with store.engine.begin() as db:
        db.execute(text("ALTER TABLE claim RENAME TO away"))
    failed = await asyncio.gather(*(intake.ask(ASKED, f"Ev{n}") for n in (1, 2)), return_exceptions=True)
    assert all(isinstance(one, Exception) for one in failed)
    with store.engine.begin() as db:
        db.execute(text("ALTER TABLE away RENAME TO claim"))
    await intake.ask(ASKED, "Ev1")
    assert workers.answering.is_busy
    assert store.backlog().questions == 1


@pytest.fixture
async def bot(empty_slack: Workspace, responders: Responders, store: Store) -> AsyncIterator[Bot]:
    async with running(surroundings_for(empty_slack, responders, store)) as bot:
        await empty_slack.connected()
        yield bot


async def test_a_question_does_not_go_by_bolt(
    bot: Bot, empty_slack: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatched: list[object] = []

    async def dispatch(request: object) -> BoltResponse:
        dispatched.append(request)
        return BoltResponse(status=200)

    monkeypatch.setattr(bot.app, "async_dispatch", dispatch)
    alice: Person = empty_slack.person("alice")
    empty_slack.channel("#ops", members=[alice])
    assert "第七章第一条" in (await empty_slack.reply_to(await alice.says("#ops", "@守则 7.1"))).reads
    await empty_slack.settled()
    assert not dispatched
