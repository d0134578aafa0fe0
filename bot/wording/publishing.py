"""Why a change of the rules does not count, in sentences."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot.generation import SHOWN
from bot.knowledge import IssueKind, KnowledgeWarning, ValidationIssue
from bot.publishing import Objection, Trouble, TroubleKind
from bot.wording.catalogue import Catalogue
from bot.wording.changes import changes_lines
from bot.wording.findings import finding_line, finding_sentence, place, without_quotations
from bot.wording.impact import impact_figures

_MOST = 20  # lines: what is mended first is named first


def trouble_lines(
    trouble: Trouble, say: Catalogue, *, is_for_all: bool = False, folder: Path | None = None
) -> Iterator[str]:
    """What is wrong, each place of it (the first twenty), and what to do.

    `is_for_all`: nothing is quoted that may stand in a clause for some readers. Places are those in `folder`.
    """
    yield say(
        f"rules.{trouble.kind}", counting=trouble.counting[:SHOWN], generation=trouble.generation[:SHOWN]
    )
    if trouble.impact is not None:
        yield from impact_figures(trouble.impact, say)
    issues = map(without_quotations, trouble.issues) if is_for_all else trouble.issues
    lines = [f"{place(issue, folder)}: {finding_sentence(issue, say)}" for issue in issues]
    for book in trouble.differences:
        lines.append(say("diff.book", title=book.title, count=len(book.changes)))
        lines += changes_lines(book.changes, say)
    lines += [say("rules.hidden", count=trouble.hidden)] if trouble.hidden else []
    if trouble.kind is TroubleKind.WAITING and not lines:
        lines.append(say("rules.no-clause"))
    against = map(_for_all, trouble.objections) if is_for_all else trouble.objections
    lines += [line for each in against for line in objection_lines(each, say, folder)]
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield say("rules.more", count=len(lines) - _MOST)
    if trouble.objections:
        yield say("publish.overruling")


def objection_lines(objection: Objection, say: Catalogue, folder: Path | None = None) -> Iterator[str]:
    """Why a gate does not let a draft pass, and each error or question of it."""
    yield say(f"publish.gate.{objection.gate}", count=len(objection.errors or objection.questions))
    yield from (f"{place(error, folder)}: {_error_sentence(error, say)}" for error in objection.errors)
    yield from objection.questions


def _error_sentence(error: KnowledgeWarning | ValidationIssue, say: Catalogue) -> str:
    return finding_sentence(error, say) if isinstance(error.kind, IssueKind) else finding_line(error, say)


def _for_all(objection: Objection) -> Objection:
    questions = (
        question if question not in objection.restricted else "…" for question in objection.questions
    )
    return replace(
        objection, errors=tuple(map(without_quotations, objection.errors)), questions=tuple(questions)
    )
