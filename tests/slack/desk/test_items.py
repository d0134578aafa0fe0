"""The items before an owner: in what order, how all of them are reached, and what has happened to each."""

from collections.abc import Sequence

import pytest
from bot.audit import Action
from bot.desk import Item, ItemState
from bot.inquiries import Complaint, Opinion
from bot.rulebook import Library
from bot.slack.desk.home import MOST_KEPT, home_blocks
from bot.slack.desk.messages import ANSWER, SETTLE, item_blocks
from bot.wording import Language, catalogue_for
from bot.workspace import View
from bot.workspace.people import find_channel

from tests.slack.desk.conftest import OWN_WORDS, SILENT, Office
from tests.slack.owned_book import passes_on
from tests.small_books import book, library
from tests.store.stored_questions import answer, ask

# No clause is near to any of these: whoever looks after the book has them.
QUESTIONS = (
    SILENT,
    "健身房在哪里",
    "打印机没墨了怎么办",
    "会议室怎么预订",
    "名片怎么印",
    "显示器坏了找谁",
    "WiFi密码是多少",
)


async def passed_on(office: Office, questions: Sequence[str]) -> View:
    """One of the staff passes on each question; the home tab of whoever looks after the book, and its items."""
    person = office.staff[0]
    for question in questions:
        await passes_on(office.slack, person, await office.ask(person, question, where=""))
    await office.look()
    return await office.opens_home(office.head)


async def test_what_was_replied_to_before_anybody_looked_does_not_wait(office: Office) -> None:
    async with office.bot():
        await passes_on(office.slack, office.staff[0], await office.ask(office.staff[0], SILENT))
        [card] = await office.slack.until(lambda: office.posted("#rules") or None)
        form = await office.opens(office.head, card, "回复并关闭")
        await office.submits(office.head, form, {"reply": OWN_WORDS})
        assert "等您处理" not in (await office.opens_home(office.head)).reads


@pytest.mark.parametrize("is_near", [True, False])
def test_a_clause_is_offered_first_only_where_one_is_near(*, is_near: bool) -> None:
    small = library(book({"1": {"1.1": "甲。"}}))
    near = tuple(clause.name for clause in small.clauses if is_near)
    *_, row = item_blocks(Item("item", "人力资源部", "#hr", near), small, catalogue_for(Language.CHINESE))
    [main] = [each for each in row["elements"] if each.get("style") == "primary"]
    assert main["action_id"] == (SETTLE if is_near else ANSWER)


def button(item: Item, action: str) -> str:
    return f"desk/{item.id}/desk_{action}"


async def test_each_decision_is_recorded_and_stands_in_the_history_of_its_item(office: Office) -> None:
    decisions: list[tuple[str, dict[str, object] | None, Action, str]] = [
        ("settle", {"find": "1.1"}, Action.ITEM_SETTLED, "已指出条款"),
        ("answer", {"reply": OWN_WORDS}, Action.ITEM_ANSWERED, "已答复"),
        ("change", {"find": "1.1"}, Action.ITEM_CHANGING, "要改规则"),
        ("route", {"whose": "code/1"}, Action.ITEM_ROUTED, "转给了另一位负责人"),
        ("dismiss", None, Action.ITEM_DISMISSED, "看过，无需处理"),
    ]
    deputy = office.slack.person("deputy", locale="zh-CN")
    await deputy.joins("#rules")
    async with office.bot():
        page = await passed_on(office, QUESTIONS[1 : len(decisions) + 1])
        stale = await office.opens_home(deputy)  # which nobody draws anew
        items = office.desk.store.desk.items(ItemState.OPEN)
        for item, (name, answers, action, said) in zip(items, decisions, strict=True):
            if answers is None:
                await office.head.clicks(page, button(item, name))
                await office.slack.settled()
            else:
                await office.submits(
                    office.head, await office.opens(office.head, page, button(item, name)), answers
                )
            records = office.desk.store.audit.of(item.id, item.opened_at)
            assert [(each.actor, each.action) for each in records] == [(office.head.id, action)]
            window = await office.opens(deputy, stale, button(item, "settle"))
            assert "2026-11-24 到了负责人这里" in window.reads  # and at no hour
            assert f"<@{office.head.id}> {said}" in window.reads


