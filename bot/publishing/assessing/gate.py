"""What stands against publishing: errors that were not there before, and golden questions that are answered worse."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.evaluation import answered_right
from bot.knowledge import GoldenQuestion, KnowledgeWarning, ValidationIssue, amended_in_place
from bot.publishing.changes.draft import Draft
from bot.publishing.changes.transition import Transition

MARGIN = 0.02  # of the golden questions that both generations have, by so much fewer may be answered right


class Gate(StrEnum):
    """What is looked at before something is published; the name is what is shown."""

    CHECK = "check"
    GOLDEN = "golden"


@dataclass(frozen=True)
class Objection:
    """Why a gate does not let a draft pass: new `errors`, or the `questions` that are no longer answered right.

    Of these, `restricted` ask for clauses for some readers.
    """

    gate: Gate
    errors: tuple[KnowledgeWarning | ValidationIssue, ...] = ()
    questions: tuple[str, ...] = ()
    restricted: frozenset[str] = frozenset()


def objections(draft: Draft, counting: Draft, transition: Transition, day: date) -> Iterator[Objection]:
    """What stands against a draft in the place of what counts; `transition` leads from the one to the other.

    Only what is worse than before: a book with gaps in its numbers that is in use may be amended.
    """
    known = {_same(error) for error in counting.errors}
    errors: tuple[KnowledgeWarning | ValidationIssue, ...] = (
        *amended_in_place(draft.placed, transition.before.knowledge.library, day),
        *(error for error in draft.errors if _same(error) not in known),
    )
    if errors:
        yield Objection(Gate.CHECK, errors)
    if lost := _lost(transition):
        yield Objection(Gate.GOLDEN, (), tuple(lost), _restricted(*draft.golden, *counting.golden))


def _lost(transition: Transition) -> list[str]:
    """Golden questions that what counts answers right and the draft does not, where these are too many.

    What counts is asked only what the draft answers wrong, unless that alone does not tell.
    """
    before, after = transition.before, transition.after
    asked = {each.question for each in after.golden} & {each.question for each in before.golden}
    allowed = MARGIN * len(asked)
    now = answered_right([one for one in after.golden if one.question in asked], after.responder)
    if len(asked) - len(now) <= allowed:
        return []
    known = [one for one in before.golden if one.question in asked]
    lost = answered_right([one for one in known if one.question not in now], before.responder)
    if len(lost) <= allowed:
        return []
    kept = answered_right([one for one in known if one.question in now], before.responder)
    is_worse = len(lost) + len(kept) - len(now) > allowed
    return [one.question for one in after.golden if one.question in lost] if is_worse else []


def _restricted(*golden: GoldenQuestion) -> frozenset[str]:
    return frozenset(each.question for each in golden if any(clause.restriction for clause in each.clauses))


def _same(error: KnowledgeWarning) -> tuple[str, ...]:
    """What makes an error the same in another generation: the lines may have moved."""
    path, words = error.path, (f"{name}={word}" for name, word in error.words.items())
    return (path.parent.name, path.name, error.kind, *words)
