"""How a transaction runs beside the event loop: in one of the store's own threads, to be awaited.

So it never waits behind a search. Where the transaction asks for the time, it is given that of the store's clock.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.store.database.condition import Condition, StoreError, condition_of

Parameters = ParamSpec("Parameters")
Repository = TypeVar("Repository")
Result = TypeVar("Result")
# Seconds for which it is remembered what only some transactions meet: whoever reads a page, or makes a table longer.
_REMEMBERED = {Condition.DAMAGED: 3_600.0, Condition.FULL: 60.0, Condition.READ_ONLY: 60.0}


class StoreThreads(ThreadPoolExecutor):
    """The store's own threads, and what their transactions met."""

    def __init__(self, at_once: int, now: Callable[[], float]) -> None:
        super().__init__(at_once, thread_name_prefix="store")
        self.now = now
        self._met_at: dict[Condition, float] = {}

    def carry_out(self, transaction: Callable[[Repository], Result], repository: Repository) -> Result:
        """Run a transaction in the thread that calls this; raises StoreError."""
        try:
            return transaction(repository)
        except SQLAlchemyError as error:
            raise self.met(StoreError(condition_of(error))) from error

    def met(self, error: StoreError) -> StoreError:
        """A transaction ended with this error, which is returned."""
        self._met_at[error.condition] = self.now()
        return error

    @property
    def remembered(self) -> Condition:
        """The worst that a transaction met lately, though others may still be carried out."""
        now, never = self.now(), float("-inf")
        lately = (
            condition
            for condition, seconds in _REMEMBERED.items()
            if now - self._met_at.get(condition, never) < seconds
        )
        return next(lately, Condition.GOOD)


class AsyncRepository(Generic[Repository]):
    """Calls one repository in threads; `now` tells seconds since 1970."""

    def __init__(self, repository: Repository, threads: StoreThreads) -> None:
        self._repository = repository
        self._threads = threads
        self.now = threads.now

    def run(self, transaction: Callable[[Repository], Result]) -> Awaitable[Result]:
        """Run a transaction of the repository; what it returns comes to whoever awaits it. Raises StoreError."""
        carry_out = self._threads.carry_out
        return asyncio.get_running_loop().run_in_executor(
            self._threads, carry_out, transaction, self._repository
        )


def in_thread(
    transaction: Callable[Concatenate[Repository, Parameters], Result],
) -> Callable[Concatenate[AsyncRepository[Repository], Parameters], Awaitable[Result]]:
    """A transaction of a repository as a method to be awaited."""

    def method(
        self: AsyncRepository[Repository], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Awaitable[Result]:
        return self.run(lambda repository: transaction(repository, *args, **kwargs))

    return method


def in_thread_now(
    transaction: Callable[Concatenate[Repository, float, Parameters], Result],
) -> Callable[Concatenate[AsyncRepository[Repository], Parameters], Awaitable[Result]]:
    """The same for a transaction whose first argument is the time."""

    def method(
        self: AsyncRepository[Repository], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Awaitable[Result]:
        now = self.now()
        return self.run(lambda repository: transaction(repository, now, *args, **kwargs))

    return method
