"""Automatic numbers within others of their form: 1. in 1. is set in as it is shown, or 2. might be of either list."""

import re
from dataclasses import dataclass

from bot.importing.source import Line
from bot.importing.structure.lines.openings import joined

_COUNTED = {
    "1": re.compile(r"\d+"),
    "a": re.compile("[a-z]+"),
    "A": re.compile("[A-Z]+"),
    "一": re.compile("[一二三四五六七八九十百]+"),
}
_STEP = "  "


@dataclass(frozen=True)
class _Item:
    """An item that is open: what its number looks like, where it begins, and how far in it is written."""

    form: str
    indent: float
    depth: int


class NestedLists:
    """Reads the lines of a clause one after the other."""

    def __init__(self) -> None:
        self._open = list[_Item]()

    def written(self, line: Line) -> str:
        """A line, set in by as many lists of one form as it stands in; what belongs to an item is as far in."""
        indent = line.indent or 0.0
        while self._open and (
            indent < self._open[-1].indent or (line.label and indent == self._open[-1].indent)
        ):
            self._open.pop()
        depth = self._open[-1].depth if self._open else 0
        if line.label:
            form = _form(line.label)
            depth += any(item.form == form for item in self._open)
            self._open.append(_Item(form, indent, depth))
        return _STEP * depth + joined(line)


def _form(label: str) -> str:
    for sign, counted in _COUNTED.items():
        label = counted.sub(sign, label)
    return label
