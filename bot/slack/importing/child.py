"""The process that reads one document: a job on its standard input -> a report on its standard output."""

import json
import os
import resource
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.importing.books import ImportedBooks
from bot.importing.draft import Draft, draft
from bot.importing.identity import with_ids
from bot.importing.reading import read_books
from bot.importing.source import Changes, ImportRefusedError, NoteKind, Refusal
from bot.importing.writing import Unsaid
from bot.knowledge import KnowledgeError, Severity, WarningKind, lint_book, severity_of
from bot.knowledge.books.book import read_book
from bot.rulebook.clause import is_open
from bot.wording import Catalogue, Language, catalogue_for, finding_sentence, refusal_sentence
from bot.wording.import_report import SHORT, WHOLE, ReportLength, book_words, first_lines, reports

_MEMORY = 4 * 2**30  # bytes of addresses
_PATIENT = 5  # niceness: answers come first
REPORT = "report.txt"
_ELSEWHERE = NoteKind.RESTRICTED_ELSEWHERE


def main() -> None:
    """Read the job, and tell what came of it."""
    job = json.load(sys.stdin)
    _limit(job["seconds"])
    say = catalogue_for(Language(job["language"]))
    try:
        told = _told(job, say)
    except ImportRefusedError as error:
        told = _refused(refusal_sentence(error, say)) | _needs(error, say)
    except KnowledgeError:
        told = _refused(say("importing.knowledge"))
    json.dump(told, sys.stdout)


def _limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_PATIENT)
    os.umask(0o077)


def _told(job: dict[str, Any], say: Catalogue) -> dict[str, Any]:
    knowledge = Path(job["knowledge"])
    hidden = _books_with_hidden(knowledge, frozenset(job["groups"]))
    try:
        changes = Changes(job["changes"]) if job["changes"] else None
        [its] = with_ids([read_books(Path(job["file"]), changes, job["parts"])], knowledge, None)
    except ImportRefusedError as error:
        if error.refusal is Refusal.SAME_AS_RESTRICTED and hidden:
            return _refused(say("importing.terminal"))  # the sentence would name a book
        raise
    if any(book.id in hidden for book in its.books):
        return _refused(say("importing.terminal"))  # what has changed would show what the reader may not see
    if hidden:  # nor is told what of a document stands in a book for others
        its = replace(its, notes=tuple(each for each in its.notes if each.kind is not _ELSEWHERE))
    with tempfile.TemporaryDirectory(dir=Path(job["archive"]).parent) as waiting:
        unsaid = Unsaid("", date.fromisoformat(job["today"]))
        try:
            drafts = draft(its, Path(waiting), knowledge, unsaid, book_words)
        except KnowledgeError:  # the folder itself was read before
            return _refused(say("importing.faulty"))
        doubts = list(_doubts(drafts, unsaid.effective, say))
        short, whole = (_sections(drafts, its, doubts, say, length) for length in (SHORT, WHOLE))
        lost = [clause.label for each in drafts if each.replacement for clause in each.replacement.unplaced]
        folders = [] if lost else [each.book.id for each in drafts]
        if folders:
            _pack(Path(job["archive"]), drafts, whole)
    beside = [[say("import.restriction-lost", clauses=say.listed(lost))]] if lost else []
    told = {"sections": [*short, *beside], "is_cut": short != whole, "folders": folders}
    return _refused("") | told


def _refused(sentence: str) -> dict[str, Any]:
    return {
        "refusal": sentence,
        "sections": [],
        "is_cut": False,
        "folders": [],
        "needs": "",
        "parts": [],
    }


def _needs(error: ImportRefusedError, say: Catalogue) -> dict[str, Any]:
    """What a person can say in the thread, and how they are asked for it."""
    words = error.words
    if error.refusal is Refusal.PENDING_CHANGES:
        return {"refusal": say("importing.changes", file=words["file"]), "needs": "changes"}
    titles = words.get("titles")
    if isinstance(titles, tuple) and len(titles) == int(str(words["count"])):
        asked = say("importing.parts", file=words["file"], count=words["count"], titles=titles)
        return {"refusal": asked, "needs": "parts", "parts": list(titles)}
    return {}


def _books_with_hidden(knowledge: Path, groups: frozenset[str]) -> frozenset[str]:
    """The ids of the books that have anything which the reader may not see."""
    books = (read_book(path.parent) for path in knowledge.glob("[!.]*/book.yaml"))
    return frozenset(
        book.id for book in books if not all(is_open(each.restriction, groups) for each in book.clauses)
    )


def _sections(
    drafts: Sequence[Draft], its: ImportedBooks, doubts: Sequence[str], say: Catalogue, length: ReportLength
) -> list[list[str]]:
    sections = [list(lines) for lines in reports(drafts, its.notes, say, length)]
    return [*sections, *([list(first_lines(doubts, length.notes, say))] if doubts else [])]


def _doubts(drafts: Sequence[Draft], today: date, say: Catalogue) -> Iterator[str]:
    """What is told of the drafts by `shouze check`, but for the owner, of whom the report tells."""
    found = (warning for each in drafts for warning in lint_book(each.files, today).warnings)
    for each in found:
        if severity_of(each.kind) is not Severity.NOTE and each.kind is not WarningKind.NO_CONTACT:
            yield say("import.note", what=finding_sentence(each, say))


def _pack(archive: Path, drafts: Sequence[Draft], sections: Sequence[Sequence[str]]) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for each in drafts:
            for path in sorted(each.files.iterdir()):
                packed.write(path, f"{each.book.id}/{path.name}")
        packed.writestr(REPORT, "\n\n".join("\n".join(lines) for lines in sections) + "\n")


if __name__ == "__main__":
    main()
