"""Processes for all tenants on one database: rolled, killed, and handed a change of the rules, under questions.

For the test and for docs/performance.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from time import time

from bot.settings import ListenAddress
from bot.workspace import Message, Workspace

from tests.slack.installed.conftest import Estate
from tests.slack.installed.replicas import Balancer, balancing, replica
from tests.slack.transport.conftest import free_port

TENANT = "T0ACME"
BEFORE, AFTER = "迟到一次扣十元", "迟到一次扣二十元"
_SOME = 5  # questions
_PATIENCE = 240.0  # seconds


@dataclass
class Fleet:
    """The processes, and what somebody in one workspace asks them meanwhile."""

    estate: Estate
    balancer: Balancer
    ends: ExitStack
    asked: list[Message] = field(default_factory=list)
    _processes: dict[ListenAddress, ForkServerProcess] = field(default_factory=dict)

    @property
    def slack(self) -> Workspace:
        """The workspace in which they are asked."""
        return self.estate.workspaces[TENANT]

    async def comes(self) -> ListenAddress:
        """One more, which is asked as soon as it listens."""
        address = ListenAddress("127.0.0.1", free_port())
        process = replica(self.estate.environment, address, self.slack.state.app.scopes)
        self._processes[address] = self.ends.enter_context(process)
        await self.balancer.has(address)
        return address

    async def goes(self, address: ListenAddress) -> None:
        """It is asked no more, and ends in order."""
        self.balancer.there.remove(address)
        self._processes[address].terminate()
        await asyncio.to_thread(self._processes[address].join)
        assert self._processes[address].exitcode == 0

    def dies(self, address: ListenAddress) -> None:
        """Nobody knows of it before it is asked."""
        self._processes[address].kill()

    @asynccontextmanager
    async def asks(self, rate: float) -> AsyncIterator[None]:
        """So many questions a second, until the block ends."""

        async def ask() -> None:
            while True:
                self.asked.append(await self.estate.asked(TENANT))
                await asyncio.sleep(1 / rate)

        asking = asyncio.create_task(ask())
        yield
        asking.cancel()

    async def hears(self, count: int) -> None:
        """So many more questions are asked."""
        most = len(self.asked) + count
        await self.slack.until(lambda: len(self.asked) >= most or None, _PATIENCE)

    async def answer(self) -> str:
        """What is answered to one more question."""
        self.asked.append(await self.estate.asked(TENANT))
        return (await self.slack.reply_to(self.asked[-1])).reads

    async def ends_its_work(self) -> None:
        """All that was asked is answered, what a killed one had begun, too: as soon as its lease ends."""
        await self.slack.until(lambda: all(map(self.slack.replies_to, self.asked)) or None, _PATIENCE)
        await self.slack.settled(_PATIENCE, quiet=0.3)
        while self.estate.store.of(TENANT).backlog().total:
            await asyncio.sleep(0.1)


@dataclass(frozen=True)
class Rolled:
    """What was asked, what the one that lived through it all answered alone, and when the rules changed."""

    asked: Sequence[Message]
    alone: Sequence[str]
    changed_at: float


async def rolled(estate: Estate, rate: float) -> Rolled:
    """Two of three processes are replaced one by one, the rules change in between, and one of the new ones is killed.

    The third answers alone at the end, until it does so from the new rules, and a few times more.
    """
    estate.writes_rules(TENANT, BEFORE)
    publications = estate.store.of(TENANT).publications
    with ExitStack() as ends:
        async with balancing(estate.address) as balancer, asyncio.timeout(_PATIENCE):
            fleet = Fleet(estate, balancer, ends)
            first, second, _ = [await fleet.comes() for _ in range(3)]
            await estate.installs(TENANT)
            for _ in range(3):  # each begins its bot with its first question
                await fleet.answer()
            before = publications.newest()
            async with fleet.asks(rate):
                third = await fleet.comes()
                await fleet.goes(first)
                estate.writes_rules(TENANT, AFTER)
                changed_at = time()
                await fleet.slack.until(lambda: publications.newest() != before or None, _PATIENCE)
                fourth = await fleet.comes()
                await fleet.goes(second)
                fleet.dies(third)
                await fleet.hears(_SOME)
            await fleet.ends_its_work()
            await fleet.goes(fourth)
            alone = [await fleet.answer()]
            while BEFORE in alone[-1]:
                await asyncio.sleep(1 / rate)
                alone.append(await fleet.answer())
            alone += [await fleet.answer() for _ in range(_SOME)]
    return Rolled(fleet.asked, alone, changed_at)
