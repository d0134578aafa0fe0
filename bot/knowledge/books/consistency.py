"""What must hold across the files of a book: each number once, references that lead somewhere, audiences by name."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache

from bot.knowledge.books.headings import Tree, in_order
from bot.knowledge.books.tables import table
from bot.knowledge.documents.document import Document, Location
from bot.knowledge.documents.schema import BookFile, ChapterFile, ClauseEntry, HeadingEntry, TableEntry
from bot.knowledge.issues import IssueKind, ValidationIssue
from bot.rulebook import Clause, ClauseNumber, HeadingKind, Reference, Rulebook, find_references
from bot.rulebook.designation.designators import Certainty, Step
from bot.rulebook.designation.places.whole_paths import with_bracketed_as_clause, without_bracketed
from bot.rulebook.designation.texts.references import is_introduced, tables_named

_GOES_ON = re.compile(
    r"\s*(?:(?:of|in|to|under|from)\b|[(（]|,\s*(?:[A-Z]|the\b))"
)  # section 7.3 of the lease
_WORD = re.compile(r"[A-Za-z]+|\S+")
_ABBREVIATED = {"sec": "section", "sect": "section", "art": "article"}
_ANNEX_WORD = re.compile(r"附.|[A-Za-z]+")


@dataclass(frozen=True)
class PlacedClause:
    """A clause, and where and how it stands in its file; `head` is the book.yaml beside that."""

    head: Document
    document: Document
    location: Location
    entry: ClauseEntry
    clause: Clause

    @cached_property
    def find_references(self) -> Callable[[str, Sequence[str]], tuple[Reference, ...]]:
        """As of any text, remembered: several checks look at those of the same text."""
        return cache(find_references)

    @property
    def texts(self) -> Iterator[tuple[Location, str, Sequence[TableEntry]]]:
        """What it says, and will say, as it is written: where that stands, the text, and the tables beside it."""
        yield self.location, self.entry.text, self.entry.tables
        for index, each in enumerate(self.entry.revisions):
            yield (*self.location, "revisions", index), each.text, each.tables or ()


def number_issues(tree: Tree) -> Iterator[ValidationIssue]:
    """Numbers that a book has twice, and such as are not of the chapter that they stand in."""
    seen: dict[ClauseNumber, str] = {}
    for node in in_order(tree):
        for index, entry in enumerate(node.entry.clauses):
            key = ("clauses", index, "number")
            first, chapter = entry.number.levels[0], node.entry.chapter
            words = {"written": str(entry.number), "expected": chapter or ""}
            if entry.number in seen:
                yield node.issue(IssueKind.DUPLICATE_NUMBER, key, **words, first=seen[entry.number])
            elif chapter and len(entry.number.levels) > 1 and first != chapter:
                yield node.issue(IssueKind.OUTSIDE_CHAPTER, key, **words)
            line = node.document.line((*node.location, *key))
            seen.setdefault(entry.number, f"{node.document.path.name}:{line}")


def reference_issues(book: Rulebook, placed: Sequence[PlacedClause]) -> Iterator[ValidationIssue]:
    """References inside the book's texts that lead nowhere in it, unless they are accepted; and such as need not be."""
    for each in placed:
        accepted = [entry.reference for entry in each.entry.accept]
        dangling = list(_dangling(each, book))
        for written, line in dangling:
            if written not in accepted:
                words = {"written": written, "clause": str(each.clause.number)}
                yield ValidationIssue(each.document.path, line, IssueKind.DANGLING_REFERENCE, words)
        for index, written in enumerate(accepted):
            if written not in dict(dangling):
                location = (*each.location, "accept", index, "reference")
                yield each.document.issue(IssueKind.NOT_DANGLING, location, written=written)


def _dangling(placed: PlacedClause, book: Rulebook) -> Iterator[tuple[str, int]]:
    """The references of a clause that lead nowhere, each as it is written, with its line."""
    is_english = placed.clause.heading.is_english
    for location, text, tables in placed.texts:
        line = placed.document.line_of_content((*location, "text"))
        for reference in placed.find_references(text, book.names):
            if not _leads_somewhere(reference, placed.clause, book, text):
                yield reference.written, line + text.count("\n", 0, reference.start)
        yield from ((written, line + text.count("\n", 0, start)) for written, start in _no_tables(text, book))
        for index, each in enumerate(tables):
            rows = "\n".join(table(each, is_english=is_english).lines)
            for reference in find_references(rows, book.names):
                if not _leads_somewhere(reference, placed.clause, book, rows):
                    yield reference.written, placed.document.line((*location, "tables", index))


def _no_tables(text: str, book: Rulebook) -> Iterator[tuple[str, int]]:
    """The numbered tables that a text names and its book has not, where it has any."""
    if book.places.with_numbered_tables:
        for written, number, start in tables_named(text):
            if not book.places.tables(number):
                yield written, start


def _leads_somewhere(reference: Reference, clause: Clause, book: Rulebook, text: str) -> bool:
    if reference.document and not book.is_meant_by(reference.document):
        return True  # somebody else's document: not ours to check
    if reference.number and not reference.number[-1][0].isdecimal():
        return True  # A.B
    if not reference.document and _is_of_article(reference, book):
        return bool(book.places.headings([Step(HeadingKind.ARTICLE, reference.number[0])]))
    if reference.certainty is Certainty.WORD and not (
        _is_called_so(reference, book) or _is_own(reference, clause, text)
    ):
        return True  # Section 5 where clauses are called otherwise: too often of a lease or an Act
    if reference.number:
        ends = [replace(reference, number=number) for number in (reference.number, reference.until) if number]
        return all(_is_there(each, clause, book) or _is_left_out(each, book) for each in ends)
    return _has_heading(reference, book) or _is_left_out(reference, book)


