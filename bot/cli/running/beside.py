"""What takes a publisher long, in a process of its own: that which answers questions goes on answering them.

Each is forked from one that did nothing but load the program, which took longer than a change of a small book; never
from the one that answers: a copy of a process with threads may find their locks taken.
"""

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from multiprocessing import (
    forkserver,
    get_context,
    parent_process,
    resource_tracker,
    set_forkserver_preload,
)
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from threading import Event, Thread
from traceback import format_exc
from typing import Concatenate, cast

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
    resource_tracker.ensure_running()  # the other would start it, and let the signal through again
    # Ctrl-C reaches all processes of a terminal; these end with this one, and have nothing to say of it.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def beside(environment: Mapping[str, str], *, is_reviewed: bool) -> Iterator[CarryOut]:
    """Carries out work of such a publisher in a new process with this environment.

    What is under way ends with this process, or with the block: nothing is written by it any more.
    """
    under_way, is_over = set[ForkServerProcess](), Event()

    def carry_out(
        work: Callable[Concatenate[Publisher, Parameters], Result],
        /,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        get_ready()
        context = get_context("forkserver")
        ours, theirs = context.Pipe(duplex=False)
        all_of_it = (theirs, dict(environment), is_reviewed, work, args, kwargs)
        process = context.Process(target=_carry_out, args=all_of_it, daemon=True)
        with ours:
            with theirs:
                process.start()  # waits until the program is loaded there
            under_way.add(process)
            try:
                if is_over.is_set():
                    process.kill()
                result, error = ours.recv()
            except EOFError as ended:
                raise NotCarriedOutError from ended
            finally:
                process.join()
                under_way.discard(process)
        if error:
            raise error
        return cast("Result", result)

    try:
        yield carry_out
    finally:
        is_over.set()
        for process in [*under_way]:
            process.kill()
            process.join()


def _end_with_parent() -> None:
    """Where that is killed nothing else ends this process before it is done."""
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def _carry_out(  # noqa: PLR0913, PLR0917  # what it is told from outside
    answer: "Connection[object, object]",
    environment: Mapping[str, str],
    is_reviewed: bool,  # noqa: FBT001  # by its place: what is passed on has names of its own
    work: Callable[..., object],
    args: tuple[object, ...],
    kwargs: Mapping[str, object],
) -> None:
    """Tell a pair: what came of it, and what was raised, if anything was."""
    _end_with_parent()
    os.nice(_PATIENT)
    collect_seldom()
    try:
        settings = read_settings(Settings, environment)
        cli = CliContext(environment, settings, catalogue_for(Language(settings.language)))
        with closing(cli.store()) as store:
            publisher = cli.publisher(store, is_reviewed=is_reviewed)
            told: tuple[object, Exception | None] = work(publisher, *args, **kwargs), None
    except Exception as error:  # noqa: BLE001  # whoever waits for it has it
        error.add_note(format_exc())  # its places do not go through a pipe
        told = None, error
    answer.send(told)
