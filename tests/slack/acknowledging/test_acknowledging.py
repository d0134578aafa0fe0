"""What a book asks to be signed is signed: each is asked once, alone, and reminded; HR alone hears who has not."""

from pathlib import Path

from bot.audit import BOT
from bot.onboarding.signatures import SignedClause
from bot.slack.acknowledging.messages import SIGN, WHO
from bot.slack.publishing import messages as publishing
from bot.store import Store
from bot.workspace import Message, Person, View, Workspace

from tests.databases import on_each_database
from tests.publishing.desks import Desk
from tests.publishing.folders import BOTH, LATE, LATER, LEAVE, a_folder, chapter
from tests.slack.acknowledging.conftest import ASKED, MONDAY, SECRET, SigningRoom, after

AGREED = {"agree": ["我已阅读并同意"]}


async def signs(room: SigningRoom, person: Person, message: Message) -> str:
    """What somebody reads when they have ticked the box and sent the form."""
    await person.clicks(message, SIGN)
    await person.submits(await reads(room, person, LATER), AGREED)
    return (await reads(room, person, "已签署")).reads


async def reads(room: SigningRoom, person: Person, words: str) -> View:
    """The modal that somebody sees, once these words stand in it."""
    return await room.slack.until(
        lambda: person.modal if person.modal and words in person.modal.reads else None
    )


@on_each_database
async def test_everybody_is_asked_once_signs_into_the_chain_and_is_counted(room: SigningRoom) -> None:
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    await room.looks(replicas=2)
    await room.looks()
    for person in (room.owner, room.other):
        [asked] = room.heard(person)
        assert "《运营中心守则》有 1 条改动，请您阅读并签署，截止 2026-11-25" in asked.reads
        assert BOTH in asked.reads
        assert "年假" not in asked.reads
    async with room.bot():
        [asked] = room.heard(room.other)
        await signs(room, room.other, asked)
        await room.slack.until(lambda: "已签 1 人" in room.counted() or None)
        assert "已通知 2 人" in room.counted()
        assert room.other.id not in room.counted()
        await room.slack.until(lambda: "签署" not in _buttons(room.slack.now(asked)) or None)
    [link] = room.desk.store.signatures.chain()
    assert (link.record.person, link.record.stage) == (room.other.id, "code")
    assert [each.text for each in link.record.clauses] == [LATER]
    assert room.desk.store.signatures.verify().is_good
    assert not room.slack.recording.refused


def _buttons(message: Message | None) -> str:
    rows = [block for block in message.blocks if block["type"] == "actions"] if message else []
    return str(rows)


async def test_a_wording_fix_asks_nobody_anything(room: SigningRoom) -> None:
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    await room.looks()
    room.publishes(chapter(LATER, LEAVE + "另行通知。"), ASKED)
    await room.looks()
    assert len(room.heard(room.other)) == 1
    assert "1 条改动" in room.heard(room.other)[0].reads


async def test_what_a_book_asks_for_from_its_first_day_is_no_change(room: SigningRoom) -> None:
    room.publishes(chapter(), ASKED)
    await room.looks()
    assert room.heard(room.other) == []


async def test_a_planned_text_is_signed_from_its_day_on(room: SigningRoom) -> None:
    day = after(1)
    room.publishes(chapter())
    planned = chapter().replace(LATE, f"{LATE}, revisions: [{{effective: {day}, text: {LATER}}}]")
    room.publishes(planned, f"acknowledge: [{{on: {day}, who: all}}]\n")
    await room.looks()
    assert room.heard(room.other) == []
    room.comes(day)
    await room.looks()
    [asked] = room.heard(room.other)
    assert LATER.split("，")[1] in asked.reads


async def test_nobody_is_written_to_at_night(room: SigningRoom) -> None:
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    room.comes(MONDAY, hour=22)
    await room.looks()
    assert room.heard(room.other) == []
    room.comes(after(1))
    await room.looks()
    assert len(room.heard(room.other)) == 1


async def test_what_only_some_may_see_only_they_are_asked_to_sign(room: SigningRoom) -> None:
    room.publishes(SECRET)
    room.publishes(SECRET.replace(LEAVE, "年假每年五天。"), ASKED)
    await room.looks()
    assert room.heard(room.other) == []
    [asked] = room.heard(room.owner)
    assert "年假每年十五天" in asked.reads  # 十 struck through, 五 in bold


async def test_the_old_text_stays_hidden_from_whoever_could_not_see_it_then(room: SigningRoom) -> None:
    room.publishes(SECRET)
    room.publishes(chapter(leave="年假每年五天。"), ASKED)
    await room.looks()
    assert "提前一周" not in room.heard(room.other)[0].reads
    assert "提前一周" in room.heard(room.owner)[0].reads


async def test_an_audience_may_be_named_that_signs(room: SigningRoom) -> None:
    room.publishes(chapter())
    room.publishes(chapter(LATER), f"acknowledge: [{{on: {MONDAY}, who: [管理层]}}]\n")
    await room.looks()
    assert (len(room.heard(room.owner)), room.heard(room.other)) == (1, [])


