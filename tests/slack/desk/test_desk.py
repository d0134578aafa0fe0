"""What staff could not find reaches its owner as one item, is settled, and everybody hears of it once."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from bot.audit import Action
from bot.desk import ItemState
from bot.slack.desk.digests import Digests, Share
from bot.workspace import Message
from bot.workspace.people import find_channel

from tests.databases import on_each_database
from tests.publishing.folders import LATER
from tests.slack.desk.conftest import CHAPTER, PARAPHRASE, SAME, SHUTTLE, SILENT, Office
from tests.slack.owned_book import clicks_for_modal, passes_on, told

LATE = "上班迟到十分钟以内，口头提醒。"
OWN_WORDS = "班车没赶上的，打车来，不算迟到。"


def heard(office: Office, asked: Message, words: str) -> list[Message]:
    """What was said in the thread of an answer besides."""
    thread = [one for one in office.slack.messages("#ops") if one.thread_ts == asked.thread_ts]
    return [one for one in thread if words in one.reads and one.ts != asked.ts]


async def brought(office: Office) -> tuple[list[Message], Message]:
    """Six people asked the same, and the owner was told: the answers, and the owner's message."""
    asked = await office.all_ask()
    await office.look()
    [digest] = office.posted()
    return asked, digest


@on_each_database
async def test_what_six_people_did_not_find_is_one_item_and_once_settled_is_answered(office: Office) -> None:
    async with office.bot():
        asked, digest = await brought(office)
        assert "6 个人问过 · 最接近：1.1 上班迟到" in digest.reads
        assert SHUTTLE in digest.reads
        assert not [person.id for person in office.staff if person.id in digest.reads]
        assert "等您处理：1 件" in (await office.opens_home(office.owner)).reads
        form = await office.opens(office.owner, digest, "就是这条")
        assert "好了" in await office.submits(office.owner, form, {"clause": "code/1.1"})
        for person, answer in zip(office.staff, asked, strict=True):
            [said] = heard(office, answer, "考勤组指出，就是这一条")
            assert LATE in said.reads
            assert f"<@{person.id}>" in said.reads
        await office.learns()
        again = await office.ask(office.slack.person("newcomer", locale="zh-CN"), PARAPHRASE, where="")
        assert LATE in again.reads
        assert "最接近" not in again.reads
        after = office.slack.now(digest)
        assert after
        assert "就是这条" not in after.reads
        assert "等您处理" not in (await office.opens_home(office.owner)).reads
        await office.look()
        assert office.posted() == [after]
    actions = [(link.record.actor, link.record.action) for link in office.desk.store.audit.chain()][-2:]
    assert actions == [(office.owner.id, Action.LEARNED), (office.owner.id, Action.ITEM_SETTLED)]


async def test_what_would_have_a_known_question_answered_wrong_is_not_learned_and_said_to(
    office: Office,
) -> None:
    async with office.bot():
        asked = [await office.ask(person, SILENT) for person in office.staff]
        await office.look()
        [digest] = office.posted("#rules")
        form = await office.opens(office.head, digest, "就是这条")
        said = await office.submits(office.head, form, {"find": "1.1"})
        assert SILENT in said
        assert "答错" in said
        assert not [one for answer in asked for one in heard(office, answer, "就是这一条")]
        assert not office.desk.store.learned.all()
        assert office.head.modal
        assert "好了" in await office.submits(office.head, office.head.modal, {})
        assert [len(heard(office, answer, "就是这一条")) for answer in asked] == [1] * 6
        assert not office.desk.store.learned.all()


async def test_where_the_rules_are_silent_the_owner_replies_in_their_own_words(office: Office) -> None:
    async with office.bot():
        asked, digest = await brought(office)
        form = await office.opens(office.owner, digest, "规则没写，我来答")
        assert (await office.owner.submits(form, {"reply": " "})).errors
        assert "好了" in await office.submits(office.owner, form, {"reply": OWN_WORDS})
        for answer in asked:
            [said] = heard(office, answer, OWN_WORDS)
            assert "不是规则条款" in said.reads
        kept = (await office.opens_home(office.owner)).reads
        assert "规则里还没有的" in kept
        assert OWN_WORDS in kept


