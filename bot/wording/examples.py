"""The examples that sentences give, out of the book in use: a question that it answers, and the number of a clause."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.rulebook import AtClause, Clause, Library, read_reference
from bot.wording.catalogue import Catalogue, language_of

_LOOKED_AT = 400  # clauses: an example is wanted at every reply
_TRIED = 40  # numbers, to find one that is of one clause alone
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
    several = [*names[len(names) // 3 :], *names[: len(names) // 3]]
    one = next((name for name in islice(several, _TRIED) if _leads_to_one(name, library)), None)
    examples = {"help.number": one or clauses[len(clauses) // 3].label}
    if questions:
        asking = [each for each in questions if each.split()[0].lower() in _ASKING] or questions
        examples["help.example"] = asking[len(asking) // 3]
    else:
        examples["help.example"] = titled_question(_with_own_title(clauses), say)
    return say.with_sentences(examples)


def _leads_to_one(name: str, library: Library) -> bool:
    """Whether a number is that of one clause alone."""
    reference = read_reference(name, library.names)
    return reference is None or isinstance(library.find(reference, alone=True), AtClause)


def _with_own_title(clauses: Sequence[Clause]) -> Clause:
    """A clause from about a third of the way on that shares its title, or that of its heading, with no other."""
    third = len(clauses) // 3
    titled = defaultdict[str, set[str]](set)
    for clause in clauses:
        titled[_title(clause)].add(
            clause.name if clause.title else f"{clause.heading.book}/{clause.heading.key}"
        )
    several = (*clauses[third:], *clauses[:third])
    return next((each for each in several if len(titled[_title(each)]) == 1), clauses[third])


def _title(clause: Clause) -> str:
    return clause.title or clause.heading.label or clause.place


def titled_question(clause: Clause, say: Catalogue) -> str:
    """A question made of what the book calls a clause, or of the heading above one that has no title."""
    return say("help.titled", title=_title(clause))


def _number(clause: Clause) -> str:
    """7.1; 第十一条 where a bare 11 would be read as a count."""
    is_counted = clause.printed is None and len(clause.number.levels) == 1
    return clause.place if is_counted else clause.short_label


def _questions(clauses: list[Clause], say: Catalogue) -> Iterator[str]:
    """The first question of each clause that is in the language of these sentences."""
    for clause in clauses:
        yield from islice((each for each in clause.questions if language_of(each) is say.language), 1)
