"""Questions that arrive while others are being written go into the database together: one commit for all of them."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from threading import Lock

from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from bot.inquiries import Question
from bot.store.database.condition import StoreError, condition_of
from bot.store.inquiries.questions import Arrival, Questions

_TOGETHER = 256  # in one transaction: no acknowledgement waits for longer than so many take to write
_AWAY = (OperationalError, InterfaceError)  # the database's fault, and not one arrival's

_Taken = Future[Question | None]
_Waiting = tuple[Arrival, _Taken]


class Arrivals:
    """What has arrived and is not written yet; added by the event loop, written by the store's threads."""

    def __init__(self) -> None:
        self._waiting: deque[_Waiting] = deque()
        self._is_awaited = Lock()  # taken where a write is called for that has not begun

    def add(self, arrival: Arrival) -> tuple[_Taken, bool]:
        """The question, None where it was not new, once it is written; and whether `write` is to be called for it.

        It is not where a call that has not begun will write this one, too.
        """
        taken = _Taken()
        self._waiting.append((arrival, taken))
        return taken, self._is_awaited.acquire(blocking=False)

    def write(self, questions: Questions) -> int:
        """Write all that waits, in as few transactions; how many were new. What cannot be written fails alone.

        Called once for each arrival that `add` says it of.
        """
        self._is_awaited.release()  # first: what is added from now on calls for another
        count = 0
        while together := self._next():
            count += _written_together(questions, together)
        return count

    def _next(self) -> Sequence[_Waiting]:
        together: list[_Waiting] = []
        while len(together) < _TOGETHER:
            try:
                arrival, taken = self._waiting.popleft()
            except IndexError:  # no more, or other threads have them
                break
            if taken.set_running_or_notify_cancel():
                together.append((arrival, taken))
        return together


def _written_together(questions: Questions, together: Sequence[_Waiting]) -> int:
    try:
        return _written(questions, together)
    except Exception as error:  # noqa: BLE001  # it goes to whoever waits
        if len(together) > 1 and not isinstance(error, _AWAY):
            return sum(_written_alone(questions, one) for one in together)
        return _failed(together, error)


def _written(questions: Questions, together: Sequence[_Waiting]) -> int:
    all_taken = questions.take_all([arrival for arrival, _ in together])
    for (_, taken), question in zip(together, all_taken, strict=True):
        taken.set_result(question)
    return sum(question is not None for question in all_taken)


def _written_alone(questions: Questions, one: _Waiting) -> int:
    try:
        return _written(questions, [one])
    except Exception as error:  # noqa: BLE001  # it goes to whoever waits
        return _failed([one], error)


def _failed(together: Sequence[_Waiting], error: Exception) -> int:
    if isinstance(error, SQLAlchemyError):
        error = StoreError(condition_of(error))
    for _, taken in together:
        taken.set_exception(error)
    return 0
