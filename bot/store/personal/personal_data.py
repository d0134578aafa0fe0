"""What is stored about a person, as it is shown to them, and how much of it was removed. Times are in seconds."""

from dataclasses import asdict, astuple, dataclass, fields
from datetime import UTC, datetime
from typing import Any

from bot.store.onboarding.personal_data import AcknowledgementData, EnrolmentData, SignatureData


@dataclass(frozen=True)
class QuestionData:
    """A question of theirs, and what became of it."""

    asked_at: float
    surface: str
    channel: str
    text: str
    outcome: str
    clauses: tuple[str, ...]
    confidence: float


@dataclass(frozen=True)
class FeedbackData:
    """What they said about an answer."""

    given_at: float
    is_useful: bool
    reason: str
    comment: str


@dataclass(frozen=True)
class EscalationData:
    """A question that they passed on, or answered as its owner, or that was theirs."""

    opened_at: float
    owner: str
    state: str
    text: str
    note: str
    link: str
    reply: str


@dataclass(frozen=True)
class DeskData:
    """What they did, as an owner, about something that staff could not find."""

    closed_at: float
    owner: str
    state: str
    reply: str


@dataclass(frozen=True)
class ThreadData:
    """What a conversation in which they asked has come to, as the answering side keeps it."""

    touched_at: float
    place: str
    state: str


@dataclass(frozen=True)
class ParcelData:
    """Messages to them, or about them, that were posted or are to be."""

    created_at: float
    channel: str
    state: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class FollowData:
    """What they follow: a book, a heading or a clause, by its name."""

    name: str


@dataclass(frozen=True)
class PulseData:
    """A round in which they were asked and that is still open, with what they answered ("" and 0: nothing yet).

    Once it is closed nobody's answers are known.
    """

    round: str
    question: str
    score: int


@dataclass(frozen=True)
class ReviewData:
    """A chapter that they have read again, by its name."""

    reviewed_at: float
    heading: str


@dataclass(frozen=True)
class AccountData:
    """Who they were when Slack last told."""

    seen_at: float
    is_guest: bool
    is_outsider: bool
    is_reading: bool
    language: str
    zone: str


@dataclass(frozen=True)
class AuditData:
    """What they did, or what was done to them: their `part` in it is actor or target."""

    done_at: float
    part: str
    action: str


@dataclass(frozen=True)
class PersonalData:
    """All that is stored about a person, each kind by time; false where there is nothing.

    `unreadable` is how much more there is that no secret opens.
    """

    questions: tuple[QuestionData, ...] = ()
    feedback: tuple[FeedbackData, ...] = ()
    escalations: tuple[EscalationData, ...] = ()
    desk: tuple[DeskData, ...] = ()
    threads: tuple[ThreadData, ...] = ()
    parcels: tuple[ParcelData, ...] = ()
    onboarding: tuple[EnrolmentData, ...] = ()
    signatures: tuple[SignatureData, ...] = ()
    acknowledgements: tuple[AcknowledgementData, ...] = ()
    accounts: tuple[AccountData, ...] = ()
    following: tuple[FollowData, ...] = ()
    pulse: tuple[PulseData, ...] = ()
    reviews: tuple[ReviewData, ...] = ()
    audit: tuple[AuditData, ...] = ()
    unreadable: int = 0

    def __bool__(self) -> bool:
        return any(astuple(self))

    def readable(self) -> dict[str, Any]:
        """The entries by their kind, as JSON can hold them; times in ISO 8601."""
        return {
            kind.name: [
                {
                    name: _moment(value) if name.endswith("_at") else value
                    for name, value in asdict(one).items()
                }
                for one in getattr(self, kind.name)
            ]
            for kind in fields(self)
            if kind.name != "unreadable"
        } | {"unreadable": self.unreadable}


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


@dataclass(frozen=True)
class ErasureReport:
    """How many of each kind lost their person and words; `cancelled`: what was not answered or posted yet.

    `signatures` is how many were kept.
    """

    questions: int = 0
    feedback: int = 0
    escalations: int = 0
    threads: int = 0
    parcels: int = 0
    cancelled: int = 0
    onboarding: int = 0
    signatures: int = 0
    accounts: int = 0
    desk: int = 0
    pairs: int = 0

    def __bool__(self) -> bool:
        return any(astuple(self))
