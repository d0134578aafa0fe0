"""Questions that were not answered well go into the items of the desk: those that ask the same into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.desk import Gap, Item, grouped
from bot.retrieval import Index
from bot.rulebook import Library, Owner
from bot.slack.escalation.recipients import Addressee, owner_of

# From this likeness on two questions ask the same: of the pairs of tests/retrieval/alike.yaml 33 of the 42 that do by
# words alone, 39 with vectors, and in both cases none of the 819 that do not.
ENOUGH = 0.5


@dataclass(frozen=True)
class Sorted:
    """New items, and the item (its id) of each question."""

    new: tuple[Item, ...]
    places: Mapping[str, str]


def sort_in(gaps: Sequence[Gap], items: Sequence[Item], index: Index) -> Sorted:
    """Each gap into the item that is about the same, or into a new one; may take seconds where there are many."""
    known = [(item.id, item.voices[0].text) for item in items if item.voices]
    begun = {gap.question: gap for gap in gaps}
    texts = list(dict.fromkeys([*(text for _, text in known), *(gap.text for gap in gaps)]))
    places_of, likeness = {text: place for place, text in enumerate(texts)}, index.alike(texts)

    def alike(question: str, others: Sequence[str]) -> Sequence[float]:
        scores = likeness.to(question)
        return [float(scores[places_of[each]]) for each in others]

    places = {gap.question: key for gap, key in grouped(gaps, known, alike, ENOUGH)}
    new = {key for key in places.values() if key in begun}
    return Sorted(tuple(_item(begun[key], index.library) for key in sorted(new)), places)


def _item(gap: Gap, library: Library) -> Item:
    owner = Owner(gap.owner, gap.contact) if gap.owner else _owner(gap, library)
    whose = Addressee(owner.name, owner.address)
    return Item(gap.question, whose.owner, whose.contact, gap.clauses)


def _owner(gap: Gap, library: Library) -> Owner:
    """The owner of the nearest clause's chapter, where that is near; else whoever looks after its book."""
    return (owner_of(gap.clauses, library) if gap.is_near else None) or book_owner(gap.clauses, library)


def book_owner(clauses: Sequence[str], library: Library) -> Owner:
    """Whoever looks after the book of the first of these clauses, or after the first book."""
    books = {book.id: book for book in library.books}
    named = (books[book] for name in clauses if (book := name.partition("/")[0]) in books)
    found = next(named, None) or next(iter(library.books), None)
    return found.owner if found else Owner("")
