"""Whoever follows a rule hears of its changes in the direct conversation: once a day at most, and not at night."""

import signal
import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bot.rulebook import ClauseNumber
from bot.slack.app import Bot
from bot.slack.home.following import FOLLOW
from bot.slack.home.links import ToClause, ToHeading
from bot.slack.publishing.following import ASKED
from bot.slack.publishing.notices import SHOW_PUBLICATION
from bot.store import Store
from bot.workspace import Message, Person, Workspace

from tests.databases import on_each_database, opened
from tests.publishing.desks import Desk, Process
from tests.publishing.folders import BOTH, GOLDEN, LATE, LATER, LEAVE, chapter
from tests.slack.acknowledging.test_killed import at_noon
from tests.slack.conftest import QUICK, environment_for, running, surroundings_for
from tests.slack.home.reader import HomeReader
from tests.slack.mortal_bots import bot_process
from tests.slack.owned_book import told
from tests.slack.publishing.test_rules_channel import RulesRoom

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp()  # a Monday
TITLE = "您关注或问过的规则有改动"
HOUR, DAY = 3_600.0, 86_400.0
ONE_GOLDEN = GOLDEN.splitlines()[0] + "\n"
SECRET = chapter().replace(f"text: {LEAVE}", f"audience: [管理层], text: {LEAVE}")
LESS = LEAVE.replace("十天", "五天")


class FollowersRoom(RulesRoom):
    """A book that was published, whose followers a test names, and a clock that it sets."""

    def __init__(self, slack: Workspace, desk: Desk) -> None:
        super().__init__(slack, desk)
        self.now = NOON
        managers = slack.user_group("managers", [self.owner])
        slack.channel("#news", members=[self.owner, self.other])
        self._more = f'notices: "#news"\naudiences: {{管理层: [{managers.id}]}}\n'

    def publishes(self, written: str) -> None:
        self.desk.publish(written, ONE_GOLDEN, more=self._more)

    async def looks(self, replicas: int = 1) -> None:
        """Bots start, each of which looks once, and end."""
        async with AsyncExitStack() as stack:
            for _ in range(replicas):
                await stack.enter_async_context(self.bot_of_today())
            await self.slack.settled(quiet=0.5)

    def bot_of_today(self, look: float = QUICK.look) -> AbstractAsyncContextManager[Bot]:
        """A bot at the moment and on the day that a test has set."""
        process = Process(self.desk, self.desk.folder)
        timings = replace(QUICK, follow=0.1, look=look)
        given = surroundings_for(self.slack, process.rules().responders, self.desk.store, timings)
        given = replace(given, rules=process.rules, follower=process.follower)
        return running(replace(given, clock=lambda: self.now, today=lambda: self.desk.today))

    def heard(self, name: str = "other") -> Sequence[Message]:
        return self.slack.messages(getattr(self, name).dm)


@pytest.fixture
def room(empty_slack: Workspace, store: Store, tmp_path: Path, cache: Path) -> FollowersRoom:
    return FollowersRoom(empty_slack, Desk(store, tmp_path / "knowledge", cache))


@pytest.mark.parametrize("name", ["clause code/1.1", "heading code/1", "book code"])
async def test_a_change_of_what_somebody_follows_is_told_to_them_once(room: FollowersRoom, name: str) -> None:
    room.publishes(chapter())
    room.desk.store.following.follow(room.other.id, name)
    room.publishes(chapter(LATER))
    await room.looks(replicas=2)
    [message] = room.heard()
    assert TITLE in message.reads
    assert f"修改 第一章第一条 上班迟到：{LATER}" in message.reads
    room.now += 2 * DAY
    await room.looks()
    assert room.heard() == [message]
    assert room.heard("owner") == []
    assert not room.slack.recording.refused


