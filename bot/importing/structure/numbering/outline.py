"""Numbers and looks of any kind as a tree: what begins anew below something stands below it, whatever it is called.

Line after line, with what is open kept on a stack: a number goes on with what is open, or begins something below it.
Which kind of document numbers what in which way is nowhere said.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.importing.structure.numbering.marks import Mark
from bot.importing.structure.numbering.sequence import Join, Number

_DEEPEST = 64  # levels: no list in lists has as many, and each line is held against all that are open
_NEAR = 6  # numbers left out at a stretch


@dataclass
class Node:
    """A line that counts, with what stands right above it and right below it."""

    index: int
    mark: Mark
    join: Join
    depth: int
    above: "Node | None"
    children: list["Node"] = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """`nodes` in their order; `strays` are lines that look like one of them and do not count.

    Where 1. stands below 1., it `is_nested_in_itself`, and what belongs to which is not sure.
    """

    nodes: Sequence[Node]
    strays: Sequence[Mark]
    is_nested_in_itself: bool


def outline_of(marks: Mapping[int, Sequence[Mark]]) -> Outline:
    """The tree that lines are, each with all that it may be."""
    walk = _Walk(_Order(marks))
    for index, each in marks.items():
        walk.take(index, each)
    return Outline(walk.nodes, walk.strays, walk.is_nested_in_itself)


class _Order:
    """Which looks stand above which numbers: those below which they begin anew, or right below which they go on."""

    def __init__(self, marks: Mapping[int, Sequence[Mark]]) -> None:
        self._firsts = dict[Hashable, int]()
        looks = defaultdict[Hashable, list[int]](list)
        numbers = defaultdict[Hashable, list[tuple[int, Number]]](list)
        for index, mark in ((index, mark) for index, each in marks.items() for mark in each):
            self._firsts.setdefault(mark.kind, index)
            if mark.number is None:
                looks[mark.kind].append(index)
            else:
                numbers[mark.kind].append((index, mark.number))
        self._above = {
            (look, kind): _stands_above(places, counted)
            for look, places in looks.items()
            for kind, counted in numbers.items()
        }

    def is_above(self, look: Mark, other: Mark) -> bool:
        if other.number is not None:
            return self._above[look.kind, other.kind]
        return self._rank(look) < self._rank(other)

    def _rank(self, look: Mark) -> tuple[float, int]:
        return look.prominence, self._firsts[look.kind]


def _stands_above(looks: Sequence[int], numbers: Sequence[tuple[int, Number]]) -> bool:
    above = below = 0
    there = set(looks)
    for (start, before), (end, number) in pairwise(numbers):
        if bisect(looks, start) == bisect(looks, end):
            continue
        if _follows(before, number) is Join.NEXT and end - 1 not in there:
            below += 1
        elif _follows(before, number) or _is_first(number):
            above += 1
    return above >= below


def _follows(before: Number, number: Number) -> Join | None:
    """How a number goes on behind one of its kind, if it does: 1.3 or 2.1 behind 1.2."""
    if len(before) != len(number):
        return None
    at = next((at for at, pair in enumerate(zip(before, number, strict=True)) if len({*pair}) > 1), -1)
    if at < 0 or number[at] < before[at] or any(level > 1 for level in number[at + 1 :]):
        return None
    step = number[at] - before[at]
    return Join.NEXT if step == 1 else Join.GAP if step <= _NEAR else None


def _is_first(number: Number) -> bool:
    return number[-1] <= 1


@dataclass(frozen=True)
class _Choice:
    """A way to read a line, the lowest `cost` first: below what is open when its `depth` is -1, else instead of it."""

    cost: tuple[int, int]
    mark: Mark
    join: Join
    depth: int


class _Walk:
    def __init__(self, order: _Order) -> None:
        self._order = order
        self._stack = list[Node]()
        self._last = dict[Hashable, Number]()
        self.nodes = list[Node]()
        self.strays = list[Mark]()
        self.is_nested_in_itself = False

    def take(self, index: int, marks: Sequence[Mark]) -> None:
        """Read a line."""
        if marks[0].number is None:
            self._put(index, marks[0], Join.NEXT, self._depth_of(marks[0]))
            return
        choices = [choice for place, mark in enumerate(marks) for choice in self._choices(place, mark)]
        if not choices:
            self.strays.append(marks[0])
            return
        best = min(choices, key=lambda choice: choice.cost)
        self._put(index, best.mark, best.join, self._below(best.mark) if best.depth < 0 else best.depth)

    def _choices(self, place: int, mark: Mark) -> Iterator[_Choice]:
        if mark.number is None:
            return
        is_open = False
        for depth, node in enumerate(self._stack):
            if node.mark.kind == mark.kind and node.mark.number:
                is_open = True
                join = _follows(node.mark.number, mark.number)
                if mark.is_coded and mark.number > node.mark.number:
                    join = join or Join.GAP
                if join and (join is Join.NEXT or mark.is_sure):
                    yield _Choice((0 if join is Join.NEXT else 2, -depth), mark, join, depth)
        last = self._last.get(mark.kind)
        if not is_open and last and _follows(last, mark.number) is Join.NEXT and not _is_first(mark.number):
            yield _Choice((1, place), mark, Join.NEXT, -1)
        elif self._may_begin(mark, is_open=is_open):
            yield _Choice((3 if is_open else 1, place), mark, Join.RESTART, -1)

    def _may_begin(self, mark: Mark, *, is_open: bool) -> bool:
        """Whether a number begins below what is open; below one of its kind not without end."""
        is_new = mark.number is not None and (_is_first(mark.number) or (mark.is_coded and not is_open))
        return mark.is_sure and is_new and not (is_open and len(self._stack) >= _DEEPEST)

    def _depth_of(self, look: Mark) -> int:
        depths = range(len(self._stack))
        same = (depth for depth in depths if self._stack[depth].mark.kind == look.kind)
        below = (depth for depth in depths if self._order.is_above(look, self._stack[depth].mark))
        return next(same, next(below, len(self._stack)))

    def _below(self, mark: Mark) -> int:
        """How deep a number stands that begins below what is open, but for looks that stand below it."""
        self.is_nested_in_itself |= any(node.mark.kind == mark.kind for node in self._stack)
        depth = len(self._stack)
        while depth and self._is_look_below(self._stack[depth - 1].mark, mark):
            depth -= 1
        return depth

    def _is_look_below(self, open_mark: Mark, mark: Mark) -> bool:
        return open_mark.number is None and not self._order.is_above(open_mark, mark)

    def _put(self, index: int, mark: Mark, join: Join, depth: int) -> None:
        del self._stack[depth:]
        above = self._stack[-1] if self._stack else None
        node = Node(index, mark, join, depth, above)
        if above:
            above.children.append(node)
        self.nodes.append(node)
        self._stack.append(node)
        if mark.number is not None:
            self._last[mark.kind] = mark.number
