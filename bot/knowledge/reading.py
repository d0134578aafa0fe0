"""The knowledge folder -> Library and synonyms, or all issues of all files at once.

knowledge/
  learned.yaml               questions that were settled, each with its clause
  onboarding.yaml            the paths of new colleagues
  pulse.yaml                 what staff are asked now and then
  synonyms.yaml              groups of words that mean the same here
  <book id>/book.yaml        the book: title, version, date in force, owner
  <book id>/*.yaml           its chapters, in the order of their names
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from bot.desk import LearnedPair
from bot.knowledge.books.amendments import book_successor_issues, successor_issues
from bot.knowledge.books.book import read_placed
from bot.knowledge.books.consistency import PlacedClause
from bot.knowledge.documents.document import Document, read_document
from bot.knowledge.files import SYNONYMS
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue, gather
from bot.knowledge.onboarding import ONBOARDING, read_onboarding
from bot.knowledge.pulse import PULSE, read_pulse
from bot.knowledge.questions import LEARNED, StalePair, read_learned
from bot.obstacles import Obstacle
from bot.onboarding.path import Onboarding
from bot.pulse import Pulse
from bot.rulebook import Clause, Library, Rulebook, SettledQuestion, Timeline

Synonyms = tuple[tuple[str, ...], ...]
"""Groups of words that mean the same in the organisation."""


def wordings_settled(pair: LearnedPair, library: Library) -> tuple[Clause, ...]:
    """The clause of a pair with the text that it was settled for; none where it is gone, or reads otherwise by now."""
    clause = library.named(pair.clause)
    return tuple(each for each in clause.wordings if each.text_mark == pair.text_mark) if clause else ()


BookReader = Callable[[Path, Rulebook, Sequence[PlacedClause]], None]
"""What looks at each book as it is read, with the places of its clauses."""


@dataclass(frozen=True)
class Knowledge:
    """All that an organisation has written down, for all days; or what is in force of it, or seen.

    Its books, the words that mean the same there, the questions that were settled, those of them that are set aside
    because their clause has another text now, the paths of new colleagues (None: there are none), the id of
    the generation that they were read from ("": none was made), and what staff are asked now and then.
    """

    library: Library
    synonyms: Synonyms
    learned: tuple[SettledQuestion, ...] = ()
    stale_pairs: tuple[StalePair, ...] = ()
    onboarding: Onboarding | None = None
    generation: str = ""
    pulse: Pulse | None = None

    @cached_property
    def timeline(self) -> Timeline:
        """What is in force when."""
        return Timeline(self.library)

    def taught(self, pairs: Iterable[LearnedPair]) -> "Knowledge":
        """With what owners settled besides; without the pairs whose clause is gone, or reads otherwise by now."""
        own = {(pair.question, pair.clause.name, pair.clause.text): pair for pair in self.learned}
        for pair in pairs:
            for clause in wordings_settled(pair, self.library):
                settled = SettledQuestion(pair.question, clause, pair.settled_on)
                own.setdefault((pair.question, clause.name, clause.text), settled)
        return replace(self, learned=tuple(own.values()))

    def in_force(self, day: date) -> "Knowledge":
        """What there is of it on a day."""
        return self.within(self.timeline.in_force(day))

    def within(self, library: Library) -> "Knowledge":
        """What there is of it for `library` (some readers', or a day's): no settled question of another text."""
        found = ((pair, library.by_name.get(pair.clause.name)) for pair in self.learned)
        return replace(
            self,
            library=library,
            learned=tuple(
                replace(pair, clause=clause)
                for pair, clause in found
                if clause and clause.text == pair.clause.text
            ),
            stale_pairs=(),
            onboarding=self.onboarding and self.onboarding.within(library),
        )


def _pass_over(_folder: Path, _book: Rulebook, _placed: Sequence[PlacedClause]) -> None:
    pass


def read_knowledge(
    folder: Path, look_at: BookReader = _pass_over, left_out: list[ValidationIssue] | None = None
) -> Knowledge:
    """Read the knowledge folder; raises KnowledgeError with every issue in any of its files.

    `look_at` is given each book with its folder, and where each of its clauses stands in the files. Where `left_out`
    is given, it takes the issues of files from which nothing is answered, and those files are left out.
    """
    try:
        return _read(folder, look_at, left_out)
    except OSError as error:  # a folder that this process may not look into
        at = Path(error.filename or folder)
        raise KnowledgeError.at(at, 1, IssueKind.UNREADABLE, why=Obstacle.of(error)) from error


def _read(folder: Path, look_at: BookReader, left_out: list[ValidationIssue] | None) -> Knowledge:
    if not folder.is_dir():
        raise KnowledgeError.at(folder, 1, IssueKind.NO_FOLDER)
    if leading_out := list(_links_outside(folder)):
        raise KnowledgeError(leading_out)
    issues = [ValidationIssue(path, 1, IssueKind.WRONG_SUFFIX) for path in folder.glob("*.yml")]
    synonyms = gather(issues, read_synonyms, folder / SYNONYMS) or ()
    folders = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    if not folders:
        issues.append(ValidationIssue(folder, 1, IssueKind.NO_BOOK))
    read = [gather(issues, read_placed, book_folder) for book_folder in folders]
    if issues:
        raise KnowledgeError(issues)
    books = [each for each in read if each]
    library = Library(tuple(book for book, _ in books))
    for book_folder, (_, placed) in zip(folders, books, strict=True):
        issues.extend(successor_issues(placed, library))
        issues.extend(book_successor_issues(read_document(book_folder / "book.yaml"), library))
    learned = gather(issues, read_learned, folder / LEARNED, library)
    beside = issues if left_out is None else left_out
    onboarding = gather(beside, read_onboarding, folder / ONBOARDING, library)
    pulse = gather(beside, read_pulse, folder / PULSE, library)
    if learned is None or issues:
        raise KnowledgeError(issues)
    for book_folder, (book, placed) in zip(folders, books, strict=True):
        look_at(book_folder, book, placed)
    return Knowledge(library, synonyms, *learned, onboarding, pulse=pulse)


def _links_outside(folder: Path) -> Iterator[ValidationIssue]:
    """Links among the books and files that lead out of the folder: nothing there is read, or shown in a fault."""
    root = folder.resolve()
    named = [path for path in folder.iterdir() if not path.name.startswith(".")]  # others come and go
    for path in (*named, *(each for book in named if book.is_dir() for each in book.iterdir())):
        try:
            target = path.resolve()
        except RuntimeError:  # it leads to itself: whoever reads it says so
            continue
        if not target.is_relative_to(root) and path.parent.resolve().is_relative_to(root):
            yield ValidationIssue(path, 1, IssueKind.LEADS_OUTSIDE, {"target": str(path.readlink())})


def read_synonyms(path: Path) -> Synonyms:
    """The groups of synonyms.yaml in their order, none where there is no file; raises KnowledgeError."""
    if not path.exists():
        return ()
    document = read_document(path)
    if issues := list(_synonym_issues(document)):
        raise KnowledgeError(issues)
    return tuple(tuple(str(word).strip() for word in group or ()) for group in document.entries())


def _synonym_issues(document: Document) -> Iterator[ValidationIssue]:
    seen: dict[str, int] = {}
    for index, group in enumerate(document.entries()):
        words = {"key": str(index + 1), "written": str(group)[:60]}
        if not isinstance(group, list) or any(isinstance(word, list | dict) for word in group):
            yield document.issue(IssueKind.TEXT_FOR_LIST, (index,), **words)
            continue
        if not all(word and str(word).strip() for word in group):
            yield document.issue(IssueKind.EMPTY_TEXT, (index,), **words)
            continue
        if len(group) < 2:
            yield document.issue(IssueKind.SYNONYM_ALONE, (index,), **words)
        for word in (str(word).strip().lower() for word in group):
            if word in seen:
                yield document.issue(IssueKind.SYNONYM_TWICE, (index,), written=word, first=str(seen[word]))
            seen.setdefault(word, document.line((index,)))
