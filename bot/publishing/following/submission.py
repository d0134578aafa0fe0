"""What a change takes before anybody answers from it: it is read, passes the gate, and what answers from it is built.

That takes seconds of a processor, in which a process that answers questions would keep them waiting: another process
may do it (see `CarryOut`), and leaves what it computed in the array cache.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from bot.audit import BOT
from bot.generation import COUNTING, Event
from bot.knowledge import Knowledge, KnowledgeError, stamp
from bot.publishing.changes.difference import BookDifference, differences
from bot.publishing.changes.draft import Draft, read_draft
from bot.publishing.following.trouble import Trouble, TroubleKind
from bot.publishing.publisher import Publisher

Readers = Sequence[frozenset[str]]
"""Groups for each of whom something answers."""

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class NotCarriedOutError(Exception):
    """The process that carried something out ended before it was done: a signal, or no memory left."""


class CarryOut(Protocol):
    """Carries out a function of a publisher, and of what can be pickled, here or in another process."""

    def __call__(
        self,
        work: Callable[Concatenate[Publisher, Parameters], Result],
        /,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """What the function returns, or raises; raises NotCarriedOutError where it came to no end."""


@dataclass(frozen=True)
class Submission:
    """What a folder says (None: it cannot be used), and what keeps it from counting."""

    knowledge: Knowledge | None
    trouble: Trouble | None


def submit(publisher: Publisher, folder: Path, now: float, readers: Readers) -> Submission:
    """Publish what stands in a folder that changed, where it can be, with all built that answers `readers` from it."""
    submission = submitted(publisher, folder, now, is_changed=True)
    if submission.trouble or not submission.knowledge:
        return Submission(None, submission.trouble)
    _build(publisher, submission.knowledge, readers)
    return Submission(replace(submission.knowledge), None)  # without the timeline, which cannot be pickled


def read(publisher: Publisher, generation: str, readers: Readers) -> Knowledge:
    """What a generation says that is kept, with all built that answers `readers` from it; raises KnowledgeError."""
    knowledge = publisher.knowledge(generation)
    _build(publisher, knowledge, readers)
    return replace(knowledge)  # as above


def _build(publisher: Publisher, knowledge: Knowledge, readers: Readers) -> None:
    """For what it leaves in the array cache."""
    in_force = knowledge.taught(publisher.learned.all()).in_force(publisher.today())
    for groups in readers:
        publisher.built(in_force.within(in_force.library.seen_by(groups)))


def submitted(publisher: Publisher, folder: Path, now: float, *, is_changed: bool) -> Submission:
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
        return Submission(None, Trouble(TroubleKind.BROKEN, newest, error.issues))
    own = draft.generation.id
    if not is_changed and _is_older(publisher, own, folder):
        return Submission(draft.knowledge, Trouble(TroubleKind.OLDER, newest, generation=own))
    if publisher.is_reviewed and newest not in {"", own}:
        return Submission(draft.knowledge, _proposed(publisher, draft, newest, now))
    if objections := publisher.publish(now, draft, BOT).objections:
        return Submission(draft.knowledge, Trouble(TroubleKind.HELD, newest, (), objections, own))
    return Submission(draft.knowledge, None)


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
    counted = (each for each in reversed(log) if each.event in COUNTING)
    last = next(each for each in counted if each.generation == counting)
    written = max((each[3] for each in stamp(folder)), default=0) / 1e9
    return last.event is Event.RESTORED or written < last.at.timestamp()
