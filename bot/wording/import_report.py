"""What somebody reads before a book is written: headings and numbers, what is odd, what a newer edition changes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from sys import maxsize

from bot.importing.draft import Draft, Replacement
from bot.importing.source import Missing, Note
from bot.importing.summary import HeadingSummary, headings_of
from bot.importing.writing.layout import Words
from bot.rulebook.editions.comparison import Change
from bot.wording.catalogue import Catalogue, catalogue_for, language_of
from bot.wording.changes import change_lines

_INDENT = "  "
_PLACES = 8  # of notes of one kind that are named; the others are counted


@dataclass(frozen=True)
class ReportLength:
    """How many lines of headings and of notes, and how many changed clauses, are shown; the others are counted."""

    headings: int = maxsize
    notes: int = maxsize
    changes: int = 60


WHOLE, SHORT = ReportLength(), ReportLength(headings=24, notes=8, changes=6)


def report(drafts: Sequence[Draft], notes: Sequence[Note], say: Catalogue) -> Iterator[str]:
    """The lines of the report on all books, with the notes of their files."""
    for lines in reports(drafts, notes, say, WHOLE):
        yield from lines


def reports(
    drafts: Sequence[Draft], notes: Sequence[Note], say: Catalogue, length: ReportLength
) -> Iterator[Iterator[str]]:
    """The lines on each book, the first of which names it, then those on what the readers were unsure of, if any."""
    for each in drafts:
        yield _book(each, say, length)
    if notes:
        yield first_lines(list(_notes(notes, say)), length.notes, say)


def book_words(title: str) -> Words:
    """What the program itself puts into a book, in the book's language."""
    say = catalogue_for(language_of(title))
    missing = {each: say(f"import.missing.{each}") for each in Missing}
    on_page = {each: say(f"import.missing-on-page.{each}", page="{page}") for each in Missing}
    table = say("import.table", number="{number}")
    return Words(
        say("import.accepted"),
        table,
        missing,
        on_page,
        say("import.clauses"),
        say("import.owner"),
        say("import.gap"),
        say("import.repeated"),
    )


def note_sentence(note: Note, say: Catalogue) -> str:
    """What a reader was unsure of, or left out."""
    return say(f"import.note.{note.kind.replace('_', '-')}", **note.words)


def _book(draft: Draft, say: Catalogue, length: ReportLength) -> Iterator[str]:
    book = draft.rulebook
    yield say(
        "import.book",
        title=book.title,
        version=book.version,
        effective=book.effective.isoformat(),
        clauses=len(draft.book.clauses),
        id=book.id,
    )
    yield from first_lines(list(_tree(headings_of(draft.book), say)), length.headings, say)
    if draft.book.effective is None:
        said = "import.issued-only" if draft.book.issued else "import.no-effective"
        yield say(said, effective=book.effective.isoformat())
    if draft.stand_in:
        yield say("import.no-owner", owner=draft.stand_in)
    if draft.dangling:
        places = [say("list.entry", name=place, value=written) for place, written in draft.dangling[:_PLACES]]
        more = ["…"] if len(draft.dangling) > _PLACES else []
        yield say("import.dangling", references=say.listed([*places, *more]))
    if draft.replacement:
        if draft.is_older:
            there = draft.replacement.older.effective.isoformat()
            yield say("import.older", effective=book.effective.isoformat(), there=there)
        yield from _difference(draft.replacement, say, length.changes)


def first_lines(lines: Sequence[str], most: int, say: Catalogue) -> Iterator[str]:
    """The first of the lines, and how many there are besides."""
    yield from lines[:most]
    if len(lines) > most:
        yield _INDENT + say("import.more-lines", count=len(lines) - most)


def _tree(headings: Iterable[HeadingSummary], say: Catalogue) -> Iterator[str]:
    """Each heading once, those under it further in, with first and last number of its clauses."""
    above: tuple[str, ...] = ()
    for heading in headings:
        shared = next(
            (at for at, pair in enumerate(zip(above, heading.path, strict=False)) if len(set(pair)) > 1),
            min(len(above), len(heading.path)),
        )
        for depth, printed in enumerate(heading.path[shared:-1], shared + 1):
            yield _INDENT * depth + printed
        yield _INDENT * max(1, len(heading.path)) + _clauses(heading, say)
        above = heading.path


def _clauses(heading: HeadingSummary, say: Catalogue) -> str:
    name = heading.path[-1].rstrip(":：") if heading.path else say("import.no-heading")
    numbers = heading.first if heading.first == heading.last else f"{heading.first} – {heading.last}"
    counted = say("import.count", count=heading.clauses)
    tables = [say("import.tables", count=heading.tables)] if heading.tables else []
    return say("import.heading", heading=name, what=" · ".join(filter(None, [numbers, counted, *tables])))


def _notes(notes: Sequence[Note], say: Catalogue) -> Iterator[str]:
    """A line for all notes that say the same, with their places."""
    ordered = sorted(notes, key=lambda note: note_sentence(note, say))
    for sentence, alike in groupby(ordered, key=lambda note: note_sentence(note, say)):
        places = [place for note in alike if (place := _place(note, say))]
        if not places:
            yield say("import.note", what=sentence)
        else:
            more = ["…"] if len(places) > _PLACES else []
            yield say("import.note-at", what=sentence, places=say.listed([*places[:_PLACES], *more]))


def _place(note: Note, say: Catalogue) -> str:
    if note.page:
        return say("import.page", page=note.page)
    if note.row:
        return say("import.row", row=note.row)
    return say("import.paragraph", paragraph=note.paragraph) if note.paragraph else ""


def _difference(replacement: Replacement, say: Catalogue, most: int) -> Iterator[str]:
    counts = Counter(change.change for change in replacement.changes)
    if replacement.since:
        yield say("import.since", date=replacement.since.isoformat())
    yield say(
        "import.difference",
        same=counts[Change.SAME],
        changed=counts[Change.CHANGED],
        added=counts[Change.ADDED],
        removed=counts[Change.REMOVED],
        moved=counts[Change.MOVED],
    )
    shown = [change for change in replacement.changes if change.change is not Change.SAME]
    for change in shown[:most]:
        yield from (_INDENT + each for each in change_lines(change, say))
    if len(shown) > most:
        yield say("import.more-changes", count=len(shown) - most)
    yield from (say(name, **{key: say.listed(words)}) for name, key, words in _cautions(replacement) if words)
    if replacement.reworded:
        named = ([clause.place for clause in each] for each in (replacement.reworded, replacement.opened))
        closed, opened = map(say.listed, named)
        yield say("import.reworded", clauses=closed, opened=opened)


def _cautions(
    replacement: Replacement,
) -> Iterator[tuple[str, str, Sequence[str]]]:
    """What to look at: the name of its sentence, the word in it, and what is put there."""
    restricted = [clause.place for clause in replacement.restricted]
    renamed = [f"{was} → {now}" for was, now in replacement.renamed]
    by_hand = "import.comments" if replacement.since else "import.by-hand"
    yield "import.restricted", "clauses", restricted
    yield "import.closed", "clauses", [clause.place for clause in replacement.closed]
    yield by_hand, "files", replacement.by_hand
    yield "import.renamed", "headings", renamed
    yield "import.plans", "numbers", replacement.plans
    yield "import.prefaces", "headings", replacement.prefaces
    yield "import.lost", "numbers", replacement.lost
