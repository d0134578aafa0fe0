"""What #rules reads of a change that does not count, and how owners decide on one that waits."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from bot.audit import Action
from bot.generation import Event
from bot.slack.publishing import messages as publishing
from bot.store import Store
from bot.workspace import Message, Workspace

from tests.databases import on_each_database
from tests.publishing.desks import Desk, Process
from tests.publishing.folders import GOLDEN, LATE, LATER, LEAVE, a_folder, chapter
from tests.slack.conftest import QUICK, running, surroundings_for
from tests.store.stored_questions import settled


class RulesRoom:
    """A folder and bots over it, in #rules with an owner of the rules, and somebody else."""

    def __init__(self, slack: Workspace, desk: Desk) -> None:
        self.slack, self.desk = slack, desk
        self.clock: Callable[[], float] = time.time
        self.monotonic: Callable[[], float] = time.monotonic
        self.owner, self.other = slack.person("owner", locale="zh-CN"), slack.person("other", locale="zh-CN")
        slack.channel("#rules", members=[self.owner, self.other])
        a_folder(desk.folder)

    @asynccontextmanager
    async def bot(self, **settings: str) -> AsyncIterator[Process]:
        process = Process(self.desk, self.desk.folder)
        given = {"SHOUZE_RULES_CHANNEL": "#rules", "SHOUZE_RULES_OWNERS": self.owner.id} | settings
        timings = replace(QUICK, follow=0.2)
        responders = process.rules().responders
        surroundings = surroundings_for(self.slack, responders, self.desk.store, timings, **given)
        given_times = replace(surroundings, clock=self.clock, monotonic=self.monotonic)
        async with running(replace(given_times, rules=process.rules, follower=process.follower)):
            yield process

    async def told(self) -> Message:
        return await self.slack.until(lambda: next(iter(self.slack.messages("#rules")), None))

    async def until_it_says(self, number: str, text: str, process: Process) -> None:
        await self.slack.until(lambda: process.text(number) == text or None)


@pytest.fixture
def room(empty_slack: Workspace, store: Store, tmp_path: Path, cache: Path) -> RulesRoom:
    return RulesRoom(empty_slack, Desk(store, tmp_path / "knowledge", cache))


@pytest.fixture
def reviewed(empty_slack: Workspace, store: Store, tmp_path: Path, cache: Path) -> RulesRoom:
    """The same where changes wait for a decision."""
    return RulesRoom(empty_slack, Desk(store, tmp_path / "knowledge", cache, is_reviewed=True))


@on_each_database
async def test_a_change_waits_and_counts_once_an_owner_says_so(reviewed: RulesRoom) -> None:
    async with reviewed.bot() as process:
        a_folder(reviewed.desk.folder, chapter(LATER))
        told = await reviewed.told()
        assert LATE in told.reads
        assert LATER in told.reads
        assert "没有发现影响" in told.reads
        await reviewed.other.clicks(told, publishing.PUBLISH)
        assert "只有规则负责人" in (await reviewed.slack.until(lambda: _whispered(reviewed))).reads
        assert process.text() == LATE
        await reviewed.owner.clicks(told, publishing.PUBLISH)
        await reviewed.until_it_says("1.1", LATER, process)
        await reviewed.slack.until(lambda: "已发布" in _now(reviewed, told).reads or None)
        assert not [block for block in _now(reviewed, told).blocks if block["type"] == "actions"]
        await reviewed.slack.until(lambda: process.follower.trouble is None or None)
    [*_, last] = reviewed.desk.store.audit.chain()
    assert (last.record.actor, last.record.action) == (reviewed.owner.id, Action.PUBLISHED)


async def test_whoever_decides_reads_how_much_the_change_touches(reviewed: RulesRoom) -> None:
    settled(reviewed.desk.store, "年假有几天", at=time.time())
    async with reviewed.bot():
        a_folder(reviewed.desk.folder, chapter().replace(LEAVE, "放假依公告。").replace("年假", "放假"), "[]")
        told = (await reviewed.told()).reads
        assert "标准问题：1 个的答复会变" in told
        assert "最近 90 天的 1 次提问：1 次的答复会变" in told
        assert "年假有几天" not in told


@on_each_database
async def test_of_two_owners_at_once_the_first_one_counts(reviewed: RulesRoom) -> None:
    async with reviewed.bot() as process:
        a_folder(reviewed.desk.folder, chapter(LATER))
        told = await reviewed.told()
        publications = reviewed.desk.store.publications
        [*_, proposed] = publications.log()
        publications.note(9.0, proposed.generation, Event.DECLINED, "U0OTHER01", is_decision=True)
        await reviewed.owner.clicks(told, publishing.PUBLISH)
        assert "已经有人决定过" in (await reviewed.slack.until(lambda: _whispered(reviewed))).reads
        assert process.text() == LATE


async def test_what_is_no_longer_in_the_folder_cannot_be_published_by_its_button(
    reviewed: RulesRoom,
) -> None:
    async with reviewed.bot() as process:
        a_folder(reviewed.desk.folder, chapter(LATER))
        told = await reviewed.told()
        a_folder(reviewed.desk.folder)
        await reviewed.slack.until(lambda: "文件已改回" in _now(reviewed, told).reads or None)
        assert not [block for block in _now(reviewed, told).blocks if block["type"] == "actions"]
        assert process.text() == LATE
        before = len(reviewed.slack.messages("#rules"))
        a_folder(reviewed.desk.folder, chapter(LATER))
        again = await _next(reviewed, before)
        await reviewed.owner.clicks(again, publishing.PUBLISH)
        await reviewed.until_it_says("1.1", LATER, process)


