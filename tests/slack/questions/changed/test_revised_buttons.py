"""A button that older rules drew: it shows what counts now, says that it was revised, or that it was repealed."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from bot.answering import Citation
from bot.rulebook import ClauseNumber
from bot.slack.blocks import buttons, reply_row
from bot.slack.blocks.elements import actions, button
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.home.links import ToClause, ToHeading
from bot.store import Address, Parcel, Store
from bot.workspace import Message, Workspace

from tests.publishing.desks import Desk, Process
from tests.publishing.folders import LATE, LATER, LEAVE, a_folder, chapter
from tests.slack.home.reader import HomeReader
from tests.slack.publishing.test_rules_channel import RulesRoom
from tests.small_books import TODAY

REVISED = "这一条已修订"
NEW = '  - {number: "1.1", title: 总则, text: 本章管考勤。}\n'
RENUMBERED = (
    chapter()
    .replace('number: "1.2",', 'number: "1.3", formerly: ["1.2"],')
    .replace('number: "1.1",', 'number: "1.2", formerly: ["1.1"],')
    .replace("clauses:\n", f"clauses:\n{NEW}")
)
REPEALED = chapter().replace(f"text: {LATE}", f"text: {LATE}, repealed: {{on: {TODAY}, successor: '1.2'}}")
CHANGES = [
    pytest.param(chapter(LATER), [REVISED, LATER], LATE, id="changed"),
    pytest.param(RENUMBERED, [REVISED, "第一章第二条", LATE], "本章管考勤", id="renumbered"),
    pytest.param(REPEALED, ["废止", "接替它的是", "1.2 年假"], REVISED, id="repealed"),
    pytest.param(chapter(leave=LEAVE + "另行通知。"), [LATE], REVISED, id="another one changed"),
]
BUTTONS = [buttons.SHOW.id(0), reply_row.RELATED, reply_row.OPEN, buttons.CHOOSE.id(0)]


@pytest.fixture
def room(empty_slack: Workspace, store: Store, tmp_path: Path, cache: Path) -> RulesRoom:
    desk = Desk(store, tmp_path / "knowledge", cache)
    desk.now = time.time()
    return RulesRoom(empty_slack, desk)


async def drawn(room: RulesRoom, process: Process) -> Message:
    """A message with every button that stands for 1.1, as the rules of that moment draw it."""
    clause = process.rules().library.by_name["code/1.1"]
    choice = buttons.choice_buttons([Citation.whole(clause)], "")
    others = actions([button(each, "看", clause.name) for each in BUTTONS[1:3]])
    message = OutgoingMessage("选项", (*buttons.clause_buttons([clause]), others, choice))
    channel = room.slack.channel("#ops", members=[room.other]).id
    room.desk.store.outbox.enqueue(
        time.time(), Parcel(Address(room.slack.state.team_id, channel), [message.as_payload()])
    )
    return await room.slack.until(lambda: next(iter(room.slack.messages("#ops")), None))


def reads(room: RulesRoom) -> str:
    """All that stands there; a choice that was made takes the place of the choice."""
    return "\n".join(each.reads for each in room.slack.messages("#ops"))


def elements(message: Message) -> list[tuple[str, str | None]]:
    """The buttons of a message, and of its menus each option."""
    rows = [each for block in message.blocks if block["type"] == "actions" for each in block["elements"]]
    return [
        (str(each["action_id"]), option and str(option["text"]["text"]))
        for each in rows
        for option in each.get("options") or [None]
    ]


async def changes(room: RulesRoom, process: Process, written: str) -> None:
    before = process.rules().generation
    room.desk.now = time.time()
    a_folder(room.desk.folder, written, "[]")
    await room.slack.until(lambda: process.rules().generation != before or None)


@pytest.mark.parametrize(("written", "said", "unsaid"), CHANGES)
async def test_every_button_of_an_older_reply_leads_to_what_counts_now(
    room: RulesRoom, written: str, said: Sequence[str], unsaid: str
) -> None:
    a_folder(room.desk.folder, chapter(), "[]")
    async with room.bot() as process:
        message = await drawn(room, process)
        await changes(room, process, written)
        for action in BUTTONS:
            before = reads(room)
            await room.other.clicks(message, action)
            shown = await room.slack.until(lambda: reads(room).removeprefix(before) or None)  # noqa: B023  # awaited here
            assert [words for words in said if words not in shown] == [], (action, shown)
            assert unsaid not in shown, (action, shown)
    assert not room.slack.recording.refused


async def test_an_answer_whose_clause_was_revised_can_still_be_judged_shared_and_passed_on(
    room: RulesRoom,
) -> None:
    room.slack.channel("#ops", members=[room.other])
    async with room.bot() as process:
        answer = await room.slack.reply_to(await room.other.messages_bot("1.1"))
        assert LATE in answer.reads
        await changes(room, process, chapter(LATER))
        pressed = 0
        for action, option in elements(answer):
            now = room.slack.now(answer)
            assert now
            if (action, option) in elements(now):  # what was pressed may offer less
                await room.other.clicks(now, action, choose=option)
                await room.slack.settled()
                pressed += 1
        assert pressed > 3
        assert not [each for each in room.slack.messages(room.other.dm) if "系统出错" in each.reads]
    assert not room.slack.recording.refused


async def test_a_page_that_older_rules_drew_leads_to_what_counts_now(room: RulesRoom) -> None:
    a_folder(room.desk.folder, chapter(), "[]")
    async with room.bot() as process:
        await room.slack.connected()
        reader = HomeReader(room.other, room.slack)
        to_clause = ToClause("code", ClauseNumber.parse("1.1"))
        for written, said in (
            (chapter(LATER), LATER),
            (REPEALED.replace(LATE, LATER), "已于 2026-11-23 废止"),
        ):
            await reader.opens_home()
            await reader.goes(ToHeading("code", "1"))
            await changes(room, process, written)
            await reader.goes(to_clause)
            assert said in reader.reads
        assert "1.2 年假" in reader.reads
    assert not room.slack.recording.refused
