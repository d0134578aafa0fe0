"""The form in which HR and managers say who goes with a new colleague."""

from datetime import date

import pytest
from bot.workspace import Person, View

from tests.slack.onboarding.conftest import House

BUTTON = "安排入职"


async def form(house: House, person: Person) -> View:
    """The empty form, from the home tab; what was open before is closed."""
    while person.modal:
        await person.closes(person.modal)
    while not (
        person.home and BUTTON in person.home.reads
    ):  # whose manager they are is known at the next look
        await person.opens_home()
        await house.slack.settled()
    await person.clicks(person.home, BUTTON)

    def drawn() -> View | None:
        return person.modal if person.modal and "submit" in person.modal.content else None

    return await house.slack.until(drawn)


async def told(person: Person, on: View, **answers: object) -> str:
    """What the form says once it is submitted."""
    await person.submits(on, answers)
    assert person.modal
    return person.modal.reads


@pytest.fixture(autouse=True)
def lily(house: House) -> Person:
    """HR."""
    lily = house.slack.person("lily")
    house.hr = lily.id
    return lily


async def test_hr_puts_somebody_on_a_path_who_was_there_already(house: House, lily: Person) -> None:
    kai, bo, boss = (house.slack.person(name) for name in ("kai", "bo", "boss"))
    async with house.bot():
        answers = {"who": kai.id, "buddy": bo.id, "manager": boss.id, "role": "销售", "start": "2026-11-23"}
        assert "销售路径" in await told(lily, await form(house, lily), **answers)
        await house.card(kai, "欢迎加入", "销售路径")
    there = house.store.onboarding.enrolment_of(kai.id)
    assert there
    assert (there.enrolment.role, there.enrolment.start) == ("销售", date(2026, 11, 23))
    assert (there.enrolment.buddy, there.enrolment.manager) == (bo.id, boss.id)


async def test_of_somebody_on_a_path_only_what_is_filled_in_changes(house: House, lily: Person) -> None:
    boss = house.slack.person("boss")
    async with house.bot():
        mei = await house.slack.newcomer("mei")
        await house.card(mei, "欢迎加入")
        before = house.store.onboarding.enrolment_of(mei.id)
        assert "没有指定直属上级" in await house.told(lily, "/rule onboarding report")
        assert "已修改" in await told(lily, await form(house, lily), who=mei.id, manager=boss.id)
        assert "没有指定直属上级" not in await house.told(lily, "/rule onboarding report")
    there = house.store.onboarding.enrolment_of(mei.id)
    assert before
    assert there
    assert there.enrolment.manager == boss.id
    assert (there.enrolment.start, there.enrolment.path, there.enrolment.buddy) == (
        before.enrolment.start,
        before.enrolment.path,
        "",
    )


async def test_a_manager_changes_only_their_own_people(house: House, lily: Person) -> None:
    boss, bo = house.slack.person("boss"), house.slack.person("bo")
    async with house.bot():
        mei, kai = await house.slack.newcomer("mei"), await house.slack.newcomer("kai")
        for person in (mei, kai):
            await house.card(person, "欢迎加入")
        assert "已修改" in await told(lily, await form(house, lily), who=mei.id, manager=boss.id)
        assert "已修改" in await told(boss, await form(house, boss), who=mei.id, buddy=bo.id)
        assert "只有人力资源部" in await told(boss, await form(house, boss), who=kai.id, buddy=bo.id)
        assert "只有人力资源部" in await told(boss, await form(house, boss), who=bo.id)


async def test_others_have_no_such_button(house: House) -> None:
    async with house.bot():
        mei = await house.slack.newcomer("mei")
        await house.card(mei, "欢迎加入")
        await mei.opens_home()
        home = await house.slack.until(lambda: mei.home)
        assert BUTTON not in home.reads