async def test_what_is_to_be_changed_is_listed_until_a_publication_touches_it(office: Office) -> None:
    async with office.bot() as process:
        _, digest = await brought(office)
        form = await office.opens(office.owner, digest, "要改规则")
        assert "记下了" in await office.submits(office.owner, form, {"clause": "code/1.1"})
        assert "要改的规则" in (await office.opens_home(office.owner)).reads
        (office.desk.folder / "code/01.yaml").write_text(CHAPTER.replace(LATE, LATER), "utf-8")
        await office.slack.until(lambda: process.text() == LATER or None)
        await office.look()
        assert "要改的规则" not in (await office.opens_home(office.owner)).reads


async def test_what_was_learned_of_a_clause_that_changed_stands_on_its_owners_home_tab(
    office: Office,
) -> None:
    async with office.bot() as process:
        _, digest = await brought(office)
        form = await office.opens(office.owner, digest, "就是这条")
        assert "好了" in await office.submits(office.owner, form, {"clause": "code/1.1"})
        assert "暂时不用" not in (await office.opens_home(office.owner)).reads
        (office.desk.folder / "code/01.yaml").write_text(CHAPTER.replace(LATE, LATER), "utf-8")
        await office.slack.until(lambda: process.text() == LATER or None)
        home = (await office.opens_home(office.owner)).reads
        assert "条款改过以后暂时不用：1 个" in home
        assert f"1.1 上班迟到 · {SHUTTLE}" in home
        assert "questions:" in home
        assert "暂时不用" not in (await office.opens_home(office.head)).reads


async def test_what_is_somebody_elses_goes_to_them(office: Office) -> None:
    async with office.bot():
        _, digest = await brought(office)
        form = await office.opens(office.owner, digest, "不归我")
        await office.submits(office.owner, form, {"whose": "运营管理部"})
        await office.look()
        [passed] = office.posted("#rules")
        assert SHUTTLE in passed.reads
        left = office.slack.now(digest)
        assert left
        assert "已转给运营管理部" in left.reads
        assert SHUTTLE not in left.reads
        assert not [block for block in left.blocks if block["type"] == "actions"]
        assert "等您处理" not in (await office.opens_home(office.owner)).reads
        assert "等您处理：1 件" in (await office.opens_home(office.head)).reads


async def test_whoever_it_goes_to_after_a_reminder_has_one_of_their_own(office: Office) -> None:
    async with office.bot(SHOUZE_REVIEW="off"):
        _, digest = await brought(office)
        office.clock.passes(hours=23)
        await office.look()
        form = await office.opens(office.owner, digest, "不归我")
        await office.submits(office.owner, form, {"whose": "运营管理部"})
        for _ in range(2):
            await office.look()
        for channel in ("#attendance", "#rules"):
            assert ["20 个工作小时" in one.reads for one in office.posted(channel)] == [False, True]


async def test_of_two_at_once_the_first_counts_and_the_second_is_told(office: Office) -> None:
    other = office.slack.person("deputy", locale="zh-CN")
    await other.joins("#attendance")
    async with office.bot():
        asked, digest = await brought(office)
        forms = [await office.opens(one, digest, "规则没写，我来答") for one in (office.owner, other)]
        people = (office.owner, other)
        replies = [
            person.submits(form, {"reply": f"{OWN_WORDS}{person.name}"})
            for person, form in zip(people, forms, strict=True)
        ]
        await asyncio.gather(*replies)
        await office.slack.settled()
        shown = ["已经有人处理了" in person.modal.reads for person in people if person.modal]
        assert sorted(shown) == [False, True]
        assert [len(heard(office, answer, OWN_WORDS)) for answer in asked] == [1] * 6


