"""匿名建议: written without a name, read by the owner with others, replied to, and never anybody's."""

import logging
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from bot.retrieval import Analyzer
from bot.rulebook import Owner
from bot.store import Store
from bot.store.tables import metadata
from bot.suggestions import SUGGESTIONS_A_DAY, suggestion_id
from bot.workspace import Message, Person, View, Workspace

from tests.databases import rows
from tests.slack.desk.conftest import Office
from tests.slack.owned_book import TEXTS, serving
from tests.small_books import book, library, owned_by

Tables = Mapping[str, Sequence[Mapping[str, object]]]
"""The rows of each table."""
NOTICE = "我们保证不了的"
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
NOISY = "食堂太吵，开会的房间又不够。"


async def suggests(office: Office, person: Person, words: str) -> str:
    """Somebody writes by the button on their home tab; their code."""
    form = await office.opens(person, await office.opens_home(person), "匿名建议")
    assert NOTICE in form.reads
    said = await office.submits(person, form, {"text": words})
    found = CODE.search(said)
    assert found
    assert "会给" in said
    return found[0]


async def types(office: Office, person: Person, text: str) -> View:
    """They type the command; the window that opens."""
    before = person.modal
    await person.runs(f"/rule {text}")

    def opened() -> View | None:
        shown = person.modal
        return None if shown is None or shown is before or "请稍候" in shown.reads else shown

    return await office.slack.until(opened)


async def all_suggest(office: Office) -> Sequence[str]:
    """Three people write on one day, and the owner may read it on the next; their codes."""
    codes = [
        await suggests(office, person, f"{NOISY}{index}") for index, person in enumerate(office.staff[:3])
    ]
    office.clock.passes(days=1)
    await office.look()
    return codes


async def test_three_suggestions_are_read_on_the_next_day_and_the_writer_reads_the_reply(
    office: Office,
) -> None:
    writer = office.staff[0]
    async with office.bot():
        codes = [
            await suggests(office, person, f"{NOISY}{index}") for index, person in enumerate(office.staff[:3])
        ]
        await office.look()
        assert not office.posted("#rules")
        assert NOISY not in (await office.opens_home(office.head)).reads
        office.clock.passes(days=1)
        await office.look()
        [told] = office.posted("#rules")
        assert "有 3 条匿名建议等您看" in told.reads
        assert NOISY not in told.reads
        home = await office.opens_home(office.head)
        assert [f"{NOISY}{number}" in home.reads for number in range(3)] == [True] * 3
        assert NOISY not in (await office.opens_home(office.owner)).reads
        [place] = [place for place, block in enumerate(home.blocks) if f"{NOISY}0" in str(block)]
        buttons = home.blocks[place + 1]["block_id"]
        form = await office.opens(office.head, home, f"{buttons}/suggestion_reply")
        assert "凭代码就能看到" in await office.submits(office.head, form, {"text": "下周加两间会议室。"})
        assert f"{NOISY}0" not in (await office.opens_home(office.head)).reads
        again = await types(office, writer, f"suggest {codes[0].lower()}")
        assert "下周加两间会议室。" in again.reads
        assert office.head.id not in again.content
        assert "还没有给负责人看" in await office.submits(writer, again, {"text": "谢谢，几楼？"})
        office.clock.passes(days=1)
        await office.look()
        assert "几楼" not in (await office.opens_home(office.head)).reads
        office.clock.passes(days=8)
        await office.look()
        assert "谢谢，几楼？" in (await office.opens_home(office.head)).reads
        assert len(office.posted("#rules")) == 2


async def test_the_window_takes_a_code_too_and_says_what_is_none(office: Office) -> None:
    writer = office.staff[0]
    async with office.bot():
        code = await suggests(office, writer, NOISY)
        form = await types(office, writer, "匿名建议")
        assert (await writer.submits(form, {"code": "记不清了"})).errors
        assert (await writer.submits(form, {"text": " "})).errors
        assert NOISY in await office.submits(writer, form, {"code": code})
        assert "没有这条建议" in (await types(office, writer, "suggest 2A22-2222-2222-2222")).reads


