"""What Word counts while it goes through the document, and the label that it shows for each numbered paragraph."""

import re
from dataclasses import dataclass

from bot.importing.readers.symbols import bullet
from bot.importing.readers.word.numbering.definitions import Level, ListNumbering
from bot.importing.readers.word.numbering.number_formats import written_in

_PLACE = re.compile(r"%(?P<level>[1-9])")
_KEPT_IN_LEGAL = {"decimalZero", "none"}  # w:isLgl shows all others in figures


@dataclass(frozen=True)
class Label:
    """A number as it is shown; not `sure` where Word may show another one."""

    text: str
    sure: bool = True


@dataclass
class _Count:
    """The number of the last paragraph of a level; `guessed` where nobody wrote the first one."""

    number: int
    guessed: bool = False


class Counters:
    """The counters of a document: one a level for all lists that share an abstract numbering."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, _Count]] = {}
        self._begun: set[tuple[str, int]] = set()

    def count(self, numbering: ListNumbering, index: int) -> Label:
        """Counts the next paragraph of the list at this level.

        Where a level above was never counted, it is shown with its first number, and that is a guess.
        """
        counts = self._counts.setdefault(numbering.abstract, {})
        begins = index in numbering.starts and (numbering.id, index) not in self._begun
        self._begun.add((numbering.id, index))
        if begins or index not in counts:
            counts[index] = _Count(numbering.start(index))
        else:
            counts[index].number += 1
        for below in [
            each for each in counts if each > index and _begins_anew(numbering.level(each), each, index)
        ]:
            del counts[below]
        for above in range(index):
            counts.setdefault(above, _Count(numbering.start(above), guessed=True))
        return _label(numbering, index, counts)


def _begins_anew(level: Level, index: int, counted: int) -> bool:
    """Whether a level begins anew after one above it was counted."""
    if level.restart is None or level.restart > index:
        return True
    return counted < level.restart


def _label(numbering: ListNumbering, index: int, counts: dict[int, _Count]) -> Label:
    level = numbering.level(index)
    if level.hidden:
        return Label("")
    if level.number_format == "bullet":
        return Label(bullet(level.text, level.font))
    sure = True

    def number(place: re.Match[str]) -> str:
        nonlocal sure
        at = int(place["level"]) - 1
        number_format = numbering.level(at).number_format
        if at > index or number_format == "bullet":
            return ""  # neither what is below nor a bullet has a number
        if level.legal and number_format not in _KEPT_IN_LEGAL:
            number_format = "decimal"
        text, known = written_in(counts[at].number, number_format)
        sure = sure and known and not counts[at].guessed
        return text

    return Label(_PLACE.sub(number, level.text).strip(), sure)
