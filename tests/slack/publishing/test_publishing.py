"""`shouze serve` in two processes, one of them without a folder, while the rules change and people ask."""

import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from bot.store import Store
from bot.workspace import Message, Person, Workspace

from tests.databases import on_each_database, opened, rows
from tests.processes import Shouze
from tests.publishing.folders import LATE, LATER, a_folder, chapter
from tests.slack.conftest import served

ASKED = "@守则 1.1"


class Office:
    """Processes over one database, and somebody who asks in #ops."""

    def __init__(self, slack: Workspace, folder: Path, cache: Path, database: str) -> None:
        self.slack, self.folder, self.cache, self.database = slack, a_folder(folder), cache, database
        self.alice: Person = slack.person("alice", locale="zh-CN")
        slack.channel("#ops", members=[self.alice])
        slack.channel("#news", members=[self.alice])

    @contextmanager
    def serving(self, folder: Path | None = None) -> Iterator[Shouze]:
        given = {"SHOUZE_KNOWLEDGE": str(folder or self.folder), "SHOUZE_DATABASE_URL": self.database}
        with served(self.slack, self.cache, **given, SHOUZE_SOCKETS="1") as shouze:
            yield shouze

    async def asks(self) -> Message:
        return await self.alice.says("#ops", ASKED)

    async def reads(self, asked: Message) -> str:
        return (await self.slack.reply_to(asked, timeout=30)).reads


@pytest.fixture
async def office(empty_slack: Workspace, tmp_path: Path, cache: Path, database: str) -> AsyncIterator[Office]:
    yield Office(empty_slack, tmp_path / "knowledge", cache, database)
    assert not empty_slack.recording.refused


@on_each_database
async def test_a_change_counts_in_all_processes_and_no_question_is_lost_or_answered_by_half(
    office: Office, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        stack.enter_context(office.serving())
        await office.slack.until(lambda: office.slack.connections == 1 or None, timeout=60)
        stack.enter_context(office.serving(tmp_path / "nowhere"))
        await office.slack.until(lambda: office.slack.connections == 2 or None, timeout=60)
        asked = [await office.asks() for _ in range(5)]
        a_folder(office.folder, chapter(LATER))
        store = stack.enter_context(opened(office.database))
        while len(store.publications.log()) < 2:
            asked.append(await office.asks())
            await office.reads(asked[-1])
        last = await _changed_over(office)
        asked += [await office.asks() for _ in range(5)]
        texts = [await office.reads(each) for each in asked]
        assert all((LATE in text) != (LATER in text) for text in texts)
        assert all(LATER in text for text in texts[-5:])
        assert [len(office.slack.replies_to(each)) for each in [*asked, *last]] == [1] * len([*asked, *last])
        generations = {row["generation"] for row in rows(store, "question")}
        assert generations == {each.generation for each in store.publications.log()}


async def _changed_over(office: Office) -> list[Message]:
    """What was asked until eight answers in a row were those of the new book: both processes have it."""
    asked: list[Message] = []
    in_a_row = 0
    while in_a_row < 8:
        asked.append(await office.asks())
        in_a_row = in_a_row + 1 if LATER in await office.reads(asked[-1]) else 0
    return asked


async def test_a_process_that_dies_after_it_published_changes_over_when_it_starts_again_and_tells_of_it_once(
    office: Office, store: Store
) -> None:
    with office.serving() as shouze:
        await office.slack.until(lambda: office.slack.connections == 1 or None, timeout=60)
        a_folder(office.folder, chapter(LATER), more='notices: "#news"\n')
        while len(store.publications.log()) < 2:  # kept, and perhaps not yet answered from
            await office.reads(await office.asks())
        # What was posted and not yet noted as posted would keep the channel waiting until its lease runs out.
        await office.slack.until(lambda: not store.unfinished() or None)
        shouze.sends(signal.SIGKILL)
        await office.slack.until(lambda: office.slack.connections == 0 or None)
    with office.serving():
        await office.slack.until(lambda: office.slack.connections == 1 or None, timeout=60)
        assert LATER in await office.reads(await office.asks())
        await office.slack.until(lambda: office.slack.messages("#news") or None, timeout=60)
        await office.slack.settled(quiet=1.5)  # the rules are looked at every second
    assert len(office.slack.messages("#news")) == 1
    assert len(store.publications.log()) == 2
