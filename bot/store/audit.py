"""Who did what, in a chain that only grows: there is no way here to change or remove a record but its period's end."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Double, Engine, Row, Select, String, Table, select

from bot.audit import Action, AuditRecord
from bot.chain import ChainCheck, Link, verify_chain
from bot.store.chains import append, chain_columns, walk
from bot.store.database.tenancy import index, tenant, tenant_of
from bot.store.personal.sealing import Seal
from bot.store.tables import metadata, moment

audit = Table(
    "audit",
    metadata,
    tenant(),
    *chain_columns(),
    Column("actor", String(64), nullable=False),
    Column("action", String(32), nullable=False),
    Column("target", String(64), nullable=False),
    Column("done_at", Double, nullable=False),
    index("done_at"),
)


class Audit:
    """What was done, in all processes on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def record(self, now: float, actor: str, action: Action, target: str = "") -> None:
        """Write down what somebody does, where that is not written in the transaction that does it."""
        with self._engine.begin() as db:
            note(db, self._seal, AuditRecord(moment(now), actor, action, target))

    def of(self, target: str, since: float) -> Sequence[AuditRecord]:
        """What was done to somebody or something from a moment on, oldest first."""
        done = select(audit).where(audit.c.done_at >= since, audit.c.target == target)
        with self._engine.begin() as db:
            return [_record(row) for row in db.execute(done.order_by(audit.c.place))]

    def chain(self) -> Iterator[Link[AuditRecord]]:
        """All records that are kept, oldest first."""
        return walk(self._engine, audit, _links)

    def verify(self, anchor: str = "") -> ChainCheck[AuditRecord]:
        """How far they hold; what is older than its period is gone, and the rest is held to be all."""
        return verify_chain(self.chain(), self._seal.mac_keys(tenant_of(self._engine)), anchor, start=None)


def note(db: Connection, seal: Seal, record: AuditRecord) -> int:
    """Write down what somebody does, at the end of the transaction that does it; the place of the record."""
    columns = {name: getattr(record, name) for name in ("actor", "action", "target")}
    columns |= {"done_at": record.at.timestamp()}
    place, _ = append(db, audit, record, seal.mac_keys(tenant_of(db)), columns)
    return place


def _links(db: Connection, places: Select[int]) -> Mapping[int, Link[AuditRecord]]:
    rows = db.execute(select(audit).where(audit.c.place.in_(places)).order_by(audit.c.place))
    return {
        row.place: Link(
            _record(row),
            row.previous,
            row.hash,
            row.mac_key,
            row.mac,
        )
        for row in rows
    }


def _record(row: Row[Any]) -> AuditRecord:
    return AuditRecord(moment(row.done_at), row.actor, row.action, row.target)
