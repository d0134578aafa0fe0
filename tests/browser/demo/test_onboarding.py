"""The first day of a new colleague in a real browser: joins, reads, fails once and passes, signs, and HR looks on."""

import csv
import io
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from bot.answering import Responders, RulesInForce, build_responder
from bot.cli.context import shipped_manifest
from bot.knowledge import Knowledge, read_knowledge
from bot.onboarding.quiz import FALSE, TRUE, Quiz, QuizQuestion, TrueFalse
from bot.store import Store
from bot.workspace import Options, Person, Workspace
from playwright.async_api import Browser, Locator, expect

from tests.browser.conftest import show
from tests.browser.screen import PageScreen
from tests.conftest import SHIPPED
from tests.resources import resources_in
from tests.slack.conftest import QUICK, running, surroundings_for

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
BEFORE, AFTER = "在其进场当日交付守则", "在其进场前一日交付守则"

pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass
class House:
    """A workspace, a store that stays, and the bot, which comes and goes over some knowledge.

    It began at ten on a working day, `ahead` of now, and time goes on from one bot to the next.
    """

    slack: Workspace
    store: Store
    cache: Path
    ahead: float = field(default_factory=lambda: MORNING.timestamp() - time.time())

    @asynccontextmanager
    async def bot(self, knowledge: Knowledge) -> AsyncIterator[None]:
        """The bot over this knowledge; 李建国 is HR."""
        responder = build_responder(knowledge.library, knowledge.synonyms, resources=resources_in(self.cache))
        responders = Responders(knowledge.library, lambda _: responder)
        hr = self.slack.person("li.jianguo").id
        others = {"SHOUZE_ONBOARDING_HR": hr, "SHOUZE_ONBOARDING_QUIET": "00:00-00:00"}
        rules = RulesInForce(responders, knowledge.onboarding)
        around = surroundings_for(self.slack, responders, self.store, QUICK, **others)
        around = replace(around, rules=lambda: rules, clock=lambda: time.time() + self.ahead)
        async with running(replace(around, timings=replace(QUICK, look=0.2))):
            await self.slack.connected()
            yield


@pytest_asyncio.fixture(loop_scope="session")
async def house(chromium: str, store: Store, cache: Path) -> AsyncIterator[House]:  # noqa: ARG001  # skips without it
    """Nothing that the bot sent may have been refused."""
    async with Workspace(shipped_manifest(), Options(team_name="运营中心")) as slack:
        slack.person("li.jianguo", real_name="李建国", title="人力资源部")
        yield House(slack, store, cache)
        assert not slack.recording.refused


def changed(folder: Path) -> Knowledge:
    """The shipped knowledge with another word in clause 1.4."""
    copied = folder / "knowledge"
    shutil.copytree(SHIPPED, copied)
    for file in (copied / "operations-code").glob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace(BEFORE, AFTER), "utf-8")
    return read_knowledge(copied)


def quiz_of(knowledge: Knowledge) -> Quiz:
    """The quiz of the first day."""
    assert knowledge.onboarding
    quiz = knowledge.onboarding.path_for("").stages[0].quiz
    assert quiz
    return quiz


def labels(question: QuizQuestion, *, right: bool) -> Iterator[str]:
    """What stands on the right options, or on one that is wrong."""
    options = ("对", "错") if isinstance(question, TrueFalse) else question.options
    places = (TRUE, FALSE) if isinstance(question, TrueFalse) else range(len(question.options))
    chosen = [place for place in places if (place in question.right) is right]
    yield from (options[place] for place in (chosen if right else chosen[:1]))


async def answer(screen: PageScreen, question: QuizQuestion, *, right: bool) -> Locator:
    """Answer the question at the end of the conversation; the message in which it stands."""
    message = screen.page.locator("main .message").filter(has_text=question.text).last
    await expect(message).to_have_count(1)
    boxes = message.locator("input[type=checkbox]")
    for label in labels(question, right=right):
        if await boxes.count():
            await message.get_by_label(label, exact=True).check()
        else:
            await message.get_by_role("button", name=label, exact=True).click()
    if await boxes.count():
        await message.get_by_role("button", name="提交").click()
    await screen.reads(message, "✓ 答对了" if right else "✗ 不对")
    return message


async def test_the_first_day_from_the_welcome_to_the_signature(
    browser: Browser, house: House, opened: list[PageScreen], knowledge: Knowledge, tmp_path: Path
) -> None:
    async with house.bot(knowledge):
        mei = await house.slack.newcomer("mei", real_name="梅小雨", locale="zh-CN")
        screen = await show(browser, house.slack, opened)
        await _first_day(screen, mei, house.slack, knowledge)
    async with house.bot(changed(tmp_path)):
        await _signs_again(screen)
        await _of_hr(screen)


