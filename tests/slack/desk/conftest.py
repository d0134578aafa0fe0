"""A small book that 考勤组 looks after, staff who do not find something in it, and the owner's channel."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bot.slack.app import Bot
from bot.store import Store
from bot.workspace import Message, Person, View, Workspace

from tests.publishing.desks import Desk, Process
from tests.publishing.folders import GOLDEN
from tests.slack.conftest import QUICK, running, surroundings_for
from tests.slack.owned_book import clicks_for_modal
from tests.small_books import BOOK, write

MORNING = datetime(2026, 11, 24, 2, tzinfo=UTC)  # a Tuesday, ten o'clock in Shanghai
SHUTTLE = "上班的班车没赶上怎么办"
SAME = (
    SHUTTLE,
    "没赶上上班的班车怎么办",
    "上班的班车没赶上，怎么办？",
    "要是上班的班车没赶上怎么办",
    "上班的班车没赶上",
    "没赶上上班的班车",
)
PARAPHRASE = "我今天没赶上上班的班车，该怎么办"
SILENT = "食堂几点开门"
CHAPTER = """\
chapter: 1
title: 考勤
owner: {name: 考勤组, contact: "#attendance"}
clauses:
  - {number: "1.1", title: 上班迟到, text: 上班迟到十分钟以内，口头提醒。}
  - {number: "1.2", title: 年假, text: 年假每年十天，提前一周申请。}
"""


@dataclass
class Clock:
    """The time in the office, which stands unless a test moves it."""

    at: datetime = MORNING

    def __call__(self) -> float:
        return self.at.timestamp()

    def passes(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class Office:
    """Staff in #ops, the owner of the chapter in #attendance, whoever looks after the book in #rules, and the bot."""

    slack: Workspace
    desk: Desk
    clock: Clock
    staff: Sequence[Person]
    owner: Person
    head: Person
    zone: str = "Asia/Shanghai"
    bots: list[Bot] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list)

    @asynccontextmanager
    async def bot(self, **settings: str) -> AsyncIterator[Process]:
        process = Process(self.desk, self.desk.folder)
        timings = replace(QUICK, follow=0.1, look=3_600.0)
        given = surroundings_for(self.slack, process.rules().responders, self.desk.store, timings, **settings)
        given = replace(
            given, rules=process.rules, follower=process.follower, clock=self.clock, zone=self.zone
        )
        async with running(given) as bot:
            self.bots.append(bot)
            self.processes.append(process)
            await self.slack.connected()
            yield process
        self.bots.remove(bot)
        self.processes.remove(process)
        assert not self.slack.recording.refused

    async def ask(self, person: Person, question: str, where: str = "#ops") -> Message:
        """Somebody asks; the answer."""
        self.clock.passes(seconds=1)
        said = await (person.messages_bot(question) if not where else person.says(where, f"@守则 {question}"))
        return await self.slack.reply_to(said)

    async def all_ask(self) -> list[Message]:
        """Each of the staff asks, all in the same words."""
        return [await self.ask(person, SHUTTLE) for person in self.staff]

    async def look(self) -> None:
        """The desk is looked after now."""
        await self.slack.settled()
        for bot in self.bots:
            await bot.watches.desk.look()
            await bot.watches.review.look()
        await self.slack.settled()

    def posted(self, channel: str = "#attendance") -> list[Message]:
        bot = self.slack.bot_user_id
        return [one for one in self.slack.messages(channel) if one.user == bot and not one.ephemeral_to]

    async def opens(self, person: Person, on: Message | View, button: str) -> View:
        return await clicks_for_modal(self.slack, person, on, button)

    async def opens_home(self, person: Person) -> View:
        """Their home tab, drawn anew."""
        drawn = self.slack.recording.calls_to
        before = len(drawn("views.publish"))
        await person.opens_home()
        await self.slack.until(lambda: len(drawn("views.publish")) > before or None)
        await self.slack.settled()
        assert person.home
        return person.home

    async def learns(self) -> None:
        """Every process has changed over to what was learned."""
        version = self.desk.store.learned.version()
        followers = [process.follower for process in self.processes]
        await self.slack.until(lambda: all(one._taught == version for one in followers) or None)

    async def submits(self, person: Person, form: View, answers: dict[str, object]) -> str:
        """Submit a form; what the modal says in the end."""
        before = person.modal.reads if person.modal else ""
        await person.submits(form, answers)

        def shown() -> str | None:
            reads = person.modal.reads if person.modal else ""
            return None if reads == before or "请稍候" in reads else reads

        said = await self.slack.until(shown)
        await self.slack.settled()
        return said


@pytest.fixture
def office(empty_slack: Workspace, store: Store, tmp_path: Path, cache: Path) -> Office:
    return an_office(empty_slack, Desk(store, tmp_path / "knowledge", cache))


def an_office(slack: Workspace, desk: Desk) -> Office:
    """The people, their channels and the book."""
    staff = [slack.person(f"staff{number}", locale="zh-CN") for number in range(6)]
    owner, head = slack.person("owner", locale="zh-CN"), slack.person("head", locale="zh-CN")
    slack.channel("#ops", members=staff)
    slack.channel("#attendance", members=[owner])
    slack.channel("#rules", members=[head])
    files = {
        "code/book.yaml": BOOK.replace("{name: 运营管理部}", '{name: 运营管理部, contact: "#rules"}'),
        "code/01.yaml": CHAPTER,
        "golden.yaml": GOLDEN + f"- {{question: {SILENT}, clauses: []}}\n",
    }
    write(desk.folder, files)
    return Office(slack, desk, Clock(), staff, owner, head)


OWN_WORDS = "班车没赶上的，打车来，不算迟到。"


def heard(office: Office, asked: Message, words: str) -> list[Message]:
    """What was said in the thread of an answer besides."""
    thread = [one for one in office.slack.messages("#ops") if one.thread_ts == asked.thread_ts]
    return [one for one in thread if words in one.reads and one.ts != asked.ts]


async def brought(office: Office) -> tuple[list[Message], Message]:
    """Six people asked the same, and the owner was told: the answers, and the owner's message."""
    asked = await office.all_ask()
    await office.look()
    [digest] = office.posted()
    return asked, digest
