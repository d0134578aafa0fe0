"""Who may be put on a path, who may begin their own, and how a path ends."""

from datetime import date

import pytest
from bot.onboarding.progress import Enrolment
from bot.onboarding.signatures import SignedClause
from bot.workspace import Message, Person

from tests.slack.conftest import running
from tests.slack.onboarding.conftest import House, rules

MINE = "/rule onboarding"


async def offered(house: House, person: Person) -> Message:
    """What is said to somebody who is on no path."""
    return await house.slack.reply_to(await person.runs(MINE))


async def test_whoever_is_on_no_path_may_begin_their_own_and_is_welcomed(staffed: House) -> None:
    mei = staffed.slack.person("mei")
    offer = await offered(staffed, mei)
    assert "没有入职路径。想熟悉" in offer.reads
    await mei.clicks(offer, "开始我的入职学习")
    await staffed.card(mei, "已开始：通用路径，从 2026-11-23 算起")
    await staffed.card(mei, "欢迎加入")
    assert "通用路径" in await staffed.told(mei, MINE)


async def test_their_title_leads_to_the_path_that_names_it(staffed: House) -> None:
    kai = staffed.slack.person("kai", title="销售")
    await kai.clicks(await offered(staffed, kai), "开始我的入职学习")
    await staffed.card(kai, "销售路径")
    there = staffed.store.onboarding.enrolment_of(kai.id)
    assert there
    assert there.enrolment.role == "销售"


async def test_where_slack_tells_no_time_zone_the_setting_does(house: House) -> None:
    async with house.bot(SHOUZE_ONBOARDING_ZONE="Europe/Berlin"):
        mei = house.slack.person("mei", tz="")
        await mei.clicks(await offered(house, mei), "开始我的入职学习")
        await house.card(mei, "已开始")
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    assert there.enrolment.zone == "Europe/Berlin"


async def test_a_second_click_changes_nothing(staffed: House) -> None:
    mei = staffed.slack.person("mei")
    first, second = await offered(staffed, mei), await offered(staffed, mei)
    await mei.clicks(first, "开始我的入职学习")
    await staffed.card(mei, "已开始")
    await staffed.card(mei, "欢迎加入")
    await mei.clicks(second, "开始我的入职学习")
    await staffed.card(mei, "已经在入职路径上")
    await staffed.slack.settled()
    assert sum("欢迎加入" in one.reads for one in mei.sees()) == 1


async def test_a_guest_is_offered_nothing(staffed: House) -> None:
    told = await offered(staffed, staffed.slack.person("guest", is_restricted=True))
    assert "访客账号不能" in told.reads
    assert "开始" not in told.reads


async def test_where_no_path_is_written_the_sentence_stands_alone(house: House) -> None:
    mei = house.slack.person("mei")
    async with running(house.without_paths()):
        await house.slack.connected()
        told = await offered(house, mei)
    assert "没有入职路径" in told.reads
    assert "开始" not in told.reads


@pytest.mark.parametrize(
    "account",
    [
        pytest.param({"is_bot": True}, id="a-bot"),
        pytest.param({"is_restricted": True}, id="a-guest"),
        pytest.param({"team": "T00000099"}, id="of-another-organisation"),
    ],
)
async def test_hr_puts_nobody_else_on_a_path(staffed: House, account: dict[str, object]) -> None:
    other = staffed.slack.person("other", **account)  # type: ignore[arg-type]  # each is a property of an account
    told = await staffed.told(staffed.slack.person("lily"), "/rule onboarding start @other")
    assert "不能开始入职路径" in told
    assert staffed.store.onboarding.enrolment_of(other.id) is None


@pytest.mark.parametrize("who", ["lily", "boss"])
async def test_hr_and_the_manager_end_a_path_and_nothing_more_is_sent(staffed: House, who: str) -> None:
    lily, mei, bo = (staffed.slack.person(name) for name in ("lily", "mei", "bo"))
    await staffed.told(lily, "/rule onboarding start @mei manager @boss")
    await staffed.card(mei, "欢迎加入")
    assert "只有人力资源部和新同事的直属上级" in await staffed.told(bo, "/rule onboarding end @mei")
    assert "已结束" in await staffed.told(staffed.slack.person(who), "/rule onboarding end @mei")
    assert staffed.store.onboarding.enrolment_of(mei.id) is None
    assert "没有入职路径" in (await offered(staffed, mei)).reads
    assert "没有人在入职路径上" in await staffed.told(lily, "/rule onboarding report")


async def test_what_was_signed_stays_when_a_path_ends(staffed: House) -> None:
    lily, mei = staffed.slack.person("lily"), staffed.slack.person("mei")
    await staffed.told(lily, "/rule onboarding start @mei")
    staffed.store.signatures.sign(staffed.clock(), mei.id, "day", [SignedClause.of(rules().clauses[0])])
    await staffed.told(lily, "/rule 入职 结束 @mei")
    assert [each.record.person for each in staffed.store.signatures.chain()] == [mei.id]


async def test_the_path_of_somebody_who_may_see_nothing_any_more_can_be_ended(staffed: House) -> None:
    guest = staffed.slack.person("guest", is_restricted=True)
    new = Enrolment(guest.id, "general", "", date(2026, 11, 23), "Asia/Shanghai")
    staffed.store.onboarding.enrol(staffed.clock(), new, "")
    lily = staffed.slack.person("lily")
    assert "已结束" in await staffed.told(lily, "/rule onboarding end @guest")
    assert "没有入职路径" in await staffed.told(lily, "/rule onboarding end @guest")


async def test_help_tells_of_all_that_there_is(staffed: House) -> None:
    of_hr = await staffed.told(staffed.slack.person("lily"), "/rule onboarding help")
    for verb in ("开始", "修改", "暂停", "跳过", "再考", "重来", "结束", "报告", "导出"):
        assert f"入职 {verb}" in of_hr
    assert "入职 导出" in await staffed.told(staffed.slack.person("bo"), "/rule onboarding help")


async def test_an_account_that_was_deactivated_is_put_on_no_path(staffed: House) -> None:
    gone = staffed.slack.person("gone")
    staffed.slack.state.users.change(gone.id, updated=0, deleted=True)
    told = await staffed.told(staffed.slack.person("lily"), "/rule onboarding start @gone")
    assert "已经停用" in told
    assert staffed.store.onboarding.enrolment_of(gone.id) is None
