"""Bots in processes of their own that die where a test wants it: `python -m tests.slack.nursery KNOWLEDGE CACHE`.

It builds the index once and forks a bot for every line that it reads: JSON with the settings, the tempo, and the step
at which the bot is to be killed ("" for never). It prints each child's process id. The bot is the shipped one, with the
store's real methods; only the step's method kills the process (SIGKILL: nothing is flushed, nothing is said) before or
after it did its work.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from subprocess import PIPE
from typing import Any

from bot.answering import Responder, Responders
from bot.knowledge import read_knowledge
from bot.retrieval import Analyzer, Index
from bot.settings import SlackSettings, read_settings
from bot.slack.app import AppDependencies
from bot.slack.operations.timings import Timings
from bot.slack.serving import serve
from bot.store import Seal, Store, async_store, open_database

_REPOSITORIES: Mapping[str, type] = {
    "questions": async_store.AsyncQuestions,
    "outbox": async_store.AsyncOutbox,
    "onboarding": async_store.AsyncOnboardings,
    "signatures": async_store.AsyncSignatures,
}


def mortal(step: str) -> None:
    """Have a method of the store kill this process, the first time that it has anything to do."""
    place, _, moment = step.partition(":")
    repository, _, method = place.partition(".")
    owner = _REPOSITORIES[repository]
    original: Callable[..., Awaitable[object]] = getattr(owner, method)

    async def fatal(*args: object, **kwargs: object) -> object:
        if moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = await original(*args, **kwargs)
        if result or method == "progress":
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, method, fatal)


def live(life: dict[str, Any], responders: Responders) -> None:
    """Be a bot until SIGTERM, or until the step."""
    settings = read_settings(SlackSettings, life["settings"])
    store = Store.over(open_database(life["database"]), Seal())
    if life["step"]:
        mortal(life["step"])
    today = date.fromisoformat(life["today"])
    dependencies = AppDependencies(
        settings, responders, store, lambda: today, timings=Timings(**life["tempo"])
    )
    asyncio.run(serve(dependencies, lambda: None))


def main() -> None:
    """Fork a bot for each line."""
    knowledge = read_knowledge(Path(sys.argv[1]))
    responder = Responder(Index(knowledge.library, knowledge.synonyms, Analyzer(cache=Path(sys.argv[2]))))
    responders = Responders(knowledge.library, lambda _: responder)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who died is not waited for
    for line in sys.stdin:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            live(json.loads(line), responders)
            os._exit(0)
        print(child, flush=True)  # noqa: T201  # the answer to the line


@dataclass(frozen=True)
class Nursery:
    """The test's end of it."""

    process: subprocess.Popen[str]

    @contextmanager
    def born(self, life: Mapping[str, Any]) -> Iterator[int]:
        """A bot's process id; it is killed at the end, if it has not died before."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin
        assert stdout
        print(json.dumps(life), file=stdin, flush=True)
        child = int(stdout.readline())
        try:
            yield child
        finally:
            if is_alive(child):
                os.kill(child, signal.SIGKILL)


@contextmanager
def nursery_of(knowledge: Path, cache: Path) -> Iterator[Nursery]:
    """The nursery of bots over a knowledge folder."""
    command = [sys.executable, "-m", "tests.slack.nursery", str(knowledge), str(cache)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:  # noqa: S603  # our own command
        yield Nursery(process)
        process.kill()


def is_alive(process: int) -> bool:
    """Whether a process is still there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main()
