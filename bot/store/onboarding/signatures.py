"""The signatures of all people, in one chain that only grows: there is no way here to change or remove one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, func, insert, select

from bot.onboarding.signatures import FIRST, ChainRecord, Signature, SignedClause, last_signed, signature_hash
from bot.store.database import added, alone
from bot.store.onboarding.tables import (
    current,
    enrolment,
    moment,
    signature,
    signed_clause,
    signed_text,
)

_SIGNING = 0x5348_5347  # the key of PostgreSQL's lock: one process appends at a time
_PAGE = 500


class Signatures:
    """The chain of all processes on one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sign(
        self, now: float, person: str, stage: str, clauses: Sequence[SignedClause]
    ) -> ChainRecord | None:
        """Append a signature of these texts.

        None where they are what this person signed last in that stage, or the person is on no path.
        """
        with self._engine.begin() as db:
            enrolled = current(db, person)
            if enrolled is None or _is_signed(db, enrolled, stage, clauses):
                return None
            new = Signature(person, stage, tuple(clauses), moment(now), previous=_last(db))
            recorded = ChainRecord(new, signature_hash(new))
            _append(db, recorded)
        return recorded

    def chain(self) -> Iterator[ChainRecord]:
        """All signatures, oldest first; read in pieces, so that nobody waits for whoever walks along it.

        A text that is gone reads as empty: its signature then does not have its hash.
        """
        last = -1
        while rows := self._page(last):
            yield from rows.values()
            last = max(rows)

    def outdated(self, digests: Mapping[str, str]) -> frozenset[str]:
        """Who is on a path and signed one of these clauses (by name) last in another text than that of this digest."""
        later, last = signature.alias(), signed_clause.alias()
        on_path = (
            (enrolment.c.person == signature.c.person)
            & (enrolment.c.ended_at == 0)
            & (enrolment.c.signs_from <= signature.c.place)
        )
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

    def _page(self, after: int) -> dict[int, ChainRecord]:
        places = select(signature.c.place).where(signature.c.place > after)
        with self._engine.begin() as db:
            return records(db, places.order_by(signature.c.place).limit(_PAGE))


def records(db: Connection, places: Select[int]) -> dict[int, ChainRecord]:
    """The signatures at some places of the chain, by place, oldest first."""
    signed = _clauses(db, places)
    rows = db.execute(select(signature).where(signature.c.place.in_(places)).order_by(signature.c.place))
    return {
        row.place: ChainRecord(
            Signature(row.person, row.stage, tuple(signed[row.place]), moment(row.signed_at), row.previous),
            row.hash,
        )
        for row in rows
    }


def next_place(db: Connection) -> int:
    """The place that the next signature takes."""
    return 1 + (db.scalar(select(func.max(signature.c.place))) or 0)


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
    theirs = (signature.c.person == enrolled.person, signature.c.place >= enrolled.signs_from)
    there = records(db, select(signature.c.place).where(*theirs, signature.c.stage == stage))
    last = last_signed(recorded.signature for recorded in there.values())
    return all(each.name in last and last[each.name].digest == each.digest for each in clauses)


def _last(db: Connection) -> str:
    """The hash at the end of the chain, which no other process can make longer before this transaction ends."""
    alone(db, _SIGNING)
    return db.scalar(select(signature.c.hash).order_by(signature.c.place.desc()).limit(1)) or FIRST


def _append(db: Connection, recorded: ChainRecord) -> None:
    new, place = recorded.signature, next_place(db)
    db.execute(
        insert(signature).values(
            place=place,
            person=new.person,
            stage=new.stage,
            signed_at=new.at.timestamp(),
            previous=new.previous,
            hash=recorded.hash,
        )
    )
    for position, each in enumerate(new.clauses):
        added(db, signed_text, {"digest": each.digest, "title": each.title, "text": each.text})
        row = {"name": each.name, "version": each.version, "digest": each.digest}
        db.execute(insert(signed_clause).values(signature=place, position=position, **row))
