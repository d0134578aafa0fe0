"""A question is kept before its event is acknowledged: at once, without Bolt, and once for all that tell of it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from bot.answering import Responders
from bot.inquiries import Asked, Place, Surface
from bot.slack.app import Bot
from bot.slack.process.monitoring import Metrics
from bot.slack.questions.intake import Intake
from bot.store import AsyncStore, Store
from bot.workspace import Person, Workspace
from slack_bolt.response import BoltResponse
from sqlalchemy import event, text

from tests.slack.conftest import running, surroundings_for

ASKED = Asked("T/C/1", Place("T", "C", "1"), "1", "U1", Surface.MENTION, "迟到怎么算")


@pytest.fixture
async def woken() -> list[None]:
    return []


@pytest.fixture
async def woken_for_files() -> list[None]:
    return []


@pytest.fixture
async def intake(store: Store, woken: list[None], woken_for_files: list[None]) -> AsyncIterator[Intake]:
    working = AsyncStore(store, lambda: 1_000.0)
    wake, wake_files = lambda: woken.append(None), lambda: woken_for_files.append(None)
    yield Intake(working, wake, wake_files, Metrics(), lambda _: None, lambda _: None)
    working.close()


def said(text: str, ts: str, **more: object) -> dict[str, object]:
    event = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "ts": ts, "text": text}
    return {"team_id": "T", "event_id": f"Ev{ts}", "event": {**event, **more}}


async def test_files_are_looked_for_only_where_there_are_some(
    intake: Intake, woken: list[None], woken_for_files: list[None]
) -> None:
    files = [{"id": "F1", "name": "规定.docx"}]
    await intake.take(said("迟到怎么算", "1.0"), "UBOT")
    assert (len(woken), len(woken_for_files)) == (1, 0)
    await intake.take(said("", "2.0", subtype="file_share", files=files), "UBOT")
    assert (len(woken), len(woken_for_files)) == (2, 1)
    gone = {"ts": "2.0", "user": "U1", "files": files}
    await intake.take(said("", "3.0", subtype="message_deleted", previous_message=gone), "UBOT")
    assert (len(woken), len(woken_for_files)) == (3, 2)


async def test_what_was_taken_or_is_being_taken_is_not_taken_again(
    intake: Intake, store: Store, woken: list[None]
) -> None:
    commits: list[object] = []
    event.listen(store.engine, "commit", commits.append)
    await asyncio.gather(*(intake.ask(ASKED, f"Ev{number}") for number in range(3)))
    await intake.ask(ASKED, "Ev1")
    assert len(commits) == len(woken) == 1
    await intake.ask(replace(ASKED, key="T/C/2"), "Ev9")
    assert len(woken) == 2


async def test_what_could_not_be_taken_is_taken_when_it_comes_again(
    intake: Intake, store: Store, woken: list[None]
) -> None:
    with store.engine.begin() as db:
        db.execute(text("ALTER TABLE claim RENAME TO away"))
    failed = await asyncio.gather(*(intake.ask(ASKED, f"Ev{n}") for n in (1, 2)), return_exceptions=True)
    assert all(isinstance(one, Exception) for one in failed)
    with store.engine.begin() as db:
        db.execute(text("ALTER TABLE away RENAME TO claim"))
    await intake.ask(ASKED, "Ev1")
    assert len(woken) == store.backlog().questions == 1


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
