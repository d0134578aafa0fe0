"""The places of one book that a reference can mean."""

from bot.rulebook.clause import Chapter, Clause, Rulebook
from bot.rulebook.references import Reference


def denotes(document: str, book: Rulebook) -> bool:
    """Whether the words before a reference (根据运营中心守则, 守则) end in this book's title, or are its end."""
    return document.endswith(book.title) or book.title.endswith(document) or document == book.id


def chapters_at(book: Rulebook, reference: Reference) -> list[Chapter]:
    """The chapter of `book` that the reference's chapter number names: one, or none."""
    return [chapter for chapter in book.chapters if chapter.heading.chapter == reference.chapter]


def clauses_at(book: Rulebook, reference: Reference) -> list[Clause]:
    """The clauses that the reference can mean: several where it gives no chapter and each chapter counts anew."""
    return [
        clause
        for clause in book.clauses
        if (clause.number.article, clause.number.inserted) == (reference.article, reference.inserted)
        and reference.chapter in {0, clause.heading.chapter}
    ]


def clauses_from(clause: Clause, book: Rulebook, reference: Reference) -> list[Clause]:
    """What a reference inside the text of `clause` means: 第三条 is that of its own chapter."""
    own = clause.number.chapter if not reference.chapter else 0
    return [place for place in clauses_at(book, reference) if own in {0, place.number.chapter}]