async def test_of_what_somebody_does_not_follow_they_hear_nothing(room: FollowersRoom) -> None:
    room.publishes(chapter())
    room.desk.store.following.follow(room.other.id, "clause code/1.2")
    room.publishes(chapter(LATER))
    await room.looks()
    assert room.heard() == []
    room.publishes(chapter(LATER, LESS))
    await room.looks()
    [message] = room.heard()
    assert LESS in message.reads
    assert LATER not in message.reads


async def test_they_hear_once_a_day_at_most_and_not_at_night(room: FollowersRoom) -> None:
    room.publishes(chapter())
    room.desk.store.following.follow(room.other.id, "book code")
    room.now = NOON + 10 * HOUR
    room.publishes(chapter(LATER))
    await room.looks()
    assert room.heard() == []
    room.now = NOON + DAY
    await room.looks()
    assert len(room.heard()) == 1
    room.publishes(chapter(LATER, LESS))
    room.now += HOUR
    await room.looks()
    assert len(room.heard()) == 1
    room.now += DAY
    await room.looks()
    assert LESS in room.heard()[1].reads


async def test_a_clause_that_they_may_not_see_is_not_told_to_followers_of_its_book(
    room: FollowersRoom,
) -> None:
    room.publishes(SECRET)
    for person in (room.owner, room.other):
        room.desk.store.following.follow(person.id, "book code")
    room.publishes(SECRET.replace(LEAVE, LESS))
    await room.looks()
    assert room.heard() == []
    [message] = room.heard("owner")
    assert LESS in message.reads


async def test_whoever_asked_lately_and_agreed_to_it_hears_once_of_what_they_asked_about(
    room: FollowersRoom,
) -> None:
    agreed, silent, long_ago = room.other, room.owner, room.slack.person("before", locale="zh-CN")
    room.publishes(chapter())
    room.now -= 31 * DAY
    await asks(room, long_ago)
    room.now += 31 * DAY
    for person in (agreed, silent):
        await asks(room, person)
    for person in (agreed, long_ago):
        room.desk.store.following.follow(person.id, ASKED)
    room.publishes(chapter(leave=LESS))
    room.now += DAY
    await room.looks()
    room.publishes(chapter(LATER, LESS))
    for _ in range(2):
        room.now += DAY
        await room.looks()
    [heard] = told(room.slack, agreed, TITLE)
    assert LATER in heard.reads
    assert LESS not in heard.reads
    assert not told(room.slack, silent, TITLE)
    assert not told(room.slack, long_ago, TITLE)


async def asks(room: FollowersRoom, person: Person) -> None:
    """Somebody asks about the first clause, and reads it."""
    async with room.bot_of_today():
        await room.slack.connected()
        answer = await room.slack.reply_to(await person.messages_bot("上班迟到怎么处理"))
        assert LATE in answer.reads


async def test_somebody_agrees_to_hear_of_what_they_asked_about_and_no_longer(room: FollowersRoom) -> None:
    room.publishes(chapter())
    async with room.bot():
        await room.slack.connected()
        reader = HomeReader(room.other, room.slack)
        await reader.opens_home()
        await reader.goes(ToHeading("code", "1"))
        await reader.goes(ToClause("code", ClauseNumber.parse("1.1")))
        for label, followed in (("我问过的条款改了就告诉我", {ASKED}), ("不用再告诉我", set[str]())):
            assert label in reader.reads
            await reader.person.clicks(reader.page, FOLLOW.id(3))
            await room.slack.settled(quiet=0.2)
            assert room.desk.store.following.of(room.other.id) == followed


@on_each_database
@pytest.mark.parametrize("moment", ["before", "after"])
async def test_they_hear_once_whenever_the_bot_dies(
    empty_slack: Workspace, database: str, tmp_path: Path, cache: Path, moment: str
) -> None:
    slack, folder = empty_slack, tmp_path / "knowledge"
    with opened(database) as store:
        room = FollowersRoom(slack, Desk(store, folder, cache))
        room.publishes(chapter())
        await asks(room, room.other)
        store.following.follow(room.other.id, ASKED)
        room.publishes(chapter(LATER))
        assemble = partial(at_noon, folder=folder, cache=cache, ahead=room.now - time.time())
        start = partial(bot_process, environment_for(slack), database, assemble)
        with start(f"following.tell:{moment}") as victim:
            await slack.until(lambda: victim.exitcode, timeout=30)
            assert victim.exitcode == -signal.SIGKILL
        with start():
            await slack.until(lambda: told(slack, room.other, TITLE) or None, timeout=30)
            await slack.settled(quiet=1.0)
        assert len(told(slack, room.other, TITLE)) == 1


