"""Processes for tests, forked from one that has the bot imported: Python need not begin anew each time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess

_IMPORTED = ["bot.__main__", "bot.slack.serving", "tests.slack.onboarding.conftest"]


def forking() -> ForkServerContext:
    """Where processes are forked from: one process, which starts with the first of them and has no thread."""
    context = get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    return context


@contextmanager
def forked(work: Callable[..., object], *arguments: object) -> Iterator[ForkServerProcess]:
    """A process that does the work; it is killed at the end, if it has not ended before."""
    process = forking().Process(target=work, args=arguments)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()
