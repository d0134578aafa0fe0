"""Whether numbers count something: nearly each is the next of the one before, or begins anew."""

from collections.abc import Sequence
from itertools import pairwise

_FEWEST = 3
_NEARLY_ALL = 0.9


def counts_through(numbers: Sequence[tuple[int, ...]]) -> bool:
    """Whether nearly each number is the next of the one before, or begins anew: 1 2 3 1 2, 1.1 1.2 2.1."""
    following = sum(_is_next(*pair) for pair in pairwise(numbers))
    anew = sum(_is_first(number) for number in numbers[1:])
    steps = len(numbers) - 1
    return len(numbers) >= _FEWEST and following > anew and following + anew >= _NEARLY_ALL * steps


def _is_next(before: tuple[int, ...], number: tuple[int, ...]) -> bool:
    at = next((at for at, pair in enumerate(zip(before, number, strict=True)) if len(set(pair)) > 1), -1)
    is_last = at == len(number) - 1
    return number[at] > before[at] and (
        number[at] == before[at] + 1 if is_last else _is_first(number[at + 1 :])
    )


def _is_first(levels: tuple[int, ...]) -> bool:
    return all(level <= 1 for level in levels)
