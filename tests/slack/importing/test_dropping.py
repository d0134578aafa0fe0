"""A document dropped into the direct conversation: read, shown as it would stand, given as a draft; once each."""

import io
import logging
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bot.answering import Responders
from bot.generation import Event, Generation
from bot.knowledge.books.book import read_book
from bot.retrieval import Analyzer
from bot.store import Store
from bot.workspace import Message, Options, Workspace

from tests.slack.conftest import running, surroundings_for
from tests.slack.importing.conftest import SAY, Desk, at_desk, document

NEWER = """\
考勤办法（2027版）

第一章 总则
第一条 本办法适用于全体员工和实习生。

第二章 迟到与请假
第三条 迟到十分钟以上的，扣发当日奖金。
第四条 本办法自2027年1月1日起施行。
"""
SECRET_BOOK = """\
id: kao-qin-ban-fa
title: 考勤办法
version: "1"
effective: 2026-01-01
owner: {name: 规章组, contact: "#rules"}
audiences:
  board: [U99999999]
"""
SECRET_CHAPTER = """\
heading: 第一章 总则
clauses:
  - number: "1"
    text: 本办法适用于全体员工。
  - number: "2"
    text: 董事的考勤另行约定。
    audience: [board]
"""


async def test_an_owner_sees_how_a_document_would_stand_and_nothing_is_written(desk: Desk) -> None:
    before = desk.written()
    shown = await desk.reply(await desk.owner.drops(desk.owner.dm, document()))
    for told in ("《考勤办法（2026版）》", "共 3 条", "第一章 总则：第一条", "第三条 – 第六条", "中间缺号"):
        assert told in shown.reads
    assert SAY("importing.unchanged") in shown.reads
    assert desk.written() == before


async def test_what_may_be_wrong_in_a_document_is_in_the_report(desk: Desk) -> None:
    doubtful = NEWER.replace(
        "扣发当日奖金。", "按下列办法（扣发奖金：\n（一）初次口头提醒；\n（三）再次扣发。"
    )
    shown = await desk.reply(await desk.owner.drops(desk.owner.dm, document(doubtful)))
    for kind, words in (
        ("item-gap", {"clause": "第三条", "before": "1", "written": "3"}),
        ("bracket", {"clause": "第三条", "written": "（"}),
    ):
        assert SAY(f"warning.{kind}", **words) in shown.reads
    assert SAY("severity.warning") not in shown.reads


async def test_the_draft_is_an_archive_in_the_thread_that_stands_the_check(
    desk: Desk, tmp_path: Path
) -> None:
    before = desk.written()
    dropped = await desk.owner.drops(desk.owner.dm, document())
    await desk.owner.clicks(await desk.reply(dropped), SAY("importing.draft"))
    [handed] = await desk.until(lambda: [one for one in desk.replies(dropped) if one.files])
    [file] = handed.files
    assert file.name == "kao-qin-ban-fa.zip"
    assert "kao-qin-ban-fa" in handed.reads
    await desk.owner.clicks(await desk.reply(dropped), SAY("importing.draft"))
    await desk.slack.until(
        lambda: [one for one in desk.owner.sees() if one.reads == SAY("importing.given")] or None
    )
    await desk.slack.settled()
    assert len([one for one in desk.replies(dropped) if one.files]) == 1
    zipfile.ZipFile(io.BytesIO(file.content)).extractall(tmp_path / "unpacked")
    book = read_book(tmp_path / "unpacked" / "kao-qin-ban-fa")
    assert [str(clause.number) for clause in book.clauses] == ["1", "3", "6"]
    assert book.clauses[0].source
    assert book.clauses[0].source.file == "考勤办法.txt"
    assert "中间缺号" in (tmp_path / "unpacked" / "report.txt").read_text("utf-8")
    assert desk.written() == before


