"""A bot that dies at each step of the desk: what came onto it is there once, and everybody hears once."""

from datetime import timedelta

import pytest
from bot.desk import Item, ItemState
from bot.inquiries import Outcome
from bot.workspace import Message

from tests.databases import on_postgresql, opened, rows
from tests.publishing.folders import chapter
from tests.slack.acknowledging.conftest import MONDAY
from tests.slack.desk.killed.conftest import NOON, Voices, home, nothing
from tests.slack.mortal_bots import on_either_side
from tests.slack.owned_book import clicks_for_modal, told
from tests.store.stored_questions import settled

ASKED = "我没赶上上班的班车怎么办"
OWNED = chapter().replace("title: 考勤\n", 'title: 考勤\nowner: {name: 考勤组, contact: "#attendance"}\n')


DUE, NEXT = MONDAY + timedelta(days=5), MONDAY + timedelta(days=90)
A_WEEK = 7 * 86_400.0  # seconds


def posted(voices: Voices, channel: str, words: str = ASKED) -> list[Message]:
    return [one for one in voices.slack.messages(channel) if words in one.reads]


@on_postgresql
async def test_what_five_did_not_find_comes_before_its_owner_is_passed_on_settled_and_heard_of_once(
    voices: Voices,
) -> None:
    (voices.folder / "code/01.yaml").write_text(OWNED, "utf-8")
    slack, owner = voices.slack, voices.slack.person("owner", locale="zh-CN")
    slack.channel("#attendance", members=[owner])
    staff = [slack.person(f"staff{number}", locale="zh-CN") for number in range(5)]
    with opened(voices.database) as store:
        for person in staff:
            settled(store, ASKED, person.id, at=NOON - 60, outcome=Outcome.REFUSAL)
    for step in ("sort_in:after", "show:after", "tell:after"):
        await voices.dies(f"desk.{step}", nothing)

    async def passes_on() -> None:
        form = await voices.form(voices.head, "不归我")
        await voices.head.submits(form, {"whose": "code/1"})

    async def settles() -> None:
        form = await clicks_for_modal(slack, owner, await home(slack, owner), "就是这条")
        await owner.submits(form, {"find": "1.1"})

    await voices.dies("desk.route:after", passes_on)
    await voices.dies("desk.close:after", settles)
    with voices.bot():
        await slack.connected(timeout=30)
        await slack.until(lambda: all(told(slack, each, "就是这一条") for each in staff) or None, timeout=30)
        await slack.settled(timeout=30, quiet=1.0)
    assert [len(told(slack, each, "就是这一条")) for each in staff] == [1] * 5
    assert [len(posted(voices, channel)) for channel in ("#rules", "#attendance")] == [0, 1]
    with opened(voices.database) as store:
        [item] = store.desk.items(*ItemState)
        assert (item.state, item.people, item.owner) == (ItemState.SETTLED, 5, "考勤组")
        assert [pair.question for pair in store.learned.all()] == [ASKED]


@pytest.mark.parametrize("step", ["close:after", "redraw:before", "redraw:after"])
async def test_what_waits_too_long_is_told_of_once_and_what_became_of_it_is_shown(
    voices: Voices, step: str
) -> None:
    (voices.folder / "code/01.yaml").write_text(OWNED, "utf-8")
    slack, owner = voices.slack, voices.slack.person("owner", locale="zh-CN")
    slack.channel("#attendance", members=[owner])
    waits_for_a_week(voices, [slack.person(f"staff{number}", locale="zh-CN").id for number in range(5)])
    for mark in ("reminded_at", "referred_at"):
        for moment in ("before", "after"):
            await voices.dies(f"desk.tell/{mark}:{moment}", nothing)

    async def dismisses() -> None:
        await owner.clicks(await home(slack, owner), "无需处理")

    await voices.dies(f"desk.{step}", dismisses)
    with voices.bot():
        await slack.connected(timeout=30)
        await slack.until(lambda: posted(voices, "#rules", "24 个工作小时") or None, timeout=30)
        await slack.settled(timeout=30, quiet=1.0)
    heard = {
        channel: [len(posted(voices, channel, f"{hours} 个工作小时")) for hours in (20, 24)]
        for channel in ("#attendance", "#rules")
    }
    assert heard == {"#attendance": [1, 0], "#rules": [0, 1]}
    [told_of] = posted(voices, "#attendance")
    assert "就是这条" not in str(told_of.blocks)


def waits_for_a_week(voices: Voices, people: list[str]) -> None:
    """Something that nobody found has stood before its owner since a week ago."""
    then = NOON - A_WEEK
    with opened(voices.database) as store:
        for person in people:
            settled(store, ASKED, person, at=then, outcome=Outcome.REFUSAL)
        questions = [gap.question for gap in store.desk.gaps(0.0)]
        item = Item(questions[0], "考勤组", "#attendance", ("code/1.1",))
        store.desk.sort_in(then, [item], dict.fromkeys(questions, item.id))
        store.desk.show(then, [item.id])


async def told_of_the_chapter(voices: Voices) -> Message:
    """The message that it is to be read again."""
    await voices.hears("前复核")
    [message] = voices.heard("前复核")
    return message


@on_either_side
async def test_that_a_chapter_was_read_again_is_kept_once(voices: Voices, moment: str) -> None:
    async def has_read() -> None:
        form = await clicks_for_modal(voices.slack, voices.head, await told_of_the_chapter(voices), "已复核…")
        await voices.head.submits(form, {"next": NEXT.isoformat()})

    (voices.folder / "code/01.yaml").write_text(f"review_by: {DUE}\n{chapter()}", "utf-8")
    again = has_read if moment == "before" else None
    await voices.through_death(f"chapter_reviews.review:{moment}", has_read, again)
    with opened(voices.database) as store:
        kept = [(each.due, each.next_due, each.reviewed_by) for each in store.chapter_reviews.all()]
        assert kept == [(DUE, NEXT, voices.head.id)]
        assert [row["action"] for row in rows(store, "audit")].count("chapter-review") == 1
    [message] = voices.heard("前复核")
    assert "已复核…" not in str(message.blocks)


@on_either_side
async def test_what_is_to_be_changed_in_a_chapter_is_kept_once(voices: Voices, moment: str) -> None:
    async def plans() -> None:
        form = await clicks_for_modal(voices.slack, voices.head, await told_of_the_chapter(voices), "要修改")
        await voices.head.submits(form, {"clause": "code/1.1", "note": "改成书面"})

    (voices.folder / "code/01.yaml").write_text(f"review_by: {DUE}\n{chapter()}", "utf-8")
    again = plans if moment == "before" else None
    await voices.through_death(f"chapter_reviews.plan_change:{moment}", plans, again)
    with opened(voices.database) as store:
        [item] = store.desk.items(*ItemState)
        assert (item.state, item.clause, item.reply) == (ItemState.CHANGING, "code/1.1", "改成书面")
