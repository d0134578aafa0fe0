"""The levels of a number as it is written or printed: 7.1, 一百〇一, A-001."""

from bot.rulebook.designation.numerals import figures_of, parse_english
from bot.rulebook.designation.parsing.grammar import LEADING_NOUGHTS, POINT


def levels_of(written: str) -> tuple[str, ...]:
    """7.1 -> ("7", "1"), 一百〇一 -> ("101",), A-001 -> ("A", "1"), 7.01-2 -> ("7", "1-2"); () for no number."""
    if written[0].isascii() and written[0].isalpha() and "-" in written and parse_english(written) is None:
        written = written.replace("-", ".", 1)
    levels = tuple(map(_level, POINT.sub(".", written).upper().split(".")))
    return () if "" in levels else levels


def _level(written: str) -> str:
    if spelt := parse_english(written):
        return str(spelt)
    number, dash, inserted = written.replace("之", "-").partition("-")  # 39之1
    return f"{figures}{dash}{figures_of(inserted)}" if (figures := figures_of(number)) else ""


def canonical_levels(levels: tuple[str, ...]) -> tuple[str, ...]:
    """Levels as they are compared: 8.03 is 8.3, a letter is a capital."""
    return tuple(LEADING_NOUGHTS.sub("", level.upper()) for level in levels)
