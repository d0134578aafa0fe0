"""Quick clicks, late deliveries and failing calls: the last act has the last word, and a failure is no refusal."""

import asyncio

import pytest
from bot.slack.home.links import ToHeading
from bot.workspace import View, Workspace

from tests.slack.home.conftest import FakeHome
from tests.slack.home.reader import HomeReader, links

BOOK = "operations-code"


def button(page: View, chapter: int) -> str:
    """The name of the button that leads to a chapter."""
    value = str(ToHeading(BOOK, str(chapter)))
    [found] = [way for way in links(page) if way.payload["value"] == value]
    return f"{found.block_id}/{found.action_id}"


async def test_of_two_quick_clicks_the_last_ones_page_stays_though_the_first_ones_is_drawn_later(
    alice: HomeReader, slack: Workspace, fake_home: FakeHome
) -> None:
    start = await alice.opens_home()
    drawn = fake_home.holds()
    await alice.person.clicks(start, button(start, 7))
    await alice.goes(ToHeading(BOOK, "4"))
    drawn.set()
    await slack.settled()
    assert "第四章 行为规范" in alice.reads
    assert len(slack.recording.calls_to("views.publish")) == 2


async def test_a_page_is_published_only_when_the_one_before_it_is(
    alice: HomeReader, slack: Workspace
) -> None:
    await alice.opens_home()
    slack.faults.slows("views.publish", 0.2)
    await alice.goes(ToHeading(BOOK, "7"))
    await alice.goes("返回主页")
    await slack.settled()
    _, first, second = slack.recording.calls_to("views.publish")
    assert second.at >= first.at + first.took


async def test_clicks_that_arrive_in_the_wrong_order_end_on_the_last_page(
    alice: HomeReader, slack: Workspace
) -> None:
    start = await alice.opens_home()
    slack.faults.reorders(which=lambda payload: payload.get("type") == "block_actions")
    await asyncio.gather(
        alice.person.clicks(start, button(start, 7)), alice.person.clicks(start, button(start, 4))
    )
    await slack.settled()
    assert "第四章 行为规范" in alice.reads


async def test_an_opening_that_is_delivered_again_does_not_take_the_page_away(
    alice: HomeReader, slack: Workspace
) -> None:
    await alice.opens_home()
    await alice.goes(ToHeading(BOOK, "7"))
    await slack.redelivers("app_home_opened")
    await slack.settled()
    assert "第七章 客户服务标准" in alice.reads
    assert "首次回复时限" in alice.reads


async def test_a_conflict_leaves_what_stands_there(alice: HomeReader, slack: Workspace) -> None:
    start = await alice.opens_home()
    slack.faults.refuses("views.publish", "hash_conflict")
    await alice.person.clicks(start, button(start, 7))
    await slack.settled()
    assert alice.reads == start.reads
    await alice.goes(ToHeading(BOOK, "4"))
    assert "第四章" in alice.reads


async def test_a_failure_is_said_as_such_with_a_way_back(alice: HomeReader, slack: Workspace) -> None:
    await alice.opens_home()
    slack.faults.refuses("views.publish", "internal_error")
    await alice.goes(ToHeading(BOOK, "7"))
    assert "系统出错了" in alice.reads
    assert "1a2b3c4d" in alice.reads
    await alice.goes("返回主页")
    assert "第七章" in alice.reads


async def test_a_failure_in_the_modal_ends_its_waiting(alice: HomeReader, fake_home: FakeHome) -> None:
    fake_home.fault = RuntimeError("the index is broken")
    await alice.asks("迟到怎么处理？")
    assert "系统出错了" in alice.reads
    fake_home.fault = None
    await alice.submits("迟到怎么处理？")
    assert "系统出错了" not in alice.reads


@pytest.mark.parametrize("error", ["internal_error", "channel_not_found"])
async def test_a_failing_pane_leaves_the_home_alone(alice: HomeReader, slack: Workspace, error: str) -> None:
    slack.faults.refuses("assistant.threads.setSuggestedPrompts", error)
    await alice.person.opens_pane()
    await slack.settled()
    assert alice.person.home is None
