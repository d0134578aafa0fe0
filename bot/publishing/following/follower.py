"""A process that follows what counts: it publishes what changes in its folder, and changes over to what is published.

All processes change over by the store, those too that published it or have no folder.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Concatenate

from bot.answering import CurrentRules
from bot.audit import BOT
from bot.knowledge import Knowledge, KnowledgeError, Stamp, is_there, stamp
from bot.publishing.changes.draft import read_as_published
from bot.publishing.following.submission import (
    CarryOut,
    NotCarriedOutError,
    Parameters,
    Result,
    read,
    submit,
    submitted,
)
from bot.publishing.following.trouble import Trouble, TroubleKind
from bot.publishing.publisher import Publisher
from bot.rulebook import Library

_REST = 60.0  # seconds until what was interrupted is tried again: it may take all memory each time


@dataclass(frozen=True)
class Start:
    """What a process begins with; `seen` is the state of the `folder` that it was decided on."""

    folder: Path
    knowledge: Knowledge
    generation: str
    trouble: Trouble | None
    seen: Stamp


def start_with_any(folder: Path, publisher: Publisher, now: float) -> Start:
    """As `start`; where nothing counts, with no rule: the folder may be filled later."""
    seen = stamp(folder)
    try:
        return start(folder, publisher, now)
    except KnowledgeError as error:
        broken = Trouble(TroubleKind.BROKEN, "", error.issues) if is_there(folder) else None
        return Start(folder, Knowledge(Library(()), ()), "", broken, seen)


def start(folder: Path, publisher: Publisher, now: float) -> Start:
    """Publish what is new in the folder, and begin with what counts then.

    A folder that cannot be used, or no folder, keeps nobody from what was published before. Raises KnowledgeError
    where nothing was.
    """
    seen, newest = stamp(folder), publisher.publications.newest()
    if newest and not is_there(folder):
        return Start(folder, publisher.knowledge(newest), newest, None, seen)
    if knowledge := _as_published(folder, newest):
        return Start(folder, knowledge, newest, None, seen)
    begun = submitted(publisher, folder, now, is_changed=False)
    if begun.knowledge and not begun.trouble:
        return Start(folder, begun.knowledge, begun.knowledge.generation, None, seen)
    return Start(folder, publisher.knowledge(newest), newest, begun.trouble, seen)


def _as_published(folder: Path, newest: str) -> Knowledge | None:
    """What stands in the folder where it is what counts: nothing is to be examined, or written."""
    with suppress(KnowledgeError):  # a stricter version came in between: it says what is wrong
        return read_as_published(folder, newest)
    return None


@dataclass
class Follower:
    """Looks, as often as it is asked, whether the folder changed and what counts now; one thread at a time.

    `knowledge` is that of the files; what owners settled while the bot runs comes to it as it changes over. `trouble`
    is why the folder's content does not count (None: it does, or there is no folder). `carry_out` does what takes long.
    """

    folder: Path
    publisher: Publisher
    rules: CurrentRules
    clock: Callable[[], float]
    knowledge: Knowledge
    generation: str
    trouble: Trouble | None
    carry_out: CarryOut
    _handled: Stamp
    _last: Stamp
    _refused: str = ""  # a generation that this version does not read
    _taught: int = 0  # the version of what was learned
    _again: float = 0.0  # when what was interrupted may be tried again
    _before: Knowledge | None = None  # what counted before

    @classmethod
    def since(
        cls,
        begun: Start,
        rules: CurrentRules,
        publisher: Publisher,
        clock: Callable[[], float],
        carry_out: CarryOut | None = None,
    ) -> "Follower":
        """From what the process began with; without `carry_out` it does all work itself."""
        known = (begun.knowledge, begun.generation, begun.trouble)
        able = carry_out or partial(_carried_out, publisher)
        return cls(begun.folder, publisher, rules, clock, *known, able, begun.seen, begun.seen)

    def library(self, generation: str) -> Library | None:
        """What a generation says, of all days, that counts in this process or did before; None for any other."""
        known = (each for each in (self.knowledge, self._before) if each and each.generation == generation)
        found = next(known, None)
        return found.library if found else None

    def is_settled(self) -> bool:
        """Whether the folder is as it was handled, and nothing is left to be done about it."""
        return self.trouble is None and stamp(self.folder) == self._handled

    def look(self) -> Trouble | None:
        """Publish the folder where it has changed and is still, and change over to what counts; why it does not count.

        Takes as long as reading and building take; meanwhile the rules before it answer.
        """
        seen, is_resting = self._changed(), self.clock() < self._again
        published = self._submitted(seen) if seen is not None and not is_resting else None
        if (waiting := self._met(TroubleKind.WAITING)) and not self.publisher.proposal(waiting.generation):
            self.trouble = replace(waiting, kind=TroubleKind.DECLINED)
        newest = self.publisher.publications.newest()
        if self._met(TroubleKind.UNREADABLE) and newest != self._refused:
            self.trouble = None  # it was followed by another one
        if self._met(TroubleKind.INTERRUPTED) and seen is None and newest == self.generation:
            self.trouble = None  # there is nothing more to be done
        if newest not in {self.generation, self._refused} and self.clock() >= self._again:
            self._change_over(newest, published)
        elif self.publisher.learned.version() != self._taught:
            self._answer_from(self.knowledge)
        return self.trouble

    def _met(self, kind: TroubleKind) -> Trouble | None:
        return self.trouble if self.trouble and self.trouble.kind is kind else None

    def _submitted(self, seen: Stamp) -> Knowledge | None:
        waited = self._met(TroubleKind.WAITING)
        try:
            submission = self.carry_out(submit, self.folder, self.clock(), self.rules.readers)
        except NotCarriedOutError:
            self._rest()
            return None
        self.trouble = submission.trouble
        if waited and not self.trouble:  # put back to what counts: a button must not publish what is gone
            self.publisher.withdraw(self.clock(), waited.generation, BOT)
        self._handled = seen  # where the database was away, it is submitted at the next look
        return submission.knowledge

    def _rest(self) -> None:
        self.trouble = Trouble(TroubleKind.INTERRUPTED, self.generation)
        self._again = self.clock() + _REST

    def _change_over(self, newest: str, published: Knowledge | None) -> None:
        try:
            is_own = published is not None and published.generation == newest
            knowledge = (
                published if published and is_own else self.carry_out(read, newest, self.rules.readers)
            )
        except NotCarriedOutError:
            self._rest()
            return
        except KnowledgeError:
            self._refused = newest
            self.trouble = Trouble(TroubleKind.UNREADABLE, self.generation, generation=newest)
            return
        self._answer_from(knowledge)
        self._before = self.knowledge
        self.knowledge, self.generation = knowledge, newest
        is_by_name = self.trouble and self.trouble.generation == newest
        if is_by_name or self._met(TroubleKind.INTERRUPTED):
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
        return None if now == self._handled or now != before or not is_there(self.folder) else now


def _carried_out(
    publisher: Publisher,
    work: Callable[Concatenate[Publisher, Parameters], Result],
    /,
    *args: Parameters.args,
    **kwargs: Parameters.kwargs,
) -> Result:
    return work(publisher, *args, **kwargs)
