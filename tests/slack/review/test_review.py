"""Once a month those who look after the rules read what it brought, with two pictures, and get on from there."""

import asyncio
from datetime import UTC, date, datetime

import pytest
from bot.pulse import PulseQuestion, Round
from bot.store import Address, Parcel, Purpose, Store
from bot.workspace import Message, Person
from bot.workspace.people import find_channel

from tests.slack.desk.conftest import CHAPTER, MORNING, SHUTTLE, SILENT, Office
from tests.slack.review.conftest import DECEMBER, TITLE, november, pictured, reviewed, reviews
from tests.slack.review.test_pictures import painted
from tests.small_books import BOOK, write

PNG = b"\x89PNG\r\n"


async def read_alone(office: Office, person: Person, words: str, channel: str) -> Message:
    """What the bot shows to one person in a channel, with these words in it."""

    def shown() -> Message | None:
        return next((one for one in person.sees(channel) if one.ephemeral_to and words in one.reads), None)

    return await office.slack.until(shown)


async def test_a_month_that_is_over_is_reviewed_once_with_two_pictures_and_nobodys_words(
    office: Office,
) -> None:
    async with office.bot():
        await november(office)
        await office.look()
        assert not reviews(office)
        review = await reviewed(office)
        [shown] = await office.slack.until(lambda: pictured(office) or None)
        await office.look()
        assert TITLE in review.reads
        for words in (
            "问题",
            "本期",
            "上期",
            "没有找到、还等处理的：2 件",
            "6 个人问过",
            "答复晚了的：2 件",
            "1.2 年假",
        ):
            assert words in review.reads
        assert SHUTTLE not in f"{review.blocks}{shown.blocks}"
        assert not [person.id for person in office.staff if person.id in f"{review.blocks}"]
        assert [file.content[:6] for file in shown.files] == [PNG, PNG]
        assert [file.title for file in shown.files] == ["各期问了多少，没有找到的占多少", "各章被问了多少次"]
        assert painted(shown.files[0].content, 0xC9) > 10_000, "a bar of what is not told"
    async with office.bot():
        await office.look()
        assert len(reviews(office)) == len(pictured(office)) == 1


async def test_the_next_month_has_a_review_of_its_own_beside_the_one_before(office: Office) -> None:
    async with office.bot():
        await november(office)
        for year, month, day in ((2026, 11, 25), (2026, 12, 4), (2027, 1, 4)):
            office.clock.at = datetime(year, month, day, 2, tzinfo=UTC)
            await office.look()
            for person in office.staff:
                await office.ask(person, "年假有几天")
        first, second = reviews(office)
        assert "2026-12-01 至 2026-12-31" in second.reads
        assert "–" in first.reads
        assert "个百分点" in second.reads


async def test_an_item_is_shown_to_its_owner_alone(office: Office) -> None:
    async with office.bot(SHOUZE_RULES_CHANNEL="#attendance"):
        await office.all_ask()
        review = await reviewed(office, "#attendance")
        assert not reviews(office)
        shown = await office.opens(office.owner, review, "看这一件")
        assert SHUTTLE in shown.reads
        form = await office.opens(office.owner, shown, "规则没写，我来答")
        assert SHUTTLE in form.reads


async def test_whoever_does_not_look_after_an_item_is_not_shown_it(office: Office) -> None:
    other = office.slack.person("other", locale="zh-CN")
    office.slack.channel("#quality", members=[other])
    async with office.bot(SHOUZE_RULES_CHANNEL="#quality"):
        await office.all_ask()
        review = await reviewed(office, "#quality")
        assert "不归您处理" in (await office.opens(other, review, "看这一件")).reads


async def test_a_clause_of_the_review_is_shown_to_whoever_chooses_it(office: Office) -> None:
    async with office.bot():
        await november(office)
        review = await reviewed(office)
        menus = [block["elements"][0] for block in review.blocks if block["type"] == "actions"]
        assert [menu["placeholder"]["text"] for menu in menus] == ["看这一章", "看条款"]
        await office.head.clicks(review, "看条款", choose="1.2 年假")
        await read_alone(office, office.head, "年假每年十天", "#rules")


