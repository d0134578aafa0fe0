"""How a clause is cited, and what a refusal names: the nearest clauses, and whom to ask."""

from collections.abc import Iterable

from bot.answering.mark import mark
from bot.answering.reply import Citation, Reason, Refusal
from bot.retrieval import Index
from bot.rulebook import Clause, Library


def citation(index: Index, clause: Clause, question: str, score: float = 0.0) -> Citation:
    """The clause, with the sentence that answers marked; an empty question marks none."""
    sentences = index.sentences(question, clause) if question else ()
    marked = mark(index.normalise(question), clause.text, sentences)
    return Citation(clause, clause.text, score, marked, index.library.related(clause))


def refusal(
    library: Library, reason: Reason, nearest: Iterable[Citation] = (), confidence: float = 0.0
) -> Refusal:
    """A refusal that sends to the owner of the nearest clause; where none is near, to the book's."""
    citations = tuple(nearest)
    owners = [citation.clause.heading.owner for citation in citations]
    owners += [book.owner for book in library.books]
    return Refusal(reason, citations, owners[0] if owners else None, confidence)
