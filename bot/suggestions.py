"""匿名建议: what staff suggest without their names, what owners reply, and when owners may read it.

Nobody who wrote is known here. Days are the finest time there is.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ENOUGH = 3  # suggestions that owners begin to read on the same day
LONGEST_WAIT = timedelta(days=7)
SUGGESTIONS_A_DAY = 2  # of one person: so three of one day are never one person's
REMARKS_A_DAY = 5  # of one person, on suggestions that they wrote before
CODE_LENGTH = 16
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing in it is misread for another
_MISREAD = str.maketrans("OILU", "011V")


@dataclass(frozen=True)
class Remark:
    """Something that the writer of a suggestion said, or its owner; `is_shown`: the owner may read it."""

    text: str
    day: date
    is_owner: bool = False
    is_shown: bool = False


@dataclass(frozen=True)
class Suggestion:
    """What was said in turn, the suggestion itself first; `book` is whose owner it is for ("": any).

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
    suggestions or more; else those that have waited for a week.
    """
    earlier = [remark for remark in waiting if remark.day < today]
    if len({remark.suggestion for remark in earlier}) >= ENOUGH:
        return earlier
    return [remark for remark in earlier if today - remark.day >= LONGEST_WAIT]


def read_code(written: str) -> str:
    """A code as somebody typed it; "" for what is none."""
    code = "".join(filter(str.isalnum, written.upper())).translate(_MISREAD)
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def suggestion_id(code: str) -> str:
    """What a suggestion is known by where its code is not kept: 128 bits of the SHA-256 of a code of 80 random bits."""
    return hashlib.sha256(f"suggestion {code}".encode()).hexdigest()[:32]
