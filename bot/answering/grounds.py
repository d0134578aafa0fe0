"""Why a clause was shown for a question, in words: what of the question stands in it, and what does not."""

from dataclasses import dataclass
from enum import StrEnum

from bot.retrieval import Index
from bot.rulebook import Clause, find_references
from bot.rulebook.designation.places.outcomes import clauses_named


class Way(StrEnum):
    """By what a clause was found."""

    NUMBER = "number"  # the question names it
    NAME = "name"  # the question is its title, or one of its wordings, letter for letter
    WORDS = "words"  # words that stand in it
    MEANING = "meaning"  # none does: by its meaning alone
    TALK = "talk"  # none does: by what was said before


@dataclass(frozen=True)
class Grounds:
    """What led from a question to a clause: words that it holds (as asked, as the clause has them), and lacks."""

    clause: Clause
    way: Way
    met: tuple[tuple[str, str], ...] = ()
    missed: tuple[str, ...] = ()


def grounds(index: Index, question: str, clause: Clause) -> Grounds:
    """Why this clause was shown for the question, as far as the question itself tells."""
    if clause in index.named(question):
        return Grounds(clause, Way.NAME)
    references = find_references(question, index.library.names)
    if any(clause in clauses_named(index.library.find(each)) for each in references):
        return Grounds(clause, Way.NUMBER)
    held = index.held(question, clause)
    met, missed = [word for word in held if word[1]], tuple(asked for asked, written in held if not written)
    if met:  # 请 and 说 tell nothing where 病假 stands beside them
        return Grounds(
            clause, Way.WORDS, tuple(word for word in met if len(word[0]) > 1) or tuple(met), missed
        )
    return Grounds(clause, Way.MEANING if index.has_vectors and held else Way.TALK, missed=missed)
