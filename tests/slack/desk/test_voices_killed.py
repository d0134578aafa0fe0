"""A bot that dies while staff are asked what they think, answer or suggest, or an owner hears of a review: all once."""

import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from bot.pulse import PulseQuestion, Round
from bot.store import Address, Parcel, Purpose, Store
from bot.suggestions import suggestion_id
from bot.workspace import Message, Person, View, Workspace

from tests.databases import opened, rows
from tests.publishing.folders import chapter
from tests.slack.acknowledging.conftest import MONDAY, ONE_GOLDEN, ZONE
from tests.slack.acknowledging.test_killed import at_noon
from tests.slack.conftest import environment_for
from tests.slack.desk.test_killed import home
from tests.slack.desk.test_pulse import PULSE, TITLE
from tests.slack.mortal_bots import bot_process, on_either_side
from tests.slack.owned_book import clicks_for_modal, told
from tests.small_books import BOOK, write

NOON = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 12, tzinfo=ZONE).timestamp()
SAID, ADDED = "会议室不够。", "二楼尤其不够。"
CODE = "7K2M9ABC3DEF4GHJ"


@dataclass
class Voices:
    """Somebody, and whoever looks after the book, in #rules; a database, and bots over a folder at noon of a Monday."""

    slack: Workspace
    database: str
    folder: Path
    cache: Path

    def __post_init__(self) -> None:
        # One clock for all bots: what the first one left is not yet due to another that begins at noon again.
        self.ahead = NOON - time.time()
        self.writer, self.head = (self.slack.person(name, locale="zh-CN") for name in ("writer", "head"))
        self.slack.channel("#rules", members=[self.head])
        owned = BOOK.replace("{name: 运营管理部}", '{name: 运营管理部, contact: "#rules"}')
        files = {"code/book.yaml": owned, "code/01.yaml": chapter(), "golden.yaml": ONE_GOLDEN}
        write(self.folder, files | {"pulse.yaml": PULSE})

    async def through_death(
        self,
        step: str,
        act: Callable[[], Awaitable[None]],
        again: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Somebody does something, of which the bot dies; another bot comes, and what is done `again` is.

        What is to come about of its own accord is waited for there.
        """
        await self.dies(step, act)
        with self.bot():
            await self.slack.connected(timeout=30)
            if again:
                await again()
            await self.slack.settled(timeout=30, quiet=1.0)

    async def dies(self, step: str, act: Callable[[], Awaitable[None]]) -> None:
        """A bot dies of what somebody does, or of its own accord."""
        with self.bot(step) as victim:
            if act is not nothing:  # of its own accord it may die before it is connected
                await self.slack.connected(timeout=30)
            await act()
            await self.slack.until(lambda: victim.exitcode, timeout=30)
            assert victim.exitcode == -signal.SIGKILL

    def bot(self, step: str = "") -> AbstractContextManager[ForkServerProcess]:
        """A bot at noon, which dies at the step, where one is named."""
        assemble = partial(at_noon, folder=self.folder, cache=self.cache, ahead=self.ahead)
        return bot_process(environment_for(self.slack), self.database, assemble, step)

    async def asked(self, person: Person) -> Message:
        return await self.slack.until(lambda: next(iter(told(self.slack, person, TITLE)), None), timeout=30)

    async def are_asked(self) -> None:
        """Everybody is."""
        for person in (self.writer, self.head):
            await self.asked(person)

    def heard(self, words: str) -> list[Message]:
        """What stands in #rules with these words."""
        return [one for one in self.slack.messages("#rules") if words in one.reads]

    async def hears(self, words: str) -> None:
        """Whoever looks after the book does."""
        await self.slack.until(lambda: self.heard(words) or None, timeout=30)

    async def form(self, person: Person, button: str) -> View:
        return await clicks_for_modal(self.slack, person, await home(self.slack, person), button)


@pytest.fixture
def voices(empty_slack: Workspace, database: str, tmp_path: Path, cache: Path) -> Voices:
    return Voices(empty_slack, database, tmp_path / "knowledge", cache)


async def sent(person: Person, form: View, words: str) -> None:
    """They send it, and again where Slack tells them that nobody heard."""
    for _ in range(3):
        if (await person.submits(form, {"text": words})).is_acked:
            return


async def nothing() -> None:
    """The bot does it of its own accord."""


@on_either_side
async def test_everybody_is_asked_once_what_they_think(voices: Voices, moment: str) -> None:
    await voices.through_death(f"pulses.invite:{moment}", nothing, voices.are_asked)
    assert [len(told(voices.slack, person, TITLE)) for person in (voices.writer, voices.head)] == [1, 1]


@on_either_side
async def test_an_owner_is_told_once_that_a_chapter_is_to_be_read_again(voices: Voices, moment: str) -> None:
    due = MONDAY + timedelta(days=5)
    write(voices.folder, {"code/01.yaml": f"review_by: {due}\n{chapter()}"})
    said = f"请在 {due} 前复核"
    await voices.through_death(f"chapter_reviews.tell:{moment}", nothing, partial(voices.hears, said))
    assert len(voices.heard(said)) == 1


async def test_an_answer_is_kept_once(voices: Voices) -> None:
    async def scores() -> None:
        await voices.writer.clicks(await voices.asked(voices.writer), "pulse_score_4")

    async def sees_it_marked() -> None:
        await scores()
        await voices.slack.until(
            lambda: "primary" in str(told(voices.slack, voices.writer, TITLE)[0].blocks) or None
        )

    await voices.through_death("pulses.answer:after", scores, sees_it_marked)
    with opened(voices.database) as store:
        assert store.pulses.answers("2026-11", voices.writer.id) == {"find": 4}
    assert len(told(voices.slack, voices.writer, TITLE)) == 1


async def test_a_suggestion_is_kept_once_and_its_writer_has_the_code(voices: Voices) -> None:
    forms: list[View] = []

    async def sends() -> None:
        forms[:] = forms or [await voices.form(voices.writer, "匿名建议")]
        await sent(voices.writer, forms[0], SAID)

    await voices.through_death("suggestions.write:after", sends, sends)
    shown = voices.writer.modal
    assert shown
    assert "只显示这一次" in shown.reads
    with opened(voices.database) as store:
        assert len(rows(store, "suggestion_remark")) == 1


def suggested(store: Store) -> None:
    """Three people wrote on the day before."""
    for number in range(3):
        store.suggestions.write(f"{number}" * 8, "code", f"{SAID}{number}", MONDAY - timedelta(days=3))


async def test_owners_hear_once_that_there_is_something_to_read(voices: Voices) -> None:
    with opened(voices.database) as store:
        suggested(store)
    said = "有 3 条匿名建议等您看"
    await voices.through_death("suggestions.show:after", nothing, partial(voices.hears, said))
    assert len(voices.heard(said)) == 1


@on_either_side
async def test_a_round_is_closed_once_and_leaves_counts_alone(voices: Voices, moment: str) -> None:
    with opened(voices.database) as store:
        answered(store)
    # A look closes what is over before it asks anybody.
    await voices.through_death(f"pulses.close_until:{moment}", nothing, voices.are_asked)
    with opened(voices.database) as store:
        [over] = store.pulses.results()
        assert (over.asked, [each.counts for each in over.results]) == (5, [{1: 0, 2: 1, 3: 0, 4: 4, 5: 0}])
        assert not rows(store, "pulse_answer")
        assert {row["round"] for row in rows(store, "pulse_invitation")} <= {"2026-11"}


def answered(store: Store) -> None:
    """Five people were asked in the month before, and answered."""
    store.pulses.open(
        Round("2026-10", MONDAY - timedelta(days=20), MONDAY, (PulseQuestion("find", "找得到"),))
    )
    for number in range(5):
        person = f"U{number}"
        parcel = Parcel(Address("T1", person), [], Purpose.NOTICE, person)
        store.pulses.invite(NOON, "2026-10", person, parcel, f"{number}" * 32)
        store.pulses.answer("2026-10", person, "find", 4 if number else 2)


@on_either_side
async def test_what_a_writer_adds_is_kept_once(voices: Voices, moment: str) -> None:
    with opened(voices.database) as store:
        store.suggestions.write(suggestion_id(CODE), "code", SAID, MONDAY)
    forms: list[View] = []

    async def goes_on() -> None:
        forms[:] = forms or [await returned(voices)]
        await sent(voices.writer, forms[0], ADDED)

    await voices.through_death(f"suggestions.go_on:{moment}", goes_on, goes_on)
    shown = voices.writer.modal
    assert shown
    assert shown.reads.count(ADDED) == 1
    with opened(voices.database) as store:
        found = store.suggestions.find(suggestion_id(CODE))
        assert found
        assert [remark.text for remark in found.remarks] == [SAID, ADDED]


async def returned(voices: Voices) -> View:
    """The writer comes back by their code; what they said, and a box."""
    await voices.writer.runs(f"/rule {CODE}")
    return await voices.slack.until(
        lambda: voices.writer.modal if voices.writer.modal and SAID in voices.writer.modal.reads else None,
        timeout=30,
    )


async def test_a_reply_is_kept_once(voices: Voices) -> None:
    with opened(voices.database) as store:
        suggested(store)
        store.suggestions.show(NOON, store.suggestions.waiting(), {})
    forms: list[View] = []

    async def replies() -> None:
        forms[:] = forms or [await voices.form(voices.head, "回复")]
        await sent(voices.head, forms[0], "下周加两间。")

    await voices.through_death("suggestions.reply:after", replies, replies)
    with opened(voices.database) as store:
        assert sum(row["is_owner"] for row in rows(store, "suggestion_remark")) == 1
