"""Responders are built here, from what an organisation has written, one for all who see the same clauses of it.

What a reader may not see is nowhere in theirs.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from threading import Thread

from bot.answering.deciding.chooser import Chooser
from bot.answering.deciding.confidence import calibrations
from bot.answering.deciding.pools import pools_for, thresholds_of
from bot.answering.recently_used import RecentlyUsed
from bot.answering.responder import Responder
from bot.memory import set_aside
from bot.retrieval import (
    Analyzer,
    DenseIndex,
    Encoder,
    Index,
    LanguageResources,
    Progress,
    is_english,
    no_progress,
)
from bot.rulebook import Library, Restriction, SettledQuestion, is_open

_log = logging.getLogger(__name__)

_Open = frozenset[Restriction]
_Synonyms = Sequence[Sequence[str]]


def build_analyzer(library: Library, synonyms: _Synonyms, resources: LanguageResources) -> Analyzer:
    """An analyzer that keeps the organisation's own words whole: its synonyms and the titles of its books."""
    words = [word for group in synonyms for word in group]
    return Analyzer(resources, [*words, *(book.title for book in library.books)])


def build_responder(  # noqa: PLR0913  # all that an organisation has, by name
    library: Library,
    synonyms: _Synonyms,
    learned: Sequence[SettledQuestion] = (),
    *,
    resources: LanguageResources,
    encoder: Encoder | None = None,
    chooser: Chooser | None = None,
    progress: Progress = no_progress,
) -> Responder:
    """A responder over a library, its index built, which takes seconds for a large one.

    `synonyms` are groups of words that mean the same, `learned` the settled questions; `resources` are what all
    responders of a process share. With an `encoder` clauses are also found by their meaning; `progress` then wraps the
    batches of texts that it must encode. A `chooser` is asked where the ranking is in doubt.
    """
    analyzer = build_analyzer(library, synonyms, resources)
    dense = None
    if encoder:
        english = all(is_english(analyzer.normalise(clause.text)) for clause in library.clauses)
        pools = pools_for(english=english).values()
        asked = [*(pair.question for pair in learned), *chain.from_iterable(pools)]
        dense = DenseIndex(library, encoder, resources.cache.folder, progress, asked)
    index = Index(library, synonyms, analyzer, dense, learned)
    return Responder(index, thresholds_of(index, calibrations()), chooser=chooser)


def taught(responder: Responder, learned: Sequence[SettledQuestion]) -> Responder:
    """The same with other settled questions; what does not depend on them is shared, so that it takes no second."""
    index = responder.index.taught(learned)
    return replace(responder, index=index, calibrations=thresholds_of(index, calibrations()))


class Responders:
    """The responders over one library, by what their readers see; any thread may ask.

    `build` makes a responder over a part of the library, and may take seconds; `improve` makes a better one (or None)
    in a thread of its own, and may take minutes: meanwhile the first answers. Those asked for last are kept, as many
    as have room in `most` bytes (0: all), and always that of readers who belong to no audience.
    """

    def __init__(
        self,
        library: Library,
        build: Callable[[Library], Responder],
        improve: Callable[[Library], Responder | None] | None = None,
        most: int = 0,
    ) -> None:
        self.library = library
        self._build = build
        self._improve = improve
        self._groups: dict[_Open, frozenset[str]] = {}  # of one reader for each responder
        public = self._open_to(frozenset())
        self._kept = RecentlyUsed[_Open, Responder](most, lambda one: one.index.nbytes, public.__eq__)

    def for_groups(self, groups: frozenset[str]) -> Responder:
        """The responder of readers who belong to these audiences (keys of `Library.audiences`; others do not count).

        Raises what `build` raises; the next call then tries again.
        """
        open_to = self._open_to(groups)
        self._groups.setdefault(open_to, groups)
        return self._kept.get(open_to, lambda: self._built(open_to, groups))

    def at_hand(self, groups: frozenset[str]) -> Responder | None:
        """The same where it is built, and at once; None where `for_groups` would have to build it."""
        return self._kept.find(self._open_to(groups))

    def learn_from(
        self, before: "Responders", learned: Callable[[Library], Sequence[SettledQuestion]]
    ) -> None:
        """Take over all that is built of the same clauses, with other settled questions: `learned` by readers."""
        for groups in before.asked:
            known = before.for_groups(groups)
            open_to, pairs = self._open_to(groups), learned(known.index.library)
            self._groups[open_to] = groups
            again = partial(taught, known, pairs)
            self._kept.get(open_to, partial(self._with_better, open_to, known.index.library, again))

    @property
    def asked(self) -> tuple[frozenset[str], ...]:
        """Groups for whom there are responders, the last ones asked for last."""
        return tuple(self._groups[open_to] for open_to in self._kept.keys)

    @property
    def nbytes(self) -> int:
        """About how much memory all of them take."""
        return self._kept.nbytes

    def _built(self, open_to: _Open, groups: frozenset[str]) -> Responder:
        seen = self.library.seen_by(groups)
        return self._with_better(open_to, seen, partial(self._build, seen))

    def _with_better(self, open_to: _Open, seen: Library, build: Callable[[], Responder]) -> Responder:
        responder = build()
        set_aside()
        if self._improve and not responder.index.has_vectors:
            Thread(target=self._improved, args=(open_to, seen, self._improve), daemon=True).start()
        return responder

    def _improved(
        self, open_to: _Open, seen: Library, improve: Callable[[Library], Responder | None]
    ) -> None:
        try:
            if better := improve(seen):
                set_aside()
                self._kept.replace(open_to, better)
        except Exception as error:  # noqa: BLE001  # whatever keeps it from being built: the first one goes on
            _log.warning("no better responder: %s", type(error).__name__)

    def _open_to(self, groups: frozenset[str]) -> _Open:
        """What is open to them of the restrictions in the library: with it, what they see is settled."""
        return frozenset(each for each in self.library.restrictions if is_open(each, groups))
