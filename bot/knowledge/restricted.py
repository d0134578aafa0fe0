"""Words by which a text that everybody reads would show a clause that only some may see."""

from collections.abc import Iterable, Iterator, Sequence

from bot.rulebook import AtClause, AtClauses, AtDivision, Clause, Library, find_references

_RUN = (
    8  # characters: so many in a row, which stand in no open clause, are quoted from the one where they stand
)
_SHORTEST = 4  # characters of a title or a wording by which one clause is meant and no other thing


class RestrictedWords:
    """What names or quotes the restricted clauses of a library; what stands in an open one tells nothing."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._restricted = [clause for clause in library.clauses if clause.restriction]
        is_open = (clause for clause in library.clauses if not clause.restriction)
        self._open = "\n".join(
            words for clause in is_open for words in (clause.text, *_names(clause)) if self._restricted
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
            yield from ((index, words, clause) for words, clause in telling if words in text)

    def _quoted(self, texts: Sequence[str]) -> Iterator[tuple[int, str, Clause]]:
        positions: dict[str, int] = {}
        for index, text in enumerate(texts):
            positions |= dict.fromkeys(filter(_is_wordy, _runs(text)), index)
        for clause in self._restricted:
            for run in _runs(clause.text):
                if run in positions and run not in self._open:
                    yield positions[run], run, clause

    def _tells(self, words: str) -> bool:
        return len(words) >= _SHORTEST and words not in self._open


def _names(clause: Clause) -> tuple[str, ...]:
    """By what a clause is known besides its number: its title, those above it, and how staff ask for it."""
    return clause.title, *(heading.title for heading in clause.heading.path), *clause.questions


def _runs(text: str) -> Iterator[str]:
    return (text[start : start + _RUN] for start in range(len(text) - _RUN + 1))


def _is_wordy(run: str) -> bool:
    """Whether it is Chinese: eight Latin letters are hardly a word."""
    return sum(not char.isascii() for char in run) >= _RUN - 2
