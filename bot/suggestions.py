"""匿名建议: what staff suggest without their names, what owners reply, and when owners may read it.

Nobody who wrote is known here. Days are the finest time there is.
"""

import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ENOUGH = 3  # suggestions that owners begin to read on the same day
SHORTEST_WAIT, LONGEST_WAIT = timedelta(days=6), timedelta(days=9)  # of fewer: a week would tell the day
SUGGESTIONS_A_DAY = 2  # of one person: three of one day are no one person's, as far as one process counts
REMARKS_A_DAY = 5  # of one person, on suggestions that they wrote before
CODE_LENGTH = 16
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing in it is misread for another
_MISREAD = str.maketrans("OILU", "011V")
_FULL_WIDTH = 0xFEE0  # how far the full-width form of a character is from its own
_PLAIN = {place + far: ord(chr(place).upper()) for place in range(0x21, 0x7F) for far in (0, _FULL_WIDTH)}
_GROUP = 4  # characters of a code that are written together; one is a digit that no letter is taken for
_DIGITS = frozenset("23456789")
_OPENING = re.compile(r"\W*(?:匿名建[议議]|suggest(?![a-z]))[\s:,、.。;|—-]*", re.IGNORECASE)
_AMONG_WORDS = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{4}(?:[‐-―−-]?[0-9A-Z]{4}){3}(?![0-9A-Z])")
_ALONE = re.compile(r"[0-9A-Z]{4}(?:[\s.,_‐-―−-]{0,3}[0-9A-Z]{4}){3}")


@dataclass(frozen=True)
class Remark:
    """Something that the writer of a suggestion said, or its owner; `is_shown`: the owner may read it."""

    text: str
    day: date
    is_owner: bool = False
    is_shown: bool = False


@dataclass(frozen=True)
class Suggestion:
    """What was said in turn, the suggestion itself first; `book` is whose owner it is for.

    `is_handled`: the owner replied to all that they may read, or has seen it.
    """

    id: str
    book: str
    remarks: tuple[Remark, ...]
    is_handled: bool = False

    @property
    def shown(self) -> tuple[Remark, ...]:
        """What its owner may read, or said."""
        return tuple(remark for remark in self.remarks if remark.is_shown)


@dataclass(frozen=True)
class WaitingRemark:
    """A remark (its id) on a suggestion that owners may not read yet."""

    id: str
    suggestion: str
    book: str
    day: date


def due(waiting: Iterable[WaitingRemark], today: date) -> Sequence[WaitingRemark]:
    """Those of the remarks on one book that its owner may read from today on.

    None on the day on which it was written: its hour would show. All of earlier days where they are on three
    suggestions or more; else those that have waited as long as was drawn for them, and what was said before them.
    """
    earlier = [remark for remark in waiting if remark.day < today]
    if len({remark.suggestion for remark in earlier}) >= ENOUGH:
        return earlier
    last: dict[str, date] = {}
    for remark in earlier:
        if today - remark.day >= _wait(remark):
            last[remark.suggestion] = max(remark.day, last.get(remark.suggestion, date.min))
    return [remark for remark in earlier if remark.day <= last.get(remark.suggestion, date.min)]


def _wait(remark: WaitingRemark) -> timedelta:
    """Drawn by its random id, which nobody is shown."""
    lengths = (LONGEST_WAIT - SHORTEST_WAIT).days + 1
    return SHORTEST_WAIT + timedelta(hashlib.sha256(remark.id.encode()).digest()[0] % lengths)


@dataclass(frozen=True)
class ForWindow:
    """What was typed for the window of suggestions: the `code` in it ("": none), and the other `words`."""

    code: str
    words: str


def for_window(text: str) -> ForWindow | None:
    """What begins with 匿名建议 or suggest, or holds a code: it may be kept nowhere under a name. None for all else."""
    opening = _OPENING.match(text.translate(_PLAIN))
    rest = (text[opening.end() :] if opening else text).strip()
    if code := read_code(rest):
        return ForWindow(code, "")
    for found in _AMONG_WORDS.finditer(rest.translate(_PLAIN)):
        if code := read_code(found[0]):
            return ForWindow(code, f"{rest[: found.start()]}{rest[found.end() :]}".strip())
    return ForWindow("", rest) if opening else None


def new_code() -> str:
    """A code of nobody's yet."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        if read_code(code):
            return code


def read_code(written: str) -> str:
    """A code as somebody typed it, in one word or in groups of four; "" for what is none.

    No words and no number are taken for one: each group has a digit, and there is a letter.
    """
    typed = written.translate(_PLAIN).strip(" \n\t*_`'\".。")
    if not _ALONE.fullmatch(typed):
        return ""
    code = "".join(filter(str.isalnum, typed))
    groups = [code[start : start + _GROUP] for start in range(0, CODE_LENGTH, _GROUP)]
    return "" if code.isdigit() or not all(map(_DIGITS.intersection, groups)) else code.translate(_MISREAD)


def suggestion_id(code: str) -> str:
    """What a suggestion is known by where its code is not kept: 128 bits of the SHA-256 of a code of 77 random bits."""
    return hashlib.sha256(f"suggestion {code}".encode()).hexdigest()[:32]
