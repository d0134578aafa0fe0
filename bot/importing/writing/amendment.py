"""A newer edition from a day on: the older files go on till then, each clause with its texts one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from bot.importing.source import ImportRefusedError, Refusal
from bot.importing.writing.kept import printed_heading
from bot.importing.writing.rule_files import RuleFiles
from bot.knowledge.documents.document import read_document
from bot.rulebook import Clause, Rulebook
from bot.rulebook.printed import read_heading

_LIKE = 0.5  # of a title: below, a heading of the same number is another one


@dataclass(frozen=True)
class Amendment:
    """What an edition does to the files of an older one: those that are rewritten, and headings that keep their name.

    `headings` are pairs: as it was and stays, and as the newer edition has it.
    """

    files: frozenset[str]
    headings: tuple[tuple[str, str], ...]


def amend(folder: Path, older: Rulebook, newer: Path, edition: Rulebook, day: date) -> Amendment:
    """Write into the `folder` of the older book what the newer one says from a day on.

    Clauses are known by their numbers: one that says something else gets a revision, one that is missing is repealed,
    one that is new begins on that day. `newer` is the folder of the newer edition. Headings, and what is said of the
    book as a whole, stay as they are. Raises KnowledgeError where a file cannot be read, ImportRefusedError
    (HEADINGS_MOVED) where the newer edition counts its headings otherwise.
    """
    files, written = RuleFiles(folder), RuleFiles(newer)
    renamed = tuple(_renamed(files, written))
    before, last = {str(clause.number): clause for clause in older.clauses}, ""
    own_labels = _labels(folder) != _labels(newer)
    for clause in edition.clauses:
        number = str(clause.number)
        entry = written.entry(number) | ({"label": clause.short_label} if own_labels else {})
        if number not in before:
            files.insert(entry | {"effective": day.isoformat()}, written.headings_above(number), last)
        else:
            files.keep(number, day)
            if _says_otherwise(before[number].on(day), clause):
                files.revise(entry, before[number].wordings[0].effective, day)
        last = number
    there = {str(clause.number) for clause in edition.clauses}
    same_words = {_bare(each.text): str(each.number) for each in edition.clauses}
    for number, clause in before.items():
        if number not in there and clause.is_in_force(day):
            files.repeal(number, day, same_words.get(_bare(clause.on(day).text), ""))
    return Amendment(files.write(), renamed)


def _says_otherwise(before: Clause, now: Clause) -> bool:
    return _bare(before.text) != _bare(now.text) or bool(now.title and now.title != before.title)


def _renamed(older: RuleFiles, newer: RuleFiles) -> Iterator[tuple[str, str]]:
    """The headings that are called otherwise; raises ImportRefusedError where one has the number of another one."""
    for keys, place in newer.places.items():
        there = older.places.get(keys)
        was, now = (printed_heading(each.entry) if each else "" for each in (there, place))
        before, after = (read_heading(label).title for label in (was, now))
        if not before or not after or before == after:
            continue
        if SequenceMatcher(None, before, after, autojunk=False).ratio() < _LIKE:
            raise ImportRefusedError(Refusal.HEADINGS_MOVED, heading=was, now=now)
        yield was, now


def _labels(folder: Path) -> tuple[object, ...]:
    head = read_document(folder / "book.yaml").value
    return (head.get("labels"), head.get("region")) if isinstance(head, dict) else ()


def _bare(text: str) -> str:
    return "".join(text.split())
