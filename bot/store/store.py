"""The store: all repositories over one database."""

from dataclasses import dataclass

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot.store.claims import Claims
from bot.store.escalations import Escalations
from bot.store.feedback import Feedback
from bot.store.onboarding import Onboardings, Signatures
from bot.store.outbox import Outbox
from bot.store.privacy import Privacy
from bot.store.questions import Questions
from bot.store.queues import Queues, queues
from bot.store.retention import DAY, Purged, Retention, purge
from bot.store.sealing import Seal
from bot.store.threads import Threads


@dataclass(frozen=True)
class Store:
    """The repositories; each method is one transaction."""

    engine: Engine
    claims: Claims
    questions: Questions
    outbox: Outbox
    threads: Threads
    feedback: Feedback
    escalations: Escalations
    onboarding: Onboardings
    signatures: Signatures
    privacy: Privacy

    @classmethod
    def over(cls, engine: Engine, seal: Seal) -> "Store":
        """The store over an open database."""
        return cls(
            engine,
            Claims(engine),
            Questions(engine, seal),
            Outbox(engine, seal),
            Threads(engine, seal, Retention().threads * DAY),
            Feedback(engine, seal),
            Escalations(engine, seal),
            Onboardings(engine, seal),
            Signatures(engine),
            Privacy(engine, seal),
        )

    @property
    def threads_at_once(self) -> int:
        """How many transactions are worth being under way side by side."""
        return 1 if self.engine.dialect.name == "sqlite" else 4

    def left(self) -> int:
        """How many questions and parcels wait or are at work."""
        return self.questions.waiting() + self.outbox.due()

    def queues(self) -> Queues:
        """What waits at this moment."""
        return queues(self.engine)

    def purge(self, keep: Retention, now: float) -> Purged:
        """Remove what has been kept long enough; may take many short transactions."""
        return purge(self.engine, keep, now)

    def is_reachable(self) -> bool:
        """Whether the database answers."""
        try:
            with self.engine.connect() as db:
                db.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()
