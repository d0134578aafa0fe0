"""Signatures: what was signed, in which text, and the chain that shows that no record was altered."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from bot.rulebook import Clause

FIRST = ""  # what a chain's first signature has for the one before it


def clause_digest(clause: Clause) -> str:
    """What is signed of a clause: sha256 (hexadecimal) over its number, title and text."""
    return SignedClause.of(clause).digest


@dataclass(frozen=True)
class SignedClause:
    """A clause as it was signed. The text is kept: without it nobody could see later what has changed.

    `name` is that of the clause, `version` that of its book.
    """

    name: str
    version: str
    title: str
    text: str

    @classmethod
    def of(cls, clause: Clause) -> "SignedClause":
        """The clause as it stands now."""
        return cls(clause.name, clause.heading.version, clause.title, clause.text)

    @cached_property
    def digest(self) -> str:
        """sha256 (hexadecimal) over number, title and text; the version may change while they stay."""
        return _hash([self.name.rpartition("/")[2], self.title, self.text])


@dataclass(frozen=True)
class Signature:
    """Somebody has read the clauses of a stage and agreed to them.

    `at` is a moment with its zone; `previous` is the hash of the signature before it in its chain, or FIRST.
    """

    person: str
    stage: str
    clauses: tuple[SignedClause, ...]
    at: datetime
    previous: str = FIRST


def signature_hash(signature: Signature) -> str:
    """sha256 (hexadecimal) over all that the signature says, and over the one before it."""
    return _hash(
        [
            signature.previous,
            signature.person,
            signature.stage,
            signature.at.astimezone(UTC).isoformat(timespec="microseconds"),
            [[clause.name, clause.version, clause.digest] for clause in signature.clauses],
        ]
    )


@dataclass(frozen=True)
class Recorded:
    """A signature with the hash that was stored beside it."""

    signature: Signature
    hash: str


class Flaw(StrEnum):
    """What is wrong at a broken place."""

    ALTERED = "altered"  # the record does not have its hash
    UNLINKED = "unlinked"  # it does not follow the one before it: one is missing, added or moved
    CUT_OFF = "cut-off"  # the chain does not end with the hash that is known to be the last


@dataclass(frozen=True)
class Broken:
    """The first place (from 0) where a chain does not hold; for CUT_OFF the place behind its end."""

    place: int
    flaw: Flaw


def verify(chain: Iterable[Recorded], last: str | None = None) -> Broken | None:
    """The first broken place of a chain, oldest first; None where it holds.

    `last` is the hash known to be the last (noted outside the store): with it, an end that was cut off or written anew
    is found too.
    """
    previous, place = FIRST, 0
    for place, each in enumerate(chain, 1):
        if each.signature.previous != previous:
            return Broken(place - 1, Flaw.UNLINKED)
        if signature_hash(each.signature) != each.hash:
            return Broken(place - 1, Flaw.ALTERED)
        previous = each.hash
    return Broken(place, Flaw.CUT_OFF) if last not in {None, previous} else None


def _hash(content: object) -> str:
    """Of the content as JSON: no two contents are written alike, however their texts are cut."""
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
