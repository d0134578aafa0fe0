"""What one state of the knowledge changes of another, book by book and clause by clause."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.rulebook import Library
from bot.rulebook.editions.comparison import Change, ClauseChange, changes_between


@dataclass(frozen=True)
class BookDifference:
    """What became of the clauses of one book that are not the same, in its order, those that are gone at the end.

    `since` is the day on which that took force by itself (None: it was published).
    """

    id: str
    title: str
    changes: tuple[ClauseChange, ...]
    since: date | None = None


def differences(old: Library, new: Library) -> Iterator[BookDifference]:
    """The books of which anything changed, those of the older library first."""
    before, after = ({book.id: book for book in library.books} for library in (old, new))
    for id_, book in (before | after).items():
        pair = (each[id_].clauses if id_ in each else () for each in (before, after))
        changes = (_beside_its_words(each, book.effective) for each in changes_between(*pair))
        found = tuple(each for each in changes if each.change is not Change.SAME)
        if found:
            yield BookDifference(id_, book.title, found)


def commenced_on(day: date, library: Library) -> Iterator[BookDifference]:
    """What takes force, gets another text and ends on a day, of all that a library holds of any day."""
    before, after = (bare(library.in_force(each)) for each in (day - timedelta(days=1), day))
    for book in differences(before, after):
        yield replace(book, since=day, changes=tuple(replace(each, since=None) for each in book.changes))


def bare(library: Library) -> Library:
    """What is in force alone: what is planned for later days is not what changes."""
    books = (replace(book, repealed=(), written=()) for book in library.books)
    return Library(
        tuple(book.with_each(lambda one: replace(one, revisions=(), repeal=None)) for book in books)
    )


def _beside_its_words(change: ClauseChange, first_day: date) -> ClauseChange:
    """A clause that says the same is changed where it has other readers or begins on another day, or moved."""
    old, new = change.old, change.new
    begins_anew = new and new.effective != first_day and (old is None or old.effective != new.effective)
    change = replace(change, since=new.effective if new and begins_anew else None)
    if change.change is not Change.SAME or not old or not new:
        return change
    if begins_anew or old.restriction != new.restriction:
        return replace(change, change=Change.CHANGED)
    return change if old.whereabouts == new.whereabouts else replace(change, change=Change.MOVED)