async def test_somebody_follows_on_the_page_of_a_clause_and_no_longer(room: FollowersRoom) -> None:
    room.publishes(chapter())
    async with room.bot():
        await room.slack.connected()
        reader = HomeReader(room.other, room.slack)
        await reader.opens_home()
        await reader.goes(ToHeading("code", "1"))
        await reader.goes(ToClause("code", ClauseNumber.parse("1.1")))
        for label, followed in (("关注这一条", {"clause code/1.1"}), ("不再关注这一条", set[str]())):
            assert label in reader.reads
            await reader.person.clicks(reader.page, FOLLOW.id(0))
            await room.slack.settled(quiet=0.2)
            assert room.desk.store.following.of(room.other.id) == followed
        assert LATE in reader.reads
    assert not room.slack.recording.refused


@on_each_database
async def test_a_planned_text_is_told_on_its_day_in_the_channel_and_to_followers_once(
    room: FollowersRoom,
) -> None:
    day = datetime.fromtimestamp(NOON, ZoneInfo("Asia/Shanghai")).date() + timedelta(days=1)
    room.publishes(chapter().replace(LATE, f"{LATE}, revisions: [{{effective: {day}, text: {LATER}}}]"))
    room.desk.store.following.follow(room.other.id, "clause code/1.1")
    await room.looks()
    assert (room.heard(), room.slack.messages("#news")) == ([], [])
    room.now, room.desk.today = NOON + DAY, day
    await room.looks(replicas=2)
    for [message] in (room.heard(), room.slack.messages("#news")):
        assert f"《运营中心守则》：自 {day} 起，1 条变动生效" in message.reads
        assert f"修改 第一章第一条 上班迟到：{LATER}" in message.reads
    async with room.bot_of_today():
        await room.other.clicks(room.slack.messages("#news")[0], SHOW_PUBLICATION)
        shown = await room.slack.until(lambda: next(iter(room.slack.messages("#news")[1:]), None))
        assert BOTH in shown.reads
    room.now, room.desk.today = NOON + 2 * DAY, day + timedelta(days=1)
    await room.looks()
    assert len(room.heard()) == 1
    assert len(room.slack.messages("#news")) == 2  # that, and what only one person was shown
    assert not room.slack.recording.refused


async def test_a_planned_text_for_some_readers_is_told_to_them_alone(room: FollowersRoom) -> None:
    day = datetime.fromtimestamp(NOON, ZoneInfo("Asia/Shanghai")).date() + timedelta(days=1)
    room.publishes(SECRET.replace(LEAVE, f"{LEAVE}, revisions: [{{effective: {day}, text: {LESS}}}]"))
    for person in (room.owner, room.other):
        room.desk.store.following.follow(person.id, "book code")
    room.now, room.desk.today = NOON + DAY, day
    await room.looks()
    assert room.slack.messages("#news") == []
    assert room.heard() == []
    [message] = room.heard("owner")
    assert LESS in message.reads


async def test_a_clock_that_is_set_back_keeps_no_news_from_who_follows(room: FollowersRoom) -> None:
    room.publishes(chapter())
    room.desk.store.following.follow(room.other.id, "book code")
    room.now = NOON + 3 * HOUR
    async with room.bot_of_today(look=0.1):
        await room.slack.settled(quiet=0.5)
        room.now = NOON
        room.publishes(chapter(LATER))
        [message] = await room.slack.until(lambda: room.heard() or None)
    assert LATER in message.reads
