"""What is published is told in the channel of its book: once, and to nobody what they may not see."""

import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest
from bot.publishing import differences
from bot.slack.publishing.notices import SHOW_PUBLICATION, difference_messages, notice_message
from bot.store import Store
from bot.wording import Language, catalogue_for
from bot.workspace import Message, Workspace
from bot.workspace.block_kit import block_kit

from tests.databases import on_each_database
from tests.publishing.desks import Desk
from tests.publishing.folders import BOTH, GOLDEN, LATE, LATER, LEAVE, a_folder, chapter
from tests.slack.publishing.test_rules_channel import RulesRoom
from tests.slack.scene import SetClock
from tests.small_books import book, library

ONE_GOLDEN = GOLDEN.splitlines()[0] + "\n"
SECRET = chapter().replace(f"text: {LEAVE}", f"audience: [管理层], text: {LEAVE}")
FASTER = 1_000  # times
NOTICES = 'notices: "#news"\n'


class NewsRoom(RulesRoom):
    """A book that is told of in #news, where all are."""

    def __init__(self, slack: Workspace, desk: Desk) -> None:
        super().__init__(slack, desk)
        slack.channel("#news", members=[self.owner, self.other])
        managers = slack.user_group("managers", [self.owner])
        self._more = f"{NOTICES}audiences: {{管理层: [{managers.id}]}}\n"
        desk.now = time.time()
        self.writes(chapter())

    def writes(self, written: str) -> None:
        a_folder(self.desk.folder, written, ONE_GOLDEN, self._more)

    def publishes(self, written: str) -> None:
        self.desk.publish(written, ONE_GOLDEN, more=self._more)

    async def news(self) -> Message:
        return await self.slack.until(lambda: next(iter(self.slack.messages("#news")), None))

    def all_news(self) -> Sequence[Message]:
        return self.slack.messages("#news")


@pytest.fixture
def room(empty_slack: Workspace, store: Store, tmp_path: Path, cache: Path) -> NewsRoom:
    return NewsRoom(empty_slack, Desk(store, tmp_path / "knowledge", cache))


@on_each_database
async def test_a_change_is_told_once_however_many_processes_there_are_and_however_often_they_start(
    room: NewsRoom,
) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(room.bot())
        room.writes(chapter(LATER))
        news = await room.news()
        assert "《运营中心守则》：1 条有改动" in news.reads
        assert f"修改 第一章第一条 上班迟到：{LATER}" in news.reads
    async with room.bot() as again:
        await room.slack.until(lambda: again.text() == LATER or None)
        await room.slack.settled(quiet=0.5)
        assert room.all_news() == [news]
    assert not room.slack.recording.refused


async def test_what_was_published_while_no_bot_ran_is_told_when_one_starts(room: NewsRoom) -> None:
    for written in (chapter(), chapter(LATER)):
        room.publishes(written)
    async with room.bot():
        assert LATER in (await room.news()).reads


async def test_a_clock_that_is_set_back_keeps_no_news_from_a_channel_that_was_not_there_yet(
    room: NewsRoom,
) -> None:
    clock = SetClock()
    room.clock, room.monotonic = clock, lambda: FASTER * time.monotonic()
    await room.slack.bot_leaves("#news")
    for written in (chapter(), chapter(LATER)):
        room.publishes(written)
    async with room.bot():
        await room.told()  # that there is no such channel
        clock.ahead = 0.0
        await room.slack.bot_joins("#news")
        await room.slack.until(lambda: any(LATER in one.reads for one in room.all_news()) or None)


async def test_a_chapter_that_is_called_otherwise_is_one_line(room: NewsRoom) -> None:
    for written in (chapter(), chapter().replace("title: 考勤", "title: 纪律")):
        room.publishes(written)
    async with room.bot():
        assert "标题由“第一章 考勤”改为“第一章 纪律”：2 条" in (await room.news()).reads


async def test_the_change_is_shown_to_the_one_who_asks_for_it_as_they_may_see_it(room: NewsRoom) -> None:
    for written in (SECRET, SECRET.replace(LATE, LATER).replace("年假每年十天", "年假每年五天")):
        room.publishes(written)
    async with room.bot():
        news = await room.news()
        assert LATER in news.reads
        assert "年假" not in news.reads
        for person, sees in ((room.other, False), (room.owner, True)):
            before = len(room.all_news())
            await person.clicks(news, SHOW_PUBLICATION)
            shown = await room.slack.until(partial(_one_more, room, before))
            assert BOTH in shown.reads
            assert ("年假每年十五天" in shown.reads) is sees
    assert not room.slack.recording.refused


def _one_more(room: NewsRoom, before: int) -> Message | None:
    return next(iter(room.all_news()[before:]), None)


async def test_a_channel_in_which_guests_read_is_told_nothing(
    room: NewsRoom, caplog: pytest.LogCaptureFixture
) -> None:
    await room.slack.makes_guest(room.other)
    for written in (chapter(), chapter(LATER)):
        room.publishes(written)
    async with room.bot():
        await room.slack.until(lambda: "no notice where guests" in caplog.text or None)
        await room.slack.settled(quiet=0.2)
        assert room.all_news() == []


async def test_a_book_that_names_no_channel_is_told_of_nowhere(room: NewsRoom) -> None:
    room._more = ""  # the same room with another book
    for written in (chapter(), chapter(LATER)):
        room.publishes(written)
    async with room.bot():
        await room.slack.settled(quiet=0.5)
        assert room.all_news() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param({}, {f"1.{number}": "甲。" for number in range(1, 300)}, id="many clauses"),
        pytest.param({"1.1": "甲。" * 9}, {"1.1": "乙。" * 60_000}, id="a long text"),
        pytest.param({"1.1": "甲。"}, {}, id="one gone"),
    ],
)
def test_whatever_changes_is_told_in_messages_that_slack_takes(
    old: dict[str, str], new: dict[str, str]
) -> None:
    say, kit = catalogue_for(Language.CHINESE), block_kit()
    before, after = (library(book({"1": texts}, title="守则" * 9_000)) for texts in (old, new))
    [found] = differences(before, after)
    shown = difference_messages(found, say)
    assert len(shown) <= 3
    for message in (notice_message("1/code", found, say), *shown):
        assert kit.message(message.as_payload()["blocks"]) == []
        assert len(str(message.as_payload())) < 40_000
