"""The report as files: to whom they go, what stands in them, and what is said where Slack does not take them."""

import asyncio
import csv
import hashlib
import io
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bot.cli.context import CliContext
from bot.cli.records.onboarding_records import verify_summary
from bot.onboarding.progress import ClauseRead, Enrolment
from bot.onboarding.report_signature import (
    SignatureCheck,
    chain_fault,
    check_signature,
    read_summary,
    summary_key,
)
from bot.onboarding.signatures import SignedClause
from bot.settings import Settings, read_settings
from bot.store import new_secret
from bot.wording import Language, catalogue_for
from bot.workspace import Message, Person, Workspace
from sqlalchemy import text

from tests.slack.onboarding.conftest import MORNING, House, rules

SECRET = new_secret()
REPORT = "/rule onboarding report csv"


@pytest.fixture
async def staffed(house: House) -> AsyncIterator[House]:
    """The bot is there; lily is HR; mei is boss's, bo is nobody's, and mei has signed a clause."""
    house.hr = house.slack.user_group("hr", [house.slack.person("lily")]).id
    for name in ("mei", "bo", "boss"):
        house.slack.person(name)
    mei, bo, boss = (house.slack.person(name) for name in ("mei", "bo", "boss"))
    onboarding, now = house.store.onboarding, MORNING.timestamp()
    for person, manager in ((mei, boss.id), (bo, "")):
        new = Enrolment(person.id, "general", "", date(2026, 11, 23), "Asia/Shanghai", manager=manager)
        onboarding.enrol(now, new, "U1")
    onboarding.record(mei.id, ClauseRead("code/1.1", datetime.fromtimestamp(now, UTC)))
    house.store.signatures.sign(now, mei.id, "day", [SignedClause.of(rules().clauses[0])])
    async with house.bot(SHOUZE_SECRET=SECRET):
        yield house


def received(person: Person) -> Message | None:
    """The last message with files in the direct conversation."""
    return next((one for one in reversed(person.sees()) if one.files), None)


async def files(house: House, person: Person) -> Message:
    return await house.slack.until(lambda: received(person))


async def export(house: House, person: Person, told: str = "已经在您和我的私信里") -> None:
    """Ask for the files by the command; `told` is what comes back, beside the files or instead of them."""
    await person.runs(REPORT)
    await house.card(person, told)


def rows_of(message: Message) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(message.files[0].text)))


async def test_hr_gets_everybody_in_a_file_with_a_sealed_summary(staffed: House) -> None:
    lily, mei, bo = (staffed.slack.person(name) for name in ("lily", "mei", "bo"))
    await export(staffed, lily)
    message = await files(staffed, lily)
    assert [one.name for one in message.files] == [
        "onboarding-2026-11-23.csv",
        "onboarding-2026-11-23.csv.summary.json",
    ]
    rows = rows_of(message)
    assert {(row["成员"], row["姓名"]) for row in rows} == {(mei.id, "mei"), (bo.id, "bo")}
    [signed] = [row for row in rows if row["签署时间"]]
    assert (signed["成员"], signed["阶段"], signed["签署时间"]) == (
        mei.id,
        "第一天",
        "2026-11-23 10:00+08:00",
    )
    found = read_summary(message.files[1].text)
    assert found.summary.sha256 == hashlib.sha256(message.files[0].content).hexdigest()
    assert found.summary.sha256[:12] not in message.reads, "digests and commands are for administrators"
    assert "核对" in message.reads
    assert (found.summary.made_for, found.summary.people, found.summary.rows) == (lily.id, 2, 4)
    assert (found.summary.signatures, found.summary.is_whole) == (1, True)
    assert check_signature(found, [summary_key(SECRET)]) is SignatureCheck.FITS
    assert chain_fault(found.summary, staffed.store.signatures.chain()) is None


async def test_what_slack_gets_is_verified_at_the_terminal(staffed: House, tmp_path: Path) -> None:
    boss = staffed.slack.person("boss")
    await export(staffed, boss)
    for file in (await files(staffed, boss)).files:
        (tmp_path / file.name).write_bytes(file.content)
    url = staffed.store.engine.url.render_as_string(hide_password=False)
    environment = {"SHOUZE_SECRET": SECRET, "SHOUZE_DATABASE_URL": url}
    cli = CliContext(environment, read_settings(Settings, {}), catalogue_for(Language.CHINESE))
    summary = tmp_path / "onboarding-2026-11-23.csv.summary.json"
    assert await asyncio.to_thread(verify_summary, summary, None, cli)
    summary.with_name("onboarding-2026-11-23.csv").write_text("成员", "utf-8")
    assert not await asyncio.to_thread(verify_summary, summary, None, cli)


async def test_managers_get_their_own_people_alone(staffed: House) -> None:
    boss, mei = staffed.slack.person("boss"), staffed.slack.person("mei")
    await export(staffed, boss)
    assert {row["成员"] for row in rows_of(await files(staffed, boss))} == {mei.id}


@pytest.mark.parametrize(
    "who",
    [
        pytest.param(lambda slack: slack.person("zhao"), id="a-stranger"),
        pytest.param(lambda slack: slack.person("mei"), id="a-new-colleague"),
    ],
)
async def test_everybody_else_gets_nothing(staffed: House, who: Callable[[Workspace], Person]) -> None:
    person = who(staffed.slack)
    assert "只有人力资源部和新同事的直属上级" in await staffed.told(person, REPORT)
    assert staffed.slack.recording.calls_to("files.getUploadURLExternal") == []


