"""One fault, some questions, and what became of them: the scenes behind the tests and behind the README's table."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.answering import Responders
from bot.slack.serving import on_slack
from bot.store import Seal, Store, open_database
from bot.workspace import Message, Options, Person, Workspace
from sqlalchemy import text

from tests.slack.conftest import QUICK, TODAY, settings_for, surroundings_for
from tests.slack.faults import Death, Fault
from tests.slack.mortal_bots import Nursery, is_alive

ASKED = "@守则 客户提的请求最晚多久要回？"
CLAUSE = "第七章第一条"
PATIENT = Options(ack_timeout=1.0, retry_delays=(0.2, 0.5, 1.0, 2.0, 3.0))
_MORTAL = replace(QUICK, lease=1.5, timeout=1.0)


@dataclass(frozen=True)
class Proof:
    """How often Slack delivered the questions' events, and the answers that each question has in the end."""

    deliveries: int
    answers: Sequence[Sequence[Message]]

    @property
    def is_once(self) -> bool:
        """Whether every question has its clause, once."""
        return all(len(one) == 1 and CLAUSE in one[0].reads for one in self.answers)


@dataclass(frozen=True)
class Scene:
    """A workspace, somebody who asks in #ops, and a database for the bot."""

    slack: Workspace
    asker: Person
    database: str

    @classmethod
    def set_up(cls, slack: Workspace, database: str) -> "Scene":
        """Furnish an empty workspace."""
        asker = slack.person("alice", locale="zh-CN")
        slack.channel("#ops", members=[asker])
        return cls(slack, asker, database)

    async def with_fault(self, responders: Responders, fault: Fault | None, questions: int) -> Proof:
        """Questions to one bot under a fault; with none, each event comes five times at once."""
        with closing(self._store()) as store:
            async with on_slack(surroundings_for(self.slack, responders, store, _MORTAL)):
                await self.slack.connected()
                if fault:
                    fault.arrange(self.slack)
                asked = await self._asked(questions)
                if not fault:
                    await self._repeated(asked)
                return await self._proof(asked, store)

    async def with_death(self, nursery: Nursery, death: Death) -> Proof:
        """A question to a bot that is killed while it answers, and to the one that is started after it."""
        with nursery.born(self._life(death.step)) as victim:
            await self.slack.connected(timeout=30)
            asked = await self._asked(1)
            await self.slack.until(lambda: not is_alive(victim) or None, timeout=20)
        with nursery.born(self._life()), closing(self._store()) as store:
            return await self._proof(asked, store)

    async def with_two_bots(self, nursery: Nursery, questions: int) -> Proof:
        """Two bots with two sockets each on one database, and every event five times."""
        with ExitStack() as stack:
            for _ in range(2):
                stack.enter_context(nursery.born(self._life()))
            await self.slack.until(lambda: self.slack.connections == 4 or None, timeout=30)
            asked = await self._asked(questions)
            await self._repeated(asked)
            store = stack.enter_context(closing(self._store()))
            return await self._proof(asked, store)

    async def _asked(self, questions: int) -> Sequence[Message]:
        return [await self.asker.says("#ops", ASKED) for _ in range(questions)]

    async def _repeated(self, asked: Sequence[Message]) -> None:
        again = (self.slack.redelivers(question) for question in asked for _ in range(4))
        await asyncio.gather(*again)

    async def _proof(self, asked: Sequence[Message], store: Store) -> Proof:
        """What became of the questions, once all is delivered and the leases of the dead have run out."""
        async with asyncio.timeout(60):
            while not await asyncio.to_thread(_done, store, len(asked)):
                await asyncio.sleep(0.05)
        await self.slack.settled(timeout=20, quiet=0.3)
        stamps = {question.ts for question in asked}
        attempts = sum(
            len(one.attempts) for one in self.slack.recording.deliveries if one.event.get("ts") in stamps
        )
        return Proof(attempts, [self.slack.replies_to(question) for question in asked])

    def _store(self) -> Store:
        return Store.over(open_database(self.database), Seal())

    def _life(self, step: str = "") -> Mapping[str, Any]:
        settings = settings_for(self.slack)
        return {
            "settings": {
                "SLACK_BOT_TOKEN": settings.bot_token.get_secret_value(),
                "SLACK_APP_TOKEN": self.slack.app_token,
                "SLACK_API_URL": settings.api_url,
                "SHOUZE_QUESTIONS_A_MINUTE": "1000",
            },
            "database": self.database,
            "step": step,
            "tempo": asdict(_MORTAL),
            "today": TODAY.isoformat(),
        }


def _done(store: Store, questions: int) -> bool:
    with store.engine.begin() as db:
        settled = db.execute(text("SELECT count(*) FROM question WHERE state = 'settled'")).scalar()
        sent = db.execute(text("SELECT count(*) FROM outbox WHERE state = 'sent'")).scalar()
    return (settled, sent) == (questions, questions)
