"""What takes a publisher long, in a process of its own: that which answers questions goes on answering them.

Each is forked from one that did nothing but load the program, which took longer than a change of a small book; never
from the one that answers: a copy of a process with threads may find their locks taken.
"""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from multiprocessing import forkserver, get_context, parent_process, set_forkserver_preload
from threading import Thread
from typing import Concatenate

from bot.cli.context import CliContext
from bot.memory import collect_seldom
from bot.publishing import CarryOut, Publisher
from bot.publishing.following.submission import NotCarriedOutError, Parameters, Result
from bot.settings import Settings, read_settings
from bot.wording import Language, catalogue_for

_PATIENT = (
    5  # niceness: answers come first, and what counts is still answered from soon where many wait for a core
)


def get_ready() -> None:
    """Load the program in the process that others are forked from, where somebody will soon wait for the first."""
    set_forkserver_preload([__name__])
    forkserver.ensure_running()


def beside(environment: Mapping[str, str], *, is_reviewed: bool) -> CarryOut:
    """Carries out work of such a publisher in a new process with this environment, which ends with it."""

    def carry_out(
        work: Callable[Concatenate[Publisher, Parameters], Result],
        /,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        get_ready()
        with ProcessPoolExecutor(1, get_context("forkserver"), initializer=_end_with_parent) as pool:
            carried = pool.submit(_carried_out, dict(environment), is_reviewed, work, *args, **kwargs)
            try:
                return carried.result()
            except BrokenProcessPool as error:
                raise NotCarriedOutError from error

    return carry_out


def _end_with_parent() -> None:
    """Where it is killed nothing else ends this process: it holds both ends of the queue that it waits at."""
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def _carried_out(
    environment: Mapping[str, str],
    is_reviewed: bool,  # noqa: FBT001  # by its place: what is passed on has names of its own
    work: Callable[Concatenate[Publisher, Parameters], Result],
    /,
    *args: Parameters.args,
    **kwargs: Parameters.kwargs,
) -> Result:
    os.nice(_PATIENT)
    collect_seldom()
    settings = read_settings(Settings, environment)
    cli = CliContext(environment, settings, catalogue_for(Language(settings.language)))
    with closing(cli.store()) as store:
        publisher = cli.publisher(store, is_reviewed=is_reviewed)
        return work(publisher, *args, **kwargs)