async def test_a_manager_who_is_a_guest_by_now_gets_nothing(staffed: House) -> None:
    guest, bo = staffed.slack.person("guest", is_restricted=True), staffed.slack.person("bo")
    staffed.store.onboarding.change(staffed.clock(), bo.id, "U9", manager=guest.id)
    for line in (REPORT, "/rule onboarding report"):
        assert "访客账号不能在这里查规章制度" in await staffed.told(guest, line)
    assert staffed.slack.recording.calls_to("files.getUploadURLExternal") == []


async def test_files_go_to_the_direct_conversation_wherever_they_are_asked_for(staffed: House) -> None:
    lily = staffed.slack.person("lily")
    channel = staffed.slack.channel("#ops", members=[lily, staffed.slack.person("zhao")])
    told = await staffed.slack.reply_to(await lily.runs(REPORT, in_=channel))
    assert "私信" in told.reads
    assert len((await files(staffed, lily)).files) == 2
    assert not any(one.files for one in staffed.slack.messages("#ops"))


async def test_a_button_under_the_report_sends_the_files(staffed: House) -> None:
    boss = staffed.slack.person("boss")
    report = await staffed.slack.reply_to(await boss.runs("/rule onboarding report"))
    assert "签署记录 1 份" in report.reads
    await boss.clicks(report, "导出 CSV")
    await staffed.card(boss, "已经在您和我的私信里")
    assert len(rows_of(await files(staffed, boss))) == 2


async def test_a_button_in_the_home_tab_sends_the_files_and_says_so_in_a_window(staffed: House) -> None:
    boss = staffed.slack.person("boss")
    await staffed.card(staffed.slack.person("mei"), "欢迎加入")  # the bot has looked who is on a path
    await boss.opens_home()
    home = await staffed.slack.until(
        lambda: boss.home if boss.home and "共 1 人" in boss.home.reads else None
    )
    await boss.clicks(home, "导出 CSV")
    await staffed.slack.until(lambda: boss.modal if boss.modal and "私信里" in boss.modal.reads else None)
    assert len(rows_of(await files(staffed, boss))) == 2


async def test_the_home_tab_of_others_has_no_such_button(staffed: House) -> None:
    mei = staffed.slack.person("mei")
    await staffed.card(mei, "欢迎加入")
    await mei.opens_home()
    home = await staffed.slack.until(lambda: mei.home if mei.home and "我的入职" in mei.home.reads else None)
    assert "导出" not in home.reads


@pytest.mark.parametrize(
    ("breaks", "told"),
    [
        pytest.param(
            lambda slack: slack.faults.refuses("files.getUploadURLExternal", "missing_scope"),
            "加上 files:write",
            id="no-scope",
        ),
        pytest.param(
            lambda slack: slack.faults.refuses("files.completeUploadExternal", "channel_not_found"),
            "没有收下文件（channel_not_found）",
            id="refused",
        ),
        pytest.param(
            lambda slack: slack.faults.fails("upload_url"), "没有收下文件（not_uploaded）", id="not-uploaded"
        ),
        pytest.param(
            lambda slack: slack.faults.rate_limits("files.getUploadURLExternal"),
            "请过一分钟再试",
            id="too-many",
        ),
        pytest.param(
            lambda slack: slack.faults.fails("files.completeUploadExternal"), "没有回音", id="failed"
        ),
        pytest.param(lambda slack: slack.faults.hangs("upload_url"), "没有回音", id="no-answer-to-the-bytes"),
    ],
)
async def test_what_slack_does_not_take_is_told_in_a_sentence_and_nothing_is_sent_by_halves(
    staffed: House, breaks: Callable[[Workspace], None], told: str
) -> None:
    lily = staffed.slack.person("lily")
    breaks(staffed.slack)
    await export(staffed, lily, told)
    assert received(lily) is None
    await export(staffed, lily)
    assert len((await files(staffed, lily)).files) == 2


async def test_files_that_slack_took_without_a_word_are_told_to_be_looked_for(staffed: House) -> None:
    lily = staffed.slack.person("lily")
    staffed.slack.faults.hangs("files.completeUploadExternal")
    await export(staffed, lily, "没有回音")
    assert len((await files(staffed, lily)).files) == 2


async def test_without_a_secret_the_words_and_the_summary_say_that_it_is_unsigned(house: House) -> None:
    lily, mei = (house.slack.person(name) for name in ("lily", "mei"))
    house.hr = lily.id
    house.store.onboarding.enrol(
        MORNING.timestamp(), Enrolment(mei.id, "general", "", date(2026, 11, 23), "Asia/Shanghai"), ""
    )
    async with house.bot():
        await export(house, lily)
        message = await files(house, lily)
    assert "摘要没有签名" in message.reads
    assert read_summary(message.files[1].text).signature == "unsigned"


async def test_signatures_that_do_not_hold_are_told_beside_the_files(staffed: House) -> None:
    with staffed.store.engine.begin() as db:
        db.execute(text("UPDATE signature SET stage = 'x'"))
    lily = staffed.slack.person("lily")
    report = await staffed.told(lily, "/rule onboarding report")
    assert "签署记录被改动过" in report
    await export(staffed, lily)
    message = await files(staffed, lily)
    assert "签署记录被改动过" in message.reads
    assert not read_summary(message.files[1].text).summary.is_whole