async def test_where_nobody_is_left_to_sign_or_to_hear_who_has_not_those_hear_who_look_after_the_rules(
    room: SigningRoom,
) -> None:
    empty = room.slack.user_group("night", [])
    room.book += f"    夜班: [{empty.id}]\n"
    room.publishes(chapter())
    room.publishes(chapter(LATER), f"acknowledge: [{{on: {MONDAY}, who: [夜班]}}]\n")
    for _ in range(2):
        await room.looks()
    assert room.counted().count("现在一个人都没有") == 1


async def test_without_anybody_for_hr_it_is_said_that_nobody_hears_who_has_not_signed(
    room: SigningRoom,
) -> None:
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    for days in (0, 3, 4, 7, 8, 9):
        room.comes(after(days))
        await room.looks(hr="")
    assert room.counted().count("没有设置人力资源部") == 1


async def test_where_guests_read_the_channel_the_book_is_not_named(room: SigningRoom) -> None:
    await room.slack.person("guest", is_restricted=True).joins("#rules")
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    await room.looks()
    assert "已通知 2 人" in room.counted()
    assert "运营中心守则" not in room.counted()


async def test_whoever_may_no_longer_see_it_is_neither_reminded_nor_counted(room: SigningRoom) -> None:
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    await room.looks()
    await room.slack.makes_guest(room.other)
    room.comes(after(3))
    await room.looks()
    assert room.heard(room.other) == []
    assert "已通知 1 人" in room.counted()


async def test_whoever_is_late_is_reminded_three_times_and_then_hr_hears_who_it_is(room: SigningRoom) -> None:
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    for days in (0, 1, 2, 3, 4, 7, 8):  # no weekend
        room.comes(after(days))
        await room.looks(replicas=2)
    first, last = room.heard(room.other)  # of the reminders only the last one stands there
    assert "请您阅读并签署" in first.reads
    assert "还等您签署，截止日期是 2026-11-25" in last.reads
    [acknowledgement] = room.desk.store.acknowledgements.all()
    assert [
        each.reminders for each in room.desk.store.acknowledgements.signers(acknowledgement.id).values()
    ] == [3, 3]
    room.comes(after(9))
    await room.looks(replicas=2)
    told = room.heard(room.owner)[-1].reads
    assert "提醒三次后还有 2 人没有签署" in told
    assert room.other.id in told
    assert "已结束" in room.counted()
    before = [len(room.heard(person)) for person in (room.owner, room.other)]
    room.comes(after(10))
    await room.looks()
    assert [len(room.heard(person)) for person in (room.owner, room.other)] == before


async def test_who_has_not_signed_is_for_hr_alone(room: SigningRoom) -> None:
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    async with room.bot():
        count = await room.slack.until(lambda: next(iter(room.slack.messages("#rules")), None))
        await room.slack.until(lambda: "已通知 2 人" in room.counted() or None)
        await room.other.clicks(count, WHO)
        shown = await room.slack.modal(room.other)
        assert "只给人力资源部看" in shown.reads
        await room.owner.clicks(count, WHO)
        shown = await room.slack.modal(room.owner)
        assert room.other.id in shown.reads


async def test_an_owner_publishes_and_has_everybody_sign(
    empty_slack: Workspace, store: Store, tmp_path: Path, cache: Path
) -> None:
    room = SigningRoom(empty_slack, Desk(store, tmp_path / "knowledge", cache, is_reviewed=True))
    room.publishes(chapter())
    async with room.bot():
        a_folder(room.desk.folder, chapter(LATER), more=room.book)
        told = await room.slack.until(lambda: next(iter(room.slack.messages("#rules")), None))
        await room.owner.clicks(told, publishing.PUBLISH_SIGNED)
        asked = await room.has_asked(room.other)
        assert "请您阅读并签署，截止 2026-12-07" in asked.reads
        decided = room.slack.now(told)
        assert decided
        assert "已发布，并请能看到这些改动的员工" in decided.reads


async def test_what_was_erased_is_not_asked_again_where_it_was_signed(room: SigningRoom) -> None:
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    await room.looks()
    [acknowledgement] = room.desk.store.acknowledgements.all()
    signed = SignedClause("code/1.1", "2026.1", "上班迟到", LATER)
    assert room.desk.store.acknowledgements.sign(room.now, acknowledgement.id, room.other.id, [signed], {})
    assert not room.desk.store.acknowledgements.sign(
        room.now, acknowledgement.id, room.other.id, [signed], {}
    )
    held = room.desk.store.privacy.export(room.other.id)
    assert [(each.book, each.reminders) for each in held.acknowledgements] == [("code", 0)]
    room.desk.store.privacy.erase(room.now, room.other.id, BOT)
    assert not room.desk.store.privacy.export(room.other.id).acknowledgements
    before = len(room.heard(room.other))
    await room.looks()
    assert len(room.heard(room.other)) == before
