"""Clauses whose title, wording, text or place a question is, letter for letter, or whose English title in its words.

place = [book] {heading} (number [title] | title)     as it is shown; headings also without their numbers

What stands between is left out, so that a path is one with any sign (Officers > Section 3); figures are kept apart.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

import numpy as np

from bot.retrieval.scores.array_cache import Arrays, digest, version
from bot.retrieval.terms.analyzer import Analyzer
from bot.retrieval.terms.lexicon import ENGLISH_OPENERS, without_function_words
from bot.rulebook import Clause, HeadingKind

_BETWEEN = re.compile(r"(?P<figures>(?<=\d)[\W_]++(?=\d))|[\W_]++")


class ClauseNames:
    """What clauses can be asked for by; kept as one number a name, so that no text is read again at the next start."""

    def __init__(self, clauses: Sequence[Clause], analyzer: Analyzer) -> None:
        self._clauses, self._analyzer = clauses, analyzer
        written = (
            repr((clause.title, clause.text, clause.questions, *_places(clause))) for clause in clauses
        )
        key = digest(part.encode() for part in ("4", version("opencc"), *written))
        arrays = analyzer.resources.cache.arrays("names", key, self._numbered)
        self._numbers, self._positions = arrays["numbers"], arrays["positions"]

    def called(self, question: str) -> tuple[Clause, ...]:
        """The clauses that are called so, in their order; case, punctuation and way of writing aside."""
        return self._named(self._letters(question)) or self._named(self._stems(question))

    def is_place(self, clause: Clause, question: str) -> bool:
        """Whether a question is where a clause stands, and not what it says."""
        return self._letters(question) in map(self._letters, _places(clause))

    def _named(self, letters: str) -> tuple[Clause, ...]:
        number = _number(letters)
        first, last = (np.searchsorted(self._numbers, number, side) for side in ("left", "right"))
        alike = (self._clauses[position] for position in dict.fromkeys(self._positions[first:last].tolist()))
        return tuple(clause for clause in alike if letters and letters in self._names(clause))

    def _names(self, clause: Clause) -> Iterator[str]:
        yield from map(self._letters, (clause.title, clause.text, *_places(clause), *clause.questions))
        yield self._stems(clause.title)

    def _stems(self, text: str) -> str:
        """What an English name is made of, in whatever order: night work is Working at night. "" of a question."""
        normalised = self._analyzer.normalise(text)
        words = normalised.split()
        if not normalised.isascii() or not {*ENGLISH_OPENERS}.isdisjoint(words[:1]):
            return ""
        stems = sorted(self._analyzer.stems(without_function_words(normalised)))
        return " ".join(stems) if len(stems) > 1 else ""

    def _letters(self, text: str) -> str:
        return _BETWEEN.sub(_kept, self._analyzer.normalise(text)).strip()

    def _numbered(self) -> Arrays:
        """The number of each name in ascending order, with the position of its clause."""
        pairs = sorted(
            (_number(name), position)
            for position, clause in enumerate(self._clauses)
            for name in self._names(clause)
            if name
        )
        numbers, positions = zip(*pairs, strict=True) if pairs else ((), ())
        return {"numbers": np.array(numbers, np.uint64), "positions": np.array(positions, np.int32)}


def _places(clause: Clause) -> Iterator[str]:
    """All that a clause is called by where it stands: Time off › Sick leave, Handbook › 2. Attendance › 2.2 Hours."""
    heading, number, title = clause.heading, clause.short_label, clause.title.strip()
    yield from (clause.label, clause.titled_label)
    if " › " in clause.place or clause.printed == "":
        yield clause.place
    own = dict.fromkeys(filter(None, (number, f"{number} {title}" if title else "", title)))
    if heading.kind is HeadingKind.BOOK:
        return
    by_titles = " › ".join(each.title or each.label for each in heading.path)
    for path in dict.fromkeys((heading.path_label, by_titles)):
        for name in own:
            yield from (f"{path} › {name}", f"{heading.book_title} › {path} › {name}")


def _kept(between: re.Match[str]) -> str:
    """What is kept between letters: 2.2 is not 22, nor 7、3."""
    return ("." if between[0] == "." else " ") if between["figures"] else ""


def _number(letters: str) -> np.uint64:
    """64 bits of a digest: two names with one number are told apart by their letters."""
    return np.uint64(int.from_bytes(hashlib.sha256(letters.encode()).digest()[:8], "little"))
