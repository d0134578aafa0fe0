"""A process that follows what counts: it publishes what changes in its folder, and changes over to what is published.

All processes change over by the store, those too that published it or have no folder.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.answering import CurrentRules
from bot.audit import BOT
from bot.generation import COUNTING, Event
from bot.knowledge import Knowledge, KnowledgeError, Stamp, stamp
from bot.publishing.difference import BookDifference, differences
from bot.publishing.draft import Draft, read_draft
from bot.publishing.publisher import Publisher
from bot.publishing.trouble import Trouble, TroubleKind


@dataclass(frozen=True)
class Start:
    """What a process begins with; `seen` is the folder's state that it was decided on."""

    knowledge: Knowledge
    generation: str
    trouble: Trouble | None
    seen: Stamp


def start(folder: Path, publisher: Publisher, now: float) -> Start:
    """Publish what is new in the folder, and begin with what counts then.

    A folder that cannot be used, or no folder, keeps nobody from what was published before. Raises KnowledgeError
    where nothing was.
    """
    seen, newest = stamp(folder), publisher.publications.newest()
    if newest and not folder.exists():
        return Start(publisher.knowledge(newest), newest, None, seen)
    draft, trouble = _submitted(folder, publisher, now, is_changed=False)
    if draft and not trouble:
        return Start(draft.knowledge, draft.generation.id, None, seen)
    return Start(publisher.knowledge(newest), newest, trouble, seen)


@dataclass
class Follower:
    """Looks, as often as it is asked, whether the folder changed and what counts now; one thread at a time.

    `knowledge` is that of the files; what owners settled while the bot runs comes to it as it changes over. `trouble`
    is why the folder's content does not count (None: it does, or there is no folder).
    """

    folder: Path
    publisher: Publisher
    rules: CurrentRules
    clock: Callable[[], float]
    knowledge: Knowledge
    generation: str
    trouble: Trouble | None
    _handled: Stamp
    _last: Stamp
    _refused: str = ""  # a generation that this version does not read
    _taught: int = 0  # the version of what was learned

    @classmethod
    def since(
        cls,
        begun: Start,
        rules: CurrentRules,
        folder: Path,
        publisher: Publisher,
        clock: Callable[[], float],
    ) -> "Follower":
        """From what the process began with."""
        known = (begun.knowledge, begun.generation, begun.trouble)
        return cls(folder, publisher, rules, clock, *known, begun.seen, begun.seen)

    def look(self) -> Trouble | None:
        """Publish the folder where it has changed and is still, and change over to what counts; why it does not count.

        Takes as long as reading and building take; meanwhile the rules before it answer.
        """
        published = None
        if (seen := self._changed()) is not None:
            waited = self.trouble if self.trouble and self.trouble.kind is TroubleKind.WAITING else None
            published, self.trouble = _submitted(self.folder, self.publisher, self.clock(), is_changed=True)
            if waited and not self.trouble:  # put back to what counts: a button must not publish what is gone
                self.publisher.withdraw(self.clock(), waited.generation, BOT)
            self._handled = seen  # where the database was away, it is submitted at the next look
        waiting = self.trouble if self.trouble and self.trouble.kind is TroubleKind.WAITING else None
        if waiting and not self.publisher.proposal(waiting.generation):
            self.trouble = replace(waiting, kind=TroubleKind.DECLINED)
        newest = self.publisher.publications.newest()
        if self.trouble and self.trouble.kind is TroubleKind.UNREADABLE and newest != self._refused:
            self.trouble = None  # it was followed by another one
        if newest not in {self.generation, self._refused}:
            self._change_over(newest, published)
        elif self.publisher.learned.version() != self._taught:
            self._answer_from(self.knowledge)
        return self.trouble

    def _change_over(self, newest: str, published: Draft | None) -> None:
        try:
            is_own = published is not None and published.generation.id == newest
            knowledge = published.knowledge if published and is_own else self.publisher.knowledge(newest)
        except KnowledgeError:
            self._refused = newest
            self.trouble = Trouble(TroubleKind.UNREADABLE, self.generation, generation=newest)
            return
        self._answer_from(knowledge)
        self.knowledge, self.generation = knowledge, newest
        if self.trouble and self.trouble.generation == newest:  # somebody published it by name
            self.trouble = None

    def _answer_from(self, knowledge: Knowledge) -> None:
        learned = self.publisher.learned
        version = learned.version()  # first: what is learned meanwhile is seen at the next look
        self.rules.publish(knowledge.taught(learned.all()))
        self._taught = version

    def _changed(self) -> Stamp | None:
        """A folder that is another one than was handled, and the same as at the last look: nobody writes now."""
        now, before = stamp(self.folder), self._last
        self._last = now
        return None if now == self._handled or now != before or not self.folder.exists() else now


def _submitted(
    folder: Path, publisher: Publisher, now: float, *, is_changed: bool
) -> tuple[Draft | None, Trouble | None]:
    """What stands in a folder, published where it can be, and what keeps it from counting.

    Where nobody saw it change (`is_changed`), what counted before is not published anew: it is the folder of an older
    release, or somebody went back behind it. Raises KnowledgeError where nothing counts that could go on.
    """
    newest = publisher.publications.newest()
    try:
        draft = read_draft(folder)
    except KnowledgeError as error:
        if not newest:
            raise
        return None, Trouble(TroubleKind.BROKEN, newest, error.issues)
    own = draft.generation.id
    if not is_changed and _is_older(publisher, own, folder):
        return draft, Trouble(TroubleKind.OLDER, newest, generation=own)
    if publisher.is_reviewed and newest not in {"", own}:
        return draft, _proposed(publisher, draft, newest, now)
    if objections := publisher.publish(now, draft, BOT).objections:
        return draft, Trouble(TroubleKind.HELD, newest, (), objections, own)
    return draft, None


def _proposed(publisher: Publisher, draft: Draft, newest: str, now: float) -> Trouble:
    own = draft.generation.id
    against = publisher.propose(now, draft, BOT).objections
    proposal = publisher.proposal(own)
    if not proposal:
        return Trouble(TroubleKind.DECLINED, newest, generation=own)
    before, after = publisher.knowledge(newest).library, draft.knowledge.library
    everybody = frozenset[str]()
    shown = tuple(differences(before.seen_by(everybody), after.seen_by(everybody)))
    hidden = _count(differences(before, after)) - _count(shown)
    return Trouble(TroubleKind.WAITING, newest, (), against, own, shown, max(0, hidden), proposal)


def _count(found: Iterable[BookDifference]) -> int:
    return sum(len(book.changes) for book in found)


def _is_older(publisher: Publisher, own: str, folder: Path) -> bool:
    """Whether a generation counted before another one does, and its files were not written since."""
    log = publisher.publications.log()
    counting = publisher.publications.newest()
    if own == counting or own not in {each.generation for each in log if each.event in COUNTING}:
        return False
    last = next(each for each in reversed(log) if each.generation == counting)
    written = max((each[3] for each in stamp(folder)), default=0) / 1e9
    return last.event is Event.RESTORED or written < last.at.timestamp()
