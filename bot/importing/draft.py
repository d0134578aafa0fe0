"""Books that are imported, beside what is in the knowledge folder: looked at first, then put in its place at once."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.importing.books import ImportedBook, ImportedBooks
from bot.importing.disclosure import disclosures
from bot.importing.source import ImportRefusedError
from bot.importing.succession import (
    Succession,
    lacking,
    origins,
    path_of,
    reworded,
    successions,
    unmet,
    unplaced,
)
from bot.importing.writing import Unsaid, write
from bot.importing.writing.amendment import amend
from bot.importing.writing.kept import PLANNED, Kept, Printed, added_by_hand, with_comments, written_by_hand
from bot.importing.writing.layout import Words
from bot.importing.writing.unfit import told_of_document
from bot.knowledge.books.book import read_book, read_placed
from bot.knowledge.books.consistency import PlacedClause
from bot.rulebook import Clause, Rulebook
from bot.rulebook.editions.comparison import ClauseChange, changes_between


@dataclass(frozen=True)
class Replacement:
    """The book that is there (`older`), and what becomes of it where a draft takes its place.

    `lost` names older clauses and headings to which people added what has no place now. `restricted` are clauses that
    got the audience of those that they stand for; `unplaced` are older clauses whose restriction has no place: then
    nothing may be put in place. `reworded` are older ones for some readers of which no words are left, where clauses
    that everybody may read (`opened`) are new: what they said may stand there.
    `by_hand` are the files of it with something that no import writes, and
    `prefaces` the headings that keep their preface though the document has none there. `plans` are older
    clauses of which a day, a revision or an end is not taken over. Where it counts only from a day
    on (`since`), `renamed` are headings as they stay till somebody changes them, each with what the newer edition has.
    """

    older: Rulebook
    changes: tuple[ClauseChange, ...]
    lost: tuple[str, ...]
    restricted: tuple[Clause, ...]
    unplaced: tuple[Clause, ...]
    by_hand: tuple[str, ...]
    prefaces: tuple[str, ...]
    plans: tuple[str, ...]
    since: date | None = None
    renamed: tuple[tuple[str, str], ...] = ()
    reworded: tuple[Clause, ...] = ()
    opened: tuple[Clause, ...] = ()

    @property
    def closed(self) -> tuple[Clause, ...]:
        """Older clauses that, or whose number, only some of those who read them have in the newer edition."""
        now = {str(each.new.number): each.new for each in self.changes if each.new}
        kept = {str(each.old.number): each.new for each in self.changes if each.old and each.new}
        pairs = ((each.old, kept.get(str(each.old.number))) for each in self.changes if each.old)
        found = ((old, new or now.get(str(old.number))) for old, new in pairs)
        return tuple(old for old, new in found if new and lacking(old.restriction, set(new.restriction)))


@dataclass(frozen=True)
class Draft:
    """A book as it would stand in the knowledge folder: it waits in the folder `files`, and goes to `target`.

    `dangling` are the references that lead nowhere in it and are kept all the same, each behind its clause's place;
    `stand_in` is its owner where nobody said who that is.
    """

    book: ImportedBook
    rulebook: Rulebook
    files: Path
    target: Path
    replacement: Replacement | None = None
    dangling: tuple[tuple[str, str], ...] = ()
    stand_in: str = ""

    @property
    def is_older(self) -> bool:
        """Whether the document says that it came into force before the book that is there."""
        effective, replaced = self.book.effective, self.replacement
        return bool(replaced and not replaced.since and effective and effective < replaced.older.effective)


def restore(files: Sequence[ImportedBooks], knowledge: Path) -> None:
    """What an import of these books that broke off had put aside comes back; raises OSError."""
    for its in files:
        for book in its.books:
            _restore(knowledge / book.id)


def draft(  # noqa: PLR0913  # books, where they go, and what is known of them besides
    books: ImportedBooks,
    waiting: Path,
    knowledge: Path,
    unsaid: Unsaid,
    words: Callable[[str], Words],
    *,
    since: date | None = None,
) -> tuple[Draft, ...]:
    """Write the books into the folder where they wait, and nothing elsewhere.

    `words` are those in the language of a title. From the day `since` on they are in force, whatever they say of it:
    till then the books that are there are. Raises KnowledgeError where one of these cannot be read, ImportRefusedError
    (HEADINGS_MOVED) where a newer edition cannot stand beside the older one, (UNFIT_TEXT) where rule files cannot hold
    a text.
    """
    found = list[Draft]()
    for book in books.books:
        edition, target = replace(book, effective=since or book.effective), knowledge / book.id
        with told_of_document(book.file, waiting):
            found.append(_draft(edition, waiting, target, unsaid, words(book.title), since))
    return tuple(found)


def put_in_place(drafts: Sequence[Draft]) -> None:
    """Each book as a whole or not at all, whenever the process ends; raises OSError."""
    for each in drafts:
        new, old = (each.target.with_name(f".{each.target.name}.{age}") for age in ("new", "old"))
        shutil.rmtree(new, ignore_errors=True)
        each.target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(each.files, new)
        _restore(each.target)
        if each.target.exists():
            each.target.rename(old)
        new.rename(each.target)
        shutil.rmtree(old, ignore_errors=True)


def _restore(target: Path) -> None:
    """What an import that broke off had put aside comes back."""
    old = target.with_name(f".{target.name}.old")
    if target.exists():
        shutil.rmtree(old, ignore_errors=True)
    elif old.exists():
        old.rename(target)


def _draft(  # noqa: PLR0913, PLR0917  # as above
    book: ImportedBook, waiting: Path, target: Path, unsaid: Unsaid, words: Words, since: date | None
) -> Draft:
    only = ImportedBooks((book,))
    (files,) = write(only, waiting, unsaid, words)
    new, placed = read_placed(files)
    if not (target / "book.yaml").exists():
        stand_in = _stand_in(new, book, unsaid, words)
        return Draft(book, new, files, target, dangling=_accepted(placed), stand_in=stand_in)

    def written(kept: Kept) -> Rulebook:
        shutil.rmtree(files)
        write(only, waiting, unsaid, words, {book.id: kept})
        return read_book(files)

    rulebook, replacement = _replacing(target, new, written)
    if since:
        rulebook, replacement = _amending(book.file, target, files, rulebook, replacement, since)
    stand_in = _stand_in(rulebook, book, unsaid, words)
    return Draft(book, rulebook, files, target, replacement, _accepted(read_placed(files)[1]), stand_in)


def _stand_in(rulebook: Rulebook, book: ImportedBook, unsaid: Unsaid, words: Words) -> str:
    """The owner that stands in it without anybody having said so: the document's own, or nobody in particular."""
    owner = rulebook.owner
    is_said = unsaid.owner or owner.contact or owner.name not in {book.owner, words.owner}
    return "" if is_said else owner.name


