"""pulse.yaml: what staff are asked now and then, how often, and who."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from bot.knowledge.documents.document import Document, read_document
from bot.knowledge.documents.schema import Count, StrictModel, Text, Texts, read_as, word_of
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue
from bot.pulse import MOST_QUESTIONS, Every, Pulse, PulseQuestion
from bot.rulebook import Library

PULSE = "pulse.yaml"
_EVERY = {"每月": Every.MONTH, "每季度": Every.QUARTER, "每半年": Every.HALF_YEAR, "每年": Every.YEAR} | {
    str(each): each for each in Every
}
_SENT = {"是": True, "否": False, "true": True, "false": False}
_LAST_DAY, _LONGEST = 28, 27  # of a month; days, so that a round is over before the next month's


class PulseQuestionEntry(StrictModel):
    """One entry of `questions:`."""

    id: Text
    text: Text


class PulseFile(StrictModel):
    """pulse.yaml."""

    send: Annotated[bool, BeforeValidator(word_of(_SENT))]
    every: Annotated[Every, BeforeValidator(word_of(_EVERY))]
    questions: Annotated[list[PulseQuestionEntry], Field(min_length=1)]
    day: Count = 1
    days: Count = 7
    audience: Texts = Field(default_factory=list)


def read_pulse(path: Path, library: Library) -> Pulse | None:
    """The pulse, None where there is no file; raises KnowledgeError with all issues."""
    if not path.exists():
        return None
    document = read_document(path)
    file = read_as(PulseFile, document)
    audiences = {key.partition("/")[2]: key for key in library.audiences}
    audiences |= {key: key for key in library.audiences}
    issues = [
        *_unknown(file, document, audiences, library),
        *_too_much(file, document),
        *_repeated(file, document),
    ]
    if issues:
        raise KnowledgeError(issues)
    asked = tuple(audiences[name] for name in file.audience)
    questions = tuple(PulseQuestion(entry.id, entry.text) for entry in file.questions)
    return Pulse(questions, file.every, file.day, file.days, asked, file.send)


def _unknown(
    file: PulseFile, document: Document, audiences: Mapping[str, str], library: Library
) -> Iterator[ValidationIssue]:
    known = tuple(library.audiences)
    for place, name in enumerate(file.audience):
        if name not in audiences:
            where = ("audience", place)
            yield document.issue(IssueKind.UNKNOWN_AUDIENCE, where, written=name, known=known)


def _too_much(file: PulseFile, document: Document) -> Iterator[ValidationIssue]:
    counts = (
        ("questions", len(file.questions), MOST_QUESTIONS),
        ("day", file.day, _LAST_DAY),
        ("days", file.days, _LONGEST),
    )
    for key, count, most in counts:
        if count > most:
            yield document.issue(IssueKind.TOO_MUCH, (key,), key=key, most=str(most))


def _repeated(file: PulseFile, document: Document) -> Iterator[ValidationIssue]:
    first: dict[str, int] = {}
    for place, entry in enumerate(file.questions):
        where = ("questions", place, "id")
        if entry.id in first:
            words = {"written": entry.id, "first": str(first[entry.id])}
            yield document.issue(IssueKind.REPEATED, where, **words)
        first.setdefault(entry.id, document.line(where))
