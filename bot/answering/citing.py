"""How a clause is cited, and what a refusal names: the nearest clauses, and whom to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.answering.mark import mark
from bot.answering.reply import Citation, Contents, Reason, Refusal
from bot.retrieval import Index
from bot.rulebook import Ambiguous, Clause, Library, Missing, Owner, Repealed, Rulebook, ToCome

MOST = 3
"""Clauses cited, and nearest clauses shown."""


def citation(index: Index, clause: Clause, question: str, score: float = 0.0) -> Citation:
    """The clause, with the sentence that answers marked; an empty question marks none."""
    sentences = index.sentences(question, clause) if question else ()
    marked = mark(index.normalise(question), clause.text, sentences)
    library = index.library
    related, divisions = library.related(clause), library.divisions_named_in(clause)
    return Citation(clause, clause.text, score, marked, related, divisions=divisions)


def refusal(
    library: Library, reason: Reason, nearest: Iterable[Citation] = (), confidence: float = 0.0
) -> Refusal:
    """A refusal that sends to the owner of the nearest clause, unless others are as near that have other owners.

    Then, and where none is near, to the book's, or to each book's.
    """
    citations = tuple(nearest)
    owners = owners_to_ask([each.clause for each in citations], library)
    owner = owners[0][1] if len(owners) == 1 else None
    return Refusal(reason, citations, owner, confidence, owners=() if owner else owners)


def owners_to_ask(nearest: Sequence[Clause], library: Library) -> tuple[tuple[str, Owner], ...]:
    """Whom to ask what was not found; several, beside the titles of their books, where that depends on the book."""
    if owner := _agreed_owner(nearest):
        return (("", owner),)
    owners = book_owners(library)
    return owners if len({owner for _, owner in owners}) > 1 else owners[:1]


def _agreed_owner(nearest: Sequence[Clause]) -> Owner | None:
    """The first one's where it is alone, or another one's is the same: of three that all differ none is the one."""
    owners = [clause.heading.owner for clause in nearest]
    return owners[0] if owners and (len(owners) == 1 or owners[0] in owners[1:]) else None


def book_owners(library: Library) -> tuple[tuple[str, Owner], ...]:
    """Whoever looks after a book, beside its title; of books without a clause in force only where none has one."""
    books = [book for book in library.books if book.clauses] or library.books
    return tuple((book.title, book.owner) for book in books)


def no_clause(library: Library, found: Ambiguous | Repealed | ToCome | Missing) -> Refusal:
    """What is said of a number that leads to no clause, or to several."""
    match found:
        case Ambiguous(several):
            return refusal(library, Reason.WHICH_CLAUSE, map(Citation.whole, several[:MOST]))
        case Repealed(clause):
            return repealed(library, clause)
        case ToCome(clause):
            refused = refusal(library, Reason.NOT_YET)
            return replace(refused, coming=clause.wordings[0], owner=clause.heading.owner, owners=())
        case Missing(nearest):
            return refusal(library, Reason.NO_SUCH_CLAUSE, map(Citation.whole, nearest))


def not_then(library: Library, day: date, published: date | None = None) -> Refusal:
    """That no such clause is in force on a day, or that the edition that was `published` shows none."""
    return replace(refusal(library, Reason.NOT_THEN), as_of=day, published=published)


def contents(library: Library, books: Sequence[Rulebook]) -> Contents | Refusal:
    """The contents of books; of one that is repealed, that it is."""
    there = tuple(book for book in books if book.clauses)
    over = [book for book in books if book.repealed]
    return Contents.of(there) if there or not over else repealed(library, over[0].repealed[0], of_book=True)


def repealed(library: Library, clause: Clause, *, of_book: bool = False) -> Refusal:
    """That a clause, or the whole `of_book`, is no longer in force, with what took its place."""
    successor = library.successor(clause)
    found = (Citation.whole(successor),) if isinstance(successor, Clause) else ()
    by_book = successor if isinstance(successor, Rulebook) else None
    owner = found[0].clause.heading.owner if found else clause.heading.owner
    refused = refusal(library, Reason.REPEALED, found)
    return replace(refused, owner=owner, owners=(), repealed=clause, is_of_book=of_book, by_book=by_book)
