"""A change takes force at the organisation's midnight while the bot runs; before, it is shown to whoever asks."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bot.answering import CurrentRules, Responders
from bot.knowledge import Knowledge
from bot.retrieval import Analyzer
from bot.slack.blocks import buttons
from bot.store import Store
from bot.workspace import Person, Workspace

from tests.amended_book import amended
from tests.databases import on_each_database
from tests.responders import indexed
from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.slack.conftest import Surroundings, running, surroundings_for
from tests.slack.home.reader import HomeReader
from tests.small_books import library

ZONES = ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Auckland"]
CHANGE = date(2027, 1, 1)


@dataclass
class Clock:
    """A moment that a test sets, and the day that it is then in a zone."""

    zone: str
    at: datetime

    def today(self) -> date:
        return self.at.astimezone(ZoneInfo(self.zone)).date()


@pytest.fixture(params=ZONES)
def clock(request: pytest.FixtureRequest) -> Clock:
    return Clock(request.param, datetime(2026, 12, 1, 9, tzinfo=ZoneInfo(request.param)))


@pytest.fixture
def surroundings(
    empty_slack: Workspace, store: Store, analyzer: Analyzer, clock: Clock
) -> Callable[[], Surroundings]:
    """What a bot is given over a book that is amended, repealed and renumbered."""

    def over(known: Knowledge) -> Responders:
        return Responders(known.library, lambda seen: indexed(seen, analyzer))

    def given() -> Surroundings:
        rules = CurrentRules(Knowledge(amended(), ()), over, clock.today)
        around = surroundings_for(empty_slack, rules().responders, store)
        return replace(around, rules=rules, today=clock.today)

    return given


@pytest.fixture
async def slack(empty_slack: Workspace, surroundings: Callable[[], Surroundings]) -> AsyncIterator[Workspace]:
    async with running(surroundings()):
        await empty_slack.connected()
        yield empty_slack
    assert not empty_slack.recording.refused


async def _reads(slack: Workspace, alice: Person, asked: str) -> str:
    return (await slack.reply_to(await alice.messages_bot(asked))).reads


async def test_the_text_of_a_clause_changes_at_midnight(
    slack: Workspace, alice: Person, clock: Clock
) -> None:
    midnight = datetime.combine(CHANGE, datetime.min.time(), ZoneInfo(clock.zone))
    clock.at = midnight - timedelta(seconds=1)
    assert "迟到由组长提醒。" in await _reads(slack, alice, "7.1")
    clock.at = midnight
    there = await _reads(slack, alice, "7.1")
    assert "迟到扣五十元。" in there
    assert "组长提醒" not in there
    assert "组长提醒" in await _reads(slack, alice, "7.1 @2026-12-31")
    assert "组长提醒" in await _reads(slack, alice, "7.1 昨天的规定")


@on_each_database
@pytest.mark.parametrize("clock", ZONES[:1], indirect=True)
async def test_bots_on_one_database_change_over_at_the_same_midnight(
    slack: Workspace, alice: Person, clock: Clock, surroundings: Callable[[], Surroundings]
) -> None:
    midnight = datetime.combine(CHANGE, datetime.min.time(), ZoneInfo(clock.zone))
    clock.at = midnight - timedelta(seconds=1)
    async with running(surroundings()):
        await slack.until(lambda: slack.connections == 4 or None)  # two of each, to which events go in turns
        for moment, reminds in ((clock.at, True), (midnight, False)):
            clock.at = moment
            asked = [await alice.says("#ops", "@守则 7.1") for _ in range(4)]
            answers = [(await slack.reply_to(each)).reads for each in asked]
            assert [("迟到由组长提醒。" in each, "迟到扣五十元。" in each) for each in answers] == [
                (reminds, True)
            ] * 4
            assert [len(slack.replies_to(each)) for each in asked] == [1] * 4


@pytest.mark.parametrize("clock", ZONES[:1], indirect=True)
async def test_what_changes_is_shown_to_the_one_who_clicks(
    slack: Workspace, alice: Person, clock: Clock
) -> None:
    answer = await slack.reply_to(await alice.messages_bot("7.1"))
    assert "自 2027-01-01 起改为：迟到扣五十元。" in answer.reads
    for moment in (
        clock.at,
        clock.at + timedelta(days=90),
    ):  # once it is in force, the old button shows it still
        clock.at = moment
        before = len(slack.sees(alice))
        await alice.clicks(answer, "看变化")
        await slack.settled()
        [shown] = slack.sees(alice)[before:]
        words = [
            (run["text"], run.get("style", {}))
            for block in shown.blocks
            for part in block.get("elements", ())
            if part["type"] == "rich_text_quote"
            for run in part["elements"]
        ]
        assert words == [("迟到由组长提醒。", {"strike": True}), ("迟到扣五十元。", {"bold": True})]


@pytest.mark.parametrize("clock", ZONES[:1], indirect=True)
@pytest.mark.parametrize(
    ("asked", "chosen"), [("7.1 @2026-11-30", None), ("7.1 和 7.2 @2026-11-30", "7.1 迟到由组长提醒。")]
)
async def test_the_versions_of_a_text_of_another_day_are_a_click_away(
    slack: Workspace, alice: Person, asked: str, chosen: str | None
) -> None:
    answer = await slack.reply_to(await alice.messages_bot(asked))
    assert "迟到由组长提醒。" in answer.reads
    await alice.clicks(answer, "版本", choose=chosen)
    await slack.settled()
    assert alice.modal
    assert "自 2027-01-01 起" in alice.modal.reads
    assert "迟到扣五十元。" in alice.modal.reads


@pytest.mark.parametrize("clock", ZONES[:1], indirect=True)
async def test_what_took_the_place_of_a_repealed_clause_is_a_click_away(
    slack: Workspace, alice: Person, clock: Clock
) -> None:
    clock.at += timedelta(days=120)
    reply = await slack.reply_to(await alice.messages_bot("7.2"))
    assert "已于 2027-03-01 废止" in reply.reads
    assert "工牌" not in reply.reads
    before = len(slack.sees(alice))
    await alice.clicks(reply, "7.9 打卡用手机。")
    await slack.settled()
    assert "打卡用手机。" in slack.sees(alice)[before].reads


def test_a_change_is_shown_to_nobody_who_may_not_see_the_clause() -> None:
    books = library(restricted(amended().books[0], {"7.1": (to(MANAGERS),)})).in_force(date(2026, 12, 1))
    value = "code/7.1@2027-01-01"
    assert buttons.change(value, books.seen_by(frozenset())) is None
    assert buttons.change(value, books.seen_by(frozenset({MANAGERS})))
    assert buttons.change("code/7.1@2028-01-01", books) is None


@pytest.mark.parametrize("clock", ZONES[:1], indirect=True)
async def test_the_command_takes_a_day(slack: Workspace, alice: Person) -> None:
    shown = await slack.reply_to(await alice.runs("/rule 7.1 @2027-01-01", in_="#ops"))
    assert "2027-01-01 这一天将施行" in shown.reads
    assert "迟到扣五十元。" in shown.reads
    assert "分享到频道" not in shown.reads


@pytest.mark.parametrize("clock", ZONES[:1], indirect=True)
async def test_on_the_home_tab_a_clause_says_what_it_will_say(slack: Workspace, alice: Person) -> None:
    reader = HomeReader(alice, slack)
    await reader.opens_home()
    await reader.searches("7.1")
    assert "自 2027-01-01 起改为：迟到扣五十元。" in reader.reads
    await reader.goes(next(label for label in reader.labels if label.startswith("打开")))
    assert "自 2027-01-01 起改为：迟到扣五十元。" in reader.reads