async def test_of_a_newer_edition_the_difference_is_shown_and_the_draft_keeps_what_was_added(
    empty_slack: Workspace, store: Store, analyzer: Analyzer, tmp_path: Path
) -> None:
    older = SECRET_CHAPTER.replace("    audience: [board]\n", "    questions: [董事要打卡吗]\n")
    files = {"kao-qin-ban-fa/book.yaml": SECRET_BOOK, "kao-qin-ban-fa/1.yaml": older}
    async with at_desk(empty_slack, store, analyzer, tmp_path, files) as desk:
        newer = NEWER.replace("\n第二章", "\n第二条 董事的考勤另行约定。\n第二章")
        dropped = await desk.owner.drops(desk.owner.dm, document(newer))
        shown = await desk.reply(dropped)
        assert "不变 1 条，修改 1 条，新增 2 条" in shown.reads
        assert "和实习生" in shown.reads
        await desk.owner.clicks(shown, SAY("importing.draft"))
        [handed] = await desk.until(lambda: [one for one in desk.replies(dropped) if one.files])
        with zipfile.ZipFile(io.BytesIO(handed.files[0].content)) as archive:
            assert any("董事要打卡吗" in archive.read(name).decode() for name in archive.namelist())


async def test_what_an_owner_may_not_see_is_not_shown_as_a_difference(
    empty_slack: Workspace, store: Store, analyzer: Analyzer, tmp_path: Path
) -> None:
    files = {"kao-qin-ban-fa/book.yaml": SECRET_BOOK, "kao-qin-ban-fa/1.yaml": SECRET_CHAPTER}
    async with at_desk(empty_slack, store, analyzer, tmp_path, files) as desk:
        shown = await desk.reply(await desk.owner.drops(desk.owner.dm, document()))
        assert shown.reads == SAY("importing.terminal")


async def test_where_the_older_book_is_not_at_hand_there_is_no_draft_without_its_audiences(
    desk: Desk,
) -> None:
    desk.knowledge.rename(desk.knowledge.with_name("elsewhere"))
    dropped = await desk.owner.drops(desk.owner.dm, document())
    assert (await desk.reply(dropped)).reads == SAY("importing.terminal")


async def test_a_document_is_held_against_what_counts_whatever_stands_in_the_folder(
    empty_slack: Workspace, store: Store, analyzer: Analyzer, tmp_path: Path
) -> None:
    secret = {"kao-qin-ban-fa/book.yaml": SECRET_BOOK, "kao-qin-ban-fa/1.yaml": SECRET_CHAPTER}
    counting = Generation(secret)
    store.publications.keep(0.0, counting)
    store.publications.note(0.0, counting.id, Event.PUBLISHED, "cli:root")
    opened = secret | {"kao-qin-ban-fa/1.yaml": SECRET_CHAPTER.replace("    audience: [board]\n", "")}
    async with at_desk(empty_slack, store, analyzer, tmp_path, opened) as desk:
        shown = await desk.reply(await desk.owner.drops(desk.owner.dm, document()))
        assert shown.reads == SAY("importing.terminal")


async def test_who_looks_after_no_rules_hears_one_sentence(desk: Desk) -> None:
    dropped = await desk.staff.drops(desk.staff.dm, document())
    assert (await desk.reply(dropped)).reads == SAY("importing.not-owner")
    guest = desk.slack.person("guest", locale="zh-CN")
    await desk.slack.makes_guest(guest)
    dropped = await guest.drops(guest.dm, document())
    assert (await desk.reply(dropped)).reads == SAY("admission.guest")


async def test_a_question_beside_a_document_is_answered_and_the_document_reported_on(desk: Desk) -> None:
    dropped = await desk.owner.drops(desk.owner.dm, document(), "1.1是什么？")
    assert "考勤办法" in (await desk.reply(dropped)).reads
    answer = await desk.until(lambda: _answers(desk, "上午九点"))
    assert not answer[0].thread_ts


async def test_words_that_name_a_document_and_a_picture_beside_a_question_get_one_reply(desk: Desk) -> None:
    named = await desk.owner.drops(desk.owner.dm, document(), "新版考勤办法")
    pictured = await desk.staff.drops(desk.staff.dm, {"屏幕.png": b"\x89PNG"}, "几点上班？")
    await desk.reply(named)
    await desk.until(lambda: [one for one in desk.staff.sees() if "上午九点" in one.reads])
    await desk.slack.settled()
    assert len(desk.replies(named)) == 1
    assert desk.replies(pictured) == []
    told = [one for one in desk.owner.sees() if one.user == desk.slack.bot_user_id]
    assert told == desk.replies(named)


