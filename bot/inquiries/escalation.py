"""A question that was passed on to the owner of a rule."""

from dataclasses import dataclass
from enum import StrEnum

from bot.inquiries.question import Surface


class EscalationState(StrEnum):
    """How far an escalation has come."""

    OPEN = "open"
    CLOSED = "closed"
    UNDELIVERED = "undelivered"  # Slack would not show it to the owner


@dataclass(frozen=True)
class Escalation:
    """A question with its owner: `text` in the words of the `person` who passed it on, `link` to where it was asked.

    `id` is also that of the parcel that the owner gets. Times are seconds since 1970, 0.0 and "" what is not yet.
    """

    id: str
    question: str
    person: str
    owner: str
    contact: str
    text: str
    note: str = ""
    link: str = ""
    state: EscalationState = EscalationState.OPEN
    opened_at: float = 0.0
    reply: str = ""
    closed_at: float = 0.0
    closed_by: str = ""


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question as it may be passed on: the clauses that answered it (`book/number`).

    `escalation` is that by which it was passed on already; one that did not reach its owner does not count.
    """

    id: str
    channel: str
    ts: str
    person: str
    surface: Surface
    text: str
    clauses: tuple[str, ...]
    escalation: Escalation | None
