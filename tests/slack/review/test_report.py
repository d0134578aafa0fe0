"""`/rule report`: whoever looks after rules reads the figures of their part of them, alone; nobody else does."""

import re
from dataclasses import replace

import pytest
from bot.report import Figure
from bot.workspace import Message, Person

from tests.databases import rows
from tests.slack.desk.conftest import SHUTTLE, Office
from tests.slack.review.conftest import november
from tests.store.enrolments import newcomer


async def reply(office: Office, person: Person, line: str) -> Message:
    """What somebody reads after a command."""
    before = {one.ts for one in person.sees()}
    await person.runs(line)
    return await office.slack.until(
        lambda: next((one for one in person.sees() if one.ts not in before), None)
    )


async def test_owners_read_the_figures_of_their_own_part_and_those_of_hr_all_of_them(office: Office) -> None:
    hr = office.slack.person("hr", locale="zh-CN")
    async with office.bot(SHOUZE_ONBOARDING_HR=hr.id):
        await november(office)
        for person, is_whole in ((office.owner, False), (office.head, False), (hr, True)):
            shown = await reply(office, person, "/rule report 2026-11")
            assert "守则报告：2026-11-01 至 2026-11-30" in shown.reads
            assert ("只算您负责的章节" in shown.reads) is not is_whole
            [table] = [block for block in shown.blocks if block["type"] == "table"]
            assert len(table["rows"]) == len(Figure) + 1
            assert "已经有结果的问题" in shown.reads
            assert "第一章 考勤：7" in shown.reads
            assert SHUTTLE not in f"{shown.blocks}"


async def test_without_a_month_it_is_about_the_last_thirty_days_and_what_is_no_month_is_told(
    office: Office,
) -> None:
    async with office.bot():
        assert "2026-10-26 至 2026-11-24" in (await reply(office, office.head, "/rule report")).reads
        assert "2026-13" in (await reply(office, office.head, "/rule report 2026-13")).reads


@pytest.mark.parametrize("line", ["/rule report", "/rule 月报", "/rule 报告"])
async def test_nobody_else_reads_it(office: Office, line: str) -> None:
    async with office.bot():
        await november(office)
        assert "给负责规则的人看" in (await reply(office, office.staff[0], line)).reads


@pytest.mark.parametrize("month", ["上月", "上个月", "last month", "Last  Month"])
async def test_the_month_before_may_be_said_in_words(office: Office, month: str) -> None:
    async with office.bot():
        shown = await reply(office, office.head, f"/rule report {month}")
        assert "2026-10-01 至 2026-10-31" in shown.reads


async def test_what_follows_and_is_no_month_is_told_and_never_kept_as_a_question(office: Office) -> None:
    async with office.bot():
        shown = await reply(office, office.head, "/rule report 迟到怎么处理")
        assert "“迟到怎么处理”看不懂" in shown.reads
    assert not rows(office.desk.store, "question")


async def test_help_names_the_commands_that_its_reader_can_use_and_no_others(office: Office) -> None:
    hr, new = (office.slack.person(name, locale="zh-CN") for name in ("hr", "new"))
    office.desk.store.onboarding.enrol(0.0, replace(newcomer(new.id), manager=office.head.id), hr.id)
    async with office.bot(SHOUZE_ONBOARDING_HR=hr.id):
        for person, named in (
            (office.staff[0], ["匿名建议"]),
            (new, ["匿名建议", "我的入职"]),
            (office.head, ["匿名建议", "入职 帮助", "月报"]),
            (hr, ["匿名建议", "入职 帮助", "月报"]),
        ):
            shown = (await reply(office, person, "/rule 帮助")).reads
            assert re.findall(r"· 发 /rule (\D+?) [看写](?!目录)", shown) == named
    assert not rows(office.desk.store, "question")


@pytest.mark.parametrize(
    ("locale", "asked", "named", "commands"),
    [
        ("zh-CN", "帮助", r"· 发 /rule (\D+?) [看写](?!目录)", 4),
        ("en-US", "help", r"· Send /rule (\D+?) (?:to|for) ", 4),
    ],
)
async def test_what_help_names_is_a_command_and_no_question_about_the_rules(
    office: Office, locale: str, asked: str, named: str, commands: int
) -> None:
    hr = office.slack.person("hr", locale=locale)
    office.desk.store.onboarding.enrol(0.0, replace(newcomer(hr.id), manager=office.head.id), hr.id)
    async with office.bot(SHOUZE_ONBOARDING_HR=hr.id):
        found = re.findall(named, (await reply(office, hr, f"/rule {asked}")).reads)
        assert len(found) == commands
        for command in found:
            await hr.runs(f"/rule {command}")
        await office.slack.settled(quiet=0.1)
    assert not rows(office.desk.store, "question")
