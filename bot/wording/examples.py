"""The examples that sentences give, out of the book in use: a question that it answers, and the number of a clause."""

from collections.abc import Iterator
from itertools import islice

from bot.rulebook import Clause, Library
from bot.wording.catalogue import Catalogue, language_of

_LOOKED_AT = 400  # clauses: an example is wanted at every reply
_ASKING = frozenset(
    {"what", "how", "who", "when", "where", "which", "why", "can", "may", "must", "do", "is", "are"}
)


def with_examples(say: Catalogue, library: Library) -> Catalogue:
    """The sentences with examples of this library in their language; with the catalogue's own where it has none."""
    clauses = list(islice(library.clauses, _LOOKED_AT))
    if not clauses:
        return say
    questions = list(_questions(clauses, say))
    numbers = [_number(clause) for clause in clauses if clause.short_label]
    names = numbers or [
        clause.place for clause in clauses
    ]  # by which a clause without a number is found, too
    examples = {"help.number": names[len(names) // 3]}
    if questions:
        asking = [each for each in questions if each.split()[0].lower() in _ASKING] or questions
        examples["help.example"] = asking[len(asking) // 3]
    else:
        examples["help.example"] = titled_question(clauses[len(clauses) // 3], say)
    return say.with_sentences(examples)


def titled_question(clause: Clause, say: Catalogue) -> str:
    """A question made of what the book calls a clause, or of the heading above one that has no title."""
    return say("help.titled", title=clause.title or clause.heading.label or clause.place)


def _number(clause: Clause) -> str:
    """7.1; 第十一条 where a bare 11 would be read as a count."""
    is_counted = clause.printed is None and len(clause.number.levels) == 1
    return clause.place if is_counted else clause.short_label


def _questions(clauses: list[Clause], say: Catalogue) -> Iterator[str]:
    """The first question of each clause that is in the language of these sentences."""
    for clause in clauses:
        yield from islice((each for each in clause.questions if language_of(each) is say.language), 1)
