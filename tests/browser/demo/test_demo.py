"""The demo as a person uses it: the real bot, the shipped rulebook, a real browser."""

import pytest
from bot.workspace import Workspace
from playwright.async_api import Browser

from tests.browser.conftest import show
from tests.browser.screen import ON_DESK, PageScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")

ASKED = "客户提的请求最晚多久要回？"
CLAUSE = "《运营中心守则》第七章第一条"


async def test_a_question_in_a_channel_is_answered_in_its_thread(screen: PageScreen) -> None:
    await screen.says(f"@守则 {ASKED}")
    await screen.reads(screen.last, "1 条回复")
    await screen.last.locator(".replies").click()
    await screen.reads(screen.thread, CLAUSE)
    await screen.reads(screen.thread, "24 小时内作出首次回复")
    await screen.has_focus(screen.page.locator("#composer-thread"))
    await screen.page.mouse.move(5, 400)
    await screen.is_photographed("channel")


async def test_a_follow_up_in_the_thread_is_answered_there(screen: PageScreen) -> None:
    await screen.says(f"@守则 {ASKED}")
    await screen.last.locator(".replies").click()
    box = screen.page.locator("#composer-thread")
    await box.fill("7.2")  # no second mention
    await box.press("Enter")
    await screen.reads(screen.thread, "第七章第二条")
    await screen.reads(screen.thread, "3 条回复")


async def test_a_direct_message_is_answered_where_it_stands(screen: PageScreen) -> None:
    await screen.goes_to("守则应用")
    await screen.says("晚到十分钟算迟到吗")
    await screen.reads(screen.last, "第四章第二条")
    await screen.is_photographed("direct-message")


async def test_a_command_is_completed_answered_privately_and_shared(
    screen: PageScreen, demo: Workspace
) -> None:
    await screen.composer.press_sequentially("/ru")
    await screen.reads(screen.page.locator("#suggestions-main"), "查条款")
    await screen.is_photographed("command-hint")
    await screen.composer.press("Tab")
    await screen.composer.press_sequentially("7.1")
    await screen.reads(screen.page.locator(".usage"), "/rule")
    await screen.composer.press("Enter")
    await screen.reads(screen.last, CLAUSE)
    await screen.reads(screen.last, "只有您能看到")
    await screen.is_gone(screen.last.locator(".toolbar"))  # nobody can react to it, and no shortcut is there
    await screen.is_photographed("private-answer")
    await screen.last.locator("summary.button").click()
    await screen.is_photographed("behind-the-dots")
    await screen.last.get_by_role("button", name="分享到频道").click()
    await screen.reads(screen.last, "分享了这条规则")
    await screen.reads(screen.page.locator("main .is-private").last, "已分享到频道")
    posted = [one for one in demo.messages("ops-运营") if one.bot_id and not one.ephemeral_to]
    assert len(posted) == 1


async def test_what_is_said_to_everybody_covers_nothing(screen: PageScreen, demo: Workspace) -> None:
    demo.notice({"zh": "规则文件有错，先按原来的规则回答。\n第一处：第 3 行。"})
    banner = screen.page.locator("#notice")
    await screen.reads(banner, "规则文件有错")
    said, frame = await banner.bounding_box(), await screen.page.locator(".frame").bounding_box()
    assert said
    assert frame
    assert (said["y"], said["y"] + said["height"]) == (0, frame["y"])
    assert frame["y"] + frame["height"] == ON_DESK["height"]


async def test_an_unknown_command_is_said_and_what_was_typed_stays(screen: PageScreen) -> None:
    await screen.says("/weather")
    await screen.reads(screen.page.locator("#problem"), "没有 /weather 这个命令")
    assert await screen.composer.input_value() == "/weather"


async def test_another_person_sees_no_private_answer_and_their_own_language(screen: PageScreen) -> None:
    await screen.says("/rule 7.1")
    await screen.reads(screen.last, CLAUSE)
    await screen.goes_to("Emma Chen")
    await screen.reads(screen.page.locator("nav.sidebar"), "Direct messages")
    assert CLAUSE not in await screen.page.locator("main").inner_text()
    await screen.says("@守则 Does the company have a gym?")
    await screen.reads(screen.last, "1 reply")
    await screen.last.locator(".replies").click()
    await screen.reads(screen.thread, "No clause in the rulebook answers")
    await screen.page.mouse.move(5, 400)
    await screen.is_photographed("english-refusal")


async def test_what_can_be_done_with_an_answer_stands_on_one_line_in_a_narrow_thread(
    screen: PageScreen,
) -> None:
    await screen.goes_to("Emma Chen")
    await screen.says("@守则 show me Chapter 7 Article 1")
    await screen.last.locator(".replies").click()
    row = screen.thread.locator(".actions").last
    await screen.reads(row, "Not helpful")
    await screen.page.set_viewport_size({"width": 345, "height": 800})
    await row.locator("> *").first.wait_for()
    tops = [await each.evaluate("one => one.offsetTop") for each in await row.locator("> *").all()]
    assert len(tops) > 2
    assert len(set(tops)) == 1


