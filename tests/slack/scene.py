"""One fault, some questions, and what became of them: the scenes behind the tests and behind docs/reliability."""

import asyncio
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.answering import Responder, Responders, RulesInForce
from bot.knowledge import read_knowledge
from bot.retrieval import Analyzer, Index
from bot.settings import SlackSettings
from bot.slack.dependencies import AppDependencies
from bot.store import Store
from bot.workspace import AppDelivery, Message, Options, Person, Workspace
from bot.workspace.faults import ANY
from sqlalchemy import text

from tests.databases import opened
from tests.resources import resources_in
from tests.slack.conftest import QUICK, TODAY, environment_for, running, surroundings_for
from tests.slack.faults import UNTIL_MENDED, Death, Fault, Interruption
from tests.slack.mortal_bots import bot_process
from tests.slack.outages import Outage

ASKED = "@守则 客户提的请求最晚多久要回？"
EDITED = "@守则 客户提的请求最晚什么时候要回？"
CLAUSE = "第七章第一条"
APOLOGY = "系统出错"
PATIENT = Options(ack_timeout=1.0, retry_delays=(0.2, 1.5, 15.0))  # as often as Slack, and sooner
# Bots that can store nothing are kept apart by `grace` alone: on a busy machine Slack's two events of a mention come
# half a second apart.
_MORTAL = replace(QUICK, lease=3.5, timeout=3.0, grace=1.5, longest=0.2)
_FAST = replace(_MORTAL, again=0.002, longest=0.06, rest=0.02, drain=0.1)  # waits are a thousandth
HANGING = 40
_FIVE_MINUTES = 300.0  # seconds


Assembly = Callable[..., AppDependencies]  # as `shipped`


@dataclass(frozen=True)
class Proof:
    """How often Slack delivered the questions' events, and the answers that each question has in the end."""

    deliveries: int
    answers: Sequence[Sequence[Message]]
    outcomes: Sequence[str] = (CLAUSE,)

    @property
    def by_question(self) -> Sequence["Proof"]:
        """The same of each question alone."""
        return [replace(self, answers=[one]) for one in self.answers]

    @property
    def is_once(self) -> bool:
        """Whether every question has its outcome, once: its clause, where nothing else is said."""
        return all(
            len(one) == 1 and any(outcome in one[0].reads for outcome in self.outcomes)
            for one in self.answers
        )


class SetClock:
    """The time, five minutes ahead until it is set right."""

    def __init__(self) -> None:
        self.ahead = _FIVE_MINUTES

    def __call__(self) -> float:
        """Seconds since 1970, as this clock has it."""
        return time.time() + self.ahead


