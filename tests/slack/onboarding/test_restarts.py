"""The whole way, from joining to the report, with a restart at every step: nobody can tell it from a way without."""

import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bot.retrieval import Analyzer
from bot.settings import SlackSettings
from bot.slack.dependencies import AppDependencies
from bot.store import Entry, Store
from bot.workspace import Options, Person, Workspace

from tests.databases import SqliteTemplate, opened
from tests.resources import resources_in
from tests.slack.conftest import environment_for
from tests.slack.mortal_bots import bot_process
from tests.slack.onboarding.conftest import TEXTS, Clock, House, dependencies, rules
from tests.slack.onboarding.journey.test_path import (
    AGREED,
    CHANGED,
    answer,
    answer_wrongly,
    buttons,
    read_all,
    sign,
)

Step = Callable[[House, Person], Awaitable[object]]
CARD, DATE = "要读的条款", "2026-11-23"


async def opens(house: House, mei: Person) -> None:
    await mei.clicks(await house.card(mei, "欢迎加入"), "开始")
    await house.card(mei, CARD)


async def begins_the_quiz(house: House, mei: Person) -> None:
    await mei.clicks(await house.card(mei, CARD, "2/2"), "开始测验")
    await house.card(mei, "第 1/3 题")


async def fails(house: House, mei: Person) -> None:
    await answer(house, mei, 3, "对")
    await house.card(mei, "答对 1/3")


async def tries_again(house: House, mei: Person) -> None:
    await mei.clicks(await house.card(mei, "答对 1/3"), "再考一次")
    await house.card(mei, "第 1/3 题", lacks="您选的是")


async def passes(house: House, mei: Person) -> None:
    await answer(house, mei, 3, "对")
    await house.card(mei, "答对 3/3")


async def signs(house: House, mei: Person) -> None:
    assert "谢谢" in await sign(house, mei, await house.card(mei, "答对 3/3"), "签署")
    await house.card(mei, f"已于 {DATE} 签署")


async def does_the_task(house: House, mei: Person) -> None:
    await mei.clicks(await house.card(mei, f"已于 {DATE} 签署"), "完成")
    await house.card(mei, "✓ 领工牌")


async def signs_what_changed(house: House, mei: Person) -> None:
    form = await house.form(mei, await house.card(mei, "有改动"), "查看并签署")
    await mei.submits(form, AGREED)
    await house.card(mei, "已重新签署")


FIRST: Sequence[Step] = (
    lambda house, mei: house.card(mei, "欢迎加入"),
    opens,
    read_all,
    begins_the_quiz,
    lambda house, mei: answer_wrongly(house, mei, 1, "一小时"),
    lambda house, mei: answer_wrongly(house, mei, 2, "自己打卡"),
    fails,
    tries_again,
    lambda house, mei: answer(house, mei, 1, "十分钟以上"),
    lambda house, mei: answer(house, mei, 2, "替人打卡", "请人打卡"),
    passes,
    signs,
    does_the_task,
)
AFTER_A_CHANGE: Sequence[Step] = (lambda house, mei: house.card(mei, "有改动"), signs_what_changed)


@dataclass(frozen=True)
class Outcome:
    """What is left of a way: what mei finds in Slack, what is stored (but for the moments), and what HR is told."""

    messages: Sequence[str]
    steps: Sequence[Mapping[str, Any]]
    said: frozenset[str]
    signed: Sequence[tuple[str, Sequence[str]]]
    report: str


async def lived(house: House, *, restarts: bool) -> Outcome:
    """The whole way; without `restarts` there is one alone, which brings the changed clause."""
    lily, mei = house.slack.person("lily"), house.slack.person("mei")
    house.hr = lily.id
    async with house.bot():
        await house.slack.newcomer("mei")
        await house.slack.until(lambda: house.store.onboarding.enrolment_of(mei.id))
    for texts, steps in ((TEXTS, FIRST), (CHANGED, AFTER_A_CHANGE)):
        house.books = rules(texts)
        for together in [[step] for step in steps] if restarts else [steps]:
            async with house.bot():
                for step in together:
                    await step(house, mei)
    async with house.bot():
        report = await house.told(lily, "/rule onboarding report")
        await house.slack.settled(quiet=0.2)
    return outcome(house, mei, report)


def outcome(house: House, mei: Person, report: str) -> Outcome:
    """What is left."""
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    progress = there.progress
    entries: list[Entry] = [
        *progress.read,
        *progress.done,
        *progress.answers,
        *progress.attempts,
        *progress.closed,
    ]
    return Outcome(
        [one.reads for one in mei.sees() if not one.ephemeral_to],
        [{name: value for name, value in asdict(each).items() if name != "at"} for each in entries],
        there.posted_once,
        [(one.stage, [clause.name for clause in one.clauses]) for one in progress.signatures],
        report,
    )


