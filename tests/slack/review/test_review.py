"""Once a month those who look after the rules read what it brought, with two pictures, and get on from there."""

import asyncio
from datetime import UTC, datetime
from io import BytesIO

import pytest
from bot.workspace import Message, Person
from bot.workspace.people import find_channel

from tests.slack.desk.conftest import MORNING, SHUTTLE, SILENT, Office
from tests.slack.review.conftest import DECEMBER, november
from tests.small_books import BOOK, write

PNG = b"\x89PNG\r\n"
TITLE = "守则回顾：2026-11-01 至 2026-11-30"


def reviews(office: Office, channel: str = "#rules") -> list[Message]:
    return [one for one in office.posted(channel) if "守则回顾" in one.reads]


async def reviewed(office: Office, channel: str = "#rules") -> Message:
    """The one review that is there once the first of December is looked at."""
    office.clock.at = DECEMBER
    await office.look()
    [review] = await office.slack.until(lambda: reviews(office, channel) or None)
    return review


def painted(png: bytes, grey: int) -> int:
    """How many dots of a picture have this grey."""
    from matplotlib.image import imread  # noqa: PLC0415  # half a second

    dots = (imread(BytesIO(png))[..., :3] * 255).round()
    return int((dots == grey).all(axis=-1).sum())


async def read_alone(office: Office, person: Person, words: str, channel: str) -> Message:
    """What the bot shows to one person in a channel, with these words in it."""

    def shown() -> Message | None:
        return next((one for one in person.sees(channel) if one.ephemeral_to and words in one.reads), None)

    return await office.slack.until(shown)


async def at_last(office: Office) -> None:
    """Time goes on until what was put off is due, and nothing is left to be posted."""

    def is_done() -> bool:
        office.clock.passes(seconds=30)
        return bool(pictured(office)) and not office.desk.store.backlog().parcels

    await office.slack.until(lambda: is_done() or None)
    assert len(reviews(office)) == len(pictured(office)) == 1


def pictured(office: Office, channel: str = "#rules") -> list[Message]:
    return [one for one in office.posted(channel) if one.files]


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
        await office.owner.clicks(review, "看这一件")
        shown = await read_alone(office, office.owner, "规则没写，我来答", "#attendance")
        assert shown.ephemeral_to == office.owner.id
        assert SHUTTLE in shown.reads


async def test_whoever_does_not_look_after_an_item_is_not_shown_it(office: Office) -> None:
    other = office.slack.person("other", locale="zh-CN")
    office.slack.channel("#quality", members=[other])
    async with office.bot(SHOUZE_RULES_CHANNEL="#quality"):
        await office.all_ask()
        review = await reviewed(office, "#quality")
        await other.clicks(review, "看这一件")
        await read_alone(office, other, "不归您处理", "#quality")
        assert not [one for one in other.sees("#quality") if SHUTTLE in one.reads]


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
        assert "/rule report" in review.reads
        assert not [words for words in ("6 个人", "年假", "迟到") if words in review.reads]
        assert not pictured(office)


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("files.getUploadURLExternal", "missing_scope"),
        ("files.completeUploadExternal", "files_upload_disabled"),
    ],
)
async def test_where_slack_takes_no_files_it_says_so(office: Office, method: str, code: str) -> None:
    async with office.bot():
        await november(office)
        office.clock.at = DECEMBER
        office.slack.faults.refuses(method, code)
        await office.look()
        await office.slack.until(lambda: "files:write" in office.posted("#rules")[-1].reads or None)
        assert len(reviews(office)) == 1
        assert not pictured(office)
        office.slack.recording.refused.clear()


@pytest.mark.parametrize("after", [False, True])
async def test_pictures_of_which_slack_tells_nothing_are_there_once(office: Office, *, after: bool) -> None:
    # Slack's clock is the real one, and what it posted is looked for from our moment on.
    office.clock.at = datetime(2025, 11, 25, 2, tzinfo=UTC)
    async with office.bot():
        await november(office)
        office.clock.at = datetime(2025, 12, 1, 2, tzinfo=UTC)
        office.slack.faults.fails("files.completeUploadExternal", status=500, after_doing_it=after)
        await office.look()
        await at_last(office)


async def test_bytes_that_did_not_arrive_are_sent_again(office: Office) -> None:
    async with office.bot():
        await november(office)
        office.clock.at = DECEMBER
        office.slack.faults.fails("upload_url")
        await office.look()
        await at_last(office)


async def test_of_two_processes_one_posts_it(office: Office) -> None:
    async with office.bot(), office.bot():
        await november(office)
        office.clock.at = DECEMBER
        await asyncio.gather(*(bot.watches.review.look() for bot in office.bots))
        await office.look()
        assert len(reviews(office)) == len(pictured(office)) == 1


async def test_without_what_draws_them_it_comes_without_pictures_and_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.review.pictures._FONTS", ())
    async with office.bot():
        await november(office)
        review = await reviewed(office)
        assert "没有配图" in review.reads
        assert not pictured(office)


async def test_suggestions_that_wait_to_be_read_are_counted(office: Office) -> None:
    store = office.desk.store
    async with office.bot():
        for number in range(3):
            store.suggestions.write(f"{number}" * 8, "", "食堂太远", MORNING.date())
        store.suggestions.show(office.clock(), store.suggestions.waiting(), {})
        await november(office)
        review = await reviewed(office)
        assert "匿名建议：3 条" in review.reads
        assert "食堂" not in f"{review.blocks}"


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
