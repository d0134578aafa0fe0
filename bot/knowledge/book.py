"""A book's folder -> Rulebook, or all issues of its files.

Across a book must hold: each number once, references that lead somewhere, audiences that it names.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from bot.knowledge.document import Document, Location, read_document
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue, gather
from bot.knowledge.schema import BookFile, ChapterFile, OwnerEntry, read_as
from bot.rulebook import (
    Audience,
    Chapter,
    Clause,
    ClauseNumber,
    Heading,
    Owner,
    Reference,
    Restriction,
    Rulebook,
    audience_key,
    find_references,
)

_BOOK = "book.yaml"


def read_book(folder: Path) -> Rulebook:
    """The book whose files lie in the folder; raises KnowledgeError with every issue in any of them."""
    files = sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("."))
    issues = [ValidationIssue(path, 1, IssueKind.WRONG_SUFFIX) for path in folder.glob("*.yml")]
    if not files:
        raise KnowledgeError([*issues, ValidationIssue(folder, 1, IssueKind.EMPTY_FOLDER)])
    head = gather(issues, _head, folder / _BOOK)
    chapters = [gather(issues, _chapter_file, path) for path in files if path.name != _BOOK]
    if not chapters:
        issues.append(ValidationIssue(folder, 1, IssueKind.EMPTY_FOLDER))
    read = [chapter for chapter in chapters if chapter]
    issues.extend(_chapter_issues(read))
    if head and len(read) == len(chapters) > 0:
        issues.extend(_audience_issues(head, read))
        book = _assembled(head[1], [entry for _, entry in read])
        issues.extend(_reference_issues(book, [document for document, _ in read]))
        if not issues:
            return book
    raise KnowledgeError(issues)


def _head(path: Path) -> tuple[Document, BookFile]:
    if not path.exists():
        raise KnowledgeError.at(path.parent, 1, IssueKind.NO_BOOK_FILE)
    document = read_document(path)
    head = read_as(BookFile, document)
    if head.id != path.parent.name:
        raise KnowledgeError(
            [document.issue(IssueKind.WRONG_ID, ("id",), written=head.id, expected=path.parent.name)]
        )
    return document, head


def _chapter_file(path: Path) -> tuple[Document, ChapterFile]:
    document = read_document(path)
    return document, read_as(ChapterFile, document)


def _assembled(head: BookFile, files: list[ChapterFile]) -> Rulebook:
    return Rulebook(
        id=head.id,
        title=head.title,
        version=head.version,
        effective=head.effective,
        owner=_owner(head.owner),
        chapters=tuple(_chapter(head, file) for file in files),
        preface=head.preface or "",
        audiences=tuple(Audience(name, tuple(members)) for name, members in head.audiences.items()),
    )


def _chapter(head: BookFile, file: ChapterFile) -> Chapter:
    heading = Heading(
        head.id, head.title, head.version, file.chapter, file.title, _owner(file.owner or head.owner)
    )
    return Chapter(heading, tuple(_clauses(head, heading, file)), file.review_by)


def _clauses(head: BookFile, heading: Heading, file: ChapterFile) -> Iterator[Clause]:
    for entry in file.clauses:
        effective = entry.effective or head.effective
        questions = tuple(entry.questions)
        seen_by = _restriction(head.id, head.audience, file.audience, entry.audience)
        yield Clause(heading, entry.number, entry.text, effective, entry.title or "", questions, seen_by)


def _owner(entry: OwnerEntry) -> Owner:
    return Owner(entry.name, entry.contact)


def _chapter_issues(chapters: Sequence[tuple[Document, ChapterFile]]) -> Iterator[ValidationIssue]:
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


def _reference_issues(book: Rulebook, documents: Sequence[Document]) -> Iterator[ValidationIssue]:
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


def _restriction(book: str, *levels: Sequence[str]) -> Restriction:
    """What the audiences named on the book, the chapter and the clause ask of a reader, a level each."""
    return tuple(frozenset(audience_key(book, name) for name in names) for names in levels if names)


def _audience_issues(
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
