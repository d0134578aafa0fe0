"""A chapter with `review_by`: its owner hears 30 and 7 days before and on the day, once, and says what came of it."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from bot.audit import Action
from bot.desk import ItemState
from bot.slack.desk.chapters import messages as reviews
from bot.workspace import Message

from tests.publishing.folders import GOLDEN
from tests.slack.desk.conftest import CHAPTER, MORNING, Office
from tests.small_books import BOOK, write

TUESDAY = MORNING.date()
LATE = "上班迟到十分钟以内，口头提醒。"


def furnish(office: Office, days: int, contact: str = "#attendance", late: str = LATE) -> date:
    """The chapter is to be read again so many days from now."""
    due = TUESDAY + timedelta(days=days)
    chapter = CHAPTER.replace('"#attendance"', f'"{contact}"').replace(LATE, late)
    book = BOOK.replace("{name: 运营管理部}", '{name: 运营管理部, contact: "#rules"}')
    files: Mapping[str, str] = {
        "code/book.yaml": book,
        "code/01.yaml": f"review_by: {due}\n{chapter}",
        "golden.yaml": GOLDEN.splitlines()[0] + "\n",
    }
    write(office.desk.folder, files)
    return due


def told(office: Office, where: str = "#attendance") -> list[str]:
    return [one.reads.splitlines()[0] for one in office.posted(where) if "复核" in one.reads]


async def test_its_owner_hears_thirty_and_seven_days_before_and_on_the_day_once_each(office: Office) -> None:
    due = furnish(office, 31)
    named = "《运营中心守则》第一章 考勤"
    heard: list[str] = []
    for passed, sentence in (
        (0, None),
        (1, f"{named} 请在 {due} 前复核，还有 30 天"),
        (2, None),
        (24, f"{named} 请在 {due} 前复核，还有 7 天"),
        (30, None),
        (31, f"{named} 到了复核日期 {due}"),
        (34, None),
    ):
        office.clock.at = MORNING + timedelta(days=passed)
        async with office.bot(), office.bot():
            await office.look()
        heard += [sentence] if sentence else []
        assert told(office) == heard, passed


@pytest.mark.parametrize(("people", "said"), [(6, "6"), (4, "不到 5 人")])
async def test_the_message_has_the_figures_of_the_chapter(office: Office, people: int, said: str) -> None:
    furnish(office, 90)
    async with office.bot():
        for person in office.staff[:people]:
            await office.ask(person, "上班迟到")
    furnish(office, 5)
    async with office.bot():
        await office.look()
        [message] = [one for one in office.posted() if "复核" in one.reads]
        assert f"最近 90 天的相关提问：{said}；其中没找到：0；没用：0" in message.reads


async def told_message(office: Office) -> Message:
    await office.look()
    return [one for one in office.posted() if "复核" in one.reads][-1]


async def test_whoever_has_read_it_names_the_next_day_which_counts_from_then_on(office: Office) -> None:
    furnish(office, 5)
    async with office.bot():
        message = await told_message(office)
        form = await office.opens(office.owner, message, reviews.REVIEWED)
        assert "review_by" in form.reads
        said = await office.submits(office.owner, form, {"next": "2026-12-20"})
        assert "已记录，下次复核日期 2026-12-20" in said
        await office.slack.until(
            lambda: "已复核，下次复核日期 2026-12-20" in told_now(office, message) or None
        )
        office.clock.at = MORNING + timedelta(days=6)
        await office.look()
        assert len(told(office)) == 2
        assert "2026-12-20 前复核" in told(office)[-1]
    records = [link.record for link in office.desk.store.audit.chain()]
    [record] = [each for each in records if each.action == Action.REVIEWED]
    assert (record.actor, record.target) == (office.owner.id, "code/1")
    held = office.desk.store.privacy.export(office.owner.id)
    assert [each.heading for each in held.reviews] == ["code/1"]
    office.desk.store.privacy.erase(office.clock(), office.owner.id, "cli:root")
    assert not office.desk.store.privacy.export(office.owner.id).reviews


def told_now(office: Office, message: Message) -> str:
    now = office.slack.now(message)
    return now.reads if now else ""


async def test_a_day_that_is_over_is_not_the_next_one(office: Office) -> None:
    furnish(office, 5)
    async with office.bot():
        form = await office.opens(office.owner, await told_message(office), reviews.REVIEWED)
        sent = await office.owner.submits(form, {"next": "2020-01-01"})
        assert sent.errors == {"next": "请选今天以后的日期。"}


async def test_what_is_to_be_changed_stands_on_the_owners_page_until_a_publication_changes_it(
    office: Office,
) -> None:
    furnish(office, 5)
    async with office.bot() as process:
        form = await office.opens(office.owner, await told_message(office), reviews.REVISE)
        said = await office.submits(
            office.owner, form, {"clause": "1.1 上班迟到", "note": "口头提醒改成书面"}
        )
        assert "要改的规则" in said
        page = (await office.opens_home(office.owner)).reads
        assert "1.1 上班迟到" in page
        assert "口头提醒改成书面" in page
        [item] = office.desk.store.desk.items(ItemState.CHANGING)
        assert item.closed_by == office.owner.id
        await office.look()
        assert len(office.desk.store.desk.items(ItemState.CHANGING)) == 1
        furnish(office, 5, late="上班迟到十分钟以内，书面提醒。")
        await office.slack.until(lambda: "书面" in process.text() or None)
        await office.look()
        assert not office.desk.store.desk.items(ItemState.CHANGING)
        assert "口头提醒改成书面" not in (await office.opens_home(office.owner)).reads


@pytest.mark.parametrize("kind", ["person", "group"])
async def test_a_person_and_the_people_of_a_group_hear_it_alone(office: Office, kind: str) -> None:
    group = office.slack.user_group("attendance", [office.owner, office.head])
    furnish(office, 5, office.owner.id if kind == "person" else group.id)
    async with office.bot():
        await office.look()
        for person, hears in ((office.owner, True), (office.head, kind == "group"), (office.staff[0], False)):
            assert any("复核" in one.reads for one in office.slack.messages(person.dm)) is hears
        assert told(office) == []


async def test_where_guests_read_nothing_is_told(office: Office) -> None:
    furnish(office, 5)
    for person in (office.owner, office.head):
        await office.slack.makes_guest(person)
    reader = office.slack.person("reader", locale="zh-CN")
    office.slack.channel("#all-rules", members=[reader])
    async with office.bot(SHOUZE_RULES_CHANNEL="#all-rules"):
        for _ in range(2):
            await office.look()
        assert told(office) == []
        [lost] = office.posted("#all-rules")
        assert "提醒却没有人能收到（#attendance）" in lost.reads


@pytest.mark.parametrize("hidden", ["one clause", "the chapter", "all from a guest"])
async def test_where_the_chapter_may_not_be_named_the_owner_of_the_book_hears(
    office: Office, hidden: str
) -> None:
    furnish(office, 5)
    managers = office.slack.user_group("managers", [office.head])
    chapter, book = (office.desk.folder / "code" / name for name in ("01.yaml", "book.yaml"))
    of_head = book.read_text("utf-8").replace("#rules", office.head.id)
    book.write_text(f"{of_head}audiences: {{管理层: [{managers.id}]}}\n", "utf-8")
    where, audience = "title: 考勤\n", "audience: [管理层]"
    if hidden == "all from a guest":
        await office.slack.makes_guest(office.owner)
    elif hidden == "the chapter":
        chapter.write_text(chapter.read_text("utf-8").replace(where, f"{where}{audience}\n"), "utf-8")
    else:
        one = 'number: "1.2",'
        chapter.write_text(chapter.read_text("utf-8").replace(one, f"{one} {audience},"), "utf-8")
    async with office.bot():
        await office.look()
    of_book = [one for one in office.slack.messages(office.head.dm) if "复核" in one.reads]
    assert (len(told(office)), len(of_book)) == ((1, 0) if hidden == "one clause" else (0, 1))
