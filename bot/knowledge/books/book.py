"""A book's folder -> Rulebook, or all issues of its files.

Across a book must hold: each number once, references that lead somewhere, audiences that it names.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from bot.knowledge.books.amendments import date_issues
from bot.knowledge.books.consistency import PlacedClause, audience_issues, number_issues, reference_issues
from bot.knowledge.books.headings import Node, Printed, Tree, heading_issues, heading_tree, in_order
from bot.knowledge.books.language import is_english, region_told
from bot.knowledge.books.tables import table, table_issues, text_with_tables
from bot.knowledge.documents.document import Document, read_document
from bot.knowledge.documents.schema import (
    NO_LABELS,
    NUMBER_MARK,
    BookFile,
    ChapterFile,
    ClauseEntry,
    OwnerEntry,
    SourceEntry,
    read_as,
)
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue, gather
from bot.rulebook import (
    AcknowledgementRequest,
    Audience,
    Clause,
    Heading,
    Owner,
    Repeal,
    Restriction,
    Revision,
    Rulebook,
    Source,
    audience_key,
)

_BOOK = "book.yaml"
Levels = tuple[Sequence[str], ...]
"""The audiences that are named on a book, on the headings down to a clause, and on it."""


def read_book(folder: Path) -> Rulebook:
    """The book whose files lie in the folder; raises KnowledgeError with every issue in any of them."""
    return read_placed(folder)[0]


def read_placed(folder: Path) -> tuple[Rulebook, tuple[PlacedClause, ...]]:
    """The same, and where each of its clauses stands in the files."""
    files = sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("."))
    issues = [ValidationIssue(path, 1, IssueKind.WRONG_SUFFIX) for path in folder.glob("*.yml")]
    if not files:
        raise KnowledgeError([*issues, ValidationIssue(folder, 1, IssueKind.EMPTY_FOLDER)])
    head = gather(issues, _head, folder / _BOOK)
    chapters = [gather(issues, _chapter_file, path) for path in files if path.name != _BOOK]
    if not chapters:
        issues.append(ValidationIssue(folder, 1, IssueKind.EMPTY_FOLDER))
    read = [chapter for chapter in chapters if chapter]
    in_english = head is not None and is_english(head[1], [chapter for _, chapter in read])
    tree = heading_tree(read, in_english=in_english)
    if len(read) == len(chapters):
        issues.extend(heading_issues(tree))
    issues.extend(number_issues(tree))
    issues.extend(table_issues(tree))
    if head and len(read) == len(chapters) > 0:
        issues.extend(audience_issues(head, read))
        placed = tuple(_placed(*head, tree, in_english=in_english))
        book = _assembled(head[1], placed)
        issues.extend(reference_issues(book, placed))
        issues.extend(date_issues(placed))
        if not issues:
            return book, placed
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


def _assembled(head: BookFile, placed: Sequence[PlacedClause]) -> Rulebook:
    return Rulebook(
        id=head.id,
        title=head.title,
        version=head.version,
        effective=head.effective,
        owner=_owner(head.owner),
        clauses=tuple(each.clause for each in placed),
        preface=head.preface or "",
        audiences=tuple(Audience(name, tuple(members)) for name, members in head.audiences.items()),
        aliases=tuple(head.aliases),
        region=head.region or region_told(each.clause.text for each in placed),
        issued=head.issued,
        document_number=head.document_number or "",
        replaces=tuple(head.replaces),
        notices=head.notices or "",
        acknowledge=tuple(
            AcknowledgementRequest(each.on, each.days, tuple(each.who)) for each in head.acknowledge
        ),
    )


def _placed(document: Document, head: BookFile, tree: Tree, *, in_english: bool) -> Iterator[PlacedClause]:
    """The clauses in the order of the book, each under its heading."""
    headings: dict[Printed, Heading] = {}
    levels: dict[Printed, Levels] = {(): (head.audience,)}
    for node in in_order(tree):
        above = node.path[:-1]
        heading = headings[node.path] = _heading(head, node, headings.get(above), in_english=in_english)
        audiences = levels[node.path] = (*levels[above], node.entry.audience)
        for index, entry in enumerate(node.entry.clauses):
            clause = _clause(head, heading, entry, (*audiences, entry.audience))
            location = (*node.location, "clauses", index)
            yield PlacedClause(document, node.document, location, entry, clause)


def _heading(head: BookFile, node: Node, above: Heading | None, *, in_english: bool) -> Heading:
    entry, read = node.entry, node.read
    inherited = above.owner if above else _owner(head.owner)
    return Heading(
        head.id,
        head.title,
        head.version,
        read.number,
        read.title or head.title,
        _owner(entry.owner) if entry.owner else inherited,
        read.kind,
        entry.heading or ("" if entry.chapter else head.title),
        above,
        entry.review_by,
        entry.preface or "",
        in_english,
        bool(entry.repeated),
    )


def _clause(head: BookFile, heading: Heading, entry: ClauseEntry, audiences: Levels) -> Clause:
    first, *others = _revisions(head, entry, in_english=heading.is_english)
    return Clause(
        heading,
        entry.number,
        first.text,
        first.effective,
        first.title,
        tuple(entry.questions),
        _restriction(head.id, audiences),
        _printed(head, entry),
        first.tables,
        first.source,
        (first, *others) if others else (),
        _repeal(head, entry),
        tuple(entry.formerly),
    )


def _revisions(head: BookFile, entry: ClauseEntry, *, in_english: bool) -> Iterator[Revision]:
    """The texts that a clause has one after the other, the one outside of `revisions:` first."""
    as_data = partial(table, is_english=in_english)
    title, tables, source = entry.title or "", tuple(map(as_data, entry.tables)), _source(entry.source)
    text = text_with_tables(entry.text, tables)
    yield Revision(entry.effective or head.effective, text, title, tables, source)
    for each in entry.revisions:
        title = each.title or title
        tables = tables if each.tables is None else tuple(map(as_data, each.tables))
        source = _source(each.source) or source
        yield Revision(each.effective, text_with_tables(each.text, tables), title, tables, source)


def _repeal(head: BookFile, entry: ClauseEntry) -> Repeal | None:
    """The end of a clause: its own, or that of its book, whichever comes first."""
    ends = [each for each in (entry.repealed, head.repealed) if each]
    if not ends:
        return None
    end = min(ends, key=lambda each: each.on)
    successor = end.successor or ""
    if end is entry.repealed and successor and "/" not in successor:
        successor = f"{head.id}/{successor}"
    return Repeal(end.on, successor, end.note or "")


def _printed(head: BookFile, entry: ClauseEntry) -> str | None:
    """The number as the document prints it; None where it is made of the number as usual."""
    if entry.label is None and head.labels is None and head.region == "tw":
        return entry.number.in_chinese.replace("条", "條")
    if entry.label is not None or head.labels is None:
        return entry.label
    return "" if head.labels == NO_LABELS else head.labels.replace(NUMBER_MARK, str(entry.number))


def _source(entry: SourceEntry | None) -> Source | None:
    if entry is None:
        return None
    return Source(entry.file, entry.page or "", entry.paragraph or "", entry.row or "", entry.sha256 or "")


def _owner(entry: OwnerEntry) -> Owner:
    return Owner(entry.name, entry.contact)


def _restriction(book: str, levels: Levels) -> Restriction:
    """What the audiences named on the book, its headings and the clause ask of a reader, a level each."""
    return tuple(frozenset(audience_key(book, name) for name in names) for names in levels if names)
