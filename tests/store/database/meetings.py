"""Two transactions of two processes that meet at a moment of the first one's."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

from bot.store import Store
from sqlalchemy import event, text

from tests.databases import opened

Work = Callable[[Store], object]
_PATIENCE = 30.0  # seconds for what comes in no time
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def meet(url: str, first: Work, after: str, second: Work) -> None:
    """Stop the first after the statement that begins so; it goes on once the second has ended, or waits for it.

    What either raises is raised: PostgreSQL ends one of two that wait for each other.
    """
    with opened(url) as one, opened(url) as other, opened(url) as watching, ThreadPoolExecutor(2) as threads:
        is_there, may_go_on = Event(), Event()

        @event.listens_for(one.engine, "after_cursor_execute")
        def stop(_1: object, _2: object, statement: str, *_: object) -> None:
            if statement.startswith(after) and not is_there.is_set():
                is_there.set()
                assert may_go_on.wait(_PATIENCE)

        beginning = threads.submit(first, one)
        assert is_there.wait(_PATIENCE), f"no statement begins with {after}"
        meeting = threads.submit(second, other)
        while not meeting.done() and not _waits(watching):
            sleep(0.005)
        may_go_on.set()
        meeting.result(_PATIENCE)
        beginning.result(_PATIENCE)


def _waits(store: Store) -> bool:
    with store.engine.begin() as db:
        return bool(db.scalar(text(_WAITING)))
