"""Tables that only set numbers beside their texts: Section 1. across, and below it (a) and a text, (i) and a text."""

import re
from collections.abc import Sequence

_NUMBER = re.compile(
    r"第\s{0,3}[\d０-９零〇一二三四五六七八九十百千\s]{1,15}[条條]|(?:section|article|rule|clause|§)\s?[\dIVX][\d.IVX]{0,9}"
    r"|[(（]?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5}|[一二三四五六七八九十]{1,3})[)）.．、]|\d{1,3}(?:\.\d{1,3}){1,4}\.?|[①-⑳]",
    re.IGNORECASE,
)
_FEWEST = 2  # numbers


def numbers_beside(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """The number of each row, "" where it has none; nothing where a row holds more than a text and a number before it.

    The rows are without empty cells, and none is empty.
    """
    numbers = [row[0].strip() if len(row) > 1 else "" for row in rows]
    are_texts = all(len(row) == 1 + bool(each) for row, each in zip(rows, numbers, strict=True))
    are_numbers = all(_NUMBER.fullmatch(each) for each in numbers if each)
    return numbers if are_texts and are_numbers and sum(map(bool, numbers)) >= _FEWEST else ()
