"""A form sent too late, a signature after the end, and what HR reads of a book that is not meant for them."""

from bot.audit import BOT
from bot.slack.acknowledging.messages import SIGN

from tests.databases import rows
from tests.publishing.folders import LATER, chapter
from tests.slack.acknowledging.conftest import ASKED, MONDAY, SigningRoom, after
from tests.slack.acknowledging.test_acknowledging import AGREED, reads, signs


async def test_whoever_is_not_asked_any_more_hears_that_nothing_is_signed(room: SigningRoom) -> None:
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    await room.looks()
    room.comes(MONDAY, hour=22)  # nobody is asked anew
    async with room.bot():
        await room.other.clicks(room.heard(room.other)[0], SIGN)
        form = await reads(room, room.other, LATER)
        room.desk.store.privacy.erase(room.now, room.other.id, BOT)
        await room.other.submits(form, AGREED)
        await reads(room, room.other, "现在没有要签署的条款")
    assert not list(room.desk.store.signatures.chain())


async def test_a_signature_after_the_end_counts_in_the_channel_too(room: SigningRoom) -> None:
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    await room.looks()
    room.comes(after(9))
    await room.looks()
    assert "已签 0 人" in room.counted()
    async with room.bot():
        await signs(room, room.other, room.heard(room.other)[0])
        await room.slack.until(lambda: "已签 1 人" in room.counted() or None)
    assert "已结束" in room.counted()
    assert len(room.slack.messages("#rules")) == 1


async def test_hr_does_not_read_what_a_book_is_called_that_is_not_meant_for_them(room: SigningRoom) -> None:
    hr = room.slack.person("hr", locale="zh-CN")
    room.book += "audience: [管理层]\n"
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    await room.looks()
    room.comes(after(9))
    async with room.bot(SHOUZE_ONBOARDING_HR=hr.id):
        [told] = await room.slack.until(lambda: room.heard(hr) or None)
    assert "有一本守则的改动，提醒三次后还有 1 人没有签署" in told.reads
    assert "运营中心守则" not in told.reads


async def test_what_names_somebody_to_hr_goes_with_all_that_is_stored_about_them(room: SigningRoom) -> None:
    room.publishes(chapter())
    room.publishes(chapter(LATER), ASKED)
    await room.looks()
    room.comes(after(9))
    await room.looks()
    assert _stored(room, room.other.id)
    room.desk.store.privacy.erase(room.now, room.other.id, BOT)
    assert not _stored(room, room.other.id)


def _stored(room: SigningRoom, word: str) -> bool:
    """Whether a parcel holds it."""
    return word in str(rows(room.desk.store, "outbox"))
