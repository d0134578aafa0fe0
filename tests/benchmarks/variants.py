"""Books as organisations bring them on their first day: the shipped one bare and cut, one of another trade, and two
English handbooks."""

import random
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from bot.knowledge import GoldenQuestion, Knowledge, read_golden, read_knowledge, read_questions
from bot.rulebook import Clause, Library

from tests.benchmarks.books import Book, shipped

NEAR_MISSES = Path("tests/answering/near_misses.yaml")
COLLOQUIAL = Path(__file__).parent / "colloquial.yaml"
HANDBOOK = Path(__file__).parent / "handbook"
SHOP = Path(__file__).parent / "shop"
ENGLISH = (HANDBOOK, Path(__file__).parent / "hotel")
RESTAURANT = Path(__file__).parent / "restaurant"

_CUTS = ((1, 16), (3, 8), (10, 6), (20, 4), (50, 2))  # clauses, and how many books of so many
_SILENT = 40  # questions of other clauses, and as many of none, that each cut book is asked


@dataclass(frozen=True)
class Variant:
    """A book with its questions, and near misses: questions in its topics whose answer it does not hold.

    Those of one `family` are never judged by what was fitted on each other; `group` is what is measured together.
    On `fresh` questions nothing is fitted.
    """

    group: str
    family: str
    book: Book
    near_misses: tuple[GoldenQuestion, ...] = ()
    fresh: tuple[GoldenQuestion, ...] = ()


@dataclass(frozen=True)
class _Source:
    """A book with the questions to fit on, and the same book with fresh ones."""

    fitted: Book
    fresh: Book

    @classmethod
    def of(cls, book: Book, colloquial: Sequence[GoldenQuestion]) -> "_Source":
        """Of the questions as staff type them every second one is kept fresh."""
        questions = (*book.questions, *colloquial[::2])
        return cls(replace(book, questions=questions), replace(book, questions=tuple(colloquial[1::2])))

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return self.fitted.knowledge.library.clauses

    def stripped(self, *, titles: bool) -> "_Source":
        """Without wordings and synonyms, and without titles, too."""
        return _Source(*(_with(book, self.clauses, titles=titles) for book in (self.fitted, self.fresh)))

    def cut(self, size: int, seed: int) -> "_Source":
        """So many of its clauses, with titles if the seed is even."""
        chance = random.Random(seed)  # noqa: S311  # which clauses, not a secret
        kept = set(chance.sample(self.clauses, size))
        return _Source(
            *(_cut(book, kept, chance, titles=seed % 2 == 0) for book in (self.fitted, self.fresh))
        )

    def variant(self, group: str, family: str, near: tuple[GoldenQuestion, ...] = ()) -> Variant:
        return Variant(group, family, self.fitted, near, self.fresh.questions)


def shipped_variants() -> Iterator[Variant]:
    """The shipped book whole, as a new organisation has it (no wordings, no synonyms), bare (no titles), and cut."""
    own = shipped()
    library = own.knowledge.library
    near = read_golden(NEAR_MISSES, library)
    source = _Source.of(own, read_golden(COLLOQUIAL, library))
    yield source.variant("shipped", "shipped", near)
    for name, titles in (("new user", True), ("bare", False)):
        yield source.stripped(titles=titles).variant(name, "shipped", near)
    for size, count in _CUTS:
        for number in range(count):
            yield source.cut(size, 1000 * size + number).variant(f"{size} clauses", "shipped")


def english_variants() -> Iterator[Variant]:
    """Two English handbooks, without titles, and cut to ten clauses."""
    for folder in ENGLISH:
        yield from _handbook_variants(folder, "English")


def restaurant_variants() -> Iterator[Variant]:
    """The rules of a chain of restaurants: short, in another trade's words, with nobody's wordings."""
    yield from _handbook_variants(RESTAURANT, "restaurant")


def _handbook_variants(folder: Path, group: str) -> Iterator[Variant]:
    knowledge = read_knowledge(folder / "knowledge")
    near, questions, colloquial = (
        read_questions(path, knowledge.library) if (path := folder / f"{kind}.jsonl").exists() else ()
        for kind in ("near_misses", "questions", "colloquial")
    )
    source = _Source.of(Book(folder.name, knowledge, questions), colloquial)
    yield source.variant(group, folder.name, near)
    yield source.stripped(titles=False).variant(f"{group}, bare", folder.name, near)
    for number in range(4):
        yield source.cut(10, number).variant(f"{group}, 10 clauses", folder.name)


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
