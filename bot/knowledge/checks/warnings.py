"""What may be wrong in a book without being a fault: told by `shouze check`, and no reason not to start."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from bot.knowledge.books.consistency import PlacedClause
from bot.knowledge.checks.texts import unclosed_bracket, wrong_character
from bot.knowledge.issues import Finding, Word
from bot.knowledge.reading import Knowledge, read_knowledge
from bot.rulebook import Clause, Rulebook
from bot.rulebook.designation.designators import NamedPart
from bot.rulebook.designation.numerals import FINANCIAL_NUMERALS, NUMERAL
from bot.rulebook.designation.texts.references import own_parts
from bot.rulebook.item_lines import item_gaps
from bot.rulebook.parts import meant_by, part_of

_VAGUE = re.compile(r"及时|尽快|适当|酌情|原则上|有关部门|相关部门|必要时")
_DOCUMENTS = {".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".csv", ".pdf"}
_SHORTEST_REPEATED = 12  # characters: 略 and 废止 may stand twice
_UNWRITTEN = re.compile(r"[\W_]*(?:待定|待补充|待完善|暂缺|to ?do|tbd)?[\W_]*", re.IGNORECASE)
_OWN_HEADING = re.compile(r"本[编編章节節篇]|this(?:part|chapter|section|article)", re.IGNORECASE)
_COUNTS = re.compile(rf"{NUMERAL}|[{FINANCIAL_NUMERALS}]+|[A-Za-z]+")
_BESIDE = re.compile(r"[之-]#|(?<=.)[（(].*|\s")  # 第三十九条之一, 4.1.2（暂行）


class WarningKind(StrEnum):
    """What may be wrong; the catalogue says each."""

    GAP = "gap"
    KNOWN_GAP = "known-gap"
    ORDER = "order"
    SAME_TEXT = "same-text"
    NO_SUCH_PART = "no-such-part"
    NO_SUCH_HEADING = "no-such-heading"
    REPEATED_LABEL = "repeated-label"
    KNOWN_REPEAT = "known-repeat"
    REPEATED_HEADING = "repeated-heading"
    MIXED = "mixed"
    EMPTY = "empty"
    ITEM_GAP = "item-gap"
    BRACKET = "bracket"
    WRONG_CHARACTER = "wrong-character"
    NO_CONTACT = "no-contact"
    VAGUE = "vague"
    ALIKE = "alike"
    PASSED = "passed"
    REPEALED_REFERENCE = "repealed-reference"
    NOT_READ = "not-read"
    REVIEW_PAST = "review-past"


KnowledgeWarning = Finding[WarningKind]
"""Something to look at."""


@dataclass(frozen=True)
class CheckedKnowledge:
    """A knowledge folder with all that may be wrong in its books, and where each of its clauses stands in the files."""

    knowledge: Knowledge
    warnings: tuple[KnowledgeWarning, ...]
    placed: tuple[PlacedClause, ...]


def read_checked(folder: Path) -> CheckedKnowledge:
    """Read a folder and look at all of it; raises KnowledgeError."""
    found, clauses = list[KnowledgeWarning](), list[PlacedClause]()

    def look_at(folder: Path, book: Rulebook, placed: Sequence[PlacedClause]) -> None:
        found.extend(book_warnings(folder, book, placed))
        clauses.extend(placed)

    knowledge = read_knowledge(folder, look_at)
    for book in knowledge.library.books:
        if any(clause.repeal for clause in book.clauses):
            others = (each for each in clauses if each.clause.heading.book != book.id)
            found.extend(warning for each in others for warning in _to_repealed(each, book))
    return CheckedKnowledge(knowledge, tuple(sorted([*found, *_not_read(folder)])), tuple(clauses))


def book_warnings(folder: Path, book: Rulebook, placed: Sequence[PlacedClause]) -> Iterator[KnowledgeWarning]:
    """All that may be wrong in one book."""
    yield from _not_read(folder)
    yield from _numbering(placed)
    yield from _mixed(placed)
    yield from _repeated_headings(placed)
    yield from _repeated(placed)
    for each in placed:
        yield from _references(each, book)
        yield from _wording(each)
        yield from _to_repealed(each, book)
    yield from _without_contact(placed)
    yield from _vague(placed)


def _without_contact(placed: Sequence[PlacedClause]) -> Iterator[KnowledgeWarning]:
    """All owners who cannot be asked, where the first one is named."""
    silent = [each for each in placed if not each.clause.heading.owner.contact]
    if silent:
        path, line = _where_owner_stands(silent[0])
        owners = tuple(sorted({each.clause.heading.owner.name for each in silent}))
        yield KnowledgeWarning(path, line, WarningKind.NO_CONTACT, {"owners": owners})


def _where_owner_stands(placed: PlacedClause) -> tuple[Path, int]:
    own = placed.document if ("owner",) in placed.document.lines else placed.head
    return own.path, own.line(("owner",))


def _vague(placed: Sequence[PlacedClause]) -> Iterator[KnowledgeWarning]:
    """How often a book says something that decides nothing, where it does first."""
    found = [(each, match) for each in placed for match in _VAGUE.finditer(each.entry.text)]
    if found:
        first, match = found[0]
        counts = Counter(word[0] for _, word in found)
        most = tuple(f"{word} {count}" for word, count in counts.most_common(3))
        words: dict[str, Word] = {"written": match[0], "count": str(len(found)), "most": most}
        yield warning_in_text(first, WarningKind.VAGUE, match.start(), **words)


def _not_read(folder: Path) -> Iterator[KnowledgeWarning]:
    """Documents beside the rule files, which somebody may take for rules that are answered from."""
    found = (path for path in folder.iterdir() if path.suffix.lower() in _DOCUMENTS)
    yield from (KnowledgeWarning(path, 1, WarningKind.NOT_READ) for path in found if path.name[0] not in ".~")


def _at(placed: PlacedClause, kind: WarningKind, key: str = "number", **words: str) -> KnowledgeWarning:
    line = placed.document.line((*placed.location, key))
    return KnowledgeWarning(placed.document.path, line, kind, {"clause": placed.clause.place, **words})


def _numbering(placed: Sequence[PlacedClause]) -> Iterator[KnowledgeWarning]:
    """Where a number is left out, or stands behind a higher one."""
    for first, second in pairwise(placed):
        before, number = first.clause.number, second.clause.number
        if before.counted is None or number.counted is None or before.levels[:-1] != number.levels[:-1]:
            continue
        if number.counted < before.counted:
            yield _at(second, WarningKind.ORDER, before=first.clause.place)
        elif number.counted[0] > before.counted[0] + 1:
            why = second.entry.gap
            kind, reason = (WarningKind.KNOWN_GAP, {"why": why}) if why else (WarningKind.GAP, {})
            yield _at(second, kind, before=first.clause.place, **reason)


def _mixed(placed: Sequence[PlacedClause]) -> Iterator[KnowledgeWarning]:
    """The first clause under a heading that counts otherwise than that before it (第三条, 4.); labels that repeat."""
    told = set[str]()
    seen: dict[tuple[str, str], PlacedClause] = {}
    for each in placed:
        key, printed = each.clause.heading.key, each.clause.printed
        first = seen.setdefault((key, printed), each) if printed else each
        if first is not each:
            why = each.entry.repeated
            kind, reason = (
                (WarningKind.KNOWN_REPEAT, {"why": why}) if why else (WarningKind.REPEATED_LABEL, {})
            )
            keys = {"clause": str(each.clause.number), "first": str(first.clause.number)}
            yield _at(each, kind, written=printed or "", **keys, **reason)
    for one, two in pairwise(placed):
        if (one.clause.printed is None) is not (two.clause.printed is None):
            continue  # 5, then 5b that is printed 第五条
        key = two.clause.heading.key
        forms = {_form(one.clause), _form(two.clause)} - {""}
        is_level = _is_level(one.clause, two.clause)
        if one.clause.heading.key == key not in told and len(forms) > 1 and not is_level:
            told.add(key)
            yield _at(two, WarningKind.MIXED, before=one.clause.place)


def _repeated_headings(placed: Sequence[PlacedClause]) -> Iterator[KnowledgeWarning]:
    """Headings that have the number of one before them, as their file says, each at its first clause."""
    told = set[str]()
    for each in placed:
        for heading in each.clause.heading.path:
            if heading.is_repeated and heading.key not in told:
                told.add(heading.key)
                yield _at(each, WarningKind.REPEATED_HEADING, heading=heading.label)


def _is_level(one: Clause, two: Clause) -> bool:
    """Whether a number is one level below that before it, or goes on above: 2.1, 2.1.1, 2.2."""
    first, second = one.number.levels, two.number.levels
    shorter, longer = sorted((first, second), key=len)
    above = shorter if second is longer else shorter[:-1]
    return len(shorter) < len(longer) and longer[: len(above)] == above


def _form(clause: Clause) -> str:
    """How a clause is numbered: 第#条, #、, #.#; the same for all that count alike, "" where it cannot be told.

    A point that was left out behind a number, or put there, counts no otherwise.
    """
    if clause.printed is None:
        return "#." * len(clause.number.levels) if clause.number.counted else ""
    return _BESIDE.sub("", _COUNTS.sub("#", clause.printed)).removesuffix(".")


def _wording(placed: PlacedClause) -> Iterator[KnowledgeWarning]:
    """What may be wrong in the words of a clause by themselves."""
    text = placed.entry.text
    if _UNWRITTEN.fullmatch(text) and not placed.clause.tables:
        yield _at(placed, WarningKind.EMPTY, "text")
    if bracket := unclosed_bracket(text):
        yield warning_in_text(placed, WarningKind.BRACKET, bracket[0], written=bracket[1])
    if wrong := wrong_character(text):
        yield warning_in_text(placed, WarningKind.WRONG_CHARACTER, wrong[0], written=wrong[1])
    for offset, before, number in item_gaps(text):
        yield warning_in_text(placed, WarningKind.ITEM_GAP, offset, before=str(before), written=str(number))


def warning_in_text(placed: PlacedClause, kind: WarningKind, offset: int, **words: Word) -> KnowledgeWarning:
    """What was found at a place of a text, with the line on which that stands."""
    line = placed.document.line_of_content((*placed.location, "text"))
    line += placed.entry.text.count("\n", 0, offset)
    return KnowledgeWarning(placed.document.path, line, kind, {"clause": placed.clause.place, **words})


def _repeated(placed: Sequence[PlacedClause]) -> Iterator[KnowledgeWarning]:
    """Clauses that say the same: what names its own chapter (本章没有规定的) says another thing in each."""
    seen: dict[tuple[str, str], PlacedClause] = {}
    for each in placed:
        text = "".join(each.clause.text.split())
        said = (text, each.clause.heading.key if _OWN_HEADING.search(text) else "")
        if said in seen:
            yield _at(each, WarningKind.SAME_TEXT, "text", first=seen[said].clause.place)
        elif len(text) >= _SHORTEST_REPEATED:
            seen[said] = each


def _to_repealed(placed: PlacedClause, book: Rulebook) -> Iterator[KnowledgeWarning]:
    """References to a clause of a book that is repealed while the text that refers to it goes on."""
    inside = placed.clause if placed.clause.heading.book == book.id else None
    wordings = placed.clause.wordings
    ends = [wording.effective for wording in wordings[1:]]
    ends.append(placed.clause.repeal.on if placed.clause.repeal else date.max)
    for (location, text, _), end in zip(placed.texts, ends, strict=True):
        for reference in placed.find_references(text, book.names):
            is_meant = book.is_meant_by(reference.document) if reference.document else bool(inside)
            if reference.number and is_meant:
                found = book.places.clauses(reference.headings, reference.number, inside=inside)
                over = [each.repeal.on for each in found if each.repeal and each.repeal.on < end]
                if len(found) == len(over) == 1 and found[0] != placed.clause:
                    line = placed.document.line((*location, "text"))
                    words = {
                        "clause": placed.clause.place,
                        "written": reference.written if inside else f"{book.title} {reference.written}",
                        "date": str(over[0]),
                    }
                    yield KnowledgeWarning(placed.document.path, line, WarningKind.REPEALED_REFERENCE, words)


def _references(placed: PlacedClause, book: Rulebook) -> Iterator[KnowledgeWarning]:
    """References to a part that the clause has not, and to headings of a kind that the book has not; each told once."""
    found = (*_to_own_parts(placed, book), *_to_others(placed, book))
    yield from {(each.kind, each.words["written"]): each for each in found}.values()


def _to_own_parts(placed: PlacedClause, book: Rulebook) -> Iterator[KnowledgeWarning]:
    for written, parts in own_parts(placed.clause.text):
        yield from _to_part(placed, placed.clause, book, parts, written)


def _to_others(placed: PlacedClause, book: Rulebook) -> Iterator[KnowledgeWarning]:
    for reference in placed.find_references(placed.clause.text, book.names):
        if reference.document and not book.is_meant_by(reference.document):
            continue
        if len(book.places.known(reference.headings)) < len(reference.headings):
            yield _at(placed, WarningKind.NO_SUCH_HEADING, "text", written=reference.written)
        if not reference.number or not reference.parts:
            continue
        found = book.places.clauses(reference.headings, reference.number, inside=placed.clause)
        if len(found) == 1:
            yield from _to_part(placed, found[0], book, reference.parts, reference.written)


def _to_part(
    placed: PlacedClause, clause: Clause, book: Rulebook, parts: Sequence[NamedPart], written: str
) -> Iterator[KnowledgeWarning]:
    if not part_of(clause.text, meant_by(parts, book.region), clause.tables):
        yield _at(placed, WarningKind.NO_SUCH_PART, "text", written=written)
