"""Questions that this process is at: one that takes longer than its lease has ended with nobody, and stays its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.inquiries import Question
from bot.store import AsyncStore


@dataclass(frozen=True)
class UnderWay:
    """Has each question settled by `settle`, once at a time; one that is under way is left alone for a `lease`."""

    store: AsyncStore
    settle: Callable[[Question], Awaitable[None]]
    lease: float
    _keys: set[tuple[str, int]] = field(default_factory=set)  # ids, with revisions

    async def __call__(self, question: Question) -> None:
        """Settle it, or come back to it later; that is no try of its own."""
        key = (question.id, question.revision)
        if key in self._keys:
            await self.store.questions.put_off(question, self.lease)
            return
        self._keys.add(key)
        try:
            await self.settle(question)
        finally:
            self._keys.discard(key)
