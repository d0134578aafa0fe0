"""A broken file in the folder of rules: the old book goes on, and whoever looks after the rules hears of it once."""

import re
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import aiohttp
import pytest
from bot.settings import ListenAddress
from bot.store import Store
from bot.workspace import Message, Workspace
from sqlalchemy import text

from tests.publishing.desks import Desk
from tests.publishing.folders import LATE, LATER, a_folder, chapter
from tests.slack.conftest import standing
from tests.slack.publishing.test_rules_channel import RulesRoom
from tests.slack.publishing.test_rules_channel import room as room  # noqa: PLC0414  # a fixture
from tests.slack.transport.conftest import free_port

BROKEN = "chapter: 1\ntitle: 考勤\nclauses: [{number: x}]\n"


def is_settled(room: RulesRoom, told: Message) -> bool | None:
    return "问题已解决" in standing(room.slack, told).reads or None


async def nth(room: RulesRoom, number: int) -> Message:
    """The message of this number that stands in the channel, once it does."""
    return await room.slack.until(lambda: next(iter(room.slack.messages("#rules")[number - 1 :]), None))


async def test_with_a_broken_file_the_old_book_goes_on_and_the_channel_hears_of_it_once(
    room: RulesRoom,
) -> None:
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(room.bot()) for _ in range(2)]
        a_folder(room.desk.folder, BROKEN)
        told = await room.told()
        assert "\ncode/01.yaml:3" in told.reads  # where the machine keeps the folder is nobody's business
        await room.slack.until(lambda: (one.follower.trouble and other.follower.trouble) or None)
        assert one.text() == other.text() == LATE
        a_folder(room.desk.folder, chapter(LATER))
        for process in (one, other):
            await room.until_it_says("1.1", LATER, process)
        await room.slack.until(partial(is_settled, room, told))
        await room.slack.settled(quiet=0.2)
        assert [each.ts for each in room.slack.messages("#rules")] == [told.ts]


@pytest.mark.parametrize("kind", ["broken", "waiting"])
async def test_where_guests_read_the_channel_it_is_only_said_that_there_is_something(
    empty_slack: Workspace, store: Store, tmp_path: Path, cache: Path, kind: str
) -> None:
    desk = Desk(store, tmp_path / "knowledge", cache, is_reviewed=kind == "waiting")
    room = RulesRoom(empty_slack, desk)
    await room.slack.makes_guest(room.other)
    async with room.bot():
        a_folder(room.desk.folder, BROKEN if kind == "broken" else chapter(LATER))
        told = await room.told()
        assert "这个频道里有外部的人" in told.reads
        assert not [words for words in ("01.yaml", "书面", "迟到") if words in told.reads]
        assert not [block for block in told.blocks if block["type"] == "actions"]
        a_folder(room.desk.folder)
        await room.slack.until(partial(is_settled, room, told) if kind == "broken" else lambda: True)


@pytest.mark.parametrize(
    ("kind", "written", "where"),
    [
        ("broken", BROKEN, ["code/01.yaml:3 missing-key", "code/01.yaml:3 not-a-number"]),
        ("held", chapter(second="1.3"), ["code/01.yaml:5 gap"]),
    ],
)
async def test_the_log_names_each_place_where_no_channel_does(
    room: RulesRoom, caplog: pytest.LogCaptureFixture, kind: str, written: str, where: list[str]
) -> None:
    async with room.bot(SHOUZE_RULES_CHANNEL=""):
        a_folder(room.desk.folder, written, golden="[]")
        await room.slack.until(lambda: "rules do not count" in caplog.text or None)
    told = [vars(each) for each in caplog.records if each.message == "rules do not count"]
    assert [(each["kind"], each["places"]) for each in told] == [(kind, where)]
    assert LATE not in str(told)


async def test_the_same_fault_made_again_is_told_again(room: RulesRoom) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(room.bot())
        for times in (1, 2, 3):
            a_folder(room.desk.folder, BROKEN)
            told = await nth(room, times)
            assert "01.yaml:3" in told.reads
            a_folder(room.desk.folder)
            await room.slack.until(partial(is_settled, room, told))
            await room.slack.settled(quiet=0.5)
        assert len(room.slack.messages("#rules")) == 3


async def test_a_fault_that_became_another_is_one_line_that_points_to_the_newer_message(
    room: RulesRoom,
) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(room.bot())
        a_folder(room.desk.folder, BROKEN)
        first = await nth(room, 1)
        a_folder(room.desk.folder, BROKEN.replace("number: x", "number: 0"))
        newer = await nth(room, 2)
        assert "01.yaml:3" in newer.reads
        await room.slack.until(lambda: "请看新的消息" in standing(room.slack, first).reads or None)
        assert "01.yaml" not in standing(room.slack, first).reads
        a_folder(room.desk.folder)
        await room.slack.until(partial(is_settled, room, newer))
        assert len(room.slack.messages("#rules")) == 2


async def test_an_english_organisation_reads_english_in_the_channel_of_the_rules(room: RulesRoom) -> None:
    async with room.bot(SHOUZE_LANGUAGE="en"):
        a_folder(room.desk.folder, BROKEN)
        told = await room.told()
        assert "The rule files have faults" in told.reads
        assert not re.search("[一-鿿]", told.reads)


async def test_what_could_not_be_told_for_want_of_the_store_is_told_afterwards(
    room: RulesRoom, caplog: pytest.LogCaptureFixture
) -> None:
    async with room.bot():
        _renamed(room.desk.store, "outbox", "elsewhere")
        a_folder(room.desk.folder, BROKEN)
        await room.slack.until(lambda: "rules not followed" in caplog.text or None)
        _renamed(room.desk.store, "elsewhere", "outbox")
        assert "01.yaml:3" in (await room.told()).reads


def _renamed(store: Store, name: str, now: str) -> None:
    with store.engine.begin() as db:
        db.execute(text(f"ALTER TABLE {name} RENAME TO {now}"))


async def test_healthz_and_the_metric_say_that_the_folder_does_not_count(room: RulesRoom) -> None:
    address = ListenAddress("127.0.0.1", free_port())
    async with room.bot(SHOUZE_STATUS=str(address)) as process, aiohttp.ClientSession() as session:
        a_folder(room.desk.folder, BROKEN)
        await room.told()
        async with session.get(f"http://{address}/healthz") as response:
            health = await response.json()
        assert (health["rules"], health["generation"]) == ("broken", process.rules().generation[:12])
        async with session.get(f"http://{address}/metrics") as response:
            assert "shouze_rules_refused 1.0" in await response.text()
