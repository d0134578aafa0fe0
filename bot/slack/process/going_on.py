"""What runs as long as the bot goes on after whatever goes wrong in one piece of it, and the log says what that was."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType

from bot.slack.transport.errors import NotNowError
from bot.store import Condition, StoreError


@dataclass(frozen=True)
class GoingOn:
    """`with GoingOn(log, "not told")`: whatever goes wrong inside is logged as that, and what stands behind goes on.

    Of what was only away (the store, Slack, a file) the kind is told; anything else is a fault of ours, and told with
    its places in the code. The log cuts an error's own words, which may repeat a question.
    """

    log: logging.Logger
    failed: str

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        if _is_away(error):
            self.log.error(self.failed, extra={"error": type(error).__name__})
        else:
            self.log.error(self.failed, exc_info=error)
        return True


def _is_away(error: Exception) -> bool:
    """Whether it is there again by itself; time-outs are OSErrors."""
    if isinstance(error, StoreError):
        return error.condition is not Condition.FAILING
    return isinstance(error, NotNowError | OSError)


async def looking(
    look: Callable[[], Awaitable[object]],
    seconds: float,
    log: logging.Logger,
    failed: str,
    ends: asyncio.Event | None = None,
) -> None:
    """Look every so many seconds until cancelled; what goes wrong in one look, the next one tries again.

    Whoever may not leave a look half done sets `ends`, and waits for it.
    """
    ends = ends or asyncio.Event()
    while not ends.is_set():
        with GoingOn(log, failed):
            await look()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await ends.wait()
