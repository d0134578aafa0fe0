"""Who may see what, as the files say it: checked over a whole book, and put on its clauses."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from bot.knowledge.document import Document
from bot.knowledge.issues import Fault, FaultKind
from bot.knowledge.schema import BookFile, ChapterFile
from bot.rulebook import Restriction, audience_key

_Way = tuple[str | int, ...]


def restriction(book: str, *levels: Sequence[str]) -> Restriction:
    """What the audiences named on the book, the chapter and the clause ask of a reader, a level each."""
    return tuple(frozenset(audience_key(book, name) for name in names) for names in levels if names)


def audience_faults(
    head: tuple[Document, BookFile], chapters: Sequence[tuple[Document, ChapterFile]]
) -> Iterator[Fault]:
    """Audiences that the book does not name, and names or members that stand twice in one list."""
    document, book = head
    for name, members in book.audiences.items():
        yield from _repeated(document, ("audiences", name), members)
    for place, way, names in (*_named(head), *(each for chapter in chapters for each in _named(chapter))):
        yield from _repeated(place, way, names)
        for index, name in enumerate(names):
            if name not in book.audiences:
                words = {"written": name, "known": _known(name, book)}
                yield Fault(place.path, place.line((*way, index)), FaultKind.UNKNOWN_AUDIENCE, words)


def _named(file: tuple[Document, BookFile | ChapterFile]) -> Iterator[tuple[Document, _Way, Sequence[str]]]:
    """Every list of audiences in a file: its document, its way there, the names."""
    document, content = file
    yield document, ("audience",), content.audience
    for index, clause in enumerate(content.clauses if isinstance(content, ChapterFile) else ()):
        yield document, ("clauses", index, "audience"), clause.audience


def _repeated(document: Document, way: _Way, listed: Sequence[str]) -> Iterator[Fault]:
    for index, written in enumerate(listed):
        if written in listed[:index]:
            words = {"written": written, "key": str(way[-1])}
            yield Fault(document.path, document.line((*way, index)), FaultKind.DUPLICATE_ENTRY, words)


def _known(name: str, book: BookFile) -> str:
    """The names that may have been meant: those like it, else all."""
    return ", ".join(get_close_matches(name, book.audiences) or book.audiences) or "–"