async def test_what_too_few_asked_is_counted(office: Office) -> None:
    async with office.bot():
        for person in office.staff[:3]:
            await office.ask(person, SILENT)
        review = await reviewed(office)
        assert "没有找到、但问的人不到 5 位的：1 件，只计数，共 3 人次" in review.reads
        assert "没有找到、但问的人不到 5 位的：1 件" in (await office.opens_home(office.head)).reads
        assert SILENT not in f"{review.blocks}"


@pytest.mark.parametrize("settings", [{"SHOUZE_REVIEW": "off"}, {"SHOUZE_REVIEW": "quarterly"}])
async def test_it_comes_as_often_as_the_organisation_wants(office: Office, settings: dict[str, str]) -> None:
    async with office.bot(**settings):
        await november(office)
        office.clock.at = DECEMBER
        await office.look()
        assert not reviews(office)
        office.clock.at = datetime(2027, 1, 4, 2, tzinfo=UTC)
        await office.look()
        titles = [one.reads.splitlines()[0] for one in reviews(office)]
        assert titles == (["守则回顾：2026-10-01 至 2026-12-31"] if "quarterly" in settings.values() else [])


async def test_where_nobody_asked_there_is_nothing_to_review(office: Office) -> None:
    async with office.bot():
        office.clock.at = DECEMBER
        await office.look()
        await office.ask(office.staff[0], SHUTTLE)
        await office.look()
        assert not reviews(office)


async def test_not_on_a_day_off_nor_at_night(office: Office) -> None:
    async with office.bot():
        await november(office)
        for hour in (datetime(2026, 12, 1, 20, tzinfo=UTC), datetime(2026, 12, 5, 2, tzinfo=UTC)):
            office.clock.at = hour
            await office.look()
            assert not reviews(office)


async def test_where_guests_read_along_it_is_only_said_that_there_is_one(office: Office) -> None:
    guest = office.slack.person("guest", locale="zh-CN", is_restricted=True)
    await guest.joins("#rules")
    async with office.bot():
        await november(office)
        review = await reviewed(office)
        assert "/rule 月报" in review.reads
        assert not [words for words in ("6 个人", "年假", "迟到") if words in review.reads]
        assert not pictured(office)


async def test_of_two_processes_one_posts_it(office: Office) -> None:
    async with office.bot(), office.bot():
        await november(office)
        office.clock.at = DECEMBER
        await asyncio.gather(*(bot.watches.review.look() for bot in office.bots))
        await office.look()
        assert len(reviews(office)) == len(pictured(office)) == 1


async def test_suggestions_that_wait_to_be_read_are_counted(office: Office) -> None:
    store = office.desk.store
    async with office.bot():
        for number in range(3):
            store.suggestions.write(f"{number}" * 8, "code", "食堂太远", MORNING.date())
        store.suggestions.show(office.clock(), store.suggestions.waiting(), {})
        await november(office)
        review = await reviewed(office)
        assert "匿名建议：3 条" in review.reads
        assert "食堂" not in f"{review.blocks}"
        for left in (2, 1, 0):
            window = await office.opens(office.head, review, "看匿名建议")
            assert window.reads.count("食堂太远") == left + 1
            await office.head.clicks(window, "知道了")
            await office.slack.until(
                lambda: (office.head.modal and office.head.modal.reads.count("食堂太远") == left) or None  # noqa: B023
            )
        assert office.head.modal
        assert "没有等您看的" in office.head.modal.reads
        assert "没有等您看的" in (await office.opens(office.staff[0], review, "看匿名建议")).reads


async def test_replies_that_are_late_are_chosen_from_and_opened(office: Office) -> None:
    async with office.bot():
        await november(office)
        await office.look()
        review = await reviewed(office)
        await office.head.clicks(review, "看还没答复的", choose="6 个人问过 · 最接近：1.1 上班迟到")
        await office.slack.until(lambda: (office.head.modal and SHUTTLE in office.head.modal.reads) or None)


