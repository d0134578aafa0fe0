"""Processes for tests, forked from one that has the bot imported: Python need not begin anew each time."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.__main__ import main

_IMPORTED = [
    "bot.cli",
    "cn2an",  # what the bot imports as late as it can would be read anew in each process, in half a second and more
    "holidays.countries",
    "bot.slack.serving",
    "tests.processes",
    "tests.slack.scene",
    "tests.slack.onboarding.conftest",
]


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


@dataclass(frozen=True)
class Shouze:
    """`shouze` as a process, and the folder of what it prints."""

    process: ForkServerProcess
    folder: Path

    @property
    def out(self) -> str:
        """What it has printed."""
        return (self.folder / "out").read_text("utf-8")

    @property
    def err(self) -> str:
        """What it has printed on the standard error."""
        return (self.folder / "err").read_text("utf-8")

    def sends(self, number: signal.Signals) -> None:
        """Have it get a signal."""
        assert self.process.pid
        os.kill(self.process.pid, number)

    async def status(self, timeout: float = 60.0) -> int:
        """Its exit status, once it has ended; TimeoutError where it does not."""
        await asyncio.to_thread(self.process.join, timeout)
        if self.process.exitcode is None:
            raise TimeoutError(self.err)
        return self.process.exitcode


@contextmanager
def shouze_process(arguments: Sequence[str], environment: Mapping[str, str]) -> Iterator[Shouze]:
    """`shouze` with these arguments, and these variables beside those of the tests."""
    with TemporaryDirectory() as folder:
        files = [f"{folder}/{name}" for name in ("out", "err")]
        for file in files:
            Path(file).touch()
        with forked(_shouze, arguments, {**os.environ, **environment}, files) as process:
            yield Shouze(process, Path(folder))


def _shouze(arguments: Sequence[str], environment: Mapping[str, str], files: Sequence[str]) -> None:
    for number, file in enumerate(files, 1):
        os.dup2(os.open(file, os.O_WRONLY), number)
    os.environ.clear()
    os.environ.update(environment)
    # As a terminal starts it: where the bot itself began the process that it is forked from, Ctrl-C is held back there.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    sys.argv = ["shouze", *arguments]
    main()