async def test_dark_follows_the_system_and_the_switch_overrides_it(
    browser: Browser, demo: Workspace, opened: list[PageScreen]
) -> None:
    screen = await show(browser, demo, opened, dark=True)
    ground = "getComputedStyle(document.querySelector('main')).backgroundColor"
    assert await screen.page.evaluate(ground) == "rgb(26, 29, 33)"
    await screen.says(f"@守则 {ASKED}")
    await screen.last.locator(".replies").click()
    await screen.reads(screen.thread, CLAUSE)
    await screen.is_photographed("dark")
    await screen.page.locator("[data-theme-switch]").click()
    assert await screen.page.evaluate(ground) == "rgb(255, 255, 255)"
    await screen.page.reload()
    assert await screen.page.evaluate(ground) == "rgb(255, 255, 255)"


async def test_on_a_phone_one_thing_at_a_time(
    browser: Browser, demo: Workspace, opened: list[PageScreen]
) -> None:
    screen = await show(browser, demo, opened, phone=True)
    main, sidebar = screen.page.locator("main"), screen.page.locator("nav.sidebar")
    assert await sidebar.is_visible()
    assert not await main.is_visible()
    await screen.is_photographed("phone-list")
    await screen.page.locator("nav.sidebar a").filter(has_text="ops").tap()
    await screen.composer.fill(f"@守则 {ASKED}")
    await screen.page.locator(".send").first.tap()
    await screen.last.locator(".replies").tap()
    await screen.reads(screen.thread, CLAUSE)
    await screen.is_photographed("phone-thread")
    assert not await main.is_visible()
    assert await screen.page.evaluate("document.documentElement.scrollWidth") <= 390
    await screen.thread.locator("summary.button").last.tap()
    menu = await screen.thread.locator("details[open] .menu-items").bounding_box()
    assert menu
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= 390
    await screen.page.get_by_role("link", name="关闭消息列").tap()
    await screen.is_gone(screen.thread)
    await screen.is_photographed("phone-channel")
    await screen.page.get_by_role("link", name="返回会话列表").tap()
    await sidebar.wait_for(state="visible")
    await sidebar.locator("a").filter(has_text="守则应用").tap()
    await screen.page.locator(".prompts > *").nth(2).wait_for()
    tops = await screen.page.locator(".prompts > *").evaluate_all("all => all.map(each => each.offsetTop)")
    assert max(tops) - min(tops) < 20  # one row, to be pushed aside: the conversation has the rest


async def test_a_question_can_be_asked_and_its_answer_read_with_the_keyboard_alone(
    screen: PageScreen,
) -> None:
    keys = screen.page.keyboard
    await screen.has_focus(screen.composer)
    await keys.type("@守")
    await keys.press("Enter")
    await keys.type(ASKED)
    await keys.press("Enter")
    await screen.reads(screen.last, "1 条回复")
    for _ in range(12):
        await keys.press("Shift+Tab")
        if await screen.last.evaluate("one => one === document.activeElement"):
            break
    await keys.press("ArrowUp")
    await keys.press("ArrowDown")
    await screen.has_focus(screen.last)
    await keys.press("Enter")
    await screen.reads(screen.thread, CLAUSE)
    await screen.has_focus(screen.page.locator("#composer-thread"))
    await keys.press("Escape")
    await screen.is_gone(screen.thread)
    await screen.has_focus(screen.last)
    await screen.is_photographed("keyboard")


async def test_messages_of_others_arrive_without_a_reload_and_are_read_out(
    screen: PageScreen, demo: Workspace
) -> None:
    await screen.composer.fill("我正在写")
    await demo.person("emma").says("ops-运营", "大家早")
    await screen.reads(screen.last, "大家早")
    await screen.reads(screen.page.locator("#announcer"), "Emma Chen: 大家早")
    assert await screen.composer.input_value() == "我正在写"
    await demo.person("emma").says("客服", "工单好了")
    await screen.reads(screen.page.locator("nav.sidebar .entry").filter(has_text="客服"), "1")


async def test_a_draft_stays_with_its_conversation(screen: PageScreen) -> None:
    await screen.composer.fill("还没写完")
    await screen.goes_to("random")
    assert await screen.composer.input_value() == ""
    await screen.page.go_back()
    await screen.reads(screen.page.locator("main h2"), "ops-运营")
    assert await screen.composer.input_value() == "还没写完"


async def test_ones_own_message_is_edited_and_deleted(screen: PageScreen) -> None:
    await screen.says("大家好")
    await screen.reads(screen.last, "大家好")
    await screen.opens_menu()
    await screen.last.get_by_text("编辑消息").click()
    await screen.page.locator(".editor textarea").fill("大家晚上好")
    await screen.page.get_by_role("button", name="保存").click()
    await screen.reads(screen.last.locator(".edited"), "已编辑")
    await screen.reads(screen.last, "大家晚上好")
    await screen.last.hover()
    await screen.last.locator("[data-react=eyes]").click()
    await screen.reads(screen.last.locator(".reactions"), "1")
    await screen.opens_menu()
    await screen.last.get_by_text("删除消息").click()
    await screen.page.locator("#confirm").get_by_text("删除消息").last.click()
    await screen.is_gone(screen.page.locator("main .message").filter(has_text="大家晚上好"))