@dataclass(frozen=True)
class Scene:
    """A workspace, somebody who asks in #ops, and what the bot is made of: a database, a knowledge folder, a cache."""

    slack: Workspace
    asker: Person
    database: str
    knowledge: Path
    cache: Path

    @classmethod
    def set_up(cls, slack: Workspace, database: str, knowledge: Path, cache: Path) -> "Scene":
        """Furnish an empty workspace."""
        asker = slack.person("alice", locale="zh-CN")
        slack.channel("#ops", members=[asker])
        return cls(slack, asker, database, knowledge, cache)

    async def with_fault(self, responders: Responders, fault: Fault | None, questions: int) -> Proof:
        """Questions to one bot under a fault; with none, each event comes five times at once."""
        with opened(self.database) as store:
            async with running(surroundings_for(self.slack, responders, store, _MORTAL)) as bot:
                await self._known(store)
                bot.directory.forget(self.asker.id)
                if fault:
                    fault.arrange(self.slack)
                asked = await self._asked(questions)
                if not fault:
                    await self._repeated(asked)
                return await self._proof(asked, store)

    async def with_interruption(
        self, responders: Responders, interruption: Interruption, questions: int
    ) -> Proof:
        """Questions to a bot while all of Slack is away, or refuses it, and what became of them afterwards."""
        surroundings = partial(surroundings_for, self.slack, responders, timings=_FAST)
        with opened(self.database) as store:
            async with running(surroundings(store)):
                await self._known(store)
                interruption.arrange(self.slack)
                asked = await self._asked(questions)
                await asyncio.sleep(interruption.seconds)
                assert not any(self._counted(asked).answers)
                if not interruption.is_restarted:
                    self.slack.faults.no_more_of(ANY)
                    return await self._proof(asked, store)
            self.slack.faults.no_more_of(ANY)
            async with running(surroundings(store)):
                return await self._proof(asked, store)

    async def with_hanging_channels(self, responders: Responders, questions: int) -> Proof:
        """Questions in forty channels where calls hang, and in one where they do not, which is answered meanwhile."""
        hanging = [self.slack.channel(f"#hangs{number}", [self.asker]).id for number in range(HANGING)]
        with opened(self.database) as store:
            patient = replace(_MORTAL, timeout=300.0, lease=400.0)
            async with running(surroundings_for(self.slack, responders, store, patient)):
                await self._known(store)
                for method in ("chat.postMessage", "conversations.replies"):
                    self.slack.faults.hangs(
                        method, times=UNTIL_MENDED, which=lambda call: call["channel"] in hanging
                    )
                stuck = [await self.asker.says(f"#hangs{number}", ASKED) for number in range(HANGING)]
                asked = await self._asked(questions)
                await self.slack.until(lambda: all(self._counted(asked).answers) or None)
                self.slack.faults.no_more_of(ANY)
                return await self._proof([*stuck, *asked], store)

    async def with_clock_set_back(self, responders: Responders, questions: int) -> Proof:
        """Questions before and after the clock, which was five minutes ahead, is set right, while posts are put off."""
        clock = SetClock()
        with opened(self.database) as store:
            surroundings = surroundings_for(self.slack, responders, store, replace(_MORTAL, interval=0.02))
            async with running(replace(surroundings, clock=clock)):
                await self._known(store)
                self.slack.faults.rate_limits("chat.postMessage")
                self.slack.faults.fails("chat.postMessage", times=3, after_doing_it=True)
                asked = await self._asked(questions // 2)
                await self.slack.until(lambda: _posts(self.slack) > 3 or None)
                clock.ahead = 0.0
                return await self._proof([*asked, *await self._asked(questions - questions // 2)], store)

    async def with_death(self, death: Death) -> Proof:
        """A question to a bot that is killed while it answers, and to the one that is started after it."""
        asked = await self._answered() if death.is_edited else []
        with self._bot(death.step) as victim:
            await self.slack.connected()
            for question in asked:
                await self.asker.edits(question, EDITED)
            asked = asked or await self._asked(1)
            await self.slack.until(lambda: victim.exitcode)
            assert victim.exitcode == -signal.SIGKILL
        with self._bot(assembly=shipped_later), opened(self.database) as store:
            return await self._proof(asked, store)

    async def with_two_bots(self, questions: int, make_first: Assembly | None = None) -> Proof:
        """Two bots with two sockets each on one database, and every event five times; the first is made otherwise."""
        with self._bot(assembly=make_first), self._bot(), opened(self.database) as store:
            await self.slack.until(lambda: self.slack.connections == 4 or None)
            asked = await self._asked(questions)
            await self._repeated(asked)
            return await self._proof(asked, store)

    async def with_outage(self, outage: Outage, bots: int, seconds: Sequence[float], questions: int) -> Proof:
        """Questions before and in outages of the database, one after the other, to one or more bots."""
        asked: list[Message] = []
        with ExitStack() as stack:
            processes = [stack.enter_context(self._bot()).pid or 0 for _ in range(bots)]
            store = stack.enter_context(opened(self.database))
            await self.slack.until(lambda: self.slack.connections == 2 * bots or None)
            for number, length in enumerate(seconds):
                share = questions * (number + 1) // len(seconds) - len(asked)
                asked += await self._asked(share // 2)
                with outage.of(self.database, processes):
                    asked += await self._asked(share - share // 2)
                    await asyncio.sleep(length)
            return await self._proof(asked, store)

    async def with_no_database(self, outage: Outage, bots: int, questions: int) -> Proof:
        """Questions to bots whose database is away for longer than Slack repeats anything, and then comes back."""
        with ExitStack() as stack:
            processes = [stack.enter_context(self._bot()).pid or 0 for _ in range(bots)]
            await self.slack.until(lambda: self.slack.connections == 2 * bots or None)
            with outage.of(self.database, processes):
                asked = await self._asked(questions)
                await self.slack.until(
                    lambda: (self._is_settled(asked) and all(self._counted(asked).answers)) or None
                )
            await self.slack.settled(quiet=0.5)
            # What was kept in the moment before, or is as the database comes back, has its answer in place of that.
            return replace(self._counted(asked), outcomes=(APOLOGY, CLAUSE))

    async def _known(self, store: Store) -> None:
        """The bot is there, and people are known to it from the days before."""
        await self.slack.connected()
        while not await asyncio.to_thread(store.accounts.find, self.asker.id):
            await asyncio.sleep(0.02)

    async def _asked(self, questions: int) -> Sequence[Message]:
        return [await self.asker.says("#ops", ASKED) for _ in range(questions)]

    async def _answered(self) -> Sequence[Message]:
        """A question to a bot that answers it, and ends."""
        with self._bot():
            await self.slack.connected()
            asked = await self._asked(1)
            await self.slack.reply_to(asked[0])
            await self.slack.settled()
        return asked

    async def _repeated(self, asked: Sequence[Message]) -> None:
        again = (self.slack.redelivers(question) for question in asked for _ in range(4))
        await asyncio.gather(*again)

    async def _proof(self, asked: Sequence[Message], store: Store) -> Proof:
        """What became of the questions, once all is delivered and the leases of the dead have run out."""
        async with asyncio.timeout(60):
            while not await asyncio.to_thread(_done, store, len(asked)):
                await asyncio.sleep(0.05)
        await self.slack.settled(quiet=0.3)
        return self._counted(asked)

    def _counted(self, asked: Sequence[Message]) -> Proof:
        attempts = sum(len(one.attempts) for one in self._deliveries(asked))
        return Proof(attempts, [self.slack.replies_to(question) for question in asked])

    def _is_settled(self, asked: Sequence[Message]) -> bool:
        """Whether Slack brings none of them any more."""
        return all(one.settled.is_set() for one in self._deliveries(asked))

    def _deliveries(self, asked: Sequence[Message]) -> Sequence[AppDelivery]:
        stamps = {question.ts for question in asked}
        return [one for one in self.slack.recording.deliveries if one.event.get("ts") in stamps]

    def _bot(
        self, step: str = "", assembly: Assembly | None = None
    ) -> AbstractContextManager[ForkServerProcess]:
        assemble = partial(assembly or shipped, knowledge=self.knowledge, cache=self.cache)
        return bot_process(environment_for(self.slack), self.database, assemble, step)


def shipped(settings: SlackSettings, store: Store, knowledge: Path, cache: Path) -> AppDependencies:
    """What a bot over a knowledge folder is given."""
    read = read_knowledge(knowledge)
    responder = Responder(Index(read.library, read.synonyms, Analyzer(resources_in(cache))))
    rules = RulesInForce(Responders(read.library, lambda _: responder))
    return AppDependencies(settings, lambda: rules, store, lambda: TODAY, timings=_MORTAL)


def shipped_later(settings: SlackSettings, store: Store, knowledge: Path, cache: Path) -> AppDependencies:
    """The same when the leases of whoever died have run out."""
    given = shipped(settings, store, knowledge, cache)
    return replace(given, clock=lambda: time.time() + given.timings.lease)


def _posts(slack: Workspace) -> int:
    return sum(call.method == "chat.postMessage" for call in slack.recording.calls)


def _done(store: Store, questions: int) -> bool:
    with store.engine.begin() as db:
        settled = db.execute(text("SELECT count(*) FROM question WHERE state = 'settled'")).scalar()
        sent = db.execute(text("SELECT count(*) FROM outbox WHERE state = 'sent'")).scalar()
    return (settled, sent) == (questions, questions)
