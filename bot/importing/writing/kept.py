"""What people added by hand to the files of a book, so that a newer edition has it again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.knowledge.document import read_document
from bot.rulebook.numerals import in_chinese

Entry = Mapping[str, Any]

_OF_BOOK = ("owner", "audiences", "audience", "aliases", "region")
_OF_HEADING = ("owner", "review_by", "audience")
_OF_CLAUSE = ("questions", "audience", "title")


@dataclass(frozen=True)
class Kept:
    """Keys and values of the book, of each heading (as printed, without blanks) and of each clause (by number)."""

    book: Entry = field(default_factory=dict)
    headings: Mapping[str, Entry] = field(default_factory=dict)
    clauses: Mapping[str, Entry] = field(default_factory=dict)

    def of_heading(self, printed: str) -> Entry:
        """What was added to a heading."""
        return self.headings.get(_bare(printed), {})

    def renumbered(self, numbers: Mapping[str, str]) -> "Kept":
        """The same for the clauses of a newer edition; `numbers` are those of the older one by the new ones."""
        clauses = {new: self.clauses[old] for new, old in numbers.items() if old in self.clauses}
        return Kept(self.book, self.headings, clauses)


def added_by_hand(folder: Path) -> Kept:
    """What stands in the files of a book; raises KnowledgeError where one cannot be read."""
    files = {path.name: read_document(path).value for path in sorted(folder.glob("*.yaml"))}
    head = files.pop("book.yaml", None)
    entries = [entry for value in files.values() if isinstance(value, dict) for entry in _entries(value)]
    clauses = (clause for entry in entries for clause in entry.get("clauses") or [])
    return Kept(
        _only(head if isinstance(head, dict) else {}, _OF_BOOK),
        {_bare(_printed(entry)): kept for entry in entries if (kept := _only(entry, _OF_HEADING))},
        {str(clause["number"]): kept for clause in clauses if (kept := _only(clause, _OF_CLAUSE))},
    )


def _entries(entry: Entry) -> Iterator[Entry]:
    yield entry
    for below in entry.get("headings") or []:
        yield from _entries(below)


def _printed(entry: Entry) -> str:
    if chapter := entry.get("chapter"):
        return f"第{in_chinese(int(chapter))}章{entry.get('title', '')}"
    return str(entry.get("heading") or "")


def _only(entry: Entry, keys: tuple[str, ...]) -> Entry:
    return {key: entry[key] for key in keys if entry.get(key)}


def _bare(text: str) -> str:
    return "".join(text.split())
