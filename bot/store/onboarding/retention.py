"""What was done on a path goes when its time is over; who finished it stays on it, to sign anew what changes."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, delete, exists, or_, select

from bot.store.database.locks import lock_rows
from bot.store.inquiries.pieces import in_pieces
from bot.store.onboarding.acknowledgements import acknowledgement, signer
from bot.store.onboarding.enrolments import CLOSED, ONCE
from bot.store.onboarding.question_tally import alone_with_askers
from bot.store.onboarding.tables import asker, enrolment, posted, step

# Of a finished path there stays that its stages came to their end, and that what is posted once was.
_FORGOTTEN = (
    (step, step.c.kind != CLOSED),
    (posted, posted.c.word != ONCE),
    (asker, asker.c.clause != ""),
)


def purge_paths(engine: Engine, before: float) -> int:
    """Remove paths that ended before a moment, and of those that were finished what was done on them; how many."""
    ended = (enrolment.c.ended_at > 0, enrolment.c.ended_at < before)
    finished = (enrolment.c.ended_at == 0, enrolment.c.finished_at > 0, enrolment.c.finished_at < before)
    left = (exists().where(table.c.enrolment == enrolment.c.id, goes) for table, goes in _FORGOTTEN)
    gone = in_pieces(engine, select(enrolment.c.id).where(*ended), _removed)
    closed = select(acknowledgement.c.id).where(
        acknowledgement.c.closed_at > 0,
        acknowledgement.c.closed_at < before,
        exists().where(signer.c.acknowledgement == acknowledgement.c.id),
    )
    in_pieces(engine, closed, _without_signers)
    return gone + in_pieces(engine, select(enrolment.c.id).where(*finished, or_(*left)), _forgotten)


def _without_signers(db: Connection, ids: Sequence[str]) -> None:
    """What was signed stands in the chain; that something was asked for stays known, so that it is not asked again."""
    asked = signer.c.acknowledgement.in_(ids)
    lock_rows(db, signer, asked)
    db.execute(delete(signer).where(asked))


def _removed(db: Connection, paths: Sequence[str]) -> None:
    alone_with_askers(db)
    db.execute(delete(enrolment).where(enrolment.c.id.in_(paths)))


def _forgotten(db: Connection, paths: Sequence[str]) -> None:
    alone_with_askers(db)
    for table, goes in _FORGOTTEN:
        db.execute(delete(table).where(table.c.enrolment.in_(paths), goes))
