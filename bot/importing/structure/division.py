"""The books of one file's lines: one, several, or a handbook whose chapters are numbered each in its own way."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.importing.books import ImportedBook
from bot.importing.source import ImportRefusedError, Line, Note, NoteKind, Refusal, SourceDocument
from bot.importing.structure.book import book_of, undivided_book
from bot.importing.structure.front_and_back.title import closed_up
from bot.importing.structure.handbook import handbook_of
from bot.importing.structure.lines.openings import joined
from bot.importing.structure.lines.titles.run_in_titles import with_titles_apart
from bot.importing.structure.notes import rules_in_prefaces
from bot.importing.structure.parts import Parting, chapters_of_handbook, parted
from bot.importing.structure.titles_alike import rules_on_top

Read = tuple[ImportedBook, tuple[Note, ...]]


def read_parts(
    document: SourceDocument, lines: Sequence[Line], parts: Sequence[str], listed: Collection[str]
) -> Sequence[Read]:
    """Each of the books; all as one where nobody said that there are several, and most of them alone are none.

    Where nothing else divides the text, titles at the beginning of its paragraphs may. `listed` are the entries of the
    contents. Raises ImportRefusedError, as `books_of` says.
    """
    parting = parted(lines, parts, listed)
    try:
        read = _each(document, parting)
        return read if parts or len(read) > 1 else _whole(document, lines, listed, read[0])
    except ImportRefusedError as error:
        if parts or error.refusal not in {Refusal.NO_SCHEME, Refusal.SEVERAL_BOOKS}:
            raise
        if handbook := _handbook(document, lines, listed):
            return [handbook]
        if error.refusal is Refusal.SEVERAL_BOOKS:
            raise
        return [book_of(document, with_titles_apart(lines))]


def _whole(
    document: SourceDocument, lines: Sequence[Line], listed: Collection[str], read: Read
) -> Sequence[Read]:
    """The book, or, where it lacks chapters that stand out or the rules before them, the handbook that has them.

    This must have no fewer clauses.
    """
    parting = chapters_of_handbook(lines, listed)
    if parting is None or not parting.is_marked:
        return [read]
    book, _ = read
    headings = {heading for clause in book.clauses for heading in (*clause.path, clause.title)}
    titles = [" ".join(joined(part[0]).split()) for part in parting.parts]
    is_whole = all(any(title in heading for heading in headings) for title in titles)  # PART 1 THE UNION
    is_on_top = rules_on_top(parting.above) is None or not all(clause.path for clause in book.clauses)
    handbook = None if is_whole and is_on_top else _handbook(document, lines, listed)
    return [handbook if handbook and len(handbook[0].clauses) >= len(book.clauses) else read]


def _each(document: SourceDocument, parting: Parting, *, are_chapters: bool = False) -> list[Read]:
    """The book of each part; those few that nothing divides have one clause, and a note says so.

    Of chapters there may be as many as of others.
    """
    read, refused = list[Read](), list[tuple[int, ImportRefusedError]]()
    for at, part in enumerate(parting.parts):
        try:
            read.append(book_of(document, part, is_marked=parting.is_marked))
        except ImportRefusedError as error:
            refused.append((at, error))
            read.append(undivided_book(document, part))
    first = next((each for each in refused if each[1].refusal is not Refusal.NO_SCHEME), None)
    if first and not parting.is_marked:
        raise _with_other_titles(first[1], first[0], parting)
    if refused and 2 * len(refused) >= len(parting.parts) + are_chapters:
        raise refused[0][1]
    return read


def _with_other_titles(error: ImportRefusedError, at: int, parting: Parting) -> ImportRefusedError:
    """The refusal of one of several parts, with the titles of all: --part must name each of them."""
    titles = error.words.get("titles")
    if error.refusal is not Refusal.SEVERAL_BOOKS or not isinstance(titles, tuple) or len(parting.parts) == 1:
        return error
    own = [(closed_up(part[0].text),) for part in parting.parts]
    every = tuple(dict.fromkeys(sum([*own[: at + 1], titles, *own[at + 1 :]], ())))
    return ImportRefusedError(Refusal.SEVERAL_BOOKS, count=str(len(every)), titles=every)


def _handbook(document: SourceDocument, lines: Sequence[Line], listed: Collection[str]) -> Read | None:
    """The handbook whose chapters are divided each in its own way, where most of them are."""
    parting = chapters_of_handbook(lines, listed)
    if parting is None:
        return None
    try:
        on_top = [book_of(document, parting.above)] if rules_on_top(parting.above) is not None else []
        read = _each(document, replace(parting, is_marked=True), are_chapters=True)
    except ImportRefusedError:
        return None
    titles = [" ".join(joined(part[0]).split()) for part in parting.parts]
    chapters = [(title, book) for title, (book, _) in zip(titles, read, strict=True)]
    book = handbook_of(document, parting.above, chapters, *(above for above, _ in on_top))
    notes = [
        *([] if on_top else rules_in_prefaces({(): book.prefaces.get((), "").splitlines()}, book.title)),
        *(note for _, found in (*on_top, *read) for note in found if note.kind is not NoteKind.UNTITLED),
    ]
    return book, tuple(notes)
