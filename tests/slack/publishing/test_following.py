"""Whoever follows a rule hears of its changes in the direct conversation: once a day at most, and not at night."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bot.rulebook import ClauseNumber
from bot.slack.home.following import FOLLOW
from bot.slack.home.links import ToClause, ToHeading
from bot.store import Store
from bot.workspace import Message, Workspace

from tests.publishing.desks import Desk, Process
from tests.publishing.folders import GOLDEN, LATE, LATER, LEAVE, chapter
from tests.slack.conftest import QUICK, running, surroundings_for
from tests.slack.home.reader import HomeReader
from tests.slack.publishing.test_rules_channel import RulesRoom

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp()  # a Monday
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
        self._more = f"audiences: {{管理层: [{managers.id}]}}\n"

    def publishes(self, written: str) -> None:
        self.desk.publish(written, ONE_GOLDEN, more=self._more)

    async def looks(self, replicas: int = 1) -> None:
        """Bots start, each of which looks once, and end."""
        timings = replace(QUICK, follow=0.1)
        async with AsyncExitStack() as stack:
            for _ in range(replicas):
                process = Process(self.desk, self.desk.folder)
                surroundings = surroundings_for(
                    self.slack, process.rules().responders, self.desk.store, timings
                )
                await stack.enter_async_context(
                    running(
                        replace(
                            surroundings,
                            rules=process.rules,
                            follower=process.follower,
                            clock=lambda: self.now,
                        )
                    )
                )
            await self.slack.settled(quiet=0.5)

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
    assert "您关注的规则有改动" in message.reads
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
