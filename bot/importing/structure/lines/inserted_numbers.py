"""Numbers that were put in later, with letters behind the one before: 21A. behind 21., Rule 5.4A behind Rule 5.4."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.lines.openings import ITEMS, Numbering, Opening, Style, joined, opening_of

_LETTERED = re.compile(
    r"(?P<number>(?:§\s?|[A-Z][A-Za-z]{2,8}\.?\s)?\d{1,4}(?:[.-]\d{1,4}){0,3})(?P<letters>[A-Z]{1,3})(?=[.．、:：)）]?\s)"
)
_STYLES = {*ITEMS, Style.SECTION, Style.LATIN_ARTICLE}
_NEAR = 7  # letters left out at a stretch, as where clauses were deleted
_LETTERS = 26


def inserted_openings(lines: Sequence[Line], found: Mapping[int, Opening]) -> dict[int, Opening]:
    """The lines that have such a number, where the one without letters, or of a letter before, stands above."""
    return dict(_following(lines, found))


def _following(lines: Sequence[Line], found: Mapping[int, Opening]) -> Iterator[tuple[int, Opening]]:
    last = dict[tuple[Numbering, tuple[int, ...]], tuple[int, ...]]()  # the letters of each number
    for index, line in enumerate(lines):
        if (match := _LETTERED.match(joined(line))) and (plain := _without_letters(line, match)):
            levels, of = _levels(match["letters"]), (plain.style, plain.number)
            before = last.get(of, levels)
            if before < levels and levels[0] <= (*before, 0)[0] + _NEAR:
                last[of] = levels
                yield index, _with_letters(plain, match, levels)
        elif opening := found.get(index):
            last[opening.style, opening.number] = ()


def _without_letters(line: Line, match: re.Match[str]) -> Opening | None:
    """What the line would be without the letters."""
    text = joined(line)
    plain = opening_of(replace(line, label="", text=f"{match['number']}{text[match.end() :]}"))
    return plain if plain and plain.style in _STYLES and plain.is_sure else None


def _with_letters(plain: Opening, match: re.Match[str], levels: tuple[int, ...]) -> Opening:
    return replace(
        plain,
        number=(*plain.number, *levels),
        key=f"{plain.key}{match['letters']}",
        label=f"{match[0]}{plain.label.removeprefix(match['number'])}",
    )


def _levels(letters: str) -> tuple[int, ...]:
    """A, B -> 1, 2; AA, which stands behind A, -> 1, 1; ZA, which stands behind Z, -> 27."""
    last = letters.lstrip("Z") or "Z"
    behind = _LETTERS * (len(letters) - len(last))
    first, *others = (ord(letter) - ord("@") for letter in last)
    return (behind + first, *others)
