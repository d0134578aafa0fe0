"""A model that is slow, away or broken costs a question seconds, never its answer."""

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from bot.answering import Abstention, Verdict
from bot.rulebook import Clause

PATIENCE = 3.0  # seconds that a question waits
_REST = 30.0  # seconds without a question after one that came to nothing
_AT_ONCE = 4
_log = logging.getLogger(__name__)


class Patient:
    """Asks once, waits for `patience` seconds, and is undecided where nothing has come by then.

    After a failure nothing is asked for half a minute: a burst of questions does not wait for what is away. Any thread
    may ask.
    """

    def __init__(
        self,
        choose: Callable[[str, Sequence[Clause]], Verdict],
        patience: float = PATIENCE,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._choose, self._patience, self._monotonic = choose, patience, monotonic
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="chooser")
        self._rests_until = 0.0

    def choose(self, question: str, clauses: Sequence[Clause]) -> Verdict:
        """What the model says, if it says so in time."""
        if not clauses or self._monotonic() < self._rests_until:
            return Abstention.UNDECIDED
        asked = self._threads.submit(self._choose, question, clauses)
        try:
            return asked.result(self._patience)
        except Exception as error:  # noqa: BLE001  # whatever it is: our own ranking stands
            asked.cancel()
            self._rests_until = self._monotonic() + _REST
            # Its own text may repeat the question, or the key.
            _log.warning(
                "the chooser did not choose: %s %s", type(error).__name__, getattr(error, "status", "")
            )
            return Abstention.UNDECIDED
