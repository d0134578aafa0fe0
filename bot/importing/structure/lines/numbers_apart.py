"""Numbers that stand against their titles: 1目的, 2范围, 3职责, as typographers and PDFs leave out the blank."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.lines.headings import is_like_title
from bot.importing.structure.lines.openings import ITEMS, Style, is_measure, joined, opening_of

_AGAINST = re.compile(r"(?P<number>\d{1,2})(?P<rest>(?:[\u3400-\u9fff]|[A-Z][a-z]{2}).*)", re.DOTALL)
_BARE = re.compile(r"\d{1,2}\s")
_FEWEST = 3
_STRAYS = 0.1  # of the titles that begin with a figure: those that do not count


def with_numbers_apart(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, with a blank behind such a number where they count on from one through the whole.

    Those of all titles are looked at, else of all lines: 1进入现场须戴安全帽。 is a clause where nothing else counts.
    Where articles do, they are text, and 1楼, 2楼, 3楼 are no numbers of anything.
    """
    against = {
        index: match
        for index, line in enumerate(lines)
        if not (line.table or line.label) and (match := _AGAINST.match(line.text.strip()))
        if not is_measure(match["rest"])
    }
    titles = {index: match for index, match in against.items() if is_like_title(match["rest"])}
    styles = {opening.style for line in lines if (opening := opening_of(line))}
    for found, others in ((titles, {*ITEMS, Style.LEVELS}), (against, ITEMS)):
        if styles <= others and (counted := _counted(lines, found)):
            return [
                replace(line, text=f"{found[at]['number']} {found[at]['rest']}") if at in counted else line
                for at, line in enumerate(lines)
            ]
    return lines


def _counted(lines: Sequence[Line], against: dict[int, re.Match[str]]) -> set[int]:
    """Which of them are the next numbers, one after the other; none where other numbers stand otherwise among them."""
    counted, last = set[int](), 0
    strays = 0
    for index, number, is_level in _numbers(lines, against):
        if is_level:
            strays += number != last
        elif number == last + 1:
            last = number
            counted.add(index)
        else:
            strays += index in against
    found = counted & against.keys()
    is_measure_of_all = len(found) > 1 and len({against[index]["rest"][0] for index in found}) == 1
    return set() if last < _FEWEST or strays > _STRAYS * len(counted) or is_measure_of_all else found


def _numbers(lines: Sequence[Line], against: dict[int, re.Match[str]]) -> Iterator[tuple[int, int, bool]]:
    """The figures of a first level, those with a blank behind them among them, and of what stands one below: 3.1."""
    for index, line in enumerate(lines):
        if index in against:
            yield index, int(against[index]["number"]), False
        elif (opening := opening_of(line)) and opening.number:
            if opening.style is Style.LEVELS:
                yield index, opening.number[0], True
            elif opening.style is Style.FIGURE and _BARE.match(joined(line)):
                yield index, opening.number[0], False