async def _first_day(screen: PageScreen, mei: Person, slack: Workspace, knowledge: Knowledge) -> None:
    main = screen.page.locator("main")
    await screen.goes_to("梅小雨")
    await screen.goes_to("守则应用")
    await screen.reads(main, "欢迎加入")
    await screen.is_photographed("onboarding-welcome")
    await main.get_by_role("button", name="开始", exact=True).click()
    card = screen.page.locator("main .message").filter(has_text="要读的条款").last
    await screen.reads(card, "0/7")
    await screen.is_photographed("onboarding-card")
    for number in ("1.4", "1.6", "1.8", "4.1", "4.6", "8.9", "11.1"):
        await card.get_by_role("button", name=f"{number} ").click()
        await screen.reads(screen.modal, "起施行")
        if number == "1.6":
            await screen.is_photographed("onboarding-clause")
        await mei.closes(await slack.modal(mei))
        await screen.is_gone(screen.modal)
        await expect(card.get_by_role("button", name=f"✓ {number} ")).to_have_count(1)
    await screen.reads(card, "7/7")
    await screen.is_photographed("onboarding-read")
    questions = quiz_of(knowledge).questions
    await card.get_by_role("button", name="开始测验").click()
    for question in questions:
        told = await answer(screen, question, right=False)
        if question is questions[2]:
            await screen.page.mouse.move(5, 400)
            await screen.is_photographed("onboarding-wrong")
        await told.get_by_role("button", name="下一题").click()
    await screen.reads(screen.last, "还可以考 2 次")
    await screen.last.get_by_role("button", name="再考一次").click()
    for question in questions:
        await expect(screen.last).to_contain_text(question.text)
        if question is questions[2]:
            await screen.is_photographed("onboarding-question")
        await answer(screen, question, right=True)
    await screen.reads(screen.last, "通过了")
    await screen.is_photographed("onboarding-result")
    await screen.last.get_by_role("button", name="签署").click()
    await screen.reads(screen.modal, "我已阅读并同意")
    await screen.is_photographed("onboarding-sign")
    await screen.modal.get_by_label("我已阅读并同意").check()
    await screen.modal.get_by_role("button", name="签署").click()
    await screen.reads(screen.modal, "已签署")
    await mei.closes(await slack.modal(mei))
    await screen.reads(card, "签署")
    await screen.is_photographed("onboarding-signed")


async def _signs_again(screen: PageScreen) -> None:
    """A clause has changed: what is gone is struck through, and that clause alone is signed."""
    await screen.reads(screen.last, "有改动")
    await expect(screen.last.locator("s").first).to_be_visible()
    await screen.is_photographed("onboarding-changed")
    await screen.last.get_by_role("button", name="查看并签署").click()
    await screen.reads(screen.modal, AFTER)
    await screen.is_photographed("onboarding-sign-again")
    await screen.modal.get_by_label("我已阅读并同意").check()
    await screen.modal.get_by_role("button", name="签署").click()
    await screen.reads(screen.modal, "已签署")
    await screen.modal.get_by_role("button", name="关闭").first.click()
    await screen.reads(screen.last, "已重新签署")


async def _of_hr(screen: PageScreen) -> None:
    """What HR sees: the report, and the home tab."""
    main = screen.page.locator("main")
    await screen.goes_to("李建国")
    await screen.goes_to("守则应用")
    await screen.says("/rule onboarding report")
    await screen.reads(main, "共 1 人")
    await screen.is_photographed("onboarding-report")
    home = screen.page.locator(".home-view")
    await screen.opens_tab(screen.page.locator(".tabs a").first)
    await screen.reads(home, "新同事的入职进度")
    await screen.is_photographed("onboarding-home")
    await home.get_by_role("button", name="安排入职").click()
    await screen.reads(screen.modal, "第一天")
    await screen.is_photographed("onboarding-arrange")
    await screen.modal.get_by_role("button", name="关闭").first.click()
    await home.get_by_role("button", name="导出 CSV").click()
    await screen.reads(screen.modal, "文件已经在您和我的私信里了")
    await screen.modal.get_by_role("button", name="关闭").first.click()
    await screen.opens_tab(screen.page.locator(".tabs a").nth(1))
    await screen.reads(main, "1 人，5 行")
    await screen.is_photographed("onboarding-export")
    async with screen.page.expect_download() as download:
        await main.locator("a.file").first.click()
    written = (await (await download.value).path()).read_text("utf-8-sig")
    first, *others = csv.DictReader(io.StringIO(written))
    assert (first["姓名"], first["测验次数"], first["测验"]) == ("梅小雨", "2", "通过")
    assert (first["答对"], first["题数"], first["签署时间"][:10]) == ("5", "5", "2026-11-23")
    assert {(one["测验次数"], one["测验"], one["签署时间"]) for one in others} == {("0", "未完成", "")}
