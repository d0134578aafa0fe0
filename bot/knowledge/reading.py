"""The knowledge folder -> Library and synonyms, or all faults of all files at once.

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

from bot.knowledge.checks import audience_faults, chapter_faults, reference_faults, restriction
from bot.knowledge.document import Document, read_document
from bot.knowledge.issues import Fault, FaultKind, KnowledgeError
from bot.knowledge.learned import LEARNED, SetAside, read_learned
from bot.knowledge.onboarding import ONBOARDING, read_onboarding
from bot.knowledge.schema import BookFile, ChapterFile, OwnerEntry, read_as
from bot.knowledge.synonyms import Synonyms, read_synonyms
from bot.onboarding import Onboarding
from bot.rulebook import Audience, Chapter, Clause, Heading, Learned, Library, Owner, Rulebook

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
    learned: tuple[Learned, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    onboarding: Onboarding | None = None

    def within(self, library: Library) -> "Knowledge":
        """What readers have of it who see `library` (a part of its own): no settled question of another clause."""
        seen = frozenset(library.clauses)
        return replace(
            self,
            library=library,
            learned=tuple(pair for pair in self.learned if pair.clause in seen),
            set_aside=(),
            onboarding=self.onboarding and self.onboarding.within(library),
        )


def read_knowledge(folder: Path) -> Knowledge:
    """Read the knowledge folder; raises KnowledgeError with every fault in any of its files."""
    if not folder.is_dir():
        raise KnowledgeError([Fault(folder, 1, FaultKind.NO_FOLDER)])
    faults = [Fault(path, 1, FaultKind.WRONG_SUFFIX) for path in folder.glob("*.yml")]
    synonyms = _gather(faults, read_synonyms, folder / "synonyms.yaml") or ()
    folders = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    if not folders:
        faults.append(Fault(folder, 1, FaultKind.NO_BOOK))
    books = [_gather(faults, _book, book_folder) for book_folder in folders]
    if faults:
        raise KnowledgeError(faults)
    library = Library(tuple(book for book in books if book))
    learned = _gather(faults, lambda path: read_learned(path, library), folder / LEARNED)
    onboarding = _gather(faults, lambda path: read_onboarding(path, library), folder / ONBOARDING)
    if learned is None or faults:
        raise KnowledgeError(faults)
    return Knowledge(library, synonyms, *learned, onboarding)


def _gather(faults: list[Fault], read: Callable[[Path], Read], path: Path) -> Read | None:
    """What `read` makes of the path; its faults join the others, so that all are told at once."""
    try:
        return read(path)
    except KnowledgeError as error:
        faults.extend(error.faults)
        return None


def _book(folder: Path) -> Rulebook:
    files = sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("."))
    faults = [Fault(path, 1, FaultKind.WRONG_SUFFIX) for path in folder.glob("*.yml")]
    if not files:
        raise KnowledgeError([*faults, Fault(folder, 1, FaultKind.EMPTY_FOLDER)])
    head = _gather(faults, _head, folder / _BOOK)
    chapters = [_gather(faults, _chapter_file, path) for path in files if path.name != _BOOK]
    if not chapters:
        faults.append(Fault(folder, 1, FaultKind.EMPTY_FOLDER))
    read = [chapter for chapter in chapters if chapter]
    faults.extend(chapter_faults(read))
    if head and len(read) == len(chapters) > 0:
        faults.extend(audience_faults(head, read))
        book = _assembled(head[1], [entry for _, entry in read])
        faults.extend(reference_faults(book, [document for document, _ in read]))
        if not faults:
            return book
    raise KnowledgeError(faults)


def _head(path: Path) -> tuple[Document, BookFile]:
    if not path.exists():
        raise KnowledgeError([Fault(path.parent, 1, FaultKind.NO_BOOK_FILE)])
    document = read_document(path)
    head = read_as(BookFile, document)
    if head.id != path.parent.name:
        words = {"written": head.id, "expected": path.parent.name}
        raise KnowledgeError([Fault(path, document.line(("id",)), FaultKind.WRONG_ID, words)])
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