async def test_what_was_learned_and_what_was_to_be_read_again_is_told_with_the_way_to_it(
    office: Office,
) -> None:
    chapter = office.desk.folder / "code/01.yaml"
    chapter.write_text(CHAPTER.replace("title: 考勤\n", "title: 考勤\nreview_by: 2026-11-01\n"), "utf-8")
    async with office.bot():
        await office.all_ask()
        await office.look()
        [digest] = [one for one in office.posted() if SHUTTLE in one.reads]
        form = await office.opens(office.owner, digest, "就是这条")
        await office.submits(office.owner, form, {"clause": "code/1.1", "wordings": f"{SHUTTLE}\n班车晚点"})
        review = await reviewed(office)
    assert "这一期学到的问法：2 个" in review.reads
    assert "过了复核日期的：1 处" in review.reads
    menus = [block["elements"][0] for block in review.blocks if block["type"] == "actions"]
    offered = [[each["text"]["text"] for each in menu["options"]] for menu in menus]
    chapter_one = ["第一章 考勤"]
    assert offered == [chapter_one, ["1.1 上班迟到"], ["1.1 上班迟到", "1.2 年假"], chapter_one]


async def test_a_survey_is_told_beside_the_one_before_with_the_way_to_all_of_them(office: Office) -> None:
    question = PulseQuestion("find", "我需要的规则找得到。")
    for month, score in ((9, 2), (10, 3), (11, 5)):
        asked = Round(f"2026-{month:02}", date(2026, month, 2), date(2026, month, 9), (question,))
        surveyed(office.desk.store, asked, score)
    async with office.bot():
        await november(office)
        review = await reviewed(office)
        assert "满意度调查 2026-11：问了 5 人" in review.reads
        assert "平均 5.0 分（满分 5），5 人答 · 上一次 3.0" in review.reads
        assert "2026-09" not in review.reads
        assert "满意度调查 2026-09" in (await office.opens(office.head, review, "历次调查")).reads
        assert "给负责规则的人看" in (await office.opens(office.staff[0], review, "历次调查")).reads


def surveyed(store: Store, asked: Round, score: int) -> None:
    """Five people gave the same score to the first question of a round, which is over."""
    store.pulses.open(asked)
    for number in range(5):
        parcel = Parcel(Address("T1", f"U{number}"), [], Purpose.NOTICE, f"U{number}")
        store.pulses.invite(0.0, asked.id, f"U{number}", parcel, f"{asked.id}/{number}")
        store.pulses.answer(asked.id, f"U{number}", asked.questions[0].id, score)
    store.pulses.close_until(asked.closes)


async def test_the_people_of_a_group_that_looks_after_a_book_each_have_its_review(office: Office) -> None:
    group = office.slack.user_group("owners", [office.owner, office.head])
    book = office.desk.folder / "code/book.yaml"
    book.write_text(book.read_text("utf-8").replace("#rules", group.id), "utf-8")
    async with office.bot():
        await november(office)
        office.clock.at = DECEMBER
        for _ in range(2):
            await office.look()
        for person in (office.owner, office.head):
            [review] = [one for one in office.slack.messages(person.dm) if "守则回顾" in one.reads]
            assert "6 个人问过" in review.reads


async def test_books_whose_contacts_are_one_channel_in_two_spellings_are_in_one_review(
    office: Office,
) -> None:
    id_ = find_channel(office.slack.state, "#rules").id
    second = BOOK.replace("id: code", "id: second").replace(
        "{name: 运营管理部}", f"{{name: 乙部, contact: {id_}}}"
    )
    shuttle = "chapter: 1\ntitle: 班车\nclauses:\n"
    shuttle += "  - {number: '1.1', title: 班车时刻, text: 班车早上七点从东门发车。}\n"
    write(
        office.desk.folder,
        {"second/book.yaml": second.replace("运营中心", "班车"), "second/01.yaml": shuttle},
    )
    async with office.bot():
        await office.ask(office.staff[0], "上班迟到怎么处理")
        await office.ask(office.staff[1], "班车早上几点从东门发车")
        review = await reviewed(office)
    assert "第一章 考勤：不到 5 人" in review.reads
    assert "第一章 班车：不到 5 人" in review.reads
