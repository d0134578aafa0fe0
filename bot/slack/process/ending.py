"""The end that a signal asks for, at whatever the bot is just then, and in the time that a platform leaves."""

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LAST = 3.0  # seconds after which a thread that hangs in the system is left to itself
_AT_ONCE = 1  # exit status: what is under way is cut off; the store has it


class Budget:
    """One span of time for all that the end waits for: it begins with `start`, and each takes of what is left."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends: float | None = None

    def start(self) -> None:
        """The end begins, unless it has begun."""
        if self._ends is None:
            self._ends = asyncio.get_running_loop().time() + self._seconds

    @property
    def left(self) -> float:
        """Seconds."""
        if self._ends is None:
            return self._seconds
        return max(0.0, self._ends - asyncio.get_running_loop().time())

    def spent(self) -> asyncio.Timeout:
        """A block that raises TimeoutError when nothing is left."""
        return asyncio.timeout(self.left)


class Ending:
    """SIGTERM and SIGINT: the first ends a start at once and a running bot in order; a second ends it at once, too.

    Made in the task that starts the bot. An orderly end that hangs all the same is cut off after `seconds` and three.
    """

    def __init__(self, seconds: float) -> None:
        self._starting = asyncio.current_task()
        self._asked = asyncio.Event()
        self._last = threading.Timer(seconds + _LAST, os._exit, [_AT_ONCE])
        self._last.daemon = True

    @property
    def is_asked(self) -> bool:
        """Whether a signal has come."""
        return self._asked.is_set()

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Listen to the signals; who is starting is cancelled by the first."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._signalled)
        try:
            yield
        except asyncio.CancelledError:
            if not self.is_asked:
                raise
            if self._starting:  # it was not the bot at work that was cancelled, and by nobody else
                self._starting.uncancel()

    async def wait(self) -> None:
        """The bot is started: wait for the end."""
        self._starting = None
        await self._asked.wait()

    def _signalled(self) -> None:
        if self.is_asked:
            os._exit(_AT_ONCE)
        self._asked.set()
        self._last.start()
        if self._starting:
            self._starting.cancel()
