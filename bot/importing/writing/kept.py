"""What people added by hand to the files of a book, so that a newer edition has it again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.knowledge.documents.document import read_document
from bot.rulebook.designation.numerals import in_chinese

Entry = Mapping[str, Any]

_OF_BOOK = (  # all that no document tells
    "owner", "audiences", "audience", "aliases", "region", "notices", "replaces", "acknowledge", "repealed",
)  # fmt: skip
_OF_HEADING = ("owner", "review_by", "audience", "preface")
_OF_CLAUSE = ("questions", "audience", "title", "formerly")
PLANNED = ("effective", "revisions", "repealed")


_BOOK = "book.yaml"
Printed = tuple[str, ...]
"""Headings as they are printed, without blanks, from the outermost."""


@dataclass(frozen=True)
class Kept:
    """Keys and values of the book, of each heading (by the headings down to it) and of each clause (by number)."""

    book: Entry = field(default_factory=dict)
    headings: Mapping[Printed, Entry] = field(default_factory=dict)
    clauses: Mapping[str, Entry] = field(default_factory=dict)

    def of_heading(self, path: Sequence[str]) -> Entry:
        """What was added to the heading to which these lead."""
        return self.headings.get(tuple(map(_bare, path)), {})

    def moved(self, numbers: Mapping[str, str], headings: Mapping[Printed, Printed], begins: date) -> "Kept":
        """The same for a newer edition.

        `numbers` and `headings` are the older ones by the new ones; a heading that is still there is itself. The text
        of the newer edition `begins` on a day: what was planned for later ones stays.
        """
        clauses = {
            new: _numbered(new, self.clauses[old], begins)
            for new, old in numbers.items()
            if old in self.clauses
        }
        renamed = {new: self.headings[old] for new, old in headings.items() if old in self.headings}
        book = {
            key: value
            for key, value in self.book.items()
            if key != "repealed" or _end(value) > begins.isoformat()
        }
        return Kept(book, {**renamed, **self.headings}, clauses)

    def restricted(self, audiences: Mapping[str, Sequence[str]]) -> "Kept":
        """The same with these audiences at clauses, by number, that have none of their own."""
        added = {
            number: {"audience": list(names), **self.clauses.get(number, {})}
            for number, names in audiences.items()
        }
        return replace(self, clauses={**self.clauses, **added})

    def plans_lost(self, to: "Kept", numbers: Mapping[str, str]) -> tuple[str, ...]:
        """The older clauses (numbers) of which a day, a revision or an end is not in the files of a newer edition.

        The end of the book itself is told by the name of its file.
        """
        is_end_lost = self.book.get("repealed") != to.book.get("repealed")
        now = {old: to.clauses.get(new, {}) for new, old in numbers.items()}
        clauses = (
            number
            for number, entry in self.clauses.items()
            if any(entry.get(key) != now.get(number, {}).get(key) for key in PLANNED)
        )
        return (*([_BOOK] if is_end_lost else []), *clauses)


def added_by_hand(folder: Path) -> Kept:
    """What stands in the files of a book; raises KnowledgeError where one cannot be read."""
    files = {path.name: read_document(path).value for path in sorted(folder.glob("*.yaml"))}
    head = files.pop(_BOOK, None)
    entries = [
        placed
        for value in files.values()
        if isinstance(value, dict)
        for placed in _entries(value, tuple(_bare(str(heading)) for heading in value.get("under") or []))
    ]
    clauses = (clause for _, entry in entries for clause in entry.get("clauses") or [])
    return Kept(
        _only(head if isinstance(head, dict) else {}, _OF_BOOK),
        {path: kept for path, entry in entries if (kept := _only(entry, _OF_HEADING))},
        {
            str(clause["number"]): kept
            for clause in clauses
            if (kept := _only(clause, (*_OF_CLAUSE, *PLANNED)))
        },
    )


def written_by_hand(folder: Path) -> tuple[str, ...]:
    """The files of a book that hold comments, or clauses that no import wrote, and all that are no rule files."""
    return tuple(path.name for path in sorted(folder.iterdir()) if _is_by_hand(path))


def with_comments(folder: Path) -> tuple[str, ...]:
    """The rule files of a book that hold comments."""
    return tuple(path.name for path in sorted(folder.glob("*.yaml")) if _has_comments(path))


def _has_comments(path: Path) -> bool:
    return any(line.lstrip().startswith("#") for line in path.read_text("utf-8").splitlines())


def _is_by_hand(path: Path) -> bool:
    if path.suffix != ".yaml" or _has_comments(path):
        return True
    value = read_document(path).value
    entries = _entries(value, ()) if isinstance(value, dict) else ()
    return any("source" not in clause for _, entry in entries for clause in entry.get("clauses") or [])


def _entries(entry: Entry, above: Printed) -> Iterator[tuple[Printed, Entry]]:
    path = (*above, _bare(printed_heading(entry)))
    yield path, entry
    for below in entry.get("headings") or []:
        yield from _entries(below, path)


def printed_heading(entry: Entry) -> str:
    """A heading of a rule file as it is printed, "" where it has none."""
    if chapter := entry.get("chapter"):
        return f"第{in_chinese(int(chapter))}章{entry.get('title', '')}"
    return str(entry.get("heading") or "")


def _numbered(number: str, kept: Entry, begins: date) -> Entry:
    """What is kept of a clause that has this number now: a number that came back is no former one."""
    former = [each for each in kept.get("formerly") or () if str(each) != number]
    after = begins.isoformat()
    plans = {
        "effective": kept.get("effective") if str(kept.get("effective")) > after else None,
        "revisions": [each for each in kept.get("revisions") or () if str(each["effective"]) > after],
        "repealed": kept.get("repealed") if _end(kept.get("repealed") or {}) > after else None,
    }
    return _only({**kept, "formerly": former, **plans}, (*_OF_CLAUSE, *PLANNED))


def _end(repealed: Entry) -> str:
    """The day on which something ends, as it is written."""
    return str(repealed.get("on", ""))


def _only(entry: Entry, keys: tuple[str, ...]) -> Entry:
    return {key: entry[key] for key in keys if entry.get(key)}


def _bare(text: str) -> str:
    return "".join(text.split())
