"""The store, called from the event loop: its transactions wait in threads of their own, never behind a search."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from bot.store import Store

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class AsyncStore:
    """The store and the clock: `await stored(stored.store.questions.take, asked, event, stored.now())`.

    `now` tells seconds since 1970.
    """

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self.store = store
        self.now = now
        self._threads = ThreadPoolExecutor(store.threads_at_once, thread_name_prefix="store")

    async def __call__(
        self,
        transaction: Callable[Parameters, Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """Run one transaction off the event loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(transaction, *args, **kwargs))

    def close(self) -> None:
        """Wait for the transactions under way; no more are taken."""
        self._threads.shutdown()
