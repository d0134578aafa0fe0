"""The rules over time: what is in force on which day."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache, partial

from bot.rulebook.clause import Clause
from bot.rulebook.library import Library

_KEPT = 8  # libraries: nearly all that is asked for is in force today


class Timeline:
    """All clauses of a library, those to come and those repealed among them; any thread may ask.

    From one change to the next one library is in force, and it is the same object as long as it is asked for.
    """

    def __init__(self, library: Library) -> None:
        self.changes = tuple(sorted({day for clause in library.clauses for day in _changes(clause)}))
        """The days on which something else comes into force, in their order."""
        self._over = lru_cache(_KEPT)(partial(_in_force, library, self.changes))

    def interval(self, day: date) -> int:
        """How many changes there have been by the end of a day: on days of the same interval the same is in force."""
        return bisect_right(self.changes, day)

    def in_force(self, day: date) -> Library:
        """The library as it is in force on a day: headings left empty are not there."""
        return self._over(self.interval(day))


def _in_force(library: Library, changes: Sequence[date], interval: int) -> Library:
    return library.in_force(changes[interval - 1] if interval else date.min)


def _changes(clause: Clause) -> Iterator[date]:
    """The days on which a clause comes into force, gets another text and ends."""
    yield from (wording.effective for wording in clause.wordings)
    if clause.repeal:
        yield clause.repeal.on
