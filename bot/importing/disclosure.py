"""Words that an older edition kept for some readers, and where a newer one shows them to others."""

import re
from collections import defaultdict
from collections.abc import Iterator

from bot.importing.succession import Succession, lacking
from bot.rulebook import NUMERAL, Clause, Restriction, Rulebook

_SHORTEST = 8  # characters of a sentence: shorter ones (另行规定) stand in many rules
_SHORTEST_PHRASE = 12  # characters between commas: shorter ones (经部门负责人批准后) too
_ENDS, _PAUSES = re.compile(r"[。；;！!？?\n]"), re.compile(r"[，,：:]")
_SIGNS = re.compile(r"[\W_]+")
_FIGURES = re.compile(NUMERAL)


def compared(text: str) -> str:
    """A text as it is held against others: without signs and blanks, and whatever its figures are."""
    return _FIGURES.sub("#", _SIGNS.sub("", text))


def disclosures(old: Rulebook, new: Rulebook) -> tuple[tuple[Succession, ...], tuple[Clause, ...]]:
    """Older restricted clauses, each with the newer one that shows a sentence of it to others; and those in a preface.

    A preface takes over no audience. A sentence that stood in several places may be shown to the readers of any.
    """
    confided = _Confided(old)
    taken_up = (
        Succession((older,), (clause,))
        for text, clause in _clauses(new)
        for older in confided.shown(clause.restriction, text)
    )
    in_prefaces = (
        older for text, clause in _prefaces(new) for older in confided.shown(clause.restriction, text)
    )
    return tuple(dict.fromkeys(taken_up)), tuple(dict.fromkeys(in_prefaces))


class _Confided:
    """The sentences that only some may read in a book, with the first clause and all readers of each.

    They are found in a text by how they begin, in time linear in its length.
    """

    def __init__(self, book: Rulebook) -> None:
        texts = (*_clauses(book), *_prefaces(book))
        self._first = dict[str, Clause]()
        for text, clause in texts:
            for sentence in _sentences(text) if clause.restriction else ():
                self._first.setdefault(sentence, clause)
        self._by_beginning = defaultdict[str, list[str]](list)
        for sentence in self._first:
            self._by_beginning[sentence[:_SHORTEST]].append(sentence)
        self._readers = defaultdict[str, list[Restriction]](list)
        for text, clause in texts:
            for sentence in self._within(text):
                self._readers[sentence].append(clause.restriction)

    def shown(self, restriction: Restriction, text: str) -> Iterator[Clause]:
        """The clauses of which a text that is restricted so shows a sentence to others than it had as readers."""
        for sentence in self._within(text):
            if all(lacking(restriction, set(levels)) for levels in self._readers[sentence]):
                yield self._first[sentence]

    def _within(self, text: str) -> Iterator[str]:
        words = compared(text) if self._first else ""
        for start in range(len(words) - _SHORTEST + 1):
            for sentence in self._by_beginning.get(words[start : start + _SHORTEST], ()):
                if words.startswith(sentence, start):
                    yield sentence


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text and the phrases between their commas, but for short ones, as they are compared."""
    for sentence in _ENDS.split(text):
        phrases = map(compared, _PAUSES.split(sentence))
        yield from (phrase for phrase in phrases if len(phrase) >= _SHORTEST_PHRASE)
        if len(whole := compared(sentence)) >= _SHORTEST:
            yield whole


def _clauses(book: Rulebook) -> Iterator[tuple[str, Clause]]:
    """Each text that a clause has over time."""
    return ((f"{each.title}\n{each.text}", clause) for clause in book.clauses for each in clause.wordings)


def _prefaces(book: Rulebook) -> Iterator[tuple[str, Clause]]:
    """The prefaces of a book and its headings, each with the clauses below: whoever sees one of these reads it."""
    under = [(book.preface, book.clauses)]
    under += [(division.heading.preface, division.clauses) for division in book.all_divisions]
    for preface, clauses in under:
        by_restriction = {clause.restriction: clause for clause in clauses if preface}
        yield from ((preface, clause) for clause in by_restriction.values())
