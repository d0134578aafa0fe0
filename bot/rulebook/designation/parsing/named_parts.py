"""The parts of a clause that are named with it: 第二款第（三）项, (b)(ii), the second paragraph of.

Several may be named together (第一、二款, 第（一）至（三）项, 第一款和第三款): each is a path from the outside inwards.
"""

import re
from collections.abc import Iterator
from unicodedata import normalize

from bot.rulebook.designation.designators import LAST, NamedPart, PartUnit
from bot.rulebook.designation.numerals import parse_english, parse_numeral, parse_roman
from bot.rulebook.designation.parsing.grammar import (
    ENGLISH_ORDINALS,
    JOINED,
    LETTER_ALONE,
    LETTER_ON_NUMBER,
    PART,
    PART_ALONE,
    PART_BEFORE,
    PART_BEFORE_TEXT,
    PART_JOIN,
    PART_UNITS,
    SUBITEM_ALONE,
)

Path = tuple[NamedPart, ...]
_DEPTH = {
    PartUnit.PARAGRAPH: 0,
    PartUnit.ITEM: 1,
    PartUnit.BRACKETED: 1,
    PartUnit.SUBITEM: 2,
    PartUnit.JAPANESE_ITEM: 2,
}
_WINDOW = 40  # characters before a clause in which a part of it is named
_MOST = 30  # parts of a range


def paths_at(text: str, at: int, *, alone: bool) -> tuple[tuple[Path, ...], int]:
    """The parts that are named at a place of a folded text, and where that ends; none where none is."""
    paths, end = list[Path](), at + (text[at : at + 1] == ",")  # 第十二条，第二款
    while True:
        joined = PART_JOIN.match(text, end) if paths else None
        if joined and (found := parts_at(text, joined.end(), alone=alone)):
            last = paths[-1]
            above = _above(last, found[0][0])
            if is_range(joined[0]) and len(last) == len(above) + 1:
                found = (tuple(_between(last[-1], found[0][0])), found[1])
        elif found := parts_at(text, end, alone=alone):
            above = paths.pop() if paths else ()
            if above and above[-1].unit is found[0][0].unit is not PartUnit.BRACKETED:
                paths, above = [*paths, above], above[:-1]  # 第一款第二款
        else:
            return tuple(paths), end
        parts, end = found
        paths += [(*above, part) for part in parts]


def parts_at(text: str, at: int, *, alone: bool) -> tuple[tuple[NamedPart, ...], int] | None:
    """The part that is named at a place, or several of one kind, and where that ends.

    `alone`: nothing else is said, so that 2款 is one too.
    """
    match = (PART_ALONE if alone else PART).match(text, at)
    parts = tuple(_parts(match)) if match else ()
    # What may follow a part is set off by the blank behind it: Section 5(b) of the Act
    return (parts, match.start() + len(match[0].rstrip())) if match and parts else None


def subitems_alone(text: str, at: int, path: Path) -> tuple[tuple[Path, ...], int]:
    """The path with each subitem that numbers alone name behind an item: 第二项2, （一）1、2."""
    match = SUBITEM_ALONE.match(text, at) if _DEPTH[path[-1].unit] == _DEPTH[PartUnit.ITEM] else None
    below = tuple(_listed(PartUnit.SUBITEM, match["numbers"])) if match and not path[-1].letter else ()
    return (tuple((*path, each) for each in below), match.end()) if match and below else ((path,), at)


def letter_alone(text: str, at: int) -> tuple[Path, int]:
    """The item that a letter names at the end of all that is said: the a of 4.1 a."""
    return _letter(LETTER_ALONE.match(text, at), at)


def letter_on_number(text: str, at: int) -> tuple[Path, int]:
    """The item that a letter right behind a number names: the a of section 12a."""
    return _letter(LETTER_ON_NUMBER.match(text, at), at)