async def test_the_days_of_a_history_are_those_of_the_organisation(office: Office) -> None:
    office.zone = "Pacific/Honolulu"  # where it is the day before
    async with office.bot():
        page = await passed_on(office, QUESTIONS[1:2])
        [item] = office.desk.store.desk.items(ItemState.OPEN)
        window = await office.opens(office.head, page, button(item, "settle"))
        assert "2026-11-23 到了负责人这里" in window.reads


async def test_what_is_too_much_for_the_home_tab_is_chosen_there_and_dealt_with_in_a_window(
    office: Office,
) -> None:
    async with office.bot():
        page = await passed_on(office, QUESTIONS)
        assert "等您处理：7 件" in page.reads
        last = office.desk.store.desk.items(ItemState.OPEN)[-1].words
        await office.head.clicks(page, "另有 2 件，选一件打开", choose=last)
        await office.slack.until(lambda: (office.head.modal and last in office.head.modal.reads) or None)
        assert office.head.modal
        await office.head.clicks(office.head.modal, "无需处理")
        await office.slack.until(
            lambda: (office.head.modal and "看过，无需处理" in office.head.modal.reads) or None
        )
        assert "等您处理：6 件" in (await office.opens_home(office.head)).reads


@pytest.mark.parametrize("way", ["form", "home"])
async def test_whoever_decides_after_somebody_else_did_changes_nothing_and_is_told(
    office: Office, way: str
) -> None:
    other = office.slack.person("deputy", locale="zh-CN")
    await other.joins("#rules")
    async with office.bot():
        page = await passed_on(office, QUESTIONS[:1])
        form = await office.opens(office.head, page, "规则没写，我来答")
        second = await office.opens(other, await office.opens_home(other), "规则没写，我来答")
        late = other.home
        await office.submits(office.head, form, {"reply": OWN_WORDS})
        if way == "form":
            assert "已经有人处理了" in await office.submits(other, second, {"reply": "我说了算"})
        elif late:
            await other.clicks(late, "无需处理")
            await office.slack.until(lambda: (other.modal and "已经有人处理了" in other.modal.reads) or None)
        [item] = office.desk.store.desk.items(*ItemState)
        assert (item.state, item.closed_by, item.reply) == (ItemState.ANSWERED, office.head.id, OWN_WORDS)


def test_of_what_is_kept_twenty_are_listed_and_the_others_counted() -> None:
    items = [
        Item(str(number), "·", "#help", (), (), ItemState.ANSWERED, reply=f"答复{number}。")
        for number in range(MOST_KEPT + 2)
    ]
    shown = str([*home_blocks(items, (), Library(()), catalogue_for(Language.CHINESE))])
    assert [f"答复{number}。" in shown for number in range(MOST_KEPT + 2)] == [True] * MOST_KEPT + [False] * 2
    assert "另有 2 条" in shown


async def test_what_waits_for_two_owners_of_one_channel_stands_there_newest_first(office: Office) -> None:
    store, channel = office.desk.store, find_channel(office.slack.state, "#attendance").id
    book = office.desk.folder / "code/book.yaml"
    book.write_text(book.read_text("utf-8").replace("#rules", channel), "utf-8")
    async with office.bot():
        for number in range(3):
            question = ask(store, "U7", at=office.clock() + number, words=f"问题{number}")
            answer(store, question)
            store.feedback.give(
                office.clock(), Opinion(question.id, "U7", Complaint.OUTDATED, is_agreed=True)
            )
            contact = channel if number % 2 else "#attendance"
            item = Item(question.id, "考勤组", contact, ("code/1.1",))
            store.desk.sort_in(office.clock() + number, [item], {question.id: question.id})
        await office.look()
        [digest] = [one for one in office.posted() if "没有找到\n" in one.reads]
        assert sorted(range(3), key=lambda number: digest.reads.index(f"问题{number}")) == [2, 1, 0]
