"""The path of one new colleague from the first click to the last signature, and again when a clause changes."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

from bot.onboarding.calendar import WorkingDays
from bot.onboarding.report import report
from bot.store import EnrolmentRecord
from bot.wording import Language, catalogue_for
from bot.wording.spreadsheet import as_csv
from bot.workspace import Message, Person

from tests.slack.conftest import standing
from tests.slack.onboarding.conftest import TEXTS, House, paths_over, rules

CHANGED = {**TEXTS, "1": {**TEXTS["1"], "1.1": "迟到五分钟以上记一次。每月三次扣全勤奖。"}}
AGREED = {"agree": ["我已阅读并同意"]}


async def opened(house: House, name: str = "mei") -> tuple[Person, Message]:
    """Somebody who has joined and opened the first stage."""
    mei = await house.slack.newcomer(name)
    await mei.clicks(await house.card(mei, "欢迎加入"), "开始")
    return mei, await house.card(mei, "要读的条款")


async def test_a_clause_to_read_is_shown_whole(house: House) -> None:
    async with house.bot():
        mei, card = await opened(house)
        [button] = [words for words in buttons(card) if "1.1" in words]
        shown = await house.form(mei, card, button)
        assert house.books.clauses[0].text.strip() in shown.reads


async def read_all(house: House, mei: Person) -> Message:
    """The card of the first day once both clauses are read."""
    for label in ("1.1", "1.2"):
        card = await house.card(mei, "要读的条款")
        [button] = [words for words in buttons(card) if label in words]
        await mei.clicks(card, button)
        await house.card(mei, f"✓ {label}")
        await mei.closes(await house.slack.modal(mei))
    return await house.card(mei, "2/2")


def buttons(message: Message) -> list[str]:
    return [
        one["text"]["text"]
        for block in message.blocks
        for one in block.get("elements", ())
        if one["type"] == "button"
    ]


async def answer(house: House, mei: Person, number: int, *options: str) -> Message:
    """Answer the question with this number; what its message says then."""
    question = await house.card(mei, f"第 {number}/3 题", lacks="您选的是")
    if number == 2:
        await mei.clicks(question, "onboarding_tick", choose=list(options))
        await mei.clicks(question, "提交")
    else:
        await mei.clicks(question, options[0])

    def answered() -> Message | None:
        now = house.slack.now(question)
        return now if now and "您选的是" in now.reads else None

    return await house.slack.until(answered)


async def answer_wrongly(house: House, mei: Person, number: int, *options: str) -> None:
    """Answer, be told that it is wrong, and go on."""
    told = await answer(house, mei, number, *options)
    assert "✗ 不对" in told.reads
    await mei.clicks(told, "下一题")


async def fail_and_pass(house: House, mei: Person) -> None:
    """The quiz twice: with one right answer, then with three."""
    await mei.clicks(await house.card(mei, "要读的条款"), "开始测验")
    await answer_wrongly(house, mei, 1, "一小时")
    await answer_wrongly(house, mei, 2, "自己打卡")
    await answer(house, mei, 3, "对")
    result = await house.card(mei, "答对 1/3")
    assert "还可以考 1 次" in result.reads
    await mei.clicks(result, "再考一次")
    await answer(house, mei, 1, "十分钟以上")
    await answer(house, mei, 2, "替人打卡", "请人打卡")
    await answer(house, mei, 3, "对")
    await house.card(mei, "答对 3/3")


async def sign(house: House, mei: Person, on: Message, button: str) -> str:
    """Tick, sign, and what the modal says then."""
    form = await house.form(mei, on, button)
    sent = await mei.submits(form, AGREED)
    assert sent.is_acked
    assert mei.modal
    return mei.modal.reads


async def test_the_first_day_from_the_welcome_to_the_signature_and_what_changes_after_it(
    house: House,
) -> None:
    lily = house.slack.person("lily")
    house.hr = lily.id
    async with house.bot():
        mei, card = await opened(house)
        assert "开始" in buttons(await house.card(mei, "欢迎加入"))
        assert "开始测验" in buttons(card)
        assert "签署" not in buttons(card)
        await read_all(house, mei)
        assert "继续" in buttons(await house.slack.reply_to(await mei.runs("/rule 我的入职")))
        await fail_and_pass(house, mei)
        assert "谢谢" in await sign(house, mei, await house.card(mei, "答对 3/3"), "签署")
        await mei.clicks(await house.card(mei, "已于 2026-11-23 签署"), "完成")
        await house.card(mei, "✓ 领工牌")
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    assert [(attempt.right, attempt.is_passed) for attempt in there.progress.attempts] == [
        (1, False),
        (3, True),
    ]
    assert [clause.name for clause in there.progress.signatures[0].clauses] == ["code/1.1", "code/1.2"]
    house.books = rules(CHANGED)
    async with house.bot():
        letter = await house.card(mei, "有改动")
        struck = [one["text"] for one in runs(letter) if one.get("style", {}).get("strike")]
        added = [one["text"] for one in runs(letter) if one.get("style", {}).get("bold")]
        assert struck == ["十"]
        assert "五" in added
        form = await house.form(mei, letter, "查看并签署")
        assert "请假须提前一天申请" not in form.reads
        await mei.submits(form, AGREED)
        await house.card(mei, "已重新签署")
        await house.slack.settled(quiet=0.3)
        told = await house.told(lily, "/rule onboarding report")
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    assert [[clause.name for clause in one.clauses] for one in there.progress.signatures] == [
        ["code/1.1", "code/1.2"],
        ["code/1.1"],
    ]
    assert len([one for one in mei.sees() if "有改动" in one.reads]) == 1
    chain = list(house.store.signatures.chain())
    assert len(chain) == 2
    assert chain[-1].hash[:16] not in told, "what only an administrator checks comes with the file"
    assert "签署记录 2 份" in told
    assert "全程 5/8" in told  # two clauses, one of three tasks, the quiz, the signature
    day, week = rows_of_csv(house, there)
    assert (day["测验次数"], day["答对"], day["题数"]) == ("2", "3", "3")
    assert day["签署时间"].startswith("2026-11-23")
    assert (week["测验次数"], week["完成"]) == ("0", "")


def rows_of_csv(house: House, there: EnrolmentRecord) -> list[dict[str, str]]:
    """The lines of the report as `shouze onboarding report --csv` writes them."""
    journey = there.on(paths_over(house.books).path("general"))
    rows = report([journey], datetime.fromtimestamp(house.clock(), UTC), WorkingDays("CN"))
    return list(
        csv.DictReader(io.StringIO(as_csv(rows, catalogue_for(Language.CHINESE)).decode("utf-8-sig")))
    )


def count(person: Person, words: str) -> int:
    return sum(words in one.reads for one in person.sees())


def runs(message: Message) -> list[dict[str, Any]]:
    """The runs of text in its quotes and lines."""
    return [
        one
        for block in message.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        for one in part["elements"]
        if one["type"] == "text"
    ]


async def test_a_restart_at_every_step_changes_nothing(house: House) -> None:
    async with house.bot():
        mei = await house.slack.newcomer("mei")
        await house.card(mei, "欢迎加入")
    async with house.bot():
        await mei.clicks(await house.card(mei, "欢迎加入"), "开始")
        await house.card(mei, "要读的条款")
    async with house.bot():
        await read_all(house, mei)
    async with house.bot():
        await mei.clicks(await house.card(mei, "要读的条款"), "开始测验")
        await house.card(mei, "第 1/3 题")
    async with house.bot():
        await answer(house, mei, 1, "十分钟以上")
        await house.card(mei, "第 2/3 题")
    async with house.bot():
        await answer(house, mei, 2, "替人打卡", "请人打卡")
        await house.card(mei, "第 3/3 题")
    async with house.bot():
        await answer(house, mei, 3, "错")
        await house.card(mei, "✗ 不对", "第 3/3")
    async with house.bot():
        await mei.clicks(await house.card(mei, "✗ 不对", "第 3/3"), "下一题")
        result = await house.card(mei, "答对 2/3")
    async with house.bot():
        await sign(house, mei, result, "签署")
        await house.card(mei, "已于 2026-11-23 签署")
        await house.slack.until(lambda: "签署" not in buttons(standing(house.slack, result)) or None)
        await house.slack.settled(quiet=0.3)
    shown = [one for one in mei.sees() if not one.ephemeral_to]
    assert len(shown) == 6  # welcome, card, three questions, result: nothing twice
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    assert [attempt.right for attempt in there.progress.attempts] == [2]


async def test_a_wrong_answer_shows_the_clause_and_the_first_answer_counts(house: House) -> None:
    async with house.bot():
        mei, card = await opened(house)
        await mei.clicks(card, "开始测验")
        await answer(house, mei, 1, "五分钟")
        wrong = await house.card(mei, "✗ 不对")
        assert "迟到十分钟以上记一次。每月三次扣全勤奖。" in wrong.reads
        marked = [one["text"] for one in runs(wrong) if one.get("style", {}).get("bold")]
        assert "迟到十分钟以上记一次。" in marked
        await mei.clicks(wrong, "十分钟以上")
        await house.card(mei, "第 2/3 题")
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    assert [given.is_right for given in there.progress.answers] == [False, True]


async def test_on_from_an_older_question_nothing_is_asked_twice(house: House) -> None:
    async with house.bot():
        mei, card = await opened(house)
        await mei.clicks(card, "开始测验")
        wrong = await answer(house, mei, 1, "五分钟")
        await mei.clicks(wrong, "下一题")
        await answer(house, mei, 2, "替人打卡", "请人打卡")
        await house.card(mei, "第 3/3 题")
        await mei.clicks(wrong, "下一题")
        await house.slack.settled(quiet=0.3)
        assert count(mei, "第 3/3 题") == 1


async def test_after_the_last_try_the_manager_is_awaited(house: House) -> None:
    async with house.bot():
        mei, card = await opened(house)
        for attempt in (1, 2):
            await mei.clicks(card, "onboarding_quiz")
            await answer_wrongly(house, mei, 1, "一小时")
            await answer_wrongly(house, mei, 2, "自己打卡")
            await answer_wrongly(house, mei, 3, "错")
            await house.slack.until(lambda: count(mei, "答对 0/3") == attempt or None)  # noqa: B023  # awaited here
            card = await house.card(mei, "要读的条款")
        await house.card(mei, "要读的条款", "请您的直属上级和您一起看一看")
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    assert [attempt.is_passed for attempt in there.progress.attempts] == [False, False]


async def test_nothing_of_a_path_is_seen_by_others(house: House) -> None:
    house.slack.channel("#ops", members=[house.slack.person("alice")])
    async with house.bot():
        mei, card = await opened(house)
        await mei.clicks(card, "开始测验")
        await house.card(mei, "第 1/3 题")
    assert house.slack.messages("#ops") == []
    assert house.slack.person("alice").sees() == []


async def test_a_suggested_question_is_asked_with_its_button(house: House) -> None:
    async with house.bot():
        mei, card = await opened(house)
        await mei.clicks(card, "请假须提前几天申请？")
        assert "请假须提前一天申请" in (await house.card(mei, "第一章第二条")).reads


async def test_what_is_stored_is_shown_to_them(house: House) -> None:
    async with house.bot():
        mei, _ = await opened(house)
        await read_all(house, mei)
        kept = await house.form(mei, await house.card(mei, "欢迎加入"), "我的入职记录")
        assert "读过的条款：2 条" in kept.reads


async def test_the_form_is_not_taken_without_the_tick_or_when_the_clauses_changed_meanwhile(
    house: House,
) -> None:
    async with house.bot():
        mei, _ = await opened(house)
        await read_all(house, mei)
        await fail_and_pass(house, mei)
        form = await house.form(mei, await house.card(mei, "答对 3/3"), "签署")
    house.books = rules(CHANGED)
    async with house.bot():
        await mei.submits(form, AGREED)
        assert mei.modal
        assert "刚刚有改动" in mei.modal.reads
    assert not list(house.store.signatures.chain())
