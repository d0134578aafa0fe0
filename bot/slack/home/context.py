"""What every page is drawn from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from bot.rulebook import Chapter, Clause, ClauseNumber, Library
from bot.slack.blocks.rich_text import Block
from bot.slack.home.port import OpenQuestion
from bot.wording import Catalogue


class Frame(StrEnum):
    """Where a page is shown: Slack's names for the types of view."""

    HOME = "home"
    MODAL = "modal"


@dataclass(frozen=True)
class PageContext:
    """The books that a reader may see, the day, the words of their language; `query` is what they last searched.

    `first_weeks` is what the start page shows of the paths of new colleagues.
    """

    library: Library
    today: date
    say: Catalogue
    frame: Frame = Frame.HOME
    query: str = ""
    open_questions: tuple[OpenQuestion, ...] = ()
    first_weeks: tuple[Block, ...] = ()

    @cached_property
    def in_force(self) -> Library:
        """The library as it is in force today."""
        return self.library.in_force(self.today)

    def chapter(self, book: str, number: int) -> Chapter | None:
        """The chapter, if it is (still) there."""
        chapters = (chapter for one in self.in_force.books if one.id == book for chapter in one.chapters)
        return next((chapter for chapter in chapters if chapter.heading.chapter == number), None)

    def clause(self, book: str, number: ClauseNumber) -> Clause | None:
        """The clause, if it is (still) there."""
        return self.in_force.by_name.get(f"{book}/{number}")

    def related(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses in force that this one refers to."""
        # From the whole library, which keeps its definitions; that of a day would search all its texts anew.
        return tuple(other for other in self.library.related(clause) if other.effective <= self.today)
