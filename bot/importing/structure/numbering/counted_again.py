"""Numbers that count again: the appendices of a manual have a 10.10 of their own, far behind the 10.10 of the text.

A longer count of theirs must not take up the shorter one in its midst: what goes on there with the very next numbers,
and what leads to the number that is taken up, would both be lost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.importing.structure.numbering.sequence import Candidate, Join, Kept, Number, best_sequence

_FEWEST = 3  # numbers that go on, and that lead up


def counted(candidates: Sequence[Candidate]) -> tuple[Kept, ...]:
    """The candidates that count, in their order: two sequences where the best one leaves the first for the second."""
    best = best_sequence(candidates)
    places = {id(each): place for place, each in enumerate(candidates)}
    for before, after in pairwise(best):
        left, taken = places[id(before.candidate)], places[id(after.candidate)]
        if end := _end_of_first(candidates[left], candidates[left + 1 : taken], candidates[taken]):
            cut = left + 1 + end
            first, *others = counted(candidates[cut:])
            is_anew = set(first.candidate.number) == {1}
            return *counted(candidates[:cut]), replace(first, join=Join.RESTART, is_anew=is_anew), *others
    return best


def _end_of_first(before: Candidate, between: Sequence[Candidate], after: Candidate) -> int:
    """Where what goes on behind the one ends, and something else leads up to the other; 0 where they do not."""
    numbers = [each.number for each in between]
    going_on = [*_run(before.number, [each.number if each.is_sure else () for each in between])]
    if len(going_on) < _FEWEST or numbers[going_on[-1]][0] <= after.number[0]:
        return 0
    leading = len([*_run_back(after.number, numbers[going_on[-1] + 1 :])])
    is_there_twice = after.number in (numbers[place] for place in going_on)
    is_repeated = after.number == before.number and set(after.number) != {1}  # that of a page of contents
    fewest = 0 if is_repeated else 1 if is_there_twice else _FEWEST
    return going_on[-1] + 1 if leading >= fewest else 0


def _run(number: Number, numbers: Sequence[Number]) -> Iterator[int]:
    """The places of those that are each the very next one."""
    for place, each in enumerate(numbers):
        if each and _is_next(number, each):
            yield place
            number = each


def _run_back(number: Number, numbers: Sequence[Number]) -> Iterator[int]:
    for place in range(len(numbers) - 1, -1, -1):
        if _is_next(numbers[place], number) or numbers[place] == number:
            yield place
            number = numbers[place]


def _is_next(before: Number, number: Number) -> bool:
    """4.2 behind 4.1.3 and 4.1, 4.1 behind 4, and 5 behind 4.1.3."""
    *above, last = number
    if last == 1 and len(number) > 1 and before == number[:-1]:
        return True
    return len(before) >= len(number) and before[: len(number)] == (*above, last - 1)