async def test_each_file_of_a_message_has_its_reply_once_however_often_slack_tells_of_it(desk: Desk) -> None:
    files = {**document(), "空.txt": b"", "图.png": b"\x89PNG\r\n"}
    dropped = await desk.owner.drops(desk.owner.dm, files)
    for delivery in [one for one in desk.slack.recording.deliveries if "file_share" in str(one.payload)]:
        await desk.slack.redelivers(delivery)
    await desk.slack.until(lambda: len(desk.replies(dropped)) == 3 or None, timeout=90)
    await desk.slack.settled()
    reads = "\n".join(one.reads for one in desk.replies(dropped))
    assert len(desk.replies(dropped)) == 3
    assert all(told in reads for told in ("第三条 – 第六条", "空.txt：文件是空的", "图.png：页面是图片"))


async def test_a_message_that_is_taken_back_takes_its_reports_along(desk: Desk) -> None:
    dropped = await desk.owner.drops(desk.owner.dm, document())
    await desk.reply(dropped)
    await desk.owner.deletes(dropped)
    await desk.slack.until(lambda: not desk.replies(dropped) or None)


async def test_where_the_bot_may_not_read_files_the_way_by_terminal_is_told(
    manifest: Mapping[str, Any], responders: Responders, store: Store
) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    fewer = {"bot": [one for one in scopes["bot"] if one != "files:read"]}
    lacking = {**manifest, "oauth_config": {"scopes": fewer}}
    async with Workspace(lacking, Options(ack_timeout=3.0)) as slack:
        owner = slack.person("owner", locale="zh-CN")
        for contact in {clause.heading.owner.contact for clause in responders.library.clauses}:
            slack.channel(str(contact), members=[owner])
        async with running(surroundings_for(slack, responders, store)):
            await slack.connected()
            desk = Desk(slack, Path(), owner, owner)
            dropped = await owner.drops(owner.dm, document())
            assert (await desk.reply(dropped)).reads == SAY("importing.no-scope")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"origin": "https://files.example.com"}, "elsewhere", id="it lies on another host"),
        pytest.param({"size": 201 * 2**20}, "too-large", id="Slack says that it is too large"),
        pytest.param({"content": b"x" * 9}, "not-now", id="it is not as long as Slack says"),
    ],
)
async def test_a_file_that_is_not_as_slack_should_have_it_is_not_read(
    desk: Desk, change: dict[str, Any], told: str
) -> None:
    files = desk.slack.state.files
    given = files.add
    files.add = lambda file: given(replace(file, **change))  # type: ignore[method-assign]  # before anybody is told of it
    shown = await desk.reply(await desk.owner.drops(desk.owner.dm, document()))
    expected = "文件太大" if told == "too-large" else SAY(f"importing.{told}")
    assert expected in shown.reads


async def test_a_draft_is_for_who_sees_the_file_and_looks_after_rules(desk: Desk) -> None:
    shown = await desk.reply(await desk.owner.drops(desk.owner.dm, document()))
    [button] = [one for block in shown.blocks for one in block.get("elements", ()) if one.get("value")]
    other = desk.slack.person("other", locale="zh-CN")
    await other.joins("#rules")
    theirs = await desk.reply(await other.drops(other.dm, document()))
    forged = replace(theirs, blocks=_with_value(theirs, button["value"]))
    desk.slack.state.history.put(forged)
    await other.clicks(forged, SAY("importing.draft"))
    await desk.slack.until(
        lambda: [one for one in other.sees() if one.reads == SAY("importing.gone")] or None
    )


async def test_nothing_is_left_behind_and_the_log_holds_no_word_of_a_file(
    desk: Desk, caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    caplog.set_level(logging.DEBUG, "bot")
    await desk.reply(await desk.owner.drops(desk.owner.dm, document()))
    await desk.reply(await desk.owner.drops(desk.owner.dm, document("没有编号的一段话。", "说明.txt")))
    assert not list(tmp_path.glob("shouze-import-*"))
    assert not any(word in caplog.text for word in ("考勤", "员工", "说明", "一段话"))


def _answers(desk: Desk, words: str) -> list[Message]:
    return [one for one in desk.owner.sees() if one.user == desk.slack.bot_user_id and words in one.reads]


def _with_value(message: Message, value: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        {**block, "elements": [{**one, "value": value} for one in block["elements"]]}
        if block["type"] == "actions"
        else block
        for block in message.blocks
    )