def _letter(match: re.Match[str] | None, at: int) -> tuple[Path, int]:
    if match is None:
        return (), at
    letter = match["letter"].lower()
    return (NamedPart(PartUnit.BRACKETED, _place(letter), letter, f"({letter})"),), match.end()


def path_before(text: str, at: int) -> tuple[Path, int]:
    """The part that is named before its clause (item 2 of the first paragraph of), and where the clause begins."""
    path, end = tuple[NamedPart, ...](), at
    while match := PART_BEFORE.match(text, end):
        parts = tuple(_parts(match))
        if not parts:
            break
        path, end = (parts[0], *path), match.end()
    return path, end


def path_behind_text(text: str, at: int) -> tuple[Path, int]:
    """The part that is named in a sentence right before its clause, and where that begins: subsection (f) of."""
    match = PART_BEFORE_TEXT.search(text, max(0, at - _WINDOW), at)
    parts = tuple(_parts(match)) if match else ()
    return (parts[:1], match.start()) if match and parts else ((), at)


def _parts(match: re.Match[str]) -> Iterator[NamedPart]:
    named = match.groupdict()
    word, written = (
        named["word"] or named["nth_word"],
        match[0].strip(" ,").lower().removesuffix("the").strip().removesuffix(" of"),
    )
    unit = PART_UNITS[(word or named.get("unit") or named.get("last") or "").lower()]
    if named.get("last"):
        yield NamedPart(unit, LAST)
    elif named["nth"]:
        ordinal = ENGLISH_ORDINALS.get(named["nth"].lower(), LAST)
        yield NamedPart(unit, ordinal, written=written)
    elif letter := (named["letter"] or named["worded_letter"] or named.get("item_letter") or "").lower():
        yield NamedPart(
            PartUnit.BRACKETED, _place(letter), letter, written
        )  # by whatever word: paragraph (c)
    elif word:
        number = parse_numeral(named["worded"]) or parse_english(named["worded"])
        yield from [NamedPart(unit, number, written=written)] if number else ()
    else:
        unit = PartUnit.BRACKETED if named.get("one") and unit is PartUnit.ITEM else unit  # 第（三）项
        yield from _listed(unit, named.get("numbers") or named.get("one") or named.get("bracketed") or "")


def _listed(unit: PartUnit, numbers: str) -> Iterator[NamedPart]:
    """一、二; 1至3; (一)和(三) -> a part each."""
    first, *others = (normalize("NFKC", piece).strip("第() ") for piece in JOINED.split(numbers))
    last = NamedPart(unit, parse_numeral(first.replace(" ", "")) or 0)
    if not last.ordinal:
        return
    yield last
    for sign, piece in zip(others[::2], others[1::2], strict=True):
        part = NamedPart(unit, parse_numeral(piece.replace(" ", "")) or 0)
        yield from _between(last, part) if is_range(sign) else [part]
        last = part


def is_range(sign: str) -> bool:
    """Whether it stands between the ends of a range: 至, -, to."""
    return sign.strip(" ,").lower() in {*"至到-~—–", "to", "through"}


def _between(first: NamedPart, last: NamedPart) -> Iterator[NamedPart]:
    """The parts behind the first one, up to the last."""
    for ordinal in range(first.ordinal + 1, min(last.ordinal, first.ordinal + _MOST) + 1):
        yield NamedPart(last.unit, ordinal)


def _above(path: Path, part: NamedPart) -> Path:
    """What stands above a part that is named beside a path: 第一款 above the 项 behind 第一款第二项."""
    if part.unit is path[-1].unit:
        return path[:-1]
    return tuple(each for each in path if _DEPTH[each.unit] < _DEPTH[part.unit])


def _place(letter: str) -> int:
    """Of one letter as it stands in the alphabet, but for i, v and x; c is the third one, and not a hundred."""
    is_roman = len(letter) > 1 or letter in "ivx"
    return (parse_roman(letter) if is_roman else None) or ord(letter[0]) - ord("a") + 1
