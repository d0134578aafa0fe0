"""Somebody who publishes a folder, whose moments are counted."""

from pathlib import Path

from bot.answering import CurrentRules, Responder, Responders
from bot.knowledge import Knowledge
from bot.publishing import Follower, Publisher, Trouble, Verdict, read_draft, start
from bot.store import Store

from tests.publishing.folders import GOLDEN, a_folder
from tests.responders import built
from tests.small_books import TODAY


class Desk:
    """A folder, a database and a clock."""

    def __init__(self, store: Store, folder: Path, cache: Path, *, is_reviewed: bool = False) -> None:
        self.store, self.folder, self.cache, self.now = store, folder, cache, 0.0
        self.today = TODAY
        self.publisher = Publisher(
            store.publications, store.learned, self.built, lambda: self.today, is_reviewed=is_reviewed
        )

    def built(self, knowledge: Knowledge) -> Responder:
        return built(knowledge, self.cache)

    def publish(
        self, written: str | None = None, golden: str = GOLDEN, overrule: str = "", more: str = ""
    ) -> Verdict:
        self.now += 1
        draft = read_draft(a_folder(self.folder, written, golden, more))
        return self.publisher.publish(self.now, draft, "cli:root", overrule)

    @property
    def counting(self) -> str:
        return self.store.publications.newest()


class Process:
    """A process that serves from a folder (or from none), looking whenever a test has it look."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        begun = start(folder, desk.publisher, desk.now)

        def over(known: Knowledge) -> Responders:
            return Responders(known.library, lambda seen: desk.built(known.within(seen)))

        self.rules = CurrentRules(begun.knowledge, over, lambda: desk.today)
        self.follower = Follower.since(begun, self.rules, desk.publisher, lambda: desk.now)

    def looks(self, times: int = 2) -> Trouble | None:
        """Look so often: twice is what it takes to see that a change is over."""
        return [self.follower.look() for _ in range(times)][-1]

    def text(self, number: str = "1.1") -> str:
        """What it says a clause is."""
        return self.rules().library.by_name[f"code/{number}"].text
