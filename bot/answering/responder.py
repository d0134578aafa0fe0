"""Question -> Reply: references go straight to their clause, all else is searched and judged."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.reply import Answer, Citation, Contents, Reason, Refusal, Reply
from bot.retrieval import Hit, Index, Ranking
from bot.rulebook import (
    Ambiguous,
    AtChapter,
    AtClause,
    Chapter,
    Library,
    Missing,
    find_references,
    read_reference,
)

THRESHOLD = 0.055
_NEARLY_AS_GOOD = 0.9  # of the best score: what is cited beside the best clause
_MOST = 3  # clauses cited, and nearest clauses shown
_CERTAIN = 1.0  # a clause asked for by its number is the right one


@dataclass(frozen=True)
class Responder:
    """Answers questions from one index. Calling it is pure: the date comes with the question."""

    index: Index
    threshold: float = THRESHOLD

    def __call__(self, question: str, as_of: date) -> Reply:
        """The one reply to a question, from the clauses in force on `as_of`."""
        library = self.index.library.in_force(as_of)
        if not any(character.isalnum() for character in question):
            return _refusal(Reason.NO_QUESTION, (), library)
        alone = read_reference(question)
        references = (alone,) if alone else find_references(question)
        places = [place for reference in references if (place := library.find(reference))]
        clauses = [place.clause for place in places if isinstance(place, AtClause)]
        if clauses:
            return Answer(tuple(map(Citation.whole, clauses[:_MOST])), _CERTAIN)
        match places:
            case [AtChapter(chapter), *_]:
                return self._of_chapter(chapter, "" if alone else question, as_of)
            case [Ambiguous(several), *_]:
                return _refusal(Reason.WHICH_CLAUSE, map(Citation.whole, several[:_MOST]), library)
            case [Missing(nearest), *_]:
                return _refusal(Reason.NO_SUCH_CLAUSE, map(Citation.whole, nearest), library)
            case _:
                ranking = self.index.search(question, as_of)
                is_foreign = (
                    alone is not None
                )  # 劳动合同法第三十九条, and nothing else: not a rule of this library
                return self._judged(replace(ranking, confidence=0.0) if is_foreign else ranking, library)

    def section(self, reference: str, as_of: date) -> Reply:
        """What stands at a reference, or the contents of all books where it is empty; words are a question."""
        if reference.strip():
            return self(reference, as_of)
        return Contents(tuple(c for book in self.index.library.in_force(as_of).books for c in book.chapters))

    def _of_chapter(self, chapter: Chapter, question: str, as_of: date) -> Reply:
        """A question about one chapter is answered from it; where it asks nothing in particular, its contents."""
        ranking = self.index.search(question, as_of, within=chapter.heading)
        reply = self._judged(ranking, self.index.library)
        return reply if isinstance(reply, Answer) else Contents((chapter,))

    def _judged(self, ranking: Ranking, library: Library) -> Reply:
        nearest = [_citation(hit) for hit in ranking.hits[:_MOST]]
        if ranking.confidence <= self.threshold:
            return _refusal(Reason.SILENT, nearest, library, ranking.confidence)
        cited = [citation for citation in nearest if citation.score >= _NEARLY_AS_GOOD * nearest[0].score]
        return Answer(tuple(cited), ranking.confidence)


def _citation(hit: Hit) -> Citation:
    return Citation.whole(hit.clause, hit.score)


def _refusal(
    reason: Reason, nearest: Iterable[Citation], library: Library, confidence: float = 0.0
) -> Refusal:
    citations = tuple(nearest)
    owners = [citation.clause.heading.owner for citation in citations] + [
        book.owner for book in library.books
    ]
    return Refusal(reason, citations, owners[0] if owners else None, confidence)
