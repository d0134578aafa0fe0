"""Counts of what people did, of which none tells of a person: what fewer than five did is not told.

Nor is what it could be worked out from: of counts whose sum is told, too, one alone is never left out, nor so many
that what is left of the sum is shared out in one way only.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

ENOUGH_PEOPLE = 5
"""So many people do the same before others read of it: none of them can be told from the others."""

_ANY = 10**18  # more than anything was ever done
_ROUNDS = 100  # of narrowing down: more than any book has counts that hang together


class Untold(StrEnum):
    """Why a count is not told; the name is the end of its sentence `counted.untold.*`."""

    FEW = "few"  # fewer than five people did it
    BESIDE = "beside"  # with it, what fewer than five did could be worked out


Told = int | Untold
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Tally:
    """How often people did something, and how many different ones at least; `unknown`: how often nobody knows who."""

    count: int
    people: int
    unknown: int = 0

    @classmethod
    def of(cls, people: Iterable[str]) -> "Tally":
        """By who did it each time; who is not known any more ("") may always be the same one."""
        times = Counter(people)
        unknown = times.pop("", 0)
        return cls(times.total() + unknown, len(times) + bool(unknown), unknown)

    @property
    def is_few(self) -> bool:
        """Whether one of those who did it may be told, for all that is known."""
        return 0 < self.people < ENOUGH_PEOPLE

    @property
    def untold(self) -> Untold:
        """Why it is not told where it is few: that few did it is not said where it may have been more."""
        most = self.people + max(self.unknown - 1, 0)
        return Untold.FEW if most < ENOUGH_PEOPLE else Untold.BESIDE


Sum = tuple[Collection[Key], Collection[Key]]
"""Two sides of counts that come to the same."""


def told(tallies: Mapping[Key, Tally], sums: Sequence[Sum[Key]] = ()) -> dict[Key, Told]:
    """The counts as they may be told, by their keys.

    Where somebody could work out what is not told, the smallest other count of that sum is not told either.
    """
    hidden = _Hidden(tallies, sums)
    while hidden.hide_another():
        pass
    return {key: hidden.untold.get(key, tally.count) for key, tally in tallies.items()}


class _Hidden(Generic[Key]):
    """What is not told, and what could be worked out of it by whoever knows the rest, and how it is chosen."""

    def __init__(self, tallies: Mapping[Key, Tally], sums: Sequence[Sum[Key]]) -> None:
        self._tallies, self._sums = tallies, sums
        self.untold = {key: tally.untold for key, tally in tallies.items() if tally.is_few}
        self._beside = dict[Key, Sequence[Key]]()  # those not told because of others, by the sum they are in

    def hide_another(self) -> bool:
        """Hide one more where something can be worked out; False where nothing can, or all is hidden."""
        bounds = self._bounds()
        found = {key for key in self.untold if bounds[key][0] == bounds[key][1]}
        guarded = {key for key in found if self._tallies[key].is_few}
        for keys in (guarded, found) if guarded else ():
            for left, right in self._sums:
                both = (*left, *right)
                others = self._shown(both)
                if others and not keys.isdisjoint(both):
                    hidden = min(others, key=lambda key: self._tallies[key].count)
                    self.untold[hidden], self._beside[hidden] = Untold.BESIDE, both
                    return True
        return False

    def _shown(self, keys: Iterable[Key]) -> list[Key]:
        return [key for key in keys if key not in self.untold and self._tallies[key].count]

    def _bounds(self) -> Mapping[Key, tuple[int, int]]:
        """The least and the most that each count may be, narrowed down by every sum until none does any more."""
        bounds = {key: self._first_bounds(key) for key in self._tallies}
        for _ in range(_ROUNDS):
            before = dict(bounds)
            for left, right in self._sums:
                self._narrow(bounds, left, right)
                self._narrow(bounds, right, left)
            if bounds == before:
                break
        return bounds

    def _narrow(
        self, bounds: dict[Key, tuple[int, int]], side: Collection[Key], across: Collection[Key]
    ) -> None:
        """What one side of a sum may be is what the other may be."""
        least, most = (sum(bounds[key][end] for key in across) for end in (0, 1))
        low, high = (sum(bounds[key][end] for key in side) for end in (0, 1))
        for key in self.untold.keys() & set(side):
            own_low, own_high = bounds[key]
            bounds[key] = max(own_low, least - high + own_high), min(own_high, most - low + own_low)

    def _first_bounds(self, key: Key) -> tuple[int, int]:
        """What is known of a count alone: that it was the smallest one left of a sum, too."""
        count = self._tallies[key].count
        if key not in self.untold:
            return count, count
        if self.untold[key] is Untold.FEW:
            return 1, ENOUGH_PEOPLE - 1 if count < ENOUGH_PEOPLE else _ANY
        larger = self._shown(self._beside.get(key, ()))
        return min(count, ENOUGH_PEOPLE), min((self._tallies[each].count for each in larger), default=_ANY)
