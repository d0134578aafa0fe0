"""What may be wrong in a book without being a fault: told by `shouze check`, and no reason not to start."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from bot.knowledge.book import read_placed
from bot.knowledge.checks.consistency import PlacedClause
from bot.rulebook import Rulebook, find_references
from bot.rulebook.parts import meant_by, part_of

_VAGUE = re.compile(r"及时|尽快|适当|酌情|原则上|有关部门|相关部门|必要时")
_SHORTEST_REPEATED = 12  # characters: 略 and 废止 may stand twice


class WarningKind(StrEnum):
    """What may be wrong; the catalogue says each."""

    GAP = "gap"
    ORDER = "order"
    SAME_TEXT = "same-text"
    NO_SUCH_PART = "no-such-part"
    NO_SUCH_HEADING = "no-such-heading"
    NO_CONTACT = "no-contact"
    VAGUE = "vague"


@dataclass(frozen=True, order=True)
class KnowledgeWarning:
    """Something to look at: the file, the line (from 1), the kind, and the words for its sentence."""

    path: Path
    line: int
    kind: WarningKind
    words: Mapping[str, str] = field(default_factory=dict, compare=False)


def read_warnings(folder: Path) -> tuple[KnowledgeWarning, ...]:
    """All that may be wrong in the books of a knowledge folder, by file and line; raises KnowledgeError."""
    folders = (path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    return tuple(sorted(each for book in folders for each in _warnings(book, *read_placed(book))))


def _warnings(folder: Path, book: Rulebook, placed: Sequence[PlacedClause]) -> Iterator[KnowledgeWarning]:
    yield from _numbering(placed)
    yield from _repeated(placed)
    for each in placed:
        yield from _references(each, book)
    head = folder / "book.yaml"
    silent = sorted(
        {clause.heading.owner.name for clause in book.clauses if not clause.heading.owner.contact}
    )
    if silent:
        yield KnowledgeWarning(head, 1, WarningKind.NO_CONTACT, {"owners": "、".join(silent)})
    vague = Counter(word for clause in book.clauses for word in _VAGUE.findall(clause.text))
    if vague:
        most = "、".join(f"{word} {count}" for word, count in vague.most_common(3))
        yield KnowledgeWarning(head, 1, WarningKind.VAGUE, {"count": str(vague.total()), "most": most})


def _at(placed: PlacedClause, kind: WarningKind, key: str = "number", **words: str) -> KnowledgeWarning:
    line = placed.document.line((*placed.location, key))
    return KnowledgeWarning(placed.document.path, line, kind, {"clause": str(placed.clause.number), **words})


def _numbering(placed: Sequence[PlacedClause]) -> Iterator[KnowledgeWarning]:
    """Where a number is left out, or stands behind a higher one."""
    for first, second in pairwise(placed):
        before, number = first.clause.number, second.clause.number
        if before.counted is None or number.counted is None or before.levels[:-1] != number.levels[:-1]:
            continue
        if number.counted < before.counted:
            yield _at(second, WarningKind.ORDER, before=str(before))
        elif number.counted[0] > before.counted[0] + 1:
            yield _at(second, WarningKind.GAP, before=str(before))


def _repeated(placed: Sequence[PlacedClause]) -> Iterator[KnowledgeWarning]:
    seen: dict[str, PlacedClause] = {}
    for each in placed:
        text = "".join(each.clause.text.split())
        if text in seen:
            yield _at(each, WarningKind.SAME_TEXT, "text", first=str(seen[text].clause.number))
        elif len(text) >= _SHORTEST_REPEATED:
            seen[text] = each


def _references(placed: PlacedClause, book: Rulebook) -> Iterator[KnowledgeWarning]:
    """References to a part that the clause has not, and to headings of a kind that the book has not."""
    for reference in find_references(placed.clause.text):
        if reference.document and not book.is_meant_by(reference.document):
            continue
        if len(book.places.known(reference.headings)) < len(reference.headings):
            yield _at(placed, WarningKind.NO_SUCH_HEADING, "text", written=reference.written)
        if not reference.number or not reference.parts:
            continue
        found = book.places.clauses(reference.headings, reference.number, inside=placed.clause)
        part = meant_by(reference.parts, book.region)
        if len(found) == 1 and not part_of(found[0].text, part):
            yield _at(placed, WarningKind.NO_SUCH_PART, "text", written=reference.written)
