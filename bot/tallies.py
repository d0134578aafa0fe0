"""Counts of what people did, of which none tells of a person: what fewer than five did is not told.

Nor is what it could be worked out from: of counts whose sum is told, too, one alone is never left out.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

ENOUGH_PEOPLE = 5
"""So many people do the same before others read of it: none of them can be told from the others."""


class Untold(StrEnum):
    """Why a count is not told; the name is the end of its sentence `counted.untold.*`."""

    FEW = "few"  # fewer than five people did it
    BESIDE = "beside"  # with it, what fewer than five did could be worked out


Told = int | Untold
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Tally:
    """How often people did something, and how many different ones."""

    count: int
    people: int

    @classmethod
    def of(cls, people: Iterable[str]) -> "Tally":
        """By who did it each time; who is not known any more ("") is somebody else each time: nobody can be told."""
        times = Counter(people)
        unknown = times.pop("", 0)
        return cls(times.total() + unknown, len(times) + unknown)

    @property
    def is_few(self) -> bool:
        """Whether so few did it that one of them may be told."""
        return 0 < self.people < ENOUGH_PEOPLE


def told(tallies: Mapping[Key, Tally], sums: Sequence[Collection[Key]] = ()) -> dict[Key, Told]:
    """The counts as they may be told, by their keys; each of `sums` are keys of which all but one give the last.

    Where somebody could work out what is not told, the smallest other count of that sum is not told either.
    """
    hidden = {key: Untold.FEW for key, tally in tallies.items() if tally.is_few}
    while found := _next_beside(tallies, sums, hidden):
        hidden[found[0]] = Untold.BESIDE
    return {key: hidden.get(key, tally.count) for key, tally in tallies.items()}


def _next_beside(
    tallies: Mapping[Key, Tally], sums: Sequence[Collection[Key]], hidden: Mapping[Key, Untold]
) -> list[Key]:
    """What is not to be told next, so that nothing can be worked out; nothing where that is so."""
    unknown, is_done = set(hidden), False
    while not is_done:
        is_done = True
        for keys in sums:
            left = unknown.intersection(keys)
            if len(left) != 1:
                continue
            others = [key for key in keys if key not in hidden and tallies[key].count]
            if others:
                return [min(others, key=lambda key: tallies[key].count)]
            unknown, is_done = unknown - left, False  # they can be worked out: does that lead on?
    return []
