"""What the pages need from outside: who the reader is, what they may see, and what became of their questions."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.answering import Reply, Responder
from bot.inquiries import Escalation
from bot.rulebook import Library
from bot.slack.blocks.rich_text import Block
from bot.wording import Language


class NotAdmittedError(Exception):
    """Somebody whom the rulebook is not shown; carries the name of the sentence that says so, as `key`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Throttled:
    """In the place of a reply: the person has asked as many questions as they may in a minute, `limit`."""

    limit: int


class HomePort(Protocol):
    """What the rest of the bot does for the home tab, the modal and the pane; it has never heard of pages."""

    async def responder(self, user: str) -> Responder:
        """A responder over what this person may see; raises NotAdmittedError for somebody who may see nothing."""

    async def language(self, user: str) -> Language:
        """The language of this person's Slack."""

    async def open_questions(self, user: str) -> Sequence[Escalation]:
        """What this person passed on to owners and is open, or was dealt with lately; newest first."""

    async def first_weeks(self, user: str) -> Sequence[Block]:
        """What the start page shows of the first weeks of new colleagues: one's own, or those of one's people."""

    async def asked_most(self, library: Library) -> Sequence[str]:
        """What staff ask most of what stands in a reader's `library`, best first, each in the library's words."""

    async def ask(self, user: str, question: str, responder: Responder) -> Reply | Throttled:
        """The responder's reply to a question that is asked on a page; what was asked, and what came of it, is kept."""

    def today(self) -> date:
        """The day on which the reader reads."""

    def working(self) -> AbstractAsyncContextManager[None]:
        """Bounds the work under way, and counts it."""
