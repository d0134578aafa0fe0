"""Responders with vectors, made behind those that answer by words until then."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from threading import Event, Lock

from bot.answering import Responder
from bot.retrieval import Encoder, Progress
from bot.rulebook import Library
from bot.wording import Catalogue

_GIVE_WAY = 10  # niceness of the thread that computes: whoever asks meanwhile comes first
_FAREWELL = 5.0  # seconds that the batch at hand is waited for
DONE = 100


def told(percent: int, say: Catalogue) -> str:
    """How far the second opinion is, as a person reads it."""
    return say("encoder.ready") if percent == DONE else say("encoder.percent", percent=percent)


class SecondOpinion:
    """Makes responders with vectors, one at a time, until its end.

    `encoder` is asked for once (None: there is no second opinion); `tell` hears at each quarter, from 0 to 100, how
    many per cent of what must be computed are done, and nothing where all is known from an earlier start.
    """

    def __init__(
        self,
        encoder: Callable[[], Encoder | None],
        build: Callable[[Library, Encoder, Progress], Responder],
        tell: Callable[[int], object] = lambda _: None,
    ) -> None:
        self._load, self._build, self._tell = encoder, build, tell
        self._lock, self._is_over = Lock(), Event()
        self._encoder: Encoder | None = None
        self._is_loaded = False
        self._told = -1

    def __call__(self, seen: Library) -> Responder | None:
        """A responder with vectors over what some readers see; None without an encoder, and after the end."""
        with self._lock, suppress(CancelledError):
            if not self._is_loaded:
                self._encoder, self._is_loaded = self._load(), True
            if self._encoder is None or self._is_over.is_set():
                return None
            with suppress(OSError, AttributeError):  # not every system has it
                os.setpriority(os.PRIO_PROCESS, 0, _GIVE_WAY)  # of this thread alone
            responder = self._build(seen, self._encoder, self._steps)
            if self._told >= 0:
                self._say(DONE)
            return responder
        return None

    def end(self, patience: float = _FAREWELL) -> None:
        """Compute no more, and wait for the batch at hand; what is done is kept for the next start."""
        self._is_over.set()
        if self._lock.acquire(timeout=patience):
            self._lock.release()

    def _steps(self, batches: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
        for done, batch in enumerate(batches):
            if self._is_over.is_set():
                raise CancelledError
            self._say(4 * done // len(batches) * DONE // 4)
            yield batch

    def _say(self, percent: int) -> None:
        if percent > self._told:
            self._told = percent
            self._tell(percent)
