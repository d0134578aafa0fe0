"""Signatures: what was signed, in which text, and what has changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from bot.rulebook import Clause, Library, fingerprint


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

    `at` is a moment with its zone, `enrolment` the id of the path for which it counts ("": in the oldest form, which
    does not say it).
    """

    person: str
    stage: str
    clauses: tuple[SignedClause, ...]
    at: datetime
    enrolment: str = ""

    @property
    def content(self) -> list[object]:
        """All that it says; what the oldest form says stands as it was hashed then."""
        said: list[object] = [
            self.person,
            self.stage,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            [[clause.name, clause.version, clause.digest] for clause in self.clauses],
        ]
        return ["signature 2", self.enrolment, *said] if self.enrolment else said


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
    signed: dict[str, SignedClause] = {}  # by the present name
    for each in (clause for signature in signatures for clause in signature.clauses):
        if clause := library.by_name.get(each.name):
            signed[clause.name] = each
    return tuple(
        ChangedClause(clause, last)
        for clause in library.clauses
        if (last := signed.get(clause.name)) and last.digest != library.fingerprints[last.name]
    )