def _accepted(placed: Sequence[PlacedClause]) -> tuple[tuple[str, str], ...]:
    return tuple((each.clause.place, entry.reference) for each in placed for entry in each.entry.accept)


def _replacing(
    target: Path, new: Rulebook, written: Callable[[Kept], Rulebook]
) -> tuple[Rulebook, Replacement]:
    """The newer edition with what people added to the older one: written once more where it needs audiences."""
    old, by_hand = read_book(target), added_by_hand(target)
    changes = changes_between(old.clauses, new.clauses)
    line = successions(old.clauses, changes)
    numbers = {str(each.new.number): str(each.old.number) for each in changes if each.old and each.new}
    headings = origins(line)
    kept = by_hand.moved(numbers, headings, new.effective)
    rulebook = written(kept)
    taken_up, in_prefaces = disclosures(old, rulebook)
    line += taken_up
    missing = unmet(line, rulebook.clauses)
    if missing:
        rulebook = written(kept.restricted({number: _names(levels[0]) for number, levels in missing.items()}))
    reworded_ones, opened = _reworded(line, rulebook)
    return rulebook, Replacement(
        old,
        changes_between(old.clauses, rulebook.clauses),
        _lost(by_hand, numbers, rulebook, headings),
        tuple(clause for clause in rulebook.clauses if str(clause.number) in missing),
        tuple(dict.fromkeys((*unplaced(line, rulebook.clauses), *in_prefaces))),
        written_by_hand(target),
        tuple(sorted(_with_prefaces(rulebook) - _with_prefaces(new))),
        by_hand.plans_lost(kept, numbers),
        reworded=reworded_ones,
        opened=opened,
    )


def _reworded(
    line: Sequence[Succession], rulebook: Rulebook
) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """The older clauses for some readers that are reworded, and what is new and open to all; both or neither."""
    gone, known = reworded(line), {str(clause.number) for each in line for clause in each.new if each.old}
    opened = tuple(
        clause for clause in rulebook.clauses if not clause.restriction and str(clause.number) not in known
    )
    return (gone, opened) if gone and opened else ((), ())


def _amending(  # noqa: PLR0913, PLR0917  # as above
    document: str, target: Path, files: Path, edition: Rulebook, replaced: Replacement, since: date
) -> tuple[Rulebook, Replacement]:
    """The book that is there, with what the edition in `files` says from a day on: it comes to stand there instead."""
    newer, old = files.with_name(f"{files.name}.edition"), replaced.older
    files.rename(newer)
    shutil.copytree(target, files)
    try:
        amendment = amend(files, old, newer, edition, since)
    except ImportRefusedError as error:
        raise ImportRefusedError(error.refusal, file=document, **error.words) from error
    shutil.rmtree(newer)
    rulebook = read_book(files)
    now = {str(clause.number): clause for clause in rulebook.clauses}
    line = tuple(
        Succession((before,), (now[str(before.number)],)) for before in (*old.clauses, *edition.clauses)
    )
    taken_up, in_prefaces = disclosures(old, rulebook)
    open_now = unplaced((*line, *taken_up), rulebook.clauses)
    changed = set(amendment.files)
    return rulebook, replace(
        replaced,
        changes=changes_between(old.in_force(since).clauses, rulebook.in_force(since).clauses),
        lost=(),
        unplaced=tuple(dict.fromkeys((*open_now, *in_prefaces))),
        by_hand=tuple(name for name in with_comments(target) if name in changed),
        prefaces=(),
        plans=(),
        since=since,
        renamed=amendment.headings,
    )


def _with_prefaces(book: Rulebook) -> set[str]:
    return {each.heading.path_label for each in book.all_divisions if each.heading.preface}


def _names(level: frozenset[str]) -> list[str]:
    """The audiences of a level as their book has them: its id before them is a folder's name."""
    return sorted(key.partition("/")[2] for key in level)


def _lost(
    by_hand: Kept, numbers: Mapping[str, str], new: Rulebook, headings: Mapping[Printed, Printed]
) -> tuple[str, ...]:
    """Audiences are not among them: what could not be done with one is told apart."""
    there = {
        path_of(clause)[:depth] for clause in new.clauses for depth in range(1, len(path_of(clause)) + 1)
    }
    there |= set(headings.values())
    clauses = {number: entry for number, entry in by_hand.clauses.items() if number not in numbers.values()}
    above = {path[-1]: entry for path, entry in by_hand.headings.items() if path[-1] and path not in there}
    return tuple(
        name for name, entry in {**clauses, **above}.items() if set(entry) - {"audience", "preface", *PLANNED}
    )
