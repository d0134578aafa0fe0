"""Which owners hear of what waits, when, and what of it they read."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from bot.desk import ItemState
from bot.slack.desk.digests import Digests, Share
from bot.workspace.people import find_channel

from tests.slack.desk.conftest import (
    CHAPTER,
    OWN_WORDS,
    SAME,
    SHUTTLE,
    SILENT,
    Office,
    brought,
)
from tests.slack.owned_book import clicks_for_modal, told


async def test_what_fewer_than_five_ask_is_read_by_nobody(office: Office) -> None:
    async with office.bot():
        for person, words in list(zip(office.staff, SAME, strict=True))[:4]:
            await office.ask(person, words)
        await office.look()
        assert not office.posted()
        home = await office.opens_home(office.owner)
        assert "等您处理" not in home.reads
        kinds = [block["type"] for block in home.blocks]
        assert kinds[kinds.index("input") + 1] == "divider"  # the count below is no hint of the search
        [item] = office.desk.store.desk.items(ItemState.OPEN)
        assert (item.people, item.words) == (4, "")


async def test_of_what_five_asked_in_words_of_their_own_the_owner_reads_only_that_they_did(
    office: Office,
) -> None:
    own = "我是王芳，抑郁症在吃药，上班的班车没赶上怎么办"
    async with office.bot():
        for person, words in zip(office.staff[:5], (own, *SAME[:4]), strict=True):
            await office.ask(person, words)
        await office.look()
        office.clock.passes(days=7)
        await office.look()
        digest, *reminders = office.posted()
        form = await office.opens(office.owner, digest, "就是这条")
        home = await office.opens_home(office.owner)
        shown = [digest.reads, form.reads, home.reads]
        assert ["各人的原话不显示" in each for each in shown] == [True] * len(shown)
        assert "王芳" not in f"{shown}{reminders}{form.content}{home.content}"
        assert "5 个人问过" in digest.reads
        assert reminders
        said = await office.submits(office.owner, form, {"find": "1.1", "wordings": SHUTTLE})
        assert "好了" in said
    assert [(pair.question, pair.source) for pair in office.desk.store.learned.all()] == [(SHUTTLE, "")]


async def test_who_agrees_that_the_owner_reads_an_opinion_is_read_without_their_name(office: Office) -> None:
    person = office.staff[0]
    async with office.bot():
        for is_agreed in (False, True):
            answer = await office.ask(person, "上班迟到怎么处理" + "？" * is_agreed)
            form = await clicks_for_modal(office.slack, person, answer, "useless")
            ticked = {"agreed": ["agreed"]} if is_agreed else {}
            await person.submits(form, {"why": "outdated", "comment": "现在不这样了", **ticked})
            await office.look()
            assert [("现在不这样了" in one.reads) for one in office.posted()] == [True] * is_agreed
        [digest] = office.posted()
        assert person.id not in digest.reads


@pytest.mark.parametrize("shown", [datetime(2026, 9, 30, 2, tzinfo=UTC)])
async def test_over_a_holiday_nobody_is_reminded_until_work_begins_again(
    office: Office, shown: datetime
) -> None:
    """Asked at ten on the day before the holidays: fourteen working hours of that day are left, and ten of the next."""
    office.clock.at = shown
    async with office.bot(SHOUZE_REVIEW="off"):
        await brought(office)
        for day in range(1, 8):  # 1 to 7 October
            office.clock.at = datetime(2026, 10, day, 4, tzinfo=UTC)
            await office.look()
        assert len(office.posted()) == 1
        office.clock.at = datetime(2026, 10, 8, 1, 30, tzinfo=UTC)
        await office.look()
        assert [("20 个工作小时" in one.reads) for one in office.posted()] == [False, True]
        assert not office.posted("#rules")
        office.clock.at = datetime(2026, 10, 8, 2, 30, tzinfo=UTC)
        for _ in range(2):
            await office.look()
        [referred] = office.posted("#rules")
        assert "24 个工作小时" in referred.reads
        reminders = [referred, office.posted()[-1]]
        assert not [one for one in reminders if SHUTTLE in one.reads]  # erasure would not find them
        assert len(office.posted()) == 2
        assert "等您处理：1 件" in (await office.opens_home(office.head)).reads


async def test_an_owner_is_told_once_a_day_and_not_at_night(office: Office) -> None:
    async with office.bot():
        for question in (SILENT, "健身房在哪里"):
            for person in office.staff:
                await office.ask(person, question)
            await office.look()
            assert len(office.posted("#rules")) == 1
        office.clock.at = datetime(2026, 11, 24, 20, tzinfo=UTC)  # four in the morning
        await office.look()
        assert len(office.posted("#rules")) == 1
        office.clock.at = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
        await office.look()
        days = [one.reads for one in office.posted("#rules") if "没有找到" in one.reads]
        assert [("健身房" in day) for day in days] == [False, True]


async def test_a_contact_in_two_spellings_hears_once_of_all(office: Office) -> None:
    book = office.desk.folder / "code/book.yaml"
    channel = find_channel(office.slack.state, "#attendance").id
    book.write_text(book.read_text("utf-8").replace("#rules", channel), "utf-8")
    async with office.bot():
        await office.all_ask()
        for person in office.staff:
            await office.ask(person, SILENT)
        for _ in range(2):
            await office.look()
        [digest] = office.posted()
        assert SHUTTLE in digest.reads
        assert SILENT in digest.reads


@pytest.mark.parametrize("has_guest", [False, True])
async def test_of_an_owner_who_cannot_be_written_to_those_hear_who_look_after_the_rules(
    office: Office, *, has_guest: bool
) -> None:
    chapter = office.desk.folder / "code/01.yaml"
    chapter.write_text(CHAPTER.replace("#attendance", "#nowhere"), "utf-8")
    if has_guest:
        await office.slack.person("guest", is_restricted=True).joins("#rules")
    async with office.bot(SHOUZE_RULES_CHANNEL="#rules"):
        await office.all_ask()
        for _ in range(2):
            await office.look()
        [told] = office.posted("#rules")
        assert ("送不到 #nowhere" in told.reads) is not has_guest
        assert "有负责人待办送不到" in told.reads
        assert SHUTTLE not in told.reads


async def test_an_owner_who_cannot_be_told_keeps_no_other_from_hearing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = Digests.post

    async def broken(self: Digests, shares: Sequence[Share], day: date) -> bool:
        if "#attendance" in {share.addressee.contact for share in shares}:
            raise LookupError
        return await post(self, shares, day)

    monkeypatch.setattr(Digests, "post", broken)
    async with office.bot():
        await office.all_ask()
        for person in office.staff:
            await office.ask(person, SILENT)
        await office.look()
        assert len(office.posted("#rules")) == 1


@pytest.mark.parametrize("outsider", [{"is_restricted": True}, {"team": "T0OTHER00"}])
async def test_where_guests_or_partners_read_the_owners_channel_no_words_stand(
    office: Office, outsider: dict[str, Any]
) -> None:
    other = office.slack.person("outsider", locale="zh-CN", **outsider)
    await other.joins("#attendance")
    if "team" in outsider:
        office.slack.shares("#attendance")
    async with office.bot():
        await office.all_ask()
        await office.look()
        office.clock.passes(days=7)
        await office.look()
        assert len(office.posted()) == 2
        await office.owner.clicks(await office.opens_home(office.owner), "无需处理")
        await office.slack.settled()
        shown = [one.reads for one in office.posted()]
        assert "主页" in shown[0]
        assert not [words for words in (SHUTTLE, "迟到", "就是这条") if words in f"{shown}"]
        assert SHUTTLE not in f"{(await office.opens_home(other)).content}"


async def test_what_a_thread_does_not_take_any_more_is_told_to_whoever_asked_there(office: Office) -> None:
    async with office.bot():
        [answer, *_], digest = await brought(office)
        form = await office.opens(office.owner, digest, "规则没写，我来答")
        closed = partial(office.slack.faults.refuses, "chat.postMessage", "is_archived", times=9)
        closed(which=lambda call: call["channel"] == answer.channel)
        await office.submits(office.owner, form, {"reply": OWN_WORDS})
        assert [len(told(office.slack, person, OWN_WORDS)) for person in office.staff] == [1] * 6


async def test_of_two_processes_one_tells_the_owner(office: Office) -> None:
    async with office.bot(), office.bot():
        await office.all_ask()
        await office.slack.settled()
        await asyncio.gather(*(bot.watches.desk.look() for bot in office.bots))
        await office.look()
        assert len(office.posted()) == 1