def _is_called_so(reference: Reference, book: Rulebook) -> bool:
    """Whether the book calls its clauses by the word of a reference."""
    return _first_word(reference.written) in _words_of_labels(book)


def _is_of_article(reference: Reference, book: Rulebook) -> bool:
    """Whether it names one of the headings that a book calls Article, and not the last figure of a Section 3.09."""
    is_article = len(reference.number) == 1 and _first_word(reference.written) == "article"
    return is_article and not reference.headings and bool(book.places.of_kind(HeadingKind.ARTICLE))


def _is_own(reference: Reference, clause: Clause, text: str) -> bool:
    """See section 7.3. where clauses are numbered like 4.2: it says of nothing else that it is meant."""
    is_like_own = 1 < len(reference.number) == len(clause.number.levels)
    return is_like_own and is_introduced(text, reference.start) and not _GOES_ON.match(text, reference.end)


@lru_cache(maxsize=1)
def _words_of_labels(book: Rulebook) -> frozenset[str]:
    """What the clauses of a book are called in print: section, clause."""
    return frozenset(_first_word(clause.printed) for clause in book.clauses if clause.printed)


def _first_word(written: str) -> str:
    """Section, of Section 4.1, Sections 4.1 to 4.3 and Sec. 4.1."""
    match = _WORD.match(written)
    word = match[0].lower().removesuffix("s") if match else ""
    return _ABBREVIATED.get(word, word)


def _is_there(reference: Reference, clause: Clause, book: Rulebook) -> bool:
    reference = with_bracketed_as_clause(reference, [book])
    places, number, headings = book.places, reference.number, reference.headings
    if without_bracketed(reference, [book]):
        return False
    if places.clauses(headings, number, inside=clause) or places.numbered(number, headings):
        return True
    if places.items(headings, number):
        return True
    return reference.certainty is Certainty.UNSURE and not places.counts_in(number[:-1])  # 10.0.0.1, 3.11.2


def _is_left_out(reference: Reference, book: Rulebook) -> bool:
    """Whether it goes to a part that is not here: the book is an extract, 第四百六十三条 onwards."""
    article = int(reference.number[-1].partition("-")[0]) if reference.number else 0
    first, last = (each.number.counted or (0, 0) for each in (book.clauses[0], book.clauses[-1]))
    is_extract = len(book.clauses[0].number.levels) == 1 and first > (1, 0)
    return is_extract and not first[0] <= article <= last[0]


def _has_heading(reference: Reference, book: Rulebook) -> bool:
    if reference.headings[-1].kind is HeadingKind.ANNEX and _has_annexes(reference, book):
        return bool(book.places.headings(reference.headings))
    known = book.places.known(reference.headings)
    headings = [step for step in known if step.kind is not HeadingKind.ANNEX]
    return len(book.divisions) == 1 or not headings or bool(book.places.headings(headings))


def _has_annexes(reference: Reference, book: Rulebook) -> bool:
    """Whether the book has annexes of the name in a reference: 附表3 is no 附件, and may stand in one."""
    word = _ANNEX_WORD.match(reference.written)
    annexes = book.places.of_kind(HeadingKind.ANNEX)
    return word is not None and any(each.heading.printed.startswith(word[0]) for each in annexes)


def audience_issues(
    head: tuple[Document, BookFile], files: Sequence[tuple[Document, ChapterFile]]
) -> Iterator[ValidationIssue]:
    """Audiences that the book does not name, and names or members that stand twice in one list."""
    document, book = head
    for name, members in book.audiences.items():
        yield from _repeated(document, ("audiences", name), members)
    named: list[tuple[Document, Location, Sequence[str]]] = [(document, ("audience",), book.audience)]
    named += [
        (document, ("acknowledge", place, "who"), each.who) for place, each in enumerate(book.acknowledge)
    ]
    for document, location, names in (
        *named,
        *(each for file in files for each in _named(file[0], (), file[1])),
    ):
        yield from _repeated(document, location, names)
        for index, name in enumerate(names):
            if name not in book.audiences:
                known = tuple(get_close_matches(name, book.audiences) or book.audiences)
                yield document.issue(
                    IssueKind.UNKNOWN_AUDIENCE, (*location, index), written=name, known=known
                )


def _named(
    document: Document, location: Location, entry: HeadingEntry
) -> Iterator[tuple[Document, Location, Sequence[str]]]:
    """Every list of audiences under a heading: its document, its location, the names."""
    yield document, (*location, "audience"), entry.audience
    for index, clause in enumerate(entry.clauses):
        yield document, (*location, "clauses", index, "audience"), clause.audience
    for index, below in enumerate(entry.headings):
        yield from _named(document, (*location, "headings", index), below)


def _repeated(document: Document, location: Location, listed: Sequence[str]) -> Iterator[ValidationIssue]:
    for index, written in enumerate(listed):
        if written in listed[:index]:
            words = {"written": written, "key": str(location[-1])}
            yield document.issue(IssueKind.DUPLICATE_ENTRY, (*location, index), **words)
