"""Who is put on a path, and when they hear of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bot.slack.access.directory import Directory
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.conftest import running
from tests.slack.onboarding.conftest import House

DIRECTORY = Directory(AsyncWebClient("xoxb-1"), dict, "T1", lambda: 0.0)


async def test_somebody_who_joins_is_welcomed_with_their_path(house: House) -> None:
    async with house.bot():
        mei = await house.slack.newcomer("mei")
        welcome = await house.card(mei, "欢迎加入")
    assert "通用路径" in welcome.reads
    assert "第一天 · 2026-11-23" in welcome.reads
    assert "第一周 · 2026-11-24 – 2026-11-27" in welcome.reads


async def test_the_welcome_is_in_the_language_of_who_joins(house: House) -> None:
    async with house.bot():
        emma = await house.slack.newcomer("emma", locale="en-US")
        assert "Welcome" in (await house.card(emma, "Shouze")).reads


async def test_a_title_that_a_path_names_leads_to_that_path(house: House) -> None:
    async with house.bot():
        kai = await house.slack.newcomer("kai", title="销售")
        assert "销售路径" in (await house.card(kai, "欢迎")).reads


@pytest.mark.parametrize(
    "account",
    [
        pytest.param({"is_bot": True}, id="a bot"),
        pytest.param({"id": "USLACKBOT"}, id="Slack's own bot"),
        pytest.param({"is_restricted": True}, id="a guest"),
        pytest.param({"is_ultra_restricted": True}, id="a guest of one channel"),
        pytest.param({"is_stranger": True}, id="a stranger"),
        pytest.param({"deleted": True}, id="somebody who has left"),
        pytest.param({"team_id": "T2"}, id="of another organisation"),
    ],
)
def test_nobody_else_is_staff(account: dict[str, object]) -> None:
    assert DIRECTORY.account({"id": "U1", "team_id": "T1"}).is_staff
    assert not DIRECTORY.account({"id": "U1", "team_id": "T1"} | account).is_staff


async def test_guests_hear_nothing(house: House) -> None:
    async with house.bot():
        guest = await house.slack.newcomer("guest", is_restricted=True)
        mei = await house.slack.newcomer("mei")
        await house.card(mei, "欢迎加入")
        await house.slack.settled()
    assert guest.sees() == []
    assert house.store.onboarding.enrolment_of(guest.id) is None


async def test_a_second_join_changes_nothing(house: House) -> None:
    async with house.bot():
        mei = await house.slack.newcomer("mei")
        await house.card(mei, "欢迎加入")
        before = house.store.onboarding.enrolment_of(mei.id)
        await house.slack.newcomer("mei")
        await house.slack.settled(quiet=0.3)
    assert house.store.onboarding.enrolment_of(mei.id) == before
    assert len(mei.sees()) == 1


async def test_the_welcome_waits_for_the_end_of_the_quiet_hours_where_they_live(house: House) -> None:
    night = datetime(2026, 11, 23, 22, 0, tzinfo=ZoneInfo("America/New_York"))
    house.clock.move(night)
    async with house.bot():
        joe = await house.slack.newcomer("joe", tz="America/New_York")
        await house.slack.settled(quiet=0.3)
        assert joe.sees() == []
        house.clock.move(night + timedelta(hours=11, seconds=1))
        await house.card(joe, "欢迎加入")


async def test_without_paths_nobody_is_put_on_one(house: House) -> None:
    async with running(house.without_paths()):
        await house.slack.connected()
        mei = await house.slack.newcomer("mei")
        await house.slack.settled(quiet=0.2)
        assert "没有入职路径" in await house.told(mei, "/rule onboarding")
    assert house.store.onboarding.enrolment_of(mei.id) is None


@pytest.mark.parametrize("zone", ["Nowhere/Nothing", "", "../etc", None])
def test_a_time_zone_that_nobody_knows_keeps_nobody_from_their_path(zone: str | None) -> None:
    assert DIRECTORY.account({"id": "U1", "team_id": "T1", "tz": zone}).zone == "Asia/Shanghai"


async def test_who_leaves_is_on_their_path_no_more(house: House) -> None:
    async with house.bot():
        mei, boss = await house.slack.newcomer("mei"), await house.slack.newcomer("boss")
        await house.card(mei, "欢迎加入")
        await house.card(boss, "欢迎加入")
        house.store.onboarding.change(house.clock(), mei.id, "U9", manager=boss.id)
        await house.slack.deactivates(boss)
        await house.slack.until(lambda: house.store.onboarding.enrolment_of(boss.id) is None or None)
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    assert there.enrolment.manager == ""
