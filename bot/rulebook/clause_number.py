"""What identifies a clause in its book: 7.1, 39-1, 4.1.1.2, A.1."""

import re
from dataclasses import dataclass
from functools import cached_property

from bot.rulebook.designation.numerals import in_chinese

_LEVEL = r"(?:[A-Z]{0,3}[0-9]{1,5}[A-Za-z]?|[A-Z]{1,3})(?:-[1-9][0-9]{0,2}){0,2}"
_WRITTEN = re.compile(rf"{_LEVEL}(?:\.{_LEVEL}){{0,7}}")
_COUNTED = re.compile(r"(?P<number>[1-9][0-9]{0,4})(?:-(?P<inserted>[1-9][0-9]{0,2}))?")


class MalformedNumberError(ValueError):
    """A text that is no clause number; carries it as `written`."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is no clause number")
        self.written = written


@dataclass(frozen=True)
class ClauseNumber:
    """The levels of a number from the outermost to the clause's own: figures or letters.

    A level that was put in later between two others has that behind it: `39-1` is 第三十九条之一.
    """

    levels: tuple[str, ...]

    @classmethod
    def parse(cls, written: str) -> "ClauseNumber":
        """Read "7.1", "39-1" or "4.1.1.2" as the knowledge files have it; anything else raises MalformedNumberError."""
        if not _WRITTEN.fullmatch(written):
            raise MalformedNumberError(written)
        return cls(tuple(written.split(".")))

    def __str__(self) -> str:
        return ".".join(self.levels)

    @cached_property
    def counted(self) -> tuple[int, int] | None:
        """The number of its last level, and which one it is of those put in behind that; None for a letter."""
        match = _COUNTED.fullmatch(self.levels[-1])
        return (int(match["number"]), int(match["inserted"] or 0)) if match else None

    @property
    def in_english(self) -> str:
        """7.1, A.1; one that stands alone with what it counts: Clause 39."""
        return f"Clause {self}" if len(self.levels) == 1 and self.counted else str(self)

    @property
    def in_chinese(self) -> str:
        """As a Chinese code writes it: 第七章第一条, 第三十九条之一; with more levels or letters as it is."""
        *above, _ = self.levels
        if self.counted is None or len(above) > 1 or not all(map(_COUNTED.fullmatch, above)):
            return str(self)
        number, inserted = self.counted
        chapter = "".join(f"第{in_chinese(int(level))}章" for level in above if level.isdecimal())
        return f"{chapter}第{in_chinese(number)}条" + (f"之{in_chinese(inserted)}" if inserted else "")
