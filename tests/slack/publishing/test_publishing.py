"""`shouze serve` in two processes, one of them without a folder, while the rules change and people ask."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from bot.store import Store
from bot.workspace import Message, Person, Workspace

from tests.databases import on_each_database, opened, rows
from tests.processes import Shouze, shouze_process
from tests.publishing.folders import LATE, LATER, LEAVE, a_folder, chapter
from tests.slack.conftest import served

ASKED, BOTH_CLAUSES = "@守则 1.1", "@守则 1.1、1.2"
LESS = LEAVE.replace("十天", "五天")
BEFORE, AFTER = (LATE, LEAVE), (LATER, LESS)  # an answer has both texts of one edition
BROKEN = chapter().replace("number:", "numbr:", 1)
RATE, QUESTIONS, CHANNELS, MOST = 40, 120, 40, 4_000  # a channel gets an answer a second


class Office:
    """Processes over one database, and somebody who asks in many channels."""

    def __init__(self, slack: Workspace, folder: Path, cache: Path, database: str) -> None:
        self.slack, self.folder, self.cache, self.database = slack, a_folder(folder), cache, database
        self.alice: Person = slack.person("alice", locale="zh-CN")
        for name in ("news", "rules", *map(str, range(CHANNELS))):
            slack.channel(f"#{name}", members=[self.alice])

    @contextmanager
    def serving(self, folder: Path | None = None) -> Iterator[Shouze]:
        given = {"SHOUZE_KNOWLEDGE": str(folder or self.folder), "SHOUZE_DATABASE_URL": self.database}
        given["SHOUZE_RULES_CHANNEL"] = "#rules"
        with served(self.slack, self.cache, **given, SHOUZE_SOCKETS="1") as shouze:
            yield shouze

    async def asks(self, words: str = ASKED, channel: int = 0) -> Message:
        return await self.alice.says(f"#{channel}", words)

    async def reads(self, asked: Message) -> str:
        return (await self.slack.reply_to(asked)).reads

    async def answers_with(self, texts: tuple[str, str]) -> list[Message]:
        """What was asked until eight answers side by side were of these texts: every process has them by then."""
        asked: list[Message] = []
        is_of = [False]
        while not all(is_of):
            asked += [await self.asks(BOTH_CLAUSES, channel) for channel in range(8)]
            is_of = [_is_of(await self.reads(each), texts) for each in asked[-8:]]
        return asked


@pytest.fixture
async def office(empty_slack: Workspace, tmp_path: Path, cache: Path, database: str) -> AsyncIterator[Office]:
    yield Office(empty_slack, tmp_path / "knowledge", cache, database)
    assert not empty_slack.recording.refused


def _is_of(text: str, edition: tuple[str, str]) -> bool:
    """Whether an answer has both texts of one edition, and none of the other."""
    other = BEFORE if edition is AFTER else AFTER
    return all(each in text for each in edition) and not any(each in text for each in other)


@on_each_database
async def test_a_change_counts_in_all_processes_and_no_question_is_lost_or_answered_by_half(
    office: Office, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        stack.enter_context(office.serving())
        await office.slack.until(lambda: office.slack.connections == 1 or None)
        stack.enter_context(office.serving(tmp_path / "nowhere"))
        await office.slack.until(lambda: office.slack.connections == 2 or None)
        store = stack.enter_context(opened(office.database))
        asked = await _asked_while_the_folder_changes(office, store)
        asked += await office.answers_with(AFTER)
        first, last = (each.generation for each in store.publications.log())
        editions = {first: BEFORE, last: AFTER}
        answered = {(row["channel"], row["ts"]): row["generation"] for row in rows(store, "question")}
        for each in asked:
            assert _is_of(await office.reads(each), editions[answered[each.channel, each.ts]])
        assert {len(office.slack.replies_to(each)) for each in asked} == {1}
        assert set(answered.values()) == {first, last}

        a_folder(office.folder, BROKEN)  # the rules that count go on, and the owner hears where it is
        told = await office.slack.until(lambda: next(iter(office.slack.messages("#rules")), None))
        assert "code/01.yaml:4" in told.reads
        await office.answers_with(AFTER)  # by every process: one may have been the slower to change over
        given = {"SHOUZE_DATABASE_URL": office.database, "SHOUZE_KNOWLEDGE": str(office.folder)}
        with shouze_process(("rollback", first), given) as rollback:
            assert await rollback.status() == 0, rollback.err
        await office.answers_with(BEFORE)


async def _asked_while_the_folder_changes(office: Office, store: Store) -> list[Message]:
    """Questions at a steady rate, from before the change until it is published."""
    asked: list[Message] = []
    while len(asked) < QUESTIONS or (len(store.publications.log()) < 2 and len(asked) < MOST):
        if len(asked) == QUESTIONS // 4:
            a_folder(office.folder, chapter(*AFTER))
        asked.append(await office.asks(BOTH_CLAUSES, len(asked) % CHANNELS))
        await asyncio.sleep(1 / RATE)
    return asked


async def test_a_process_that_dies_after_it_published_changes_over_when_it_starts_again_and_tells_of_it_once(
    office: Office, store: Store
) -> None:
    with office.serving() as shouze:
        await office.slack.until(lambda: office.slack.connections == 1 or None)
        a_folder(office.folder, chapter(LATER), more='notices: "#news"\n')
        while len(store.publications.log()) < 2:  # kept, and perhaps not yet answered from
            await office.reads(await office.asks())
        # What was posted and not yet noted as posted would keep the channel waiting until its lease runs out.
        await office.slack.until(lambda: not store.unfinished() or None)
        shouze.sends(signal.SIGKILL)
        await office.slack.until(lambda: office.slack.connections == 0 or None)
    with office.serving():
        await office.slack.until(lambda: office.slack.connections == 1 or None)
        assert LATER in await office.reads(await office.asks())
        await office.slack.until(lambda: office.slack.messages("#news") or None)
        await office.slack.settled(quiet=1.5)  # the rules are looked at every second
    assert len(office.slack.messages("#news")) == 1
    assert len(store.publications.log()) == 2