@pytest.fixture
async def undisturbed(
    manifest: dict[str, object], analyzer: Analyzer, sqlite_template: SqliteTemplate, tmp_path: Path
) -> AsyncIterator[House]:
    """A second house, in which the same is lived without restarts."""
    clock = Clock()
    options = Options(ack_timeout=3.0, retry_delays=(0.0, 0.1), clock=clock)
    with opened(sqlite_template.copied(tmp_path / "undisturbed.db")) as store:
        async with Workspace(manifest, options) as slack:
            yield House(slack, store, analyzer, clock)


async def test_a_restart_at_every_step_leaves_the_same_behind(house: House, undisturbed: House) -> None:
    wanted = await lived(undisturbed, restarts=False)
    assert wanted.signed == [("day", ["code/1.1", "code/1.2"]), ("day", ["code/1.1"])]
    assert (
        len(wanted.messages) == 11
    )  # welcome, card, two attempts of three questions and a result, what changed
    assert "签署记录 2 份" in wanted.report
    assert await lived(house, restarts=True) == wanted


def assembled(settings: SlackSettings, store: Store, cache: Path, now: datetime) -> AppDependencies:
    """What such a bot is given in its own process."""
    return dependencies(settings, store, rules(), Analyzer(resources_in(cache)), Clock(now))


async def dies(house: House, cache: Path, step: str, gesture: Callable[[], Awaitable[object]]) -> None:
    """A bot in a process of its own is killed (SIGKILL) at a step of the store, in the midst of what a gesture asks."""
    now = datetime.fromtimestamp(house.clock(), house.clock.at.tzinfo)
    database = house.store.engine.url.render_as_string(hide_password=False)
    assemble = partial(assembled, cache=cache, now=now)
    with bot_process(environment_for(house.slack), database, assemble, step) as victim:
        await house.slack.connected()
        await gesture()
        await house.slack.until(lambda: victim.exitcode)
        assert victim.exitcode == -signal.SIGKILL
    await house.slack.until(lambda: not house.slack.connections or None)


async def test_who_reads_a_clause_while_the_bot_is_killed_opens_it_once_more(
    house: House, cache: Path
) -> None:
    mei = house.slack.person("mei")
    async with house.bot():
        await house.slack.newcomer("mei")
        await opens(house, mei)
    card = await house.card(mei, CARD)
    [button] = [label for label in buttons(card) if "1.1" in label]
    await dies(house, cache, "onboarding.record:after", lambda: mei.clicks(card, button))
    async with house.bot():
        await house.form(mei, card, button)
        await house.card(mei, "✓ 1.1", "1/2")
        await house.slack.settled(quiet=0.2)
    assert len([one for one in mei.sees() if not one.ephemeral_to]) == 2
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    assert [each.clause for each in there.progress.read] == ["code/1.1"]


@pytest.mark.parametrize(
    ("moment", "told"),
    [pytest.param("before", "谢谢", id="before"), pytest.param("after", "没有要签署", id="after")],
)
async def test_who_signs_while_the_bot_is_killed_has_signed_once_in_the_end(
    house: House, cache: Path, moment: str, told: str
) -> None:
    mei = house.slack.person("mei")
    async with house.bot():
        await house.slack.newcomer("mei")
        await house.slack.until(lambda: house.store.onboarding.enrolment_of(mei.id))
        for step in FIRST[:-2]:
            await step(house, mei)
        result = await house.card(mei, "答对 3/3")
        form = await house.form(mei, result, "签署")
    await dies(house, cache, f"signatures.sign:{moment}", lambda: mei.submits(form, AGREED))
    async with house.bot():
        again = await house.form(mei, result, "签署")
        if moment == "before":
            await mei.submits(again, AGREED)
        assert mei.modal
        assert told in mei.modal.reads
        await house.card(mei, f"已于 {DATE} 签署")
        await house.slack.settled(quiet=0.2)
    assert [one.record.stage for one in house.store.signatures.chain()] == ["day"]


async def test_who_gives_the_last_answer_while_the_bot_is_killed_gives_it_once_more(
    house: House, cache: Path
) -> None:
    mei = house.slack.person("mei")
    async with house.bot():
        await house.slack.newcomer("mei")
        await house.slack.until(lambda: house.store.onboarding.enrolment_of(mei.id))
        for step in FIRST[:6]:
            await step(house, mei)
        last = await house.card(mei, "第 3/3 题")
    await dies(house, cache, "onboarding.record:after", lambda: mei.clicks(last, "对"))
    async with house.bot():
        await mei.clicks(last, "对")
        await house.card(mei, "答对 1/3", "还可以考 1 次")
        await house.slack.settled(quiet=0.2)
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    assert [(attempt.right, attempt.is_passed) for attempt in there.progress.attempts] == [(1, False)]