async def test_what_stands_behind_the_command_stands_in_the_window_and_is_no_question(office: Office) -> None:
    async with office.bot():
        form = await types(office, office.staff[0], f"suggest {NOISY}")
        assert NOISY in str(form.content)
        assert not rows(office.desk.store, "question")


async def test_what_begins_so_or_is_a_code_opens_the_window_and_is_kept_nowhere(office: Office) -> None:
    writer = office.staff[0]
    async with office.bot():
        form = await types(office, writer, "匿名建议：食堂太吵")
        assert "食堂太吵" in str(form.content)
        code = await suggests(office, writer, NOISY)
        assert NOISY in (await types(office, writer, code)).reads
        said = await writer.messages_bot("匿名建议食堂太吵")
        assert "在打开的窗口里写" in (await office.slack.reply_to(said)).reads
        said = await writer.messages_bot(f"代码 {code}")
        assert "代码，没有保存" in (await office.slack.reply_to(said)).reads
        await writer.says("#ops", f"@守则 {code}")
        await office.slack.until(lambda: [one for one in told_alone(office) if "没有保存" in one.reads])
        await office.slack.settled()
        assert not rows(office.desk.store, "question")
        assert not rows(office.desk.store, "outbox")


async def test_a_question_that_becomes_a_suggestion_is_kept_no_more(office: Office) -> None:
    writer = office.staff[0]
    async with office.bot():
        said = await writer.messages_bot("食堂几点开门")
        await office.slack.reply_to(said)
        await writer.edits(said, "匿名建议：食堂太吵")
        await office.slack.settled()
        [kept] = rows(office.desk.store, "question")
        assert kept["sealed_text"] == ""
        assert kept["outcome"] == "withdrawn"


async def test_what_is_written_beside_a_code_stands_in_the_box_below_what_was_said(office: Office) -> None:
    writer = office.staff[0]
    async with office.bot():
        code = await suggests(office, writer, NOISY)
        form = await types(office, writer, "suggest more vacation days")
        assert "more vacation days" in str(form.content)
        assert NOISY in await office.submits(writer, form, {"code": code, "text": "停车位也不够"})
        assert writer.modal
        assert "停车位也不够" in str(writer.modal.content)
        await office.submits(writer, writer.modal, {"text": "停车位也不够"})
        assert len(office.desk.store.suggestions.waiting()) == 2


async def test_nobody_writes_more_than_so_many_a_day(office: Office) -> None:
    writer = office.staff[0]
    async with office.bot():
        for number in range(SUGGESTIONS_A_DAY):
            await suggests(office, writer, f"{NOISY}{number}")
        form = await types(office, writer, "suggest")
        assert (await writer.submits(form, {"text": NOISY})).errors
        await suggests(office, office.staff[1], NOISY)
        office.clock.passes(days=1)
        await suggests(office, writer, f"{NOISY}明天")


async def test_what_an_older_home_tab_does_not_show_is_not_ticked_off_there(office: Office) -> None:
    writer = office.staff[0]
    async with office.bot():
        [code, *_] = await all_suggest(office)
        home = await office.opens_home(office.head)
        again = await types(office, writer, code)
        await office.submits(writer, again, {"text": "补充：九点以后更吵"})
        office.clock.passes(days=9)
        await office.look()
        [place] = [place for place, block in enumerate(home.blocks) if f"{NOISY}0" in str(block)]
        await office.head.clicks(home, f"{home.blocks[place + 1]['block_id']}/suggestion_seen")
        await office.slack.settled()
        assert "补充：九点以后更吵" in (await office.opens_home(office.head)).reads


