"""What is to be signed again when clauses have changed, and where the new text differs from the signed one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from bot.onboarding.signatures import Signature, SignedClause, clause_digest
from bot.rulebook import Clause, Library

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]+|[^。！？；\n]+|\n+")


@dataclass(frozen=True)
class Changed:
    """A clause whose number, title or text is not the one that was signed last (`signed`)."""

    clause: Clause
    signed: SignedClause


def last_signed(signatures: Iterable[Signature]) -> dict[str, SignedClause]:
    """What somebody signed, each clause as they signed it last; signatures come oldest first."""
    return {clause.name: clause for signature in signatures for clause in signature.clauses}


def to_resign(signatures: Iterable[Signature], library: Library) -> tuple[Changed, ...]:
    """The clauses to be signed again, in the order of the books.

    Only those that were signed and say something else now. What is gone from the library, is not in force yet, or may
    not be seen by this reader (as `library` says) is not to be signed.
    """
    signed = last_signed(signatures)
    return tuple(
        Changed(clause, signed[name])
        for clause in library.clauses
        if (name := clause.name) in signed and signed[name].digest != clause_digest(clause)
    )


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Whole sentences that were kept, removed or added."""

    change: Change
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """From the old text to the new one, sentence by sentence.

    The pieces kept and removed make up the old text, those kept and added the new one, character for character.
    """
    return tuple(_pieces(_SENTENCE.findall(old), _SENTENCE.findall(new)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        removed, added = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if kind == "equal":
            yield Piece(Change.KEPT, removed)
            continue
        if removed:
            yield Piece(Change.REMOVED, removed)
        if added:
            yield Piece(Change.ADDED, added)
