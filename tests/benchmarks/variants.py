"""Books as organisations bring them on their first day: the shipped one bare and cut, and an English handbook."""

import random
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from bot.knowledge import GoldenQuestion, Knowledge, read_golden, read_knowledge, read_questions
from bot.rulebook import Clause, Library

from tests.benchmarks.books import Book, shipped

NEAR_MISSES = Path("tests/answering/near_misses.yaml")
HANDBOOK = Path(__file__).parent / "handbook"

_CUTS = ((1, 16), (3, 8), (10, 6), (20, 4), (50, 2))  # clauses, and how many books of so many
_SILENT = 40  # questions of other clauses, and as many of none, that each cut book is asked


@dataclass(frozen=True)
class Variant:
    """A book with its questions, and near misses: questions in its topics whose answer it does not hold.

    Those of one `family` are never judged by what was fitted on each other; `group` is what is measured together.
    """

    group: str
    family: str
    book: Book
    near_misses: tuple[GoldenQuestion, ...] = ()


def shipped_variants() -> Iterator[Variant]:
    """The shipped book whole, as a new organisation has it (no wordings, no synonyms), bare (no titles), and cut."""
    own = shipped()
    library = own.knowledge.library
    near = read_golden(NEAR_MISSES, library)
    yield Variant("shipped", "shipped", own, near)
    for name, titles in (("new user", True), ("bare", False)):
        yield Variant(name, "shipped", _with(own, library.clauses, titles=titles), near)
    for size, count in _CUTS:
        for number in range(count):
            chance = random.Random(1000 * size + number)  # noqa: S311  # which clauses, not a secret
            kept = set(chance.sample(library.clauses, size))
            yield Variant(f"{size} clauses", "shipped", _cut(own, kept, chance, titles=number % 2 == 0))


def english_variants() -> Iterator[Variant]:
    """An English handbook, without titles, and cut to ten clauses."""
    knowledge = read_knowledge(HANDBOOK / "knowledge")
    questions = read_questions(HANDBOOK / "questions.jsonl", knowledge.library)
    near = read_questions(HANDBOOK / "near_misses.jsonl", knowledge.library)
    whole = Book("handbook", knowledge, questions)
    yield Variant("English", "English", whole, near)
    yield Variant("English, bare", "English", _with(whole, knowledge.library.clauses, titles=False), near)
    for number in range(4):
        chance = random.Random(number)  # noqa: S311  # which clauses, not a secret
        kept = set(chance.sample(knowledge.library.clauses, 10))
        yield Variant("English, 10 clauses", "English", _cut(whole, kept, chance, titles=number % 2 == 0))


def _cut(book: Book, kept: AbstractSet[Clause], chance: random.Random, *, titles: bool) -> Book:
    """A book of some clauses, asked what they answer, and some of what the others, or none, do."""
    answered = [question for question in book.questions if not kept.isdisjoint(question.clauses)]
    others = [question for question in book.questions if question.clauses and question not in answered]
    silent = [question for question in book.questions if not question.clauses]
    asked = [chance.sample(each, min(_SILENT, len(each))) for each in (others, silent)]
    return _with(replace(book, questions=(*answered, *asked[0], *asked[1])), kept, titles=titles)


def _with(book: Book, kept: Collection[Clause], *, titles: bool) -> Book:
    """A book of these clauses without wordings and synonyms, and its questions."""
    bare = {clause: replace(clause, title=clause.title if titles else "", questions=()) for clause in kept}
    books = [
        replace(each, clauses=tuple(bare[clause] for clause in each.clauses if clause in bare))
        for each in book.knowledge.library.books
    ]
    questions = (
        replace(question, clauses=tuple(bare[clause] for clause in question.clauses if clause in bare))
        for question in book.questions
    )
    return Book(book.name, Knowledge(Library(tuple(books)), ()), tuple(questions))
