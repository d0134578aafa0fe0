"""Whose payload is taken in next, where more arrive than can be at once: one of each tenant in turn."""

import asyncio
from collections import OrderedDict, deque

_A_ROUND = 64  # payloads: all that is at work, of whomever, waits for one round to end


class Turns:
    """Lets those who wait go on, a few in each round of the event loop: so a burst waits behind itself alone."""

    def __init__(self) -> None:
        self._lines: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    def of(self, tenant: str) -> "asyncio.Future[None]":
        """To be awaited: the turn of one payload of this tenant."""
        loop = asyncio.get_running_loop()
        if not self._lines:
            loop.call_soon(self._go_on)
        turn = loop.create_future()
        self._lines.setdefault(tenant, deque()).append(turn)
        return turn

    def _go_on(self) -> None:
        for _ in range(_A_ROUND):
            if not self._lines:
                return
            tenant, line = self._lines.popitem(last=False)
            turn = line.popleft()
            if line:
                self._lines[tenant] = line
            if not turn.done():  # it is where nobody waits any more
                turn.set_result(None)
        if self._lines:
            asyncio.get_running_loop().call_soon(self._go_on)
