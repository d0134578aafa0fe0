"""What every page is drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.inquiries import Escalation
from bot.publishing import PublishedChange, Version
from bot.rulebook import Clause, ClauseNumber, Division, Library, Rulebook
from bot.slack.blocks.rich_text import Block
from bot.wording import Catalogue, Disclosure


class Frame(StrEnum):
    """Where a page is shown: Slack's names for the types of view."""

    HOME = "home"
    MODAL = "modal"


@dataclass(frozen=True)
class PageContext:
    """The books in force that a reader may see, the sentences of their language, and the view in which they read.

    `query` is what they last searched, `question` its id in the store, `pressed` what they pressed below its answer.
    `open_questions` (what they passed on to owners), `first_weeks` (the paths of new colleagues) and `desk` (what waits
    for an owner) are for the start page, and so is what becomes of what they ask (`disclosure`). `has_changes`:
    something was published after something else; `changes` are the last ones, `versions` those of the clause that is
    looked at, `followed` the names of what they follow, `channels` what Slack links a `#name` by.
    """

    library: Library
    say: Catalogue
    frame: Frame = Frame.HOME
    query: str = ""
    question: str = ""
    pressed: tuple[str, ...] = ()
    open_questions: tuple[Escalation, ...] = ()
    first_weeks: tuple[Block, ...] = ()
    desk: tuple[Block, ...] = ()
    disclosure: Disclosure = Disclosure(0)  # noqa: RUF009  # frozen
    has_changes: bool = False
    changes: tuple[PublishedChange, ...] = ()
    versions: tuple[Version, ...] = ()
    followed: frozenset[str] = frozenset()
    channels: Mapping[str, str] = field(default_factory=dict)

    def book(self, id: str) -> Rulebook | None:  # noqa: A002  # as a book calls it
        """The book with this id, if it is (still) there."""
        return next((book for book in self.library.books if book.id == id), None)

    def division(self, book: str, heading: str) -> Division | None:
        """What stands under the heading with this key, if it is (still) there."""
        found = self.book(book)
        return found.division(heading) if found else None

    def clause(self, book: str, number: ClauseNumber) -> Clause | None:
        """The clause, if it is (still) there."""
        return self.library.by_name.get(f"{book}/{number}")
