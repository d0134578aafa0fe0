"""One responder for all who see the same clauses: what a reader may not see is nowhere in theirs."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from bot.answering.responder import Responder
from bot.answering.thread import Thread
from bot.rulebook import Library, Restriction, is_open

_KEPT = 16  # responders: each has an index of its own

_Open = frozenset[Restriction]


class _Built:
    """A responder that is built when it is first asked for, once, whichever thread asks."""

    def __init__(self, build: Callable[[], Responder]) -> None:
        self._build = build
        self._lock = Lock()
        self._responder: Responder | None = None

    def __call__(self) -> Responder:
        with self._lock:
            if self._responder is None:
                self._responder = self._build()
            return self._responder


class Responders:
    """The responders over one library, by what their readers see; any thread may ask.

    `build` makes a responder over a part of the library, and may take seconds. At most 16 are kept: the one not asked
    for longest goes, but never that of readers who belong to no audience.
    """

    def __init__(self, library: Library, build: Callable[[Library], Responder]) -> None:
        self.library = library
        self._build = build
        self._lock = Lock()
        self._public = self._open_to(frozenset())
        self._kept: OrderedDict[_Open, _Built] = OrderedDict()

    def for_groups(self, groups: frozenset[str]) -> Responder:
        """The responder of readers who belong to these audiences (keys of `Library.audiences`; others do not count).

        Raises what `build` raises; the next call then tries again.
        """
        open_to = self._open_to(groups)
        with self._lock:
            built = self._kept.get(open_to) or _Built(lambda: self._build(self.library.seen_by(groups)))
            self._kept[open_to] = built
            self._kept.move_to_end(open_to)
            while len(self._kept) > _KEPT:
                self._kept.pop(next(oldest for oldest in self._kept if oldest != self._public))
        return built()

    def _open_to(self, groups: frozenset[str]) -> _Open:
        """What is open to them of the restrictions in the library: with it, what they see is settled."""
        return frozenset(each for each in self.library.restrictions if is_open(each, groups))


def thread_within(thread: Thread, library: Library) -> Thread:
    """The thread as it may go on for readers of `library`: anew, where it came to a clause that they do not see.

    A follow-up (第二款呢) quotes from the thread itself, and who reads along, or belongs to an audience, changes.
    """
    return thread if all(clause in library.clauses for clause in thread.clauses) else Thread()
