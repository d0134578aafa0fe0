"""`/rule onboarding ...`: one's own path, and what HR and managers do with those of others."""

import asyncio
from datetime import date

import pytest
from bot.onboarding.progress import Ending
from bot.slack.onboarding.oversight.commands import Command, Verb, parse
from bot.store import EnrolmentRecord
from bot.workspace import Message, Person

from tests.databases import rows
from tests.slack.onboarding.conftest import House
from tests.slack.onboarding.journey.test_path import buttons

A_PERSON = "<@U0MEI|mei>"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("onboarding", Command(Verb.SHOW)),
        ("我的入职", Command(Verb.SHOW)),
        ("Onboarding help", Command(Verb.HELP)),
        ("入职 帮助", Command(Verb.HELP)),
        ("onboarding report", Command(Verb.REPORT)),
        ("onboarding report csv", Command(Verb.EXPORT)),
        ("入职 报告 CSV", Command(Verb.EXPORT)),
        ("入职 导出", Command(Verb.EXPORT)),
        ("入职报告", Command(Verb.REPORT)),
        ("入职报告 csv", Command(Verb.EXPORT)),
        (f"入职结束 {A_PERSON}", Command(Verb.END, "U0MEI")),
        ("入职报告 交给谁", None),
        ("入职报告交给谁", None),
        (f"入职 结束 {A_PERSON}", Command(Verb.END, "U0MEI")),
        (f"onboarding start {A_PERSON}", Command(Verb.START, "U0MEI")),
        (
            f"onboarding start {A_PERSON} 客服 2026-12-01",
            Command(Verb.START, "U0MEI", "客服", date(2026, 12, 1)),
        ),
        (
            f"入职 开始 {A_PERSON} 导师 <@U1> 上级 <@U2|boss>",
            Command(Verb.START, "U0MEI", buddy="U1", manager="U2"),
        ),
        ("onboarding pause @nobody", Command(Verb.PAUSE, unread="@nobody")),
        ("入职", None),
        ("入职第一天要带什么", None),
        ("入职 培训几天", None),
        ("onboarding period length", None),
        ("7.1", None),
        ("", None),
    ],
)
def test_what_is_typed_is_a_command_or_a_question(typed: str, wanted: Command | None) -> None:
    assert parse(typed) == wanted


def record(house: House, person: Person) -> EnrolmentRecord:
    there = house.store.onboarding.enrolment_of(person.id)
    assert there
    return there


async def test_hr_puts_somebody_on_a_path_who_is_welcomed_at_once(staffed: House) -> None:
    lily, mei, boss = (staffed.slack.person(name) for name in ("lily", "mei", "boss"))
    told = await staffed.told(lily, "/rule onboarding start @mei 销售 2026-11-20 manager @boss")
    assert "销售路径" in told
    assert "2026-11-20" in told
    await staffed.card(mei, "欢迎加入")
    enrolment = record(staffed, mei).enrolment
    assert (enrolment.role, enrolment.start, enrolment.manager) == ("销售", date(2026, 11, 20), boss.id)
    assert "已经在入职路径上" in await staffed.told(lily, "/rule onboarding start @mei")


async def test_everybody_else_gets_a_plain_line(staffed: House) -> None:
    bo = staffed.slack.person("bo")
    for line in ("start @mei", "restart @mei", "pause @mei", "skip @mei", "change @mei buddy @bo", "report"):
        assert "只有人力资源部和新同事的直属上级" in await staffed.told(bo, f"/rule onboarding {line}")
    assert staffed.store.onboarding.enrolments() == ()
    assert "没有入职路径" in await staffed.told(bo, "/rule onboarding")
    assert "入职 开始" not in await staffed.told(bo, "/rule onboarding help")


async def test_a_guest_is_put_on_no_path(staffed: House) -> None:
    staffed.slack.person("guest", is_restricted=True)
    assert "访客" in await staffed.told(staffed.slack.person("lily"), "/rule onboarding start @guest")


async def test_a_path_is_paused_resumed_skipped_and_begun_anew(staffed: House) -> None:
    lily, mei, boss = (staffed.slack.person(name) for name in ("lily", "mei", "boss"))
    await staffed.told(lily, "/rule onboarding start @mei manager @boss")
    await mei.clicks(await staffed.card(mei, "欢迎加入"), "开始")
    await staffed.card(mei, "要读的条款")
    assert "已暂停" in await staffed.told(boss, "/rule onboarding pause @mei")
    assert record(staffed, mei).enrolment.is_paused
    assert "暂停" in await staffed.told(mei, "/rule onboarding")
    assert "已恢复" in await staffed.told(boss, "/rule onboarding resume @mei")
    assert "已跳过“第一天”" in await staffed.told(boss, "/rule onboarding skip @mei")
    await staffed.card(mei, "这个阶段已经跳过")
    assert [each.ending for each in record(staffed, mei).progress.closed] == [Ending.SKIPPED]
    assert "已开始" in await staffed.told(lily, "/rule onboarding restart @mei")
    await staffed.slack.until(lambda: sum("欢迎加入" in one.reads for one in mei.sees()) == 2 or None)
    await mei.clicks(await staffed.card(mei, "欢迎加入"), "开始")
    await staffed.card(mei, "要读的条款", "0/2")
    assert record(staffed, mei).progress.closed == ()


