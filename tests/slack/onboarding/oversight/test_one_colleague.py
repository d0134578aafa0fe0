"""A page a new colleague, for their manager and HR: the stages, who is waited for, and a button that reminds them."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from bot.audit import Action, AuditRecord
from bot.onboarding.progress import Enrolment
from bot.workspace import Message, Person, View

from tests.slack.onboarding.conftest import MORNING, House

REPORT = "/rule onboarding report"
EVENING = MORNING.replace(hour=21)
NEXT_MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TO_MEI = "领工牌"


@pytest.fixture
async def peopled(house: House) -> AsyncIterator[House]:
    """lily is HR; mei is boss's since today, with bo as buddy; her first stage stands before her."""
    house.hr = house.slack.user_group("hr", [house.slack.person("lily")]).id
    mei, bo, boss = (house.slack.person(name) for name in ("mei", "bo", "boss"))
    new = Enrolment(mei.id, "general", "", date(2026, 11, 23), "Asia/Shanghai", bo.id, boss.id)
    house.store.onboarding.enrol(MORNING.timestamp(), new, "U1")
    async with house.bot():
        await house.card(mei, "欢迎")
        yield house


def recorded(house: House) -> list[AuditRecord]:
    return [link.record for link in house.store.audit.chain()]


async def page_of(house: House, looking: Person, who: str = "mei") -> View:
    """The page behind the menu under the report."""
    await looking.runs(REPORT)
    return await house.form(looking, await report(house, looking), who)


async def report(house: House, looking: Person) -> Message:
    return await house.card(looking, "全程")


async def test_each_stage_tells_how_far_it_is_and_who_is_waited_for_by_name(peopled: House) -> None:
    for name in ("lily", "boss"):
        told = (await page_of(peopled, peopled.slack.person(name))).reads
        assert "第一天 · 已完成 0/7 · 截止 2026-11-23" in told
        assert "等新同事 5 项" in told
        assert "等导师 1 项" in told
        assert "等直属上级 1 项" in told
        assert "第一周 · 2026-11-24 开始" in told


async def test_whoever_is_waited_for_is_reminded_once_a_day_and_it_is_written_down(peopled: House) -> None:
    lily, bo, mei = (peopled.slack.person(name) for name in ("lily", "bo", "mei"))
    page = await page_of(peopled, lily)
    before = len(bo.sees())
    await lily.clicks(page, "提醒导师")
    await peopled.slack.until(lambda: len(bo.sees()) > before or None)
    await peopled.card(bo, "带教一次")
    await peopled.slack.until(lambda: (lily.modal and "已提醒" in lily.modal.reads) or None)
    assert lily.modal
    await lily.clicks(lily.modal, "提醒导师")
    await peopled.slack.until(lambda: (lily.modal and "今天已经提醒过" in lily.modal.reads) or None)
    await peopled.slack.settled(quiet=0.2)
    assert len(bo.sees()) == before + 1
    [record] = [one for one in recorded(peopled) if one.action == Action.REMINDED]
    assert (record.actor, record.target) == (lily.id, mei.id)


async def test_in_quiet_hours_it_waits_until_they_are_over(peopled: House) -> None:
    lily, mei = peopled.slack.person("lily"), peopled.slack.person("mei")
    page = await page_of(peopled, lily)
    peopled.clock.move(EVENING)
    before = len(mei.sees())
    await lily.clicks(page, "提醒新同事")
    await peopled.slack.until(lambda: (lily.modal and "休息时间" in lily.modal.reads) or None)
    await peopled.slack.settled(quiet=0.2)
    assert len(mei.sees()) == before
    peopled.clock.move(NEXT_MORNING)
    await peopled.card(mei, "提醒：“第一天”")


async def test_whoever_looks_after_them_no_longer_reminds_nobody(peopled: House) -> None:
    boss, mei = peopled.slack.person("boss"), peopled.slack.person("mei")
    page = await page_of(peopled, boss)
    peopled.store.onboarding.change(peopled.clock(), mei.id, "U9", manager=peopled.slack.person("zhao").id)
    await boss.clicks(page, "提醒新同事")
    await peopled.slack.until(lambda: (boss.modal and "只有人力资源部" in boss.modal.reads) or None)
    assert not [one for one in recorded(peopled) if one.action == Action.REMINDED]


async def test_how_records_are_checked_stands_behind_a_button(peopled: House) -> None:
    lily = peopled.slack.person("lily")
    await lily.runs(REPORT)
    shown = await report(peopled, lily)
    assert "shouze" not in shown.reads
    told = (await peopled.form(lily, shown, "核对")).reads
    assert "shouze onboarding verify" in told


@pytest.mark.parametrize(("moment", "is_late"), [(MORNING.replace(day=21), False), (MORNING, True)])
async def test_what_was_due_on_a_friday_is_late_on_monday_whoever_looks(
    house: House, moment: datetime, *, is_late: bool
) -> None:
    house.hr = house.slack.user_group("hr", [house.slack.person("lily")]).id
    mei, lily = house.slack.person("mei"), house.slack.person("lily")
    new = Enrolment(mei.id, "general", "", date(2026, 11, 20), "Asia/Shanghai")
    house.store.onboarding.enrol(moment.timestamp(), new, "U1")
    house.clock.move(moment)
    async with house.bot():
        await mei.runs("/rule onboarding")
        own = await house.card(mei, "2026-11-20")
        assert ("已逾期" in own.reads) is is_late
        assert ("已逾期" in (await page_of(house, lily)).reads) is is_late
