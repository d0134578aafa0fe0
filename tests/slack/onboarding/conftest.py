"""A small book, a path over it, and the bot on a workspace whose clock a test moves."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from bot.answering import CurrentRules, Responders, RulesInForce
from bot.knowledge import Knowledge
from bot.onboarding.path import Assignee, Onboarding, Path, Reading, Signing, Stage, Task
from bot.onboarding.quiz import OneOf, Quiz, SeveralOf, TrueFalse
from bot.retrieval import Analyzer
from bot.rulebook import Clause, Library
from bot.settings import SlackSettings
from bot.slack.app import Bot
from bot.slack.dependencies import AppDependencies
from bot.store import Store
from bot.workspace import Message, Options, Person, View, Workspace

from tests.responders import indexed
from tests.slack.conftest import QUICK, Surroundings, running, settings_for
from tests.small_books import book, library

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday
TEXTS = {
    "1": {
        "1.1": "迟到十分钟以上记一次。每月三次扣全勤奖。",
        "1.2": "请假须提前一天申请。",
        "1.3": "不得代人打卡。",
    },
    "2": {"2.1": "客户资料不得外发。", "2.2": "离座须锁屏。"},
}
BRISK = replace(QUICK, look=0.05)


@dataclass
class Clock:
    """Seconds since 1970 from a moment on, passing `speed` times as fast as they do; a test moves it."""

    at: datetime = MORNING
    since: float = field(default_factory=time.monotonic)
    speed: float = 1.0

    def __call__(self) -> float:
        return self.at.timestamp() + self.speed * (time.monotonic() - self.since)

    def move(self, to: datetime) -> None:
        """It is that moment now."""
        self.at, self.since = to, time.monotonic()

    def today(self) -> date:
        return datetime.fromtimestamp(self(), UTC).astimezone(ZoneInfo("Asia/Shanghai")).date()


def rules(texts: dict[str, dict[str, str]] | None = None) -> Library:
    return library(book(texts or TEXTS))


def paths_over(books: Library) -> Onboarding:
    """Two stages: the first day with a quiz in three forms and a signature, the first week with reading alone."""
    clauses = {str(clause.number): clause for clause in books.clauses}
    first = (clauses["1.1"], clauses["1.2"])
    quiz = Quiz(_questions(clauses), pass_share=0.6, attempts=2)
    tasks = (
        Task("t1", "领工牌"),
        Task("t2", "介绍给全组", Assignee.MANAGER),
        Task("t3", "带教一次", Assignee.BUDDY),
    )
    day = Stage(
        "day",
        "第一天",
        1,
        1,
        "欢迎！",
        tuple(map(Reading, first)),
        ("请假须提前几天申请？",),
        tasks,
        quiz,
        Signing(first),
    )
    week = Stage("week", "第一周", 2, 5, "这一周讲保密。", (Reading(clauses["2.1"]),))
    sales = Path("sales", "销售路径", (week,), ("销售",))
    return Onboarding((Path("general", "通用路径", (day, week)), sales))


def _questions(clauses: dict[str, Clause]) -> tuple[OneOf, SeveralOf, TrueFalse]:
    late, leave, punch = clauses["1.1"], clauses["1.2"], clauses["1.3"]
    return (
        OneOf(
            "q1", "迟到几分钟记一次？", late, "迟到十分钟以上记一次。", ("十分钟以上", "五分钟", "一小时"), 0
        ),
        SeveralOf(
            "q2",
            "哪些做法不对？",
            punch,
            "不得代人打卡。",
            ("替人打卡", "请人打卡", "自己打卡"),
            frozenset({0, 1}),
        ),
        TrueFalse("q3", "请假要提前一天申请。", leave, "请假须提前一天申请。", frozenset({0})),
    )


def dependencies(
    settings: SlackSettings, store: Store, books: Library, analyzer: Analyzer, clock: Clock
) -> AppDependencies:
    """What a bot over these books and the path over them is given."""
    known = Knowledge(books, (), onboarding=paths_over(books))
    rules = CurrentRules(known, lambda day: _responders(day.library, analyzer), clock.today)
    return AppDependencies(settings, rules, store, clock.today, clock, timings=BRISK)


def _responders(books: Library, analyzer: Analyzer) -> Responders:
    return Responders(books, lambda seen: indexed(seen, analyzer))


@dataclass
class House:
    """A workspace, a store that stays while the bot comes and goes, and the clock of both."""

    slack: Workspace
    store: Store
    analyzer: Analyzer
    clock: Clock
    books: Library = field(default_factory=rules)
    hr: str = ""

    @asynccontextmanager
    async def bot(self, **settings: str) -> AsyncIterator[Bot]:
        """The bot on the workspace."""
        async with running(self.dependencies(**settings)) as bot:
            await self.slack.connected()
            yield bot

    def dependencies(self, **settings: str) -> Surroundings:
        """What a bot of this house is given."""
        chosen = settings_for(self.slack, **({"SHOUZE_ONBOARDING_HR": self.hr} if self.hr else {}) | settings)
        given = dependencies(chosen, self.store, self.books, self.analyzer, self.clock)
        return Surroundings.on(self.slack, given)

    def without_paths(self) -> Surroundings:
        """The same, where no path is written."""
        given = self.dependencies()
        assert given.rules().onboarding
        return replace(given, rules=lambda: RulesInForce(given.rules().responders))

    async def card(self, person: Person, *words: str, lacks: str = "\0") -> Message:
        """The last message in a direct conversation with these words, and without `lacks`, as soon as there is one."""

        def found() -> Message | None:
            shown = [one for one in person.sees() if one.user == self.slack.bot_user_id]
            fitting = (
                one
                for one in reversed(shown)
                if all(word in one.reads for word in words) and lacks not in one.reads
            )
            return next(fitting, None)

        return await self.slack.until(found)

    async def told(self, person: Person, line: str) -> str:
        """What a command says to the one who runs it."""
        return (await self.slack.reply_to(await person.runs(line))).reads

    async def form(self, person: Person, on: Message, button: str) -> View:
        """The modal behind a button, once it is drawn; one that was open before is closed."""
        if person.modal:
            await person.closes(person.modal)
        await person.clicks(on, button)

        def drawn() -> View | None:
            modal = person.modal
            return modal if modal and "正在" not in modal.reads else None

        return await self.slack.until(drawn)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def house(
    manifest: dict[str, object], store: Store, analyzer: Analyzer, clock: Clock
) -> AsyncIterator[House]:
    """Nothing that the bot sent may have been refused."""
    options = Options(ack_timeout=3.0, retry_delays=(0.0, 0.1), clock=clock)
    async with Workspace(manifest, options) as slack:
        yield House(slack, store, analyzer, clock)
    assert not slack.recording.refused


@pytest.fixture
async def staffed(house: House) -> AsyncIterator[House]:
    """The bot is there; lily is HR, and mei, bo and boss work here."""
    house.hr = house.slack.user_group("hr", [house.slack.person("lily")]).id
    for name in ("mei", "bo", "boss"):
        house.slack.person(name)
    async with house.bot():
        yield house
