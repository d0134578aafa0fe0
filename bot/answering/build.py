"""Responders are built here, from what an organisation has written, one for all who see the same clauses of it.

What a reader may not see is nowhere in theirs.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from bot.answering.confidence import calibrations
from bot.answering.responder import Responder
from bot.answering.unanswerable import thresholds_of
from bot.retrieval import Analyzer, DenseIndex, Encoder, Index, Progress, no_progress
from bot.rulebook import Library, Restriction, SettledQuestion, is_open

_KEPT = 16  # responders: each has an index of its own

_Open = frozenset[Restriction]
_Synonyms = Sequence[Sequence[str]]


def build_analyzer(library: Library, synonyms: _Synonyms, cache: Path) -> Analyzer:
    """An analyzer that keeps the organisation's own words whole: its synonyms and the titles of its books."""
    words = [word for group in synonyms for word in group]
    return Analyzer([*words, *(book.title for book in library.books)], cache=cache)


def build_responder(  # noqa: PLR0913  # all that an organisation has, by name
    library: Library,
    synonyms: _Synonyms,
    learned: Sequence[SettledQuestion] = (),
    *,
    cache: Path,
    encoder: Encoder | None = None,
    progress: Progress = no_progress,
) -> Responder:
    """A responder over a library, its index built, which takes seconds for a large one.

    `synonyms` are groups of words that mean the same, `learned` the settled questions; `cache` is a folder for what can
    be computed again. With an `encoder` clauses are also found by their meaning; `progress` then wraps the batches of
    texts that it must encode.
    """
    dense = DenseIndex(library, encoder, cache, progress) if encoder else None
    index = Index(library, synonyms, build_analyzer(library, synonyms, cache), dense, learned)
    return Responder(index, thresholds_of(index, calibrations()))


class _BuiltOnce:
    """A responder that is built when it is first asked for, once, whichever thread asks."""

    def __init__(self, build: Callable[[], Responder]) -> None:
        self._build = build
        self._lock = Lock()
        self._responder: Responder | None = None

    def __call__(self) -> Responder:
        with self._lock:
            if self._responder is None:
                self._responder = self._build()
            return self._responder


class Responders:
    """The responders over one library, by what their readers see; any thread may ask.

    `build` makes a responder over a part of the library, and may take seconds. At most 16 are kept: the one not asked
    for longest goes, but never that of readers who belong to no audience.
    """

    def __init__(self, library: Library, build: Callable[[Library], Responder]) -> None:
        self.library = library
        self._build = build
        self._lock = Lock()
        self._public = self._open_to(frozenset())
        self._kept: OrderedDict[_Open, _BuiltOnce] = OrderedDict()

    def for_groups(self, groups: frozenset[str]) -> Responder:
        """The responder of readers who belong to these audiences (keys of `Library.audiences`; others do not count).

        Raises what `build` raises; the next call then tries again.
        """
        open_to = self._open_to(groups)
        with self._lock:
            built = self._kept.get(open_to) or _BuiltOnce(lambda: self._build(self.library.seen_by(groups)))
            self._kept[open_to] = built
            self._kept.move_to_end(open_to)
            while len(self._kept) > _KEPT:
                self._kept.pop(next(oldest for oldest in self._kept if oldest != self._public))
        return built()

    def _open_to(self, groups: frozenset[str]) -> _Open:
        """What is open to them of the restrictions in the library: with it, what they see is settled."""
        return frozenset(each for each in self.library.restrictions if is_open(each, groups))
