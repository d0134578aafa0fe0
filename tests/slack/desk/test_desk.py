"""What staff could not find reaches its owner as one item, is settled, and everybody hears of it once."""

import asyncio

import pytest
from bot.audit import Action
from bot.desk import ItemState

from tests.databases import on_each_database
from tests.publishing.folders import LATER
from tests.slack.desk.conftest import (
    CHAPTER,
    OWN_WORDS,
    PARAPHRASE,
    SAME,
    SHUTTLE,
    SILENT,
    Office,
    brought,
    heard,
)
from tests.slack.owned_book import passes_on, told

LATE = "上班迟到十分钟以内，口头提醒。"


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


@on_each_database
async def test_what_was_passed_on_is_settled_with_its_letter_and_the_asker_hears_once(office: Office) -> None:
    person = office.staff[0]
    async with office.bot():
        answer = await office.ask(person, SHUTTLE, where="")
        await passes_on(office.slack, person, answer)
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
        card = office.slack.now(answer)
        assert card
        assert "✓ 考勤组已处理" in card.reads
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
