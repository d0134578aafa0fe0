"""Signatures: what was signed, in which text, the chain that shows that no record was altered, and what has changed."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from bot.rulebook import Clause, Library, fingerprint

FIRST = ""  # what a chain's first signature has for the one before it


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
        """The fingerprint of the clause as it was signed."""
        return fingerprint(self.name.rpartition("/")[2], self.title, self.text)


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
    content = [
        signature.previous,
        signature.person,
        signature.stage,
        signature.at.astimezone(UTC).isoformat(timespec="microseconds"),
        [[clause.name, clause.version, clause.digest] for clause in signature.clauses],
    ]
    # As JSON no two contents are written alike, however their texts are cut.
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


@dataclass(frozen=True)
class ChainRecord:
    """A signature with the hash that was stored beside it."""

    signature: Signature
    hash: str


class Flaw(StrEnum):
    """What is wrong at a broken place."""

    ALTERED = "altered"  # the record does not have its hash
    UNLINKED = "unlinked"  # it does not follow the one before it: one is missing, added or moved
    CUT_OFF = "cut-off"  # the chain does not end with the hash that is known to be the last


@dataclass(frozen=True)
class ChainFault:
    """The first place (from 0) where a chain does not hold; for CUT_OFF the place behind its end."""

    place: int
    flaw: Flaw


@dataclass(frozen=True)
class ChainCheck:
    """How far a chain holds.

    So many signatures do (`count`, from the first on), and `end` is the hash of the last of them, FIRST for none.
    `fault` is where it does not hold, and `record` what stands there (None: the chain ends before it).
    """

    count: int
    end: str = FIRST
    fault: ChainFault | None = None
    record: ChainRecord | None = None


def verify_chain(chain: Iterable[ChainRecord], last: str | None = None) -> ChainCheck:
    """Read a chain, oldest first, as far as it holds; one record is held at a time.

    `last` is the hash known to be the last (noted outside the store): with it, an end that was cut off or written anew
    is found too.
    """
    count, end = 0, FIRST
    for record in chain:
        if record.signature.previous != end:
            return ChainCheck(count, end, ChainFault(count, Flaw.UNLINKED), record)
        if signature_hash(record.signature) != record.hash:
            return ChainCheck(count, end, ChainFault(count, Flaw.ALTERED), record)
        count, end = count + 1, record.hash
    return ChainCheck(count, end, None if last in {None, end} else ChainFault(count, Flaw.CUT_OFF))


@dataclass(frozen=True)
class ChangedClause:
    """A clause whose number, title or text is not the one that was signed last (`signed`)."""

    clause: Clause
    signed: SignedClause


def last_signed(signatures: Iterable[Signature]) -> dict[str, SignedClause]:
    """What somebody signed by the clauses' names, each as they signed it last; signatures come oldest first."""
    return {clause.name: clause for signature in signatures for clause in signature.clauses}


def changed_clauses(signatures: Iterable[Signature], library: Library) -> tuple[ChangedClause, ...]:
    """The clauses to be signed again, in the order of the books.

    Only those that were signed and say something else now. What is gone from the library, is not in force yet, or may
    not be seen by this reader (as `library` says) is not to be signed.
    """
    signed = last_signed(signatures)
    return tuple(
        ChangedClause(clause, signed[name])
        for clause in library.clauses
        if (name := clause.name) in signed and signed[name].digest != clause.fingerprint
    )
