"""The best rising sequence among numbers that may count something: what does not fit into it counts nothing here.

A dynamic program over the candidates in their order. Each that is kept is worth something, the next number costs
nothing, gaps, repeats and beginning anew cost; the sequence of the highest sum is kept. Looking up the best sequence
that ends before a number takes a few dictionary look-ups and one in a Fenwick tree: n log n for n candidates.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

Number = tuple[int, ...]

_SURE, _UNSURE = 1.0, 0.4
_NEAR = 6  # numbers left out at a stretch, as where clauses were deleted
_FIRST_IS_LATER = 0.5
_FAR = 1.5
_REPEAT = 0.8
_RESTART_ALONE = 2.0
_RESTART_LATER = 1.0  # Section 2 below a heading whose Section 1 was repealed
_LATER = 3


class Join(StrEnum):
    """How a number follows the one before it."""

    NEXT = "next"
    GAP = "gap"
    REPEAT = "repeat"
    RESTART = "restart"
    DISORDER = "disorder"  # it stands before, or behind, its place
    UNNUMBERED = "unnumbered"  # 第n条: its number was not filled in


@dataclass(frozen=True)
class Candidate:
    """A number at a place (`index`); `scope` counts the headings before it under which numbers may begin anew.

    What is not sure only counts as the very next number, and what may not be last only with another behind it.
    """

    index: int
    number: Number
    is_sure: bool
    scope: int = 0
    may_be_last: bool = True


@dataclass(frozen=True)
class Kept:
    """A candidate that counts, and how it follows the one before; `is_anew` where no heading is between."""

    candidate: Candidate
    join: Join
    is_anew: bool = False


@dataclass(frozen=True)
class _Chain:
    score: float
    end: int  # its last candidate, -1 for none


class _PrefixMaximum:
    """The best chain that ends below a rank: a Fenwick tree."""

    def __init__(self, size: int) -> None:
        self._best: list[_Chain | None] = [None] * (size + 1)

    def below(self, rank: int) -> _Chain | None:
        found: _Chain | None = None
        while rank > 0:
            found = _better(found, self._best[rank])
            rank -= rank & -rank
        return found

    def add(self, rank: int, chain: _Chain) -> None:
        rank += 1
        while rank < len(self._best):
            self._best[rank] = _better(self._best[rank], chain)
            rank += rank & -rank


def best_sequence(candidates: Sequence[Candidate]) -> tuple[Kept, ...]:
    """The candidates that count, in their order."""
    search = _Search(candidates)
    for place in range(len(candidates)):
        search.extend(place)
    return tuple(search.best())


class _Search:
    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates
        self._ranks = {
            number: rank for rank, number in enumerate(sorted({each.number for each in candidates}))
        }
        self._lower = _PrefixMaximum(len(self._ranks))
        self._ending: dict[Number, _Chain] = {}  # the best chain that ends with this very number
        self._under: dict[Number, _Chain] = {}  # the same, or with one below it
        self._any: _Chain | None = None
        self._earlier: _Chain | None = None  # the best of the scopes that are over
        self._is_taken = (
            False  # something sure stands below the last heading: numbers no longer begin anew there
        )
        self._back: list[tuple[int, Join, bool]] = []

    def extend(self, place: int) -> None:
        """Find the best chain that ends with this candidate."""
        each = self._candidates[place]
        if place and each.scope != self._candidates[place - 1].scope:
            self._earlier, self._is_taken = self._any, False
        worth = _SURE if each.is_sure else _UNSURE
        first = 0.0 if _is_first(each.number) else _FIRST_IS_LATER
        best, join, is_anew = _Chain(-first, -1), Join.NEXT if not first else Join.GAP, False
        for before, cost, how, alone in self._before(each):
            if before and before.score - cost >= best.score:
                best, join, is_anew = _Chain(before.score - cost, before.end), how, alone
        self._back.append((best.end, join, is_anew))
        self._note(each.number, _Chain(best.score + worth, place))
        self._is_taken = self._is_taken or each.is_sure

    def best(self) -> Iterator[Kept]:
        kept, end = list[Kept](), self._any.end if self._any else -1
        while end >= 0 and not self._candidates[end].may_be_last:
            end = self._back[end][0]
        while end >= 0:
            before, join, is_anew = self._back[end]
            kept.append(Kept(self._candidates[end], join, is_anew))
            end = before
        return reversed(kept)

    def _before(self, each: Candidate) -> Iterator[tuple[_Chain | None, float, Join, bool]]:
        """The chains that it may end, what that costs, and what it is then; what is not sure may only be the next."""
        number = each.number
        if each.is_sure:
            yield self._lower.below(self._ranks[number]), _FAR, Join.GAP, False
            for missing in range(_NEAR, 0, -1):
                before = self._under.get((*number[:-1], number[-1] - missing - 1))
                yield before, 0.3 + 0.1 * missing, Join.GAP, False
            if len(number) > 1 and number[-1] <= _NEAR:  # 第七条之二 behind 第七条
                yield self._ending.get(number[:-1]), 0.2 + 0.1 * number[-1], Join.GAP, False
            yield self._ending.get(number), _REPEAT, Join.REPEAT, False
            if _is_first(number):
                yield self._any, _RESTART_ALONE, Join.RESTART, True
        if self._earlier and not self._is_taken and len(number) == 1 and number[0] <= _LATER and each.is_sure:
            yield self._earlier, _RESTART_LATER, Join.RESTART, False
        if _is_first(number) and self._earlier and not self._is_taken:
            yield self._earlier, 0.0, Join.RESTART, False
        for before in self._nexts(number):
            yield before, 0.0, Join.NEXT, False

    def _nexts(self, number: Number) -> Iterator[_Chain | None]:
        """The chains behind which it is the next: 4.2 behind 4.1.3, 4.1 behind 4 or 3.7."""
        yield self._under.get((*number[:-1], number[-1] - 1))
        while len(number) > 1 and number[-1] <= 1:
            number = number[:-1]
            yield self._ending.get(number)
            yield self._under.get((*number[:-1], number[-1] - 1))

    def _note(self, number: Number, chain: _Chain) -> None:
        self._any = _better(self._any, chain)
        self._ending[number] = _best([self._ending.get(number), chain])
        for end in range(1, len(number) + 1):
            self._under[number[:end]] = _best([self._under.get(number[:end]), chain])
        self._lower.add(self._ranks[number], chain)


def _is_first(number: Number) -> bool:
    return all(level <= 1 for level in number)


def _better(first: _Chain | None, second: _Chain | None) -> _Chain | None:
    """The one of the higher score; of equals the later."""
    if first is None or (second is not None and second.score >= first.score):
        return second
    return first


def _best(chains: Iterable[_Chain | None]) -> _Chain:
    return max((each for each in chains if each), key=lambda chain: (chain.score, chain.end))
