"""What was published before, as somebody may see it today: what each publication changed, the versions of a clause."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from bot.answering.conversation.days.earlier import EarlierEdition
from bot.generation import COUNTING, Event, Publication
from bot.knowledge import KnowledgeError
from bot.publishing.changes.difference import BookDifference, commenced_on, differences
from bot.publishing.changes.draft import read_generation
from bot.publishing.history.disclosure import seen_over_time
from bot.rulebook import Clause, Library
from bot.store import Publications

_MOST = 10  # publications that are looked back on
_KEPT = 16  # libraries


@dataclass(frozen=True)
class PublishedChange:
    """What a publication changed of what counted before it, or what took force of it on a day."""

    publication: Publication
    differences: tuple[BookDifference, ...]


@dataclass(frozen=True)
class Version:
    """A clause as it reads from a publication on; None where it is no longer there."""

    publication: Publication
    clause: Clause | None


_State = tuple[Publication, Library]


class Archive:
    """Reads what was published from the store, each generation once as long as it is asked for; any thread may ask.

    Nobody is shown of the past what they may not see today, or could not then. What the process has in its memory
    anyway (`known`: of a generation) is not read: that would take a third of a second for 2,000 clauses, in which
    whoever asks has to share the processor.
    """

    def __init__(
        self, publications: Publications, known: Callable[[str], Library | None] = lambda _: None
    ) -> None:
        self._publications = publications
        self._library = lru_cache(_KEPT)(partial(_library, publications, known))
        self._is_changed = False

    def newest(self) -> int:
        """The place in the log of what was published, or took force, last; 0 where nothing did."""
        return max((each.place for each in self._told()), default=0)

    def has_changes(self) -> bool:
        """Whether anything was published, or took force, after something else."""
        self._is_changed = self._is_changed or len(self._told()) > 1  # and stays so: nothing is deleted
        return self._is_changed

    def recent(self, groups: frozenset[str]) -> tuple[PublishedChange, ...]:
        """What the last ten publications changed for readers who belong to these audiences, the newest first.

        Among it is what took force on a day that was planned.
        """
        return tuple(reversed([each for each in self._changes(groups) if each.differences]))

    def change(self, place: int, groups: frozenset[str]) -> PublishedChange | None:
        """What one of them, at this place of the log, changed for such readers; None where that is nothing."""
        found = (each for each in self.recent(groups) if each.publication.place == place)
        return next(found, None)

    def versions(self, names: Sequence[str], groups: frozenset[str]) -> tuple[Version, ...]:
        """The versions of a clause, by its names, that these readers may see; of the last ten publications."""
        return versions(self._seen(self._counting()[-_MOST:], groups), names)

    def edition(self, day: date, groups: frozenset[str] | None, zone: str) -> EarlierEdition | None:
        """What counted at the end of a day in a zone, as far as such readers may see it (None: all of it).

        None where it counts still, and where it, or a later one, cannot be read.
        """
        ends = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
        counting = self._counting()
        place = sum(each.at < ends for each in counting) - 1
        if place < 0 or counting[place].generation == counting[-1].generation:
            return None
        since = self._seen(counting[place:], groups)
        if len(since) < len(counting) - place:
            return None
        publication, seen = since[0]
        return EarlierEdition(seen, publication.at.astimezone(ZoneInfo(zone)).date())

    def library(self, generation: str) -> Library:
        """What a generation said of all days; nothing where this version of the program does not read it."""
        return self._library(generation) or Library(())

    def library_at(self, moment: datetime) -> Library | None:
        """What counted at a moment, of all days; None where nothing of it is known."""
        counted = [each for each in self._counting() if each.at <= moment]
        return self.library(counted[-1].generation) if counted else None

    def _changes(self, groups: frozenset[str]) -> Iterator[PublishedChange]:
        before: _State | None = None
        for state in self._seen(self._told()[-_MOST - 1 :], groups):
            publication, library = state
            if publication.day:
                yield PublishedChange(publication, tuple(commenced_on(publication.day, library)))
            else:
                if before:
                    yield _change(before, state)
                before = state

    def _told(self) -> Sequence[Publication]:
        return [each for each in self._publications.log() if each.event in {*COUNTING, Event.COMMENCED}]

    def _counting(self) -> Sequence[Publication]:
        return [each for each in self._publications.log() if each.event in COUNTING]

    def _seen(self, counting: Sequence[Publication], groups: frozenset[str] | None) -> list[_State]:
        """What may be seen of each of these publications, in their order; without `groups`, all that can be read.

        None of those before one that cannot be read, nor that one: who might see what stood in it is not known.
        """
        read = [self._library(each.generation) for each in counting]
        seen = _readable(read) if groups is None else seen_over_time(read, groups)
        return list(zip(counting[len(counting) - len(seen) :], seen, strict=True))


def _readable(libraries: Sequence[Library | None]) -> list[Library]:
    """The last of them, as far back as they can be read."""
    gap = max((place for place, each in enumerate(libraries) if each is None), default=-1)
    return [each for each in libraries[gap + 1 :] if each is not None]


def _library(
    publications: Publications, known: Callable[[str], Library | None], generation: str
) -> Library | None:
    return known(generation) or read_library(publications, generation)


def read_library(publications: Publications, generation: str) -> Library | None:
    """What a generation that is kept said; None where this version of the program does not take it any more."""
    kept = publications.kept(generation)
    try:
        return read_generation(kept).library if kept else None
    except KnowledgeError:
        return None


def versions(states: Iterable[tuple[Publication, Library]], names: Sequence[str]) -> tuple[Version, ...]:
    """When a clause, by its name and former ones, came to read how, the newest first; `states` are the oldest first."""
    found: list[Version] = []
    for publication, library in states:
        clause = next((there for name in names if (there := library.by_name.get(name))), None)
        before = found[0].clause if found else None
        if _content(clause) != _content(before):
            found.insert(0, Version(publication, clause))
    return tuple(found)


def _content(clause: Clause | None) -> object:
    return clause and (clause.whereabouts, clause.title, clause.text, clause.revisions, clause.repeal)


def _change(before: _State, after: _State) -> PublishedChange:
    return PublishedChange(after[0], tuple(differences(before[1], after[1])))
