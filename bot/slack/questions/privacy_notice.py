"""Who asks for the first time is told what is kept of it and sent elsewhere, and where to see and delete it."""

from collections import OrderedDict
from dataclasses import dataclass, field

from bot.inquiries import Question
from bot.store import AsyncStore
from bot.wording import Catalogue, Disclosure

_REMEMBERED = 10_000  # people


@dataclass(frozen=True)
class PrivacyNotice:
    """Knows who asks for the first time. Not `is_on`: nobody is told."""

    store: AsyncStore
    disclosure: Disclosure
    is_on: bool
    _known: "OrderedDict[str, None]" = field(default_factory=OrderedDict)

    def sentence(self, say: Catalogue) -> str:
        """What they are told."""
        return "\n".join(self.disclosure.sentences("data.notice", say))

    async def is_due(self, question: Question) -> bool:
        """Whether this is the first that they ask, however often it is answered: a try may come to nothing."""
        person = question.asked.person
        if not self.is_on or person in self._known:
            return False
        if await self.store.questions.is_first(question):
            return True
        self._known[person] = None
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return False
