"""Responders with vectors, made behind those that answer by words until then."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock

from bot.answering import Chooser, Responder
from bot.choosing import MissingChooserError
from bot.knowledge import Knowledge
from bot.retrieval import Encoder, MissingEncoderError, Progress
from bot.wording import Catalogue

_GIVE_WAY = 10  # niceness of the thread that computes: whoever asks meanwhile comes first
_STEP = 10  # per cent between two times that it is told
_FAREWELL = 5.0  # seconds that the batch at hand is waited for
DONE = 100


def told(percent: int, say: Catalogue) -> str:
    """How far the second opinion is, as a person reads it."""
    return say("encoder.ready") if percent == DONE else say("encoder.percent", percent=percent)


def missing(error: MissingEncoderError | MissingChooserError, say: Catalogue) -> str:
    """What is done without, and why, as a person reads it."""
    why = say(f"model.{error.why}")
    if isinstance(error, MissingEncoderError):
        return say("encoder.missing", name=error.name, why=why)
    return say("chooser.missing", name=error.name, why=why)


@dataclass(frozen=True)
class Models:
    """What there is beside words: both may take long to load."""

    encoder: Encoder | None = None
    chooser: Chooser | None = None


class SecondOpinion:
    """Makes responders with what there is beside words, one at a time, until its end.

    `load` is called once; `tell` hears at each tenth, from 0 to 100, how
    many per cent of what must be computed are done, and nothing where all is known from an earlier start.
    """

    def __init__(
        self,
        load: Callable[[], Models],
        build: Callable[[Knowledge, Models, Progress], Responder],
        tell: Callable[[int], object] = lambda _: None,
    ) -> None:
        self._load, self._build, self._tell = load, build, tell
        self._lock, self._is_over = Lock(), Event()
        self._models: Models | None = None
        self._told = -1

    def __call__(self, seen: Knowledge) -> Responder | None:
        """A responder with them over what some readers see; None where there are none, and after the end."""
        with self._lock, suppress(CancelledError):
            self._models = self._models or self._load()
            if self._models == Models() or self._is_over.is_set():
                return None
            with suppress(OSError, AttributeError):  # not every system has it
                os.setpriority(os.PRIO_PROCESS, 0, _GIVE_WAY)  # of this thread alone
            responder = self._build(seen, self._models, self._steps)
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
            self._say(DONE * done // len(batches))
            yield batch

    def _say(self, percent: int) -> None:
        if percent // _STEP > self._told // _STEP:
            self._told = percent
            self._tell(percent)
