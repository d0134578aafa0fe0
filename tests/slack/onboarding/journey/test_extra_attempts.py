"""Who has used all tries at a quiz is let try again by their manager, who hears of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.workspace import Message, Person

from tests.slack.onboarding.conftest import House
from tests.slack.onboarding.journey.test_path import answer, answer_wrongly, buttons, opened, read_all

LATE = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # two days after the stage was due
BUTTON = "再给几次机会"


async def fail(house: House, mei: Person, begin: str, on: str) -> Message:
    """A whole attempt with one right answer; its result."""
    before = len(mei.sees())
    await mei.clicks(await house.card(mei, on), begin)
    await answer_wrongly(house, mei, 1, "一小时")
    await answer_wrongly(house, mei, 2, "自己打卡")
    await answer(house, mei, 3, "对")

    def result() -> Message | None:
        return next((one for one in mei.sees()[before:] if "答对 1/3" in one.reads), None)

    return await house.slack.until(result)


async def failed_twice(house: House) -> tuple[Person, Person]:
    """Somebody without a try left, and their manager, who has heard of it."""
    boss = house.slack.person("boss")
    mei, _ = await opened(house)
    house.store.onboarding.change(house.clock(), mei.id, "U9", manager=boss.id)
    await read_all(house, mei)
    await mei.clicks(await house.card(mei, "✓ 1.2"), "完成")
    await fail(house, mei, "开始测验", "要读的条款")
    last = await fail(house, mei, "再考一次", "答对 1/3")
    assert BUTTON not in buttons(last)
    assert "再考一次" not in buttons(last)
    house.clock.move(LATE)
    return mei, boss


async def test_the_manager_grants_as_many_tries_again_and_the_quiz_goes_on(house: House) -> None:
    async with house.bot():
        mei, boss = await failed_twice(house)
        letter = await house.card(boss, "测验的次数已经用完")
        await boss.clicks(letter, BUTTON)
        await house.card(boss, "已再给 2 次机会")
        card = await house.card(mei, "还可以考 2 次")
        assert "开始测验" in buttons(card)
        await boss.clicks(letter, BUTTON)
        await house.card(boss, "没有用完次数的测验")
        result = await fail(house, mei, "开始测验", "还可以考 2 次")
        assert "还可以考 1 次" in result.reads
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    assert [granted.attempt for granted in there.progress.extra_attempts] == [3]
    assert [attempt.number for attempt in there.progress.attempts] == [1, 2, 3]


async def test_the_command_grants_the_same(house: House) -> None:
    async with house.bot():
        mei, boss = await failed_twice(house)
        await house.card(boss, "测验的次数已经用完")
        await house.slack.settled(quiet=0.3)
        assert "已再给 2 次机会" in await house.told(boss, "/rule onboarding grant @mei")
        assert "没有用完次数的测验" in await house.told(boss, "/rule 入职 再考 @mei")
        assert "开始测验" in buttons(await house.card(mei, "还可以考 2 次"))


async def test_nobody_else_grants_anything(house: House) -> None:
    async with house.bot():
        mei, boss = await failed_twice(house)
        letter = await house.card(boss, "测验的次数已经用完")
        house.store.onboarding.change(house.clock(), mei.id, "U9", manager=mei.id)
        await boss.clicks(letter, BUTTON)
        await house.card(boss, "只有")
        house.store.onboarding.change(house.clock(), mei.id, "U9", manager=boss.id)
        house.store.onboarding.end(house.clock() + timedelta(days=1).total_seconds(), mei.id, "U9")
        await boss.clicks(letter, BUTTON)
        await house.card(boss, "现在没有入职路径")
    assert not [row for row in house.store.onboarding.enrolments() if row.progress.extra_attempts]