@on_each_database
async def test_what_is_declined_does_not_count_and_is_not_proposed_again(reviewed: RulesRoom) -> None:
    async with reviewed.bot() as process:
        a_folder(reviewed.desk.folder, chapter(LATER))
        told = await reviewed.told()
        await reviewed.owner.clicks(told, publishing.DECLINE)
        await _decided(reviewed, told)
        assert process.text() == LATE
    async with reviewed.bot() as again:
        assert again.text() == LATE
        assert again.follower.trouble is not None
        assert again.follower.trouble.kind == "declined"


@pytest.mark.parametrize("is_rolled_back", [True, False])
async def test_what_is_decided_at_the_terminal_or_followed_leaves_no_buttons(
    reviewed: RulesRoom, *, is_rolled_back: bool
) -> None:
    desk = reviewed.desk
    first = desk.publish(chapter(LATER + "初次除外。")).generation
    desk.publish()
    async with reviewed.bot():
        a_folder(desk.folder, chapter(LATER))
        told = await reviewed.told()
        if is_rolled_back:
            desk.store.publications.note(9.0, first, Event.RESTORED, "cli:root")
        else:
            a_folder(desk.folder, chapter(LATER + "再犯记过。"))
        await reviewed.slack.until(lambda: "不用再决定" in _now(reviewed, told).reads or None)
        assert not [block for block in _now(reviewed, told).blocks if block["type"] == "actions"]


async def test_a_change_that_touches_no_clause_says_so(reviewed: RulesRoom) -> None:
    async with reviewed.bot():
        a_folder(reviewed.desk.folder, golden=GOLDEN + "- {question: 食堂几点开门, clauses: []}\n")
        assert "条款没有改动" in (await reviewed.told()).reads


async def test_what_a_clause_will_say_is_shown_to_those_who_decide(reviewed: RulesRoom) -> None:
    async with reviewed.bot():
        coming = chapter().replace(
            f"text: {LATE}", f"text: {LATE}, revisions: [{{effective: 2099-01-01, text: {LATER}}}]"
        )
        a_folder(reviewed.desk.folder, coming)
        assert f"自 2099-01-01 起改为：{LATER}" in (await reviewed.told()).reads


async def test_what_was_declined_is_asked_about_again_where_it_comes_back(reviewed: RulesRoom) -> None:
    async with reviewed.bot() as process:
        for written in (LATER, LATER + "再犯记过。", LATER):
            before = len(reviewed.slack.messages("#rules"))
            a_folder(reviewed.desk.folder, chapter(written))
            told = await _next(reviewed, before)
            if before < 2:
                await reviewed.owner.clicks(told, publishing.DECLINE)
                await _decided(reviewed, told)
        await reviewed.owner.clicks(told, publishing.PUBLISH)
        await reviewed.until_it_says("1.1", LATER, process)


async def test_what_a_gate_objects_to_cannot_be_published_by_a_click(reviewed: RulesRoom) -> None:
    async with reviewed.bot():
        a_folder(reviewed.desk.folder, chapter(second="1.3"), GOLDEN.replace("1.2", "1.3"))
        told = await reviewed.told()
        assert "--overrule" in told.reads
        [row] = [block for block in told.blocks if block["type"] == "actions"]
        assert [each["action_id"] for each in row["elements"]] == [publishing.DECLINE]


async def test_a_clause_for_some_readers_is_counted_and_not_shown(reviewed: RulesRoom) -> None:
    secret = chapter(LATE).replace("text: 年假每年十天", "audience: [管理层], text: 年假每年十天")
    book = reviewed.desk.folder / "code/book.yaml"
    book.write_text(book.read_text("utf-8") + "audiences: {管理层: [S0123ABCD]}\n", "utf-8")
    (reviewed.desk.folder / "code/01.yaml").write_text(secret, "utf-8")
    async with reviewed.bot():
        changed = secret.replace("年假每年十天", "年假每年五天").replace(LATE, LATER)
        (reviewed.desk.folder / "code/01.yaml").write_text(changed, "utf-8")
        told = await reviewed.told()
        assert LATER in told.reads
        assert "年假" not in told.reads
        assert "另有 1 条" in told.reads


async def _next(room: RulesRoom, before: int) -> Message:
    return await room.slack.until(lambda: next(iter(room.slack.messages("#rules")[before:]), None))


async def _decided(room: RulesRoom, told: Message) -> None:
    """Until no button stands there any more."""

    def is_decided() -> bool | None:
        return all(block["type"] != "actions" for block in _now(room, told).blocks) or None

    await room.slack.until(is_decided)


def _now(room: RulesRoom, message: Message) -> Message:
    return room.slack.now(message) or message


def _whispered(room: RulesRoom) -> Message | None:
    """What the bot said in #rules besides the one message."""
    return next(iter(room.slack.messages("#rules")[1:]), None)