async def test_an_owner_does_not_write_to_themselves(office: Office) -> None:
    async with office.bot():
        assert "不用写" in (await types(office, office.head, "suggest")).reads


async def reads(slack: Workspace, person: Person, words: str) -> View:
    """The window in which somebody reads these words."""
    return await slack.until(lambda: person.modal if person.modal and words in person.modal.reads else None)


async def test_what_was_written_about_a_book_that_is_gone_reaches_no_other_owner(
    empty_slack: Workspace, store: Store, analyzer: Analyzer
) -> None:
    slack = empty_slack
    writer, head, other = (slack.person(name, locale="zh-CN") for name in ("writer", "head", "other"))
    gone = owned_by(book(TEXTS, id="gone", title="旧守则"), Owner("甲组", head.id))
    stays = owned_by(book(TEXTS), Owner("乙组", other.id))
    code = "7K2M9ABC3DEF4GHJ"
    store.suggestions.write(suggestion_id(code), "gone", "只给甲组的话", date(2099, 1, 1))
    store.suggestions.show(0.0, store.suggestions.waiting(), {})
    async with serving(slack, store, analyzer, library(stays, gone)):
        await writer.runs("/rule suggest")
        form = await reads(slack, writer, NOTICE)
    async with serving(slack, store, analyzer, library(stays)):
        await writer.submits(form, {"book": "gone", "text": "甲组太吵"})
        again = await reads(slack, writer, "还没有发出去")
        assert "甲组太吵" in str(again.content)
        assert "写给" in again.reads
        assert "乙组" in again.reads
        assert not store.suggestions.waiting()
        await other.opens_home()
        await slack.settled()
        assert other.home
        assert "只给甲组的话" not in other.home.reads
        await writer.runs(f"/rule {code}")
        read = await reads(slack, writer, "只给甲组的话")
        assert "不会给别人看" in read.reads


async def test_a_form_told_twice_is_one_suggestion(office: Office) -> None:
    writer = office.staff[0]
    async with office.bot():
        form = await types(office, writer, "suggest")
        sent = await writer.submits(form, {"text": NOISY})
        await office.slack.redelivers(sent.delivery)
        await office.slack.settled()
    assert len(office.desk.store.suggestions.waiting()) == 1


async def test_two_looks_at_the_database_and_the_log_do_not_tell_who_wrote(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    writer, other = office.staff[:2]
    async with office.bot():
        for person in (writer, other):  # what is known of them was known before
            await office.opens_home(person)
        caplog.set_level(logging.DEBUG)
        before, named = everything(office), on_disk(office).count(writer.id.encode())
        code = await suggests(office, writer, NOISY)
        again = await types(office, writer, f"suggest {code}")
        await office.submits(writer, again, {"text": f"{NOISY}还有"})
        await office.slack.settled()
        after = everything(office)
        assert on_disk(office).count(writer.id.encode()) == named
        changed = {table for table in before if before[table] != after[table]}
        assert changed == {"suggestion", "suggestion_remark"}
        written = str([after[table] for table in changed])
        assert writer.id not in written
        assert code.replace("-", "") not in written
        assert {type(value) for table in changed for row in after[table] for value in row.values()} <= {
            str,
            int,
            bool,
            date,
        }
        assert [row["day"] for row in after["suggestion_remark"]] == [date(2026, 11, 24)] * 2
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert writer.id not in logged
    assert NOISY not in logged


def told_alone(office: Office) -> list[Message]:
    """What the bot shows to one person alone."""
    return [one for one in office.slack.messages("#ops") if one.ephemeral_to]


def on_disk(office: Office) -> bytes:
    """All that stands in SQLite's file and in its journal, with what was deleted from them."""
    path = str(office.desk.store.engine.url.database)
    return b"".join(Path(each).read_bytes() for each in (path, f"{path}-wal") if Path(each).exists())


def everything(office: Office) -> Tables:
    return {table: rows(office.desk.store, table) for table in metadata.tables}
