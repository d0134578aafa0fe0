"""Three processes for all tenants on one database: rolled while rules change, and one killed, under questions.

For the test and for docs/performance.
"""

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from bot.settings import ListenAddress
from bot.workspace import Message

from tests.slack.installed.conftest import Estate
from tests.slack.installed.replicas import balancing, replica
from tests.slack.transport.conftest import free_port

BEFORE, AFTER = "迟到一次扣十元", "迟到一次扣二十元"
_APART = 0.03  # seconds between two questions


@dataclass(frozen=True)
class Rolled:
    """What was asked meanwhile, and what is read by those that began after the change."""

    asked: Sequence[Message]
    anew: Sequence[str]


async def rolled(estate: Estate) -> Rolled:
    """Two of three processes are replaced, the rules change, and the third is killed."""
    estate.writes_rules("T0ACME", BEFORE)
    slack, asked = estate.workspaces["T0ACME"], list[Message]()
    scopes = slack.state.app.scopes
    addresses = [ListenAddress("127.0.0.1", free_port()) for _ in range(5)]
    with ExitStack() as stack:
        processes = []
        async with balancing(estate.address) as balancer, asyncio.timeout(90):

            async def comes(address: ListenAddress) -> None:
                processes.append(stack.enter_context(replica(estate.environment, address, scopes)))
                await balancer.has(address)

            async def asks(count: int) -> None:
                for _ in range(count):
                    asked.append(await estate.asked("T0ACME"))
                    await asyncio.sleep(_APART)

            for address in addresses[:3]:
                await comes(address)
            await estate.installs("T0ACME")
            for _ in processes:  # each begins its bot with its first question
                await estate.reads("T0ACME")
            await asks(10)
            for old, new in ((0, 3), (1, 4)):
                asking = asyncio.create_task(asks(10))
                estate.writes_rules("T0ACME", AFTER)
                await comes(addresses[new])
                balancer.there.remove(addresses[old])
                processes[old].terminate()
                await asking
            asking = asyncio.create_task(asks(20))
            await asyncio.sleep(0.3)
            os.kill(processes[2].pid or 0, signal.SIGKILL)
            await asking
            await slack.until(lambda: all(map(slack.replies_to, asked)) or None)
            await slack.settled(quiet=0.3)
            anew = [await estate.reads("T0ACME") for _ in range(4)]
            while (
                estate.store.of("T0ACME").backlog().total
            ):  # what the killed one had begun, until its lease ends
                await asyncio.sleep(0.1)
    return Rolled(asked, anew)
