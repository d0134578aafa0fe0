"""Weeks in which nobody does anything, as people see them in Slack: two bots on one store, the clock moved by hand."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bot.rulebook import Audience
from bot.slack.app import Bot
from bot.workspace import Person

from tests.databases import on_each_database
from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.slack.conftest import running
from tests.slack.onboarding.conftest import BRISK, TEXTS, House
from tests.slack.onboarding.journey.test_path import fail_and_pass, read_all, sign
from tests.small_books import book, library

BY_HAND = replace(BRISK, look=3600.0)  # a look is taken where the test says so
WELCOME, DAY, WEEK, REMINDER = "欢迎加入", "入职阶段：第一天", "入职阶段：第一周", "提醒：“第一天”"
THEIRS, LATE = "开始了“第一天”", "还有您要做的事"
STUCK, STUCK_BUDDY, STUCK_BOSS = (f"没有做完的（{doer}）" for doer in ("新同事", "导师", "直属上级"))
REMINDER_OF_WEEK = "提醒：“第一周”"
KINDS = (WELCOME, DAY, WEEK, REMINDER, REMINDER_OF_WEEK, THEIRS, LATE, STUCK, STUCK_BUDDY, STUCK_BOSS)
Heard = tuple[str, str, str]  # the moment where mei lives, who, and the words that mark the message


def _short(text: str) -> str:
    return next((words for words in KINDS if words in text), text)


@dataclass
class Office:
    """mei, who has just joined, whoever goes with her, HR, and what all of them came to see."""

    house: House
    zone: ZoneInfo
    bots: Sequence[Bot]
    people: Mapping[str, Person]
    heard: list[Heard] = field(default_factory=list)
    known: set[tuple[str, str]] = field(default_factory=set)

    async def look(self, at: datetime) -> None:
        """It is that moment: both bots look, at the same time, as long as something is due, and all of it is posted."""
        self.house.clock.move(at)
        while sum(await asyncio.gather(*(bot.onboarding.schedule.look() for bot in self.bots))):
            pass
        async with asyncio.timeout(60):
            while (await asyncio.to_thread(self.house.store.backlog)).total:
                await asyncio.sleep(0.02)
        when = at.astimezone(self.zone).strftime("%m-%d %H:%M")
        for name, person in self.people.items():
            for one in person.sees():
                if one.bot_id and not one.ephemeral_to and (name, one.ts) not in self.known:
                    self.known.add((name, one.ts))
                    self.heard.append((when, name, _short(one.text)))

    async def days(self, first: datetime, count: int, hours: Sequence[float]) -> None:
        """Look on so many days at these hours after a midnight."""
        for day in range(count):
            for hour in hours:
                await self.look(first + timedelta(days=day, hours=hour))

    def says(self, expected: Sequence[Heard]) -> None:
        """Hold what was heard against what was to be heard: all of it, in this order, and nothing else."""
        assert self.heard == list(expected)

    def posted(self, words: str) -> int:
        """How often Slack was made to post such a message, whether it still stands or not."""
        posts = self.house.slack.recording.calls_to("chat.postMessage")
        return sum(words in str(post.arguments["text"]) for post in posts)

    def stands(self, name: str) -> Sequence[str]:
        """What somebody finds in their conversation with the bot, in short."""
        return [_short(one.text) for one in self.people[name].sees() if not one.ephemeral_to]


@asynccontextmanager
async def opened(
    house: House, start: datetime, named: str = "buddy @bo manager @boss", country: str = "CN"
) -> AsyncIterator[Office]:
    """mei joins at `start`, and HR names who goes with her."""
    house.clock.move(start)
    zone = ZoneInfo(str(start.tzinfo))
    people = {name: house.slack.person(name) for name in ("bo", "boss", "lily")}
    house.hr = people["lily"].id
    given = replace(house.dependencies(SHOUZE_ONBOARDING_COUNTRY=country), timings=BY_HAND)
    async with AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(running(given)) for _ in range(2)]
        await house.slack.until(lambda: house.slack.connections == 4 or None)
        mei = await house.slack.newcomer("mei", tz=str(zone))
        await house.slack.until(lambda: house.store.onboarding.enrolment_of(mei.id))
        if named:
            await house.told(people["lily"], f"/rule onboarding change @mei {named}")
        yield Office(house, zone, bots, {"mei": mei, **people})


SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
EVE = datetime(2026, 9, 29, tzinfo=SHANGHAI)  # a Tuesday; 1 to 7 October are off, Saturday the 10th is worked
ROUND = (8.5, 10, 14, 20.5)  # o'clock: in quiet hours, in the morning, once more on that day, in quiet hours
OF_ALL = (
    ("09-29 10:00", "mei", WELCOME),
    ("09-30 10:00", "mei", DAY),  # the day after, since she did not begin: one word about a stage a day
    ("09-30 10:00", "mei", WEEK),
    ("09-30 10:00", "bo", LATE),
    ("09-30 10:00", "boss", LATE),
    ("10-08 10:00", "mei", REMINDER),
    ("10-08 10:00", "bo", LATE),
    ("10-08 10:00", "boss", LATE),
    ("10-09 10:00", "mei", REMINDER),
    ("10-09 10:00", "bo", LATE),
    ("10-09 10:00", "boss", LATE),
    ("10-10 10:00", "mei", REMINDER),
    ("10-10 10:00", "bo", LATE),
    ("10-10 10:00", "boss", LATE),
    ("10-12 10:00", "boss", STUCK),
    ("10-12 10:00", "boss", STUCK_BUDDY),
    ("10-12 10:00", "lily", STUCK_BOSS),
)
OF_NOBODY_BUT_HR = (
    ("09-29 10:00", "mei", WELCOME),
    ("09-30 10:00", "mei", DAY),
    ("09-30 10:00", "mei", WEEK),
    ("10-08 10:00", "mei", REMINDER),
    ("10-08 10:00", "lily", STUCK_BUDDY),
    ("10-08 10:00", "lily", STUCK_BOSS),
    ("10-09 10:00", "mei", REMINDER),
    ("10-10 10:00", "mei", REMINDER),
    ("10-12 10:00", "lily", STUCK),
)


@on_each_database
@pytest.mark.parametrize(
    ("named", "expected"),
    [
        pytest.param("buddy @bo manager @boss", OF_ALL, id="with a buddy and a manager"),
        pytest.param("", OF_NOBODY_BUT_HR, id="with nobody: HR is told"),
    ],
)
async def test_who_does_nothing_over_a_holiday_is_reminded_on_three_working_days_and_then_the_manager_is_told(
    house: House, named: str, expected: Sequence[Heard]
) -> None:
    async with opened(house, EVE + timedelta(hours=8), named) as office:
        await office.days(EVE, 16, ROUND)
        office.says(expected)
        assert office.stands("mei") == [WELCOME, WEEK, REMINDER]  # a reminder takes the place of the card
        assert (
            office.stands("bo") == [LATE for _, who, _ in expected if who == "bo"][:1]
        )  # and so does theirs
        for words in KINDS:
            assert office.posted(words) == sum(words == each for *_, each in expected)


@pytest.mark.parametrize("is_manager_in", [False, True], ids=["outside the audience", "within"])
async def test_a_letter_names_only_clauses_that_its_reader_may_see(
    house: House, *, is_manager_in: bool
) -> None:
    *_, boss, lily = (house.slack.person(name) for name in ("bo", "boss", "lily"))
    mei = f"U{int(lily.id[1:]) + 1:08}"  # who comes next
    readers = (mei, boss.id) if is_manager_in else (mei,)
    guarded = restricted(book(TEXTS), {"1.1": (to(MANAGERS),)})
    house.books = library(replace(guarded, audiences=(Audience("管理层", readers),)))
    async with opened(house, EVE + timedelta(hours=8)) as office:
        assert office.people["mei"].id == mei
        await office.days(EVE, 16, (10,))
        [letter] = [one for one in boss.sees() if STUCK in one.text]
        assert "阅读：1.2" in letter.reads
        assert ("1.1" in letter.reads) is is_manager_in
        assert letter.reads.count("阅读：") == 2  # what it is about is not hidden, only which clause


async def test_the_clock_that_is_put_back_in_berlin_moves_no_reminder_into_the_quiet_hours(
    house: House,
) -> None:
    start = datetime(2026, 10, 22, tzinfo=BERLIN)  # a Thursday; the clock is put back on Sunday the 25th
    async with opened(house, start + timedelta(hours=6), country="DE") as office:
        midnight = datetime(2026, 10, 22, tzinfo=UTC)
        await office.days(midnight, 9, (5.5, 6.5, 7.5, 8.5))
        own = [(when, words) for when, who, words in office.heard if who == "mei"]
        assert own == [
            ("10-22 09:30", WELCOME),
            ("10-23 09:30", DAY),
            ("10-23 09:30", WEEK),
            ("10-26 09:30", REMINDER),
            ("10-27 09:30", REMINDER),
            ("10-28 09:30", REMINDER),
        ]
        stuck = [(when, who) for when, who, words in office.heard if words == STUCK]
        assert stuck == [("10-29 09:30", "boss")]


async def test_who_has_done_a_stage_hears_no_more_of_it(house: House) -> None:
    async with opened(house, EVE + timedelta(hours=8)) as office:
        mei, bo = office.people["mei"], office.people["bo"]
        await office.days(EVE, 2, ROUND)
        await office.look(datetime(2026, 10, 8, 10, tzinfo=SHANGHAI))
        await read_all(house, mei)
        await fail_and_pass(house, mei)
        await sign(house, mei, await house.card(mei, "答对 3/3"), "签署")
        await mei.clicks(await house.card(mei, "已于 2026-10-08 签署"), "完成")
        await house.card(mei, "✓ 领工牌")
        await bo.clicks(await house.card(bo, LATE), "完成")
        await house.card(bo, "✓ 带教一次")
        await office.look(datetime(2026, 10, 8, 19, tzinfo=SHANGHAI))
        office.heard.clear()
        await office.days(datetime(2026, 10, 9, tzinfo=SHANGHAI), 4, ROUND)
        office.says(
            [
                ("10-09 10:00", "boss", LATE),
                ("10-10 10:00", "boss", LATE),
                ("10-12 10:00", "mei", REMINDER_OF_WEEK),
                ("10-12 10:00", "lily", STUCK_BOSS),
            ]
        )


async def test_days_of_a_pause_do_not_count_and_nothing_is_said_on_them(house: House) -> None:
    async with opened(house, EVE + timedelta(hours=8)) as office:
        boss = office.people["boss"]
        await office.days(EVE, 2, ROUND)
        assert "已暂停" in await house.told(boss, "/rule onboarding pause @mei")
        office.heard.clear()
        await office.days(datetime(2026, 10, 8, tzinfo=SHANGHAI), 2, ROUND)
        office.says([])
        house.clock.move(datetime(2026, 10, 10, 8, tzinfo=SHANGHAI))
        assert "已恢复" in await house.told(boss, "/rule onboarding resume @mei")
        await office.days(datetime(2026, 10, 10, tzinfo=SHANGHAI), 3, ROUND)
        own = [(when, words) for when, who, words in office.heard if who == "mei"]
        assert own == [("10-10 10:00", REMINDER), ("10-12 10:00", REMINDER)]