async def test_what_needs_nothing_is_gone_and_nobody_hears_of_it(office: Office) -> None:
    async with office.bot():
        asked, digest = await brought(office)
        await office.owner.clicks(digest, "无需处理")
        await office.slack.until(
            lambda: ((now := office.slack.now(digest)) and "看过，无需处理" in now.reads) or None
        )
        assert not [one for answer in asked for one in heard(office, answer, "考勤组")]


async def test_what_fewer_than_five_ask_is_read_by_nobody(office: Office) -> None:
    async with office.bot():
        for person, words in list(zip(office.staff, SAME, strict=True))[:4]:
            await office.ask(person, words)
        await office.look()
        assert not office.posted()
        assert "等您处理" not in (await office.opens_home(office.owner)).reads
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
        digest, *reminders = office.posted("#rules")
        form = await office.opens(office.head, digest, "就是这条")
        home = await office.opens_home(office.head)
        shown = [digest.reads, form.reads, home.reads]
        assert ["各人的原话不显示" in each for each in shown] == [True] * len(shown)
        assert "王芳" not in f"{shown}{reminders}{form.content}{home.content}"
        assert "5 个人问过" in digest.reads
        assert reminders
        said = await office.submits(office.head, form, {"find": "1.1", "wordings": SHUTTLE})
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


@on_each_database
async def test_what_was_passed_on_is_settled_with_its_letter_and_the_asker_hears_once(office: Office) -> None:
    person = office.staff[0]
    async with office.bot():
        await passes_on(office.slack, person, await office.ask(person, SHUTTLE, where=""))
        await office.look()
        [letter] = office.posted()
        home = await office.opens_home(office.owner)
        assert "等您处理：1 件" in home.reads
        await office.owner.clicks(home, "就是这条")
        await office.slack.until(lambda: office.owner.modal)
        await office.slack.settled()
        form = office.owner.modal
        assert form
        assert "好了" in await office.submits(office.owner, form, {"clause": "code/1.1"})
        assert len(told(office.slack, person, "就是这一条")) == 1
        after = office.slack.now(letter)
        assert after
        assert not [block for block in after.blocks if block["type"] == "actions"]
        [case] = office.desk.store.escalations.open_for(office.clock(), person.id)
        assert case.state == "closed"


async def test_whoever_asks_in_a_private_channel_hears_of_it_alone(office: Office) -> None:
    person = office.staff[0]
    office.slack.channel("#board", members=[person, office.staff[1]], private=True)
    async with office.bot():
        answer = await office.ask(person, SHUTTLE, where="#board")
        await passes_on(office.slack, person, answer)
        form = await office.opens(office.owner, await office.opens_home(office.owner), "规则没写，我来答")
        await office.submits(office.owner, form, {"reply": OWN_WORDS})
        assert len(told(office.slack, person, OWN_WORDS)) == 1
        assert not [one for one in office.slack.messages("#board") if OWN_WORDS in one.reads]


@pytest.mark.parametrize(
    ("asked", "more"),
    [
        ("我老婆生病住院了\n上班的班车没赶上怎么办", ""),
        ("上班的班车没赶上怎么办，" * 90, "老婆住院，没赶上班车"),
    ],
)
async def test_whatever_is_learned_of_a_question_goes_with_whoever_asked_it(
    office: Office, asked: str, more: str
) -> None:
    person = office.staff[0]
    async with office.bot():
        await passes_on(office.slack, person, await office.ask(person, asked, where=""))
        await office.look()
        form = await office.opens(office.owner, await office.opens_home(office.owner), "就是这条")
        wordings: dict[str, object] = {"wordings": f"{more}\n上夜班"} if more else {}
        assert "好了" in await office.submits(office.owner, form, {"find": "1.1", **wordings})
        learned = {pair.question for pair in office.desk.store.learned.all()}
        assert learned == ({more, "上夜班"} if more else {"我老婆生病住院了 上班的班车没赶上怎么办"})
        office.desk.store.privacy.erase(office.clock(), person.id, person.id)
        left = {pair.question for pair in office.desk.store.learned.all()}
        assert left == ({"上夜班"} if more else set())


