"""What does the work that waits in the store."""

from dataclasses import dataclass

from bot.inquiries import Question
from bot.slack.process.work import LeasedWorker
from bot.store import Delivery


@dataclass(frozen=True)
class Workers:
    """Answers questions, reads files, and delivers what is to be posted."""

    answering: LeasedWorker[Question]
    importing: LeasedWorker[Question]
    delivering: LeasedWorker[Delivery]

    @property
    def all(self) -> tuple[LeasedWorker[Question] | LeasedWorker[Delivery], ...]:
        """Each of them."""
        return self.answering, self.importing, self.delivering
