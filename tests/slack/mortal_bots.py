"""Bots in processes of their own that die where a test wants it.

The bot is the shipped one, with the store's real methods; only the step's method kills the process (SIGKILL: nothing is
flushed, nothing is said) before or after it did its work.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from copy import copy
from multiprocessing.context import ForkServerProcess
from typing import Any

import pytest
from bot.settings import SlackSettings, read_settings
from bot.slack.dependencies import AppDependencies
from bot.slack.serving import Announcements, serve
from bot.store import Store, async_repositories

from tests.databases import POSTGRESQL, SQLITE, opened
from tests.processes import forked

on_either_side = pytest.mark.parametrize(
    ("moment", "database"), [("before", SQLITE), ("after", POSTGRESQL)], indirect=["database"]
)
"""For a step right before and right after which a bot dies: once on each kind of database."""
Assemble = Callable[[SlackSettings, Store], AppDependencies]
_REPOSITORIES: Mapping[str, Any] = {
    "questions": async_repositories.AsyncQuestions,
    "outbox": async_repositories.AsyncOutbox,
    "onboarding": async_repositories.AsyncOnboardings,
    "signatures": async_repositories.AsyncSignatures,
    "desk": async_repositories.AsyncItems,
    "reviews": async_repositories.AsyncReviews,
    "chapter_reviews": async_repositories.AsyncChapterReviews,
    "acknowledgements": async_repositories.AsyncAcknowledgements,
    "suggestions": async_repositories.AsyncSuggestions,
    "pulses": async_repositories.AsyncPulses,
    "following": async_repositories.AsyncFollowing,
}

# By what they return; they are called where there is something to do.
_TELL_NOTHING = {"outbox.progress", "desk.sort_in", "desk.show", "chapter_reviews.plan_change"}


def bot_process(
    environment: Mapping[str, str], database: str, assemble: Assemble, step: str = ""
) -> AbstractContextManager[ForkServerProcess]:
    """A bot that is killed at the step, `repository.method:moment` of the store; at the end, where there is none.

    `repository.method/mark:moment` is a call with that mark among what it is given; others do it no harm.
    `assemble` makes it in its process, from the settings and the opened database.
    """
    return forked(_live, environment, database, assemble, step)


def _live(environment: Mapping[str, str], database: str, assemble: Assemble, step: str) -> None:
    if step:
        _make_mortal(step)
    with opened(database) as store:
        asyncio.run(serve(assemble(read_settings(SlackSettings, environment), store), Announcements()))


def _make_mortal(step: str) -> None:
    """Have a method of the store kill this process, the first time that it has anything to do."""
    called, _, moment = step.partition(":")
    place, _, mark = called.partition("/")
    repository, _, method = place.partition(".")
    awaited = getattr(_REPOSITORIES[repository], method)

    def fatal(transaction: Callable[[object], object], repository: object) -> object:
        if moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = transaction(repository)
        if result or place in _TELL_NOTHING:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    def dying(self: Any, *args: object, **kwargs: object) -> object:  # noqa: ANN401  # each repository
        if mark and mark not in args:
            return awaited(self, *args, **kwargs)
        mortal = copy(self)
        mortal.run = lambda transaction: self.run(lambda repository: fatal(transaction, repository))
        return awaited(mortal, *args, **kwargs)

    setattr(_REPOSITORIES[repository], method, dying)