async def test_a_card_stays_one_when_the_first_day_changes(staffed: House) -> None:
    lily, mei = (staffed.slack.person(name) for name in ("lily", "mei"))
    await staffed.told(lily, "/rule onboarding start @mei")
    await mei.clicks(await staffed.card(mei, "欢迎加入"), "开始")
    before = await staffed.card(mei, "要读的条款", "0/2")
    assert "已修改" in await staffed.told(lily, "/rule onboarding change @mei 2026-11-20")
    await mei.clicks(before, _first_clause(before))
    await staffed.card(mei, "要读的条款", "1/2")
    await staffed.slack.settled(quiet=0.2)
    assert [one.ts for one in mei.sees() if "入职阶段：第一天" in one.text] == [before.ts]


def _first_clause(card: Message) -> str:
    return next(words for words in buttons(card) if words.startswith("1.1"))


async def test_buddy_and_manager_do_their_tasks_in_their_own_conversations(staffed: House) -> None:
    lily, mei, bo, boss = (staffed.slack.person(name) for name in ("lily", "mei", "bo", "boss"))
    await staffed.told(lily, "/rule onboarding start @mei manager @boss")
    await mei.clicks(await staffed.card(mei, "欢迎加入"), "开始")
    letter = await staffed.card(boss, "介绍给全组", "带教一次")
    await staffed.told(boss, "/rule onboarding change @mei buddy @bo")
    theirs = await staffed.card(bo, "带教一次")
    await boss.clicks(letter, "onboarding_done_0")
    await staffed.card(boss, "✓ 介绍给全组")
    await staffed.card(mei, "✓ （直属上级）介绍给全组")
    await bo.clicks(theirs, "完成")
    await staffed.card(bo, "✓ 带教一次")


async def test_what_helpers_were_told_goes_when_all_about_them_or_the_colleague_is_erased(
    staffed: House,
) -> None:
    lily, mei, bo, boss = (staffed.slack.person(name) for name in ("lily", "mei", "bo", "boss"))
    await staffed.told(lily, "/rule onboarding start @mei buddy @bo")
    await mei.clicks(await staffed.card(mei, "欢迎加入"), "开始")
    await staffed.card(bo, "带教一次")
    await staffed.told(lily, "/rule onboarding change @mei manager @boss")
    await staffed.card(boss, "介绍给全组")
    await staffed.slack.settled(quiet=0.2)
    await asyncio.to_thread(staffed.store.privacy.erase, staffed.clock(), bo.id, "cli:root")
    tables = ("enrolment", "enrolment_word", "outbox")
    assert not [row for name in tables for row in rows(staffed.store, name) if bo.id in str(row)]
    await asyncio.to_thread(staffed.store.privacy.erase, staffed.clock(), mei.id, "cli:root")
    assert not [row for name in tables for row in rows(staffed.store, name) if mei.id in str(row)]


async def test_the_report_shows_hr_everybody_and_managers_their_own(staffed: House) -> None:
    lily, mei, boss = (staffed.slack.person(name) for name in ("lily", "mei", "boss"))
    assert "没有人在入职路径上" in await staffed.told(lily, "/rule onboarding report")
    await staffed.told(lily, "/rule onboarding start @mei manager @boss")
    await staffed.told(lily, "/rule onboarding start @bo 2026-11-02")
    of_hr = await staffed.told(lily, "/rule onboarding report")
    assert "共 2 人：0 人已完成，1 人逾期" in of_hr
    assert "逾期 15 个工作日" in of_hr
    assert "签署记录 0 份" in of_hr
    assert "共 1 人" in await staffed.told(boss, "/rule onboarding report")
    await boss.opens_home()
    home = await staffed.slack.until(
        lambda: boss.home if boss.home and "共 1 人" in boss.home.reads else None
    )
    assert "新同事的入职进度" in home.reads
    await mei.opens_home()
    own = await staffed.slack.until(lambda: mei.home if mei.home and "我的入职" in mei.home.reads else None)
    assert "共 1 人" not in own.reads
    await mei.clicks(own, "我的入职")
    modal = await staffed.slack.until(
        lambda: mei.modal if mei.modal and "通用路径" in mei.modal.reads else None
    )
    await mei.clicks(modal, "开始")
    await staffed.card(mei, "要读的条款")


async def test_a_question_about_onboarding_is_still_a_question(staffed: House) -> None:
    assert "请假须提前一天申请" in await staffed.told(
        staffed.slack.person("bo"), "/rule 请假须提前几天申请？"
    )
