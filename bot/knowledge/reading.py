"""The knowledge folder -> Library and synonyms, or all issues of all files at once.

knowledge/
  learned.yaml               questions that were settled, each with its clause
  onboarding.yaml            the paths of new colleagues
  synonyms.yaml              groups of words that mean the same here
  <book id>/book.yaml        the book: title, version, date in force, owner
  <book id>/*.yaml           its chapters, in the order of their names
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from bot.knowledge.checks import audience_issues, chapter_issues, reference_issues, restriction
from bot.knowledge.document import Document, read_document
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue
from bot.knowledge.learned import LEARNED, StalePair, read_learned
from bot.knowledge.onboarding import ONBOARDING, read_onboarding
from bot.knowledge.schema import BookFile, ChapterFile, OwnerEntry, read_as
from bot.knowledge.synonyms import Synonyms, read_synonyms
from bot.onboarding import Onboarding
from bot.rulebook import Audience, Chapter, Clause, Heading, Library, Owner, Rulebook, SettledQuestion

_BOOK = "book.yaml"
Read = TypeVar("Read")


@dataclass(frozen=True)
class Knowledge:
    """All that an organisation has written down.

    Its books, the words that mean the same there, the questions that were settled, those of them that are set aside
    because their clause has another text now, and the paths of new colleagues (None: there are none).
    """

    library: Library
    synonyms: Synonyms
    learned: tuple[SettledQuestion, ...] = ()
    stale_pairs: tuple[StalePair, ...] = ()
    onboarding: Onboarding | None = None

    def within(self, library: Library) -> "Knowledge":
        """What readers have of it who see `library` (a part of its own): no settled question of another clause."""
        seen = frozenset(library.clauses)
        return replace(
            self,
            library=library,
            learned=tuple(pair for pair in self.learned if pair.clause in seen),
            stale_pairs=(),
            onboarding=self.onboarding and self.onboarding.within(library),
        )


def read_knowledge(folder: Path) -> Knowledge:
    """Read the knowledge folder; raises KnowledgeError with every issue in any of its files."""
    if not folder.is_dir():
        raise KnowledgeError.at(folder, 1, IssueKind.NO_FOLDER)
    issues = [ValidationIssue(path, 1, IssueKind.WRONG_SUFFIX) for path in folder.glob("*.yml")]
    synonyms = _gather(issues, read_synonyms, folder / "synonyms.yaml") or ()
    folders = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    if not folders:
        issues.append(ValidationIssue(folder, 1, IssueKind.NO_BOOK))
    books = [_gather(issues, _book, book_folder) for book_folder in folders]
    if issues:
        raise KnowledgeError(issues)
    library = Library(tuple(book for book in books if book))
    learned = _gather(issues, lambda path: read_learned(path, library), folder / LEARNED)
    onboarding = _gather(issues, lambda path: read_onboarding(path, library), folder / ONBOARDING)
    if learned is None or issues:
        raise KnowledgeError(issues)
    return Knowledge(library, synonyms, *learned, onboarding)


def _gather(issues: list[ValidationIssue], read: Callable[[Path], Read], path: Path) -> Read | None:
    """What `read` makes of the path; its issues join the others, so that all are told at once."""
    try:
        return read(path)
    except KnowledgeError as error:
        issues.extend(error.issues)
        return None


def _book(folder: Path) -> Rulebook:
    files = sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("."))
    issues = [ValidationIssue(path, 1, IssueKind.WRONG_SUFFIX) for path in folder.glob("*.yml")]
    if not files:
        raise KnowledgeError([*issues, ValidationIssue(folder, 1, IssueKind.EMPTY_FOLDER)])
    head = _gather(issues, _head, folder / _BOOK)
    chapters = [_gather(issues, _chapter_file, path) for path in files if path.name != _BOOK]
    if not chapters:
        issues.append(ValidationIssue(folder, 1, IssueKind.EMPTY_FOLDER))
    read = [chapter for chapter in chapters if chapter]
    issues.extend(chapter_issues(read))
    if head and len(read) == len(chapters) > 0:
        issues.extend(audience_issues(head, read))
        book = _assembled(head[1], [entry for _, entry in read])
        issues.extend(reference_issues(book, [document for document, _ in read]))
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
        seen_by = restriction(head.id, head.audience, file.audience, entry.audience)
        yield Clause(heading, entry.number, entry.text, effective, entry.title or "", questions, seen_by)


def _owner(entry: OwnerEntry) -> Owner:
    return Owner(entry.name, entry.contact)