@pytest.mark.parametrize("button", ["规则没写，我来答", "回复并关闭"])
async def test_who_is_let_in_no_more_does_not_hear_what_the_owner_says(office: Office, button: str) -> None:
    person = office.staff[0]
    async with office.bot():
        await passes_on(office.slack, person, await office.ask(person, SHUTTLE, where=""))
        await office.look()
        [letter] = office.posted()
        person.changes(is_restricted=True)
        await office.slack.settled()
        home = await office.opens_home(office.owner)
        form = await office.opens(office.owner, letter if button == "回复并关闭" else home, button)
        await office.submits(office.owner, form, {"reply": OWN_WORDS})
        assert not told(office.slack, person, OWN_WORDS)
        [case] = office.desk.store.escalations.open_for(office.clock(), person.id)
        assert (case.state, case.reply) == ("closed", OWN_WORDS)


async def test_whoever_does_not_look_after_it_can_do_nothing_to_it(office: Office) -> None:
    async with office.bot():
        _, digest = await brought(office)
        form = await office.opens(office.owner, digest, "规则没写，我来答")
        stranger = office.staff[0]
        forged = office.slack.state.views.open(stranger.id, form.content)
        assert "不归您处理" in await office.submits(stranger, forged, {"reply": "我说了算"})
        assert [item.state for item in office.desk.store.desk.items(ItemState.OPEN)] == [ItemState.OPEN]


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


async def test_of_two_processes_one_tells_the_owner(office: Office) -> None:
    async with office.bot(), office.bot():
        await office.all_ask()
        await office.slack.settled()
        await asyncio.gather(*(bot.watches.desk.look() for bot in office.bots))
        await office.look()
        assert len(office.posted()) == 1


async def test_a_search_offers_what_it_finds(office: Office) -> None:
    async with office.bot():
        _, digest = await brought(office)
        form = await office.opens(office.owner, digest, "就是这条")
        await office.owner.submits(form, {"find": "年假怎么申请"})
        await office.slack.settled()
        assert office.owner.modal
        assert "1.2 年假" in office.owner.modal.reads


async def test_a_clause_that_an_asker_may_not_see_is_not_told_them(office: Office) -> None:
    book = office.desk.folder / "code/book.yaml"
    book.write_text(book.read_text("utf-8") + f"audiences: {{管理层: [{office.owner.id}]}}\n", "utf-8")
    secret = CHAPTER.replace("title: 上班迟到,", "title: 上班迟到, audience: [管理层],")
    (office.desk.folder / "code/01.yaml").write_text(secret, "utf-8")
    async with office.bot():
        asked = [await office.ask(person, words) for person, words in zip(office.staff, SAME, strict=True)]
        await passes_on(office.slack, office.staff[0], asked[0])
        await office.look()
        page = await office.opens_home(office.head)
        assert "等您处理：1 件" in page.reads
        assert "上班迟到" not in page.reads
        await office.head.clicks(page, "不归我")
        await office.slack.until(lambda: office.head.modal)
        await office.slack.settled()
        assert office.head.modal
        await office.submits(office.head, office.head.modal, {"whose": "考勤组"})
        page = await office.opens_home(office.owner)
        await office.owner.clicks(page, "就是这条")
        await office.slack.until(lambda: office.owner.modal)
        await office.slack.settled()
        form = office.owner.modal
        assert form
        assert "好了" in await office.submits(office.owner, form, {"find": "1.1"})
        said = [one.reads for person in office.staff for one in office.slack.sees(person)]
        said += [one.reads for one in office.slack.messages("#ops")]
        assert not [each for each in said if LATE in each or "第一条" in each]
        assert [len(told(office.slack, person, "考勤组看过了")) for person in office.staff] == [1] * 6
