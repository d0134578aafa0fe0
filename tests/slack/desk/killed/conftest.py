"""A bot that dies while somebody at the desk, or before it, does something; others come after it."""

import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from bot.workspace import Message, Person, View, Workspace

from tests.publishing.folders import chapter
from tests.slack.acknowledging.conftest import MONDAY, ONE_GOLDEN, ZONE
from tests.slack.acknowledging.test_killed import at_noon
from tests.slack.conftest import environment_for
from tests.slack.desk.test_pulse import PULSE, TITLE
from tests.slack.mortal_bots import bot_process
from tests.slack.owned_book import clicks_for_modal, told
from tests.small_books import BOOK, write

NOON = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 12, tzinfo=ZONE).timestamp()


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


async def nothing() -> None:
    """The bot does it of its own accord."""


async def home(slack: Workspace, owner: Person) -> View:
    """The owner's home tab once it is drawn anew."""
    before = len(slack.recording.calls_to("views.publish"))
    await owner.opens_home()
    await slack.until(lambda: len(slack.recording.calls_to("views.publish")) > before or None)
    await slack.settled(quiet=0.2)
    assert owner.home
    return owner.home
