"""What must hold across a book: each number once, references that lead somewhere, audiences that it names."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from bot.knowledge.document import Document, Location
from bot.knowledge.issues import IssueKind, ValidationIssue
from bot.knowledge.schema import BookFile, ChapterFile
from bot.rulebook import Clause, ClauseNumber, Reference, Restriction, Rulebook, audience_key, find_references


def chapter_issues(chapters: Sequence[tuple[Document, ChapterFile]]) -> Iterator[ValidationIssue]:
    """Repeated chapters, repeated clause numbers and numbers outside their chapter, over a whole book."""
    seen_chapters: dict[int, str] = {}
    seen: dict[ClauseNumber, str] = {}
    for document, chapter in chapters:
        if chapter.chapter in seen_chapters:
            words = {"written": str(chapter.chapter), "first": seen_chapters[chapter.chapter]}
            yield document.issue(IssueKind.DUPLICATE_CHAPTER, ("chapter",), **words)
        seen_chapters.setdefault(chapter.chapter, document.path.name)
        for index, entry in enumerate(chapter.clauses):
            location = ("clauses", index, "number")
            words = {"written": str(entry.number), "expected": str(chapter.chapter)}
            if entry.number in seen:
                words["first"] = seen[entry.number]
                yield document.issue(IssueKind.DUPLICATE_NUMBER, location, **words)
            elif entry.number.chapter not in {0, chapter.chapter}:
                yield document.issue(IssueKind.OUTSIDE_CHAPTER, location, **words)
            seen.setdefault(entry.number, f"{document.path.name}:{document.line(location)}")


def reference_issues(book: Rulebook, documents: Sequence[Document]) -> Iterator[ValidationIssue]:
    """References inside the book's texts that lead to no clause or chapter of it."""
    for document, chapter in zip(documents, book.chapters, strict=True):
        for index, clause in enumerate(chapter.clauses):
            for reference in find_references(clause.text):
                if not _leads_somewhere(reference, clause, book):
                    above = clause.text.count("\n", 0, reference.start)
                    line = document.line_of_content(("clauses", index, "text")) + above
                    words = {"written": reference.written, "clause": str(clause.number)}
                    yield ValidationIssue(document.path, line, IssueKind.DANGLING_REFERENCE, words)


def _leads_somewhere(reference: Reference, clause: Clause, book: Rulebook) -> bool:
    if reference.document and not book.is_meant_by(reference.document):
        return True  # somebody else's document: not ours to check
    if not reference.article and len(book.chapters) == 1:
        return True  # a book that is not divided into chapters here
    first, last = book.clauses[0].number, book.clauses[-1].number
    extract = not first.chapter and first.article > 1
    if extract and not first.article <= reference.article <= last.article:
        return True  # the book holds 第四百六十三条 onwards: the reference goes to a part that is not here
    if not reference.article:
        return book.chapter(reference.chapter) is not None
    return bool(book.clauses_at(reference, inside=clause))


def restriction(book: str, *levels: Sequence[str]) -> Restriction:
    """What the audiences named on the book, the chapter and the clause ask of a reader, a level each."""
    return tuple(frozenset(audience_key(book, name) for name in names) for names in levels if names)


def audience_issues(
    head: tuple[Document, BookFile], chapters: Sequence[tuple[Document, ChapterFile]]
) -> Iterator[ValidationIssue]:
    """Audiences that the book does not name, and names or members that stand twice in one list."""
    document, book = head
    for name, members in book.audiences.items():
        yield from _repeated(document, ("audiences", name), members)
    for document, location, names in (*_named(head), *(each for file in chapters for each in _named(file))):
        yield from _repeated(document, location, names)
        for index, name in enumerate(names):
            if name not in book.audiences:
                known = ", ".join(get_close_matches(name, book.audiences) or book.audiences) or "–"
                words = {"written": name, "known": known}
                yield document.issue(IssueKind.UNKNOWN_AUDIENCE, (*location, index), **words)


def _named(
    file: tuple[Document, BookFile | ChapterFile],
) -> Iterator[tuple[Document, Location, Sequence[str]]]:
    """Every list of audiences in a file: its document, its location, the names."""
    document, content = file
    yield document, ("audience",), content.audience
    for index, clause in enumerate(content.clauses if isinstance(content, ChapterFile) else ()):
        yield document, ("clauses", index, "audience"), clause.audience


def _repeated(document: Document, location: Location, listed: Sequence[str]) -> Iterator[ValidationIssue]:
    for index, written in enumerate(listed):
        if written in listed[:index]:
            words = {"written": written, "key": str(location[-1])}
            yield document.issue(IssueKind.DUPLICATE_ENTRY, (*location, index), **words)
