"""Words by which a text that everybody reads would show a clause that only some may see."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from bot.rulebook import AtClause, AtClauses, AtDivision, Clause, Library, find_references

# Characters, or where they are Latin words: so many in a row, which stand in no open clause, are quoted.
_RUN = 8
_SHORTEST = 4  # characters of a title or a wording by which one clause is meant and no other thing
_BLANK_BESIDE_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


class RestrictedWords:
    """What names or quotes the restricted clauses of a library; what stands in an open one tells nothing."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._restricted = [clause for clause in library.clauses if clause.restriction]
        is_open = (clause for clause in library.clauses if not clause.restriction)
        self._open = "\n".join(
            _compared(words)
            for clause in is_open
            for words in (clause.text, *_names(clause))
            if self._restricted
        )

    def shown_by(self, texts: Sequence[str]) -> Iterator[tuple[int, str, Clause]]:
        """For each of the texts (by its index) that shows a restricted clause: the words that do, and the clause."""
        if not self._restricted:
            return
        found: dict[int, tuple[str, Clause]] = {}
        for index, words, clause in (*self._quoted(texts), *self._named(texts), *self._referred_to(texts)):
            found[index] = (words, clause)
        for index in sorted(found):
            yield index, *found[index]

    def _referred_to(self, texts: Iterable[str]) -> Iterator[tuple[int, str, Clause]]:
        for index, text in enumerate(texts):
            for reference in find_references(text, self._library.names):
                match self._library.find(reference):
                    case AtClause(clause) if clause.restriction:
                        yield index, str(clause.number), clause
                    case AtClauses(clauses):
                        yield from ((index, str(each.number), each) for each in clauses if each.restriction)
                    case AtDivision(division) if all(clause.restriction for clause in division.clauses):
                        yield index, division.heading.label, division.clauses[0]
                    case _:
                        pass

    def _named(self, texts: Iterable[str]) -> Iterator[tuple[int, str, Clause]]:
        telling = [
            (words, clause) for clause in self._restricted for words in _names(clause) if self._tells(words)
        ]
        for index, text in enumerate(texts):
            compared = _compared(text)
            yield from (
                (index, words, clause)
                for words, clause in telling
                if words in text or (not _is_one_latin_word(words) and _compared(words) in compared)
            )

    def _quoted(self, texts: Sequence[str]) -> Iterator[tuple[int, str, Clause]]:
        positions: dict[str, int] = {}
        for index, text in enumerate(texts):
            positions |= dict.fromkeys(_runs(text), index)
        for clause in self._restricted:
            for run in _runs(clause.text):
                if run in positions and run not in self._open:
                    yield positions[run], run, clause

    def _tells(self, words: str) -> bool:
        return len(words) >= _SHORTEST and _compared(words) not in self._open


def _names(clause: Clause) -> tuple[str, ...]:
    """By what a clause is known besides its number: its title, those above it, and how staff ask for it."""
    return clause.title, *(heading.title for heading in clause.heading.path), *clause.questions


def _compared(text: str) -> str:
    """A text without what may differ where it says the same: widths, cases, how it is broken into lines and spaced."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _BLANK_BESIDE_CHINESE.sub("", " ".join(folded.split()))


def _is_one_latin_word(words: str) -> bool:
    """Whether it may as well be an everyday word, in other letters or as a part of one: Team, team, steam."""
    return words.isascii() and " " not in words.strip()


def _runs(text: str) -> Iterator[str]:
    """What is quoted where it stands elsewhere, too: so many Chinese characters in a row, or Latin words."""
    compared = _compared(text)
    characters = (compared[start : start + _RUN] for start in range(len(compared) - _RUN + 1))
    yield from filter(_is_wordy, characters)
    words = compared.split()
    in_a_row = (" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))
    yield from filter(str.isascii, in_a_row)


def _is_wordy(run: str) -> bool:
    """Whether it is Chinese: eight Latin letters are hardly a word."""
    return sum(not char.isascii() for char in run) >= _RUN - 2
