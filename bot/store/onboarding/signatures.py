"""The signatures of all people, in one chain that only grows: there is no way here to change or remove one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, insert, select

from bot.chain import ChainCheck, Link, MacKey, verify_chain
from bot.onboarding.signatures import Signature, SignedClause, last_signed
from bot.store.chains import append, walk
from bot.store.database.opening import added
from bot.store.database.tenancy import tenant_of
from bot.store.onboarding.tables import (
    counts_for,
    current,
    enrolment,
    signature,
    signed_clause,
    signed_text,
)
from bot.store.personal.sealing import Seal
from bot.store.tables import moment


class Signatures:
    """The chain of all processes on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def sign(
        self, now: float, person: str, stage: str, clauses: Sequence[SignedClause]
    ) -> Link[Signature] | None:
        """Append a signature of these texts.

        None where they are what this person signed last in that stage, or the person is on no path.
        """
        with self._engine.begin() as db:
            enrolled = current(db, person)
            if enrolled is None or _is_signed(db, enrolled, stage, clauses):
                return None
            new = Signature(person, stage, tuple(clauses), moment(now), enrolled.id)
            return appended(db, new, self._seal.mac_keys(tenant_of(db)))

    def chain(self) -> Iterator[Link[Signature]]:
        """All signatures, oldest first.

        A text that is gone reads as empty: its signature then does not have its hash.
        """
        return walk(self._engine, signature, records)

    def verify(self, anchor: str = "") -> ChainCheck[Signature]:
        """How far they hold; `anchor` is a hash that was noted outside the database."""
        return verify_chain(self.chain(), self._seal.mac_keys(tenant_of(self._engine)), anchor)

    def outdated(self, digests: Mapping[str, str]) -> frozenset[str]:
        """Who is on a path and signed one of these clauses (by name) last in another text than that of this digest."""
        later, last = signature.alias(), signed_clause.alias()
        on_path = counts_for() & (enrolment.c.ended_at == 0)
        since = (
            select(later.c.place)
            .join(last, last.c.signature == later.c.place)
            .where(later.c.person == signature.c.person, later.c.place > signature.c.place)
            .where(last.c.name == signed_clause.c.name)
        )
        old = (
            select(signature.c.person, signed_clause.c.name, signed_clause.c.digest)
            .join(signed_clause, signed_clause.c.signature == signature.c.place)
            .join(enrolment, on_path)
            .where(signed_clause.c.digest.not_in(list(digests.values())), ~since.exists())
        )
        with self._engine.begin() as db:
            return frozenset(row.person for row in db.execute(old) if row.name in digests)


def records(db: Connection, places: Select[int]) -> dict[int, Link[Signature]]:
    """The signatures at some places of the chain, by place, oldest first."""
    signed = _clauses(db, places)
    rows = db.execute(select(signature).where(signature.c.place.in_(places)).order_by(signature.c.place))
    return {
        row.place: Link(
            Signature(row.person, row.stage, tuple(signed[row.place]), moment(row.signed_at), row.enrolment),
            row.previous,
            row.hash,
            row.mac_key,
            row.mac,
        )
        for row in rows
    }


def _clauses(db: Connection, places: Select[int]) -> dict[int, list[SignedClause]]:
    """What was signed there; each text is read once, and those who signed the same share it."""
    which = signed_clause.c.signature.in_(places)
    digests = select(signed_clause.c.digest).where(which)
    found = db.execute(select(signed_text).where(signed_text.c.digest.in_(digests)))
    texts = {row.digest: (row.title, row.text) for row in found}
    shared: dict[tuple[str, str, str], SignedClause] = {}
    signed: dict[int, list[SignedClause]] = defaultdict(list)
    for row in db.execute(select(signed_clause).where(which).order_by(signed_clause.c.position)):
        key = (row.name, row.version, row.digest)
        if key not in shared:
            shared[key] = SignedClause(row.name, row.version, *texts.get(row.digest, ("", "")))
        signed[row.signature].append(shared[key])
    return signed


def _is_signed(db: Connection, enrolled: Row[Any], stage: str, clauses: Sequence[SignedClause]) -> bool:
    """Whether they signed these very texts last in that stage."""
    theirs = select(signature.c.place).join(enrolment, counts_for())
    there = records(db, theirs.where(enrolment.c.id == enrolled.id, signature.c.stage == stage))
    last = last_signed(link.record for link in there.values())
    return all(each.name in last and last[each.name].digest == each.digest for each in clauses)


def appended(db: Connection, new: Signature, keys: Sequence[MacKey]) -> Link[Signature]:
    """Put a signature at the end of the chain; it comes last in its transaction."""
    columns = {name: getattr(new, name) for name in ("person", "enrolment", "stage")}
    place, link = append(db, signature, new, keys, columns | {"signed_at": new.at.timestamp()})
    for position, each in enumerate(new.clauses):
        added(db, signed_text, {"digest": each.digest, "title": each.title, "text": each.text})
        row = {"name": each.name, "version": each.version, "digest": each.digest}
        db.execute(insert(signed_clause).values(signature=place, position=position, **row))
    return link
