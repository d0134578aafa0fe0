"""Rules 1. 2. 3. before the first number of the clauses: 总则, and below it a list, and then 一、."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.importing.books import Block
from bot.importing.source import Line
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import is_like_title
from bot.importing.structure.lines.openings import ITEMS, joined, opening_of

Waiting = Sequence[tuple[Line, Block]]


@dataclass(frozen=True)
class ListOnTop:
    """A list before the clauses, with what is above it."""

    title: str
    lines: Waiting


def lists_on_top(waiting: Waiting, heading: str) -> tuple[Waiting, Sequence[ListOnTop]]:
    """What is left of the lines before a first clause, and the lists among them if they say something.

    The `heading` above them, "" for none, is the title of the first, with what stands before that; 前言： is text.
    """
    firsts = [at for at, (line, _) in enumerate(waiting) if _is_first(line)]
    starts = [at - 1 for at in firsts if at and _is_title(waiting[at - 1][0])]
    starts = [at for at in starts if at or heading]  # the document's own title is not that of a list
    if heading and firsts and starts[:1] != [0]:
        starts = [-1, *starts]
    rules = waiting[max(0, starts[0]) :] if starts else ()
    numbered = [line for line, _ in rules if opening_of(line)]
    is_led_to = bool(starts) and starts[0] >= 0 and joined(waiting[starts[0]][0]).endswith((":", "："))
    are_sentences = len(numbered) > 1 and not any(is_like_title(joined(line)) for line in numbered)
    if not (is_led_to and are_sentences) and not any(asks_something(joined(line)) for line, _ in rules):
        return waiting, ()
    return waiting[: max(0, starts[0])], [
        _list(waiting, start, end, heading) for start, end in pairwise([*starts, len(waiting)])
    ]


def _list(waiting: Waiting, start: int, end: int, heading: str) -> ListOnTop:
    title = joined(waiting[start][0]) if start >= 0 else heading
    if title.endswith((":", "：")) and start >= 0:
        return ListOnTop("", waiting[start:end])
    return ListOnTop(title, waiting[start + 1 : end])


def _is_first(line: Line) -> bool:
    opening = None if line.table else opening_of(line)
    return opening is not None and opening.style in ITEMS and opening.number == (1,)


def _is_title(line: Line) -> bool:
    text = joined(line).strip().rstrip(":：")
    return not line.table and is_like_title(text) and opening_of(line) is None
