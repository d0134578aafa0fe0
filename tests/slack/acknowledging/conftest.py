"""A book whose changes are signed, people who read it, and a clock that a test sets."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bot.slack.app import Bot
from bot.store import Store
from bot.workspace import Message, Person, Workspace

from tests.publishing.desks import Desk, Process
from tests.publishing.folders import GOLDEN, LEAVE, chapter
from tests.slack.conftest import QUICK, running, surroundings_for

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 23)
ONE_GOLDEN = GOLDEN.splitlines()[0] + "\n"
ASKED = f"acknowledge: [{{on: {MONDAY}, who: all, days: 2}}]\n"
SECRET = chapter().replace(f"text: {LEAVE}", f"audience: [管理层], text: {LEAVE}")


class SigningRoom:
    """Publishes at noon of a Monday; `owner` looks after the rules and is the one of HR and of 管理层."""

    def __init__(self, slack: Workspace, desk: Desk) -> None:
        self.slack, self.desk = slack, desk
        self.owner, self.other = slack.person("owner", locale="zh-CN"), slack.person("other", locale="zh-CN")
        slack.channel("#rules", members=[self.owner, self.other])
        managers = slack.user_group("managers", [self.owner])
        self.book = f"audiences:\n    管理层: [{managers.id}]\n"
        self.comes(MONDAY)

    def comes(self, day: date, hour: int = 12) -> None:
        """It is this hour of this day."""
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE).timestamp()
        self.desk.now, self.desk.today = self.now, day

    def publishes(self, written: str, more: str = "") -> None:
        self.desk.publish(written, ONE_GOLDEN, more=self.book + more)

    def bot(self, **settings: str) -> AbstractAsyncContextManager[Bot]:
        """A bot at the moment that it is."""
        process = Process(self.desk, self.desk.folder)
        given = {
            "SHOUZE_RULES_CHANNEL": "#rules",
            "SHOUZE_RULES_OWNERS": self.owner.id,
            "SHOUZE_ONBOARDING_HR": self.owner.id,
        }
        timings = replace(QUICK, follow=0.1, look=0.1)
        responders = process.rules().responders
        surroundings = surroundings_for(
            self.slack, responders, self.desk.store, timings, **(given | settings)
        )
        surroundings = replace(surroundings, rules=process.rules, follower=process.follower)
        return running(replace(surroundings, clock=lambda: self.now, today=lambda: self.desk.today))

    async def looks(self, replicas: int = 1, hr: str | None = None) -> None:
        """Bots start, know everybody, look, and end once all is posted."""
        async with AsyncExitStack() as stack:
            given = {} if hr is None else {"SHOUZE_ONBOARDING_HR": hr}
            bots = [await stack.enter_async_context(self.bot(**given)) for _ in range(replicas)]
            await bots[0].directory.know_everybody()
            for _ in range(2):  # what nobody hears of any more is found at a second look
                await asyncio.gather(*(bot.watches.acknowledgements.look() for bot in bots))

    async def has_asked(self, person: Person) -> Message:
        """What somebody was asked."""
        return await self.slack.until(lambda: next(iter(self.heard(person)), None))

    def heard(self, person: Person) -> Sequence[Message]:
        return self.slack.messages(person.dm)

    def counted(self) -> str:
        """What #rules reads of it, in the end."""
        return "\n".join(each.reads for each in self.slack.messages("#rules"))


def after(days: int) -> date:
    """So many days after that Monday."""
    return MONDAY + timedelta(days=days)


@pytest.fixture
def room(empty_slack: Workspace, store: Store, tmp_path: Path, cache: Path) -> SigningRoom:
    return SigningRoom(empty_slack, Desk(store, tmp_path / "knowledge", cache))
