"""All that is stored about one person, as it can be shown to them. Times are seconds since 1970."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class HeldQuestion:
    """A question of theirs, and what became of it; `asked_at` in seconds since 1970."""

    asked_at: float
    surface: str
    channel: str
    text: str
    outcome: str
    clauses: tuple[str, ...]
    confidence: float


@dataclass(frozen=True)
class HeldFeedback:
    """What they said about an answer."""

    given_at: float
    is_useful: bool
    reason: str
    comment: str


@dataclass(frozen=True)
class HeldEscalation:
    """A question that they passed on, or answered as its owner, or that was theirs."""

    opened_at: float
    owner: str
    state: str
    text: str
    note: str
    link: str
    reply: str


@dataclass(frozen=True)
class HeldThread:
    """What a conversation in which they asked has come to, as the answering side keeps it."""

    touched_at: float
    place: str
    state: str


@dataclass(frozen=True)
class HeldParcel:
    """Messages to them, or about them, that were posted or are to be."""

    created_at: float
    channel: str
    state: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class HeldEnrolment:
    """A path that they are or were on (`part` is person): since when, and what they did, were told and asked on it.

    Or their `part` in that of somebody else: buddy, manager, enrolled_by.
    """

    enrolled_at: float
    part: str
    path: str
    role: str = ""
    start: str = ""
    zone: str = ""
    buddy: str = ""
    manager: str = ""
    pauses: str = ""
    ended: str = ""
    done: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeldSignature:
    """What they signed: clauses with the version of their book, and the hash of the record."""

    signed_at: float
    stage: str
    clauses: tuple[str, ...]
    hash: str


@dataclass(frozen=True)
class Held:
    """All that is stored about a person, each kind by time; false where there is nothing."""

    questions: tuple[HeldQuestion, ...]
    feedback: tuple[HeldFeedback, ...]
    escalations: tuple[HeldEscalation, ...]
    threads: tuple[HeldThread, ...]
    parcels: tuple[HeldParcel, ...]
    onboarding: tuple[HeldEnrolment, ...]
    signatures: tuple[HeldSignature, ...]

    def __bool__(self) -> bool:
        return any(astuple(self))


@dataclass(frozen=True)
class Erased:
    """How many of each kind lost their person and words; `cancelled`: what was not answered or posted yet.

    `signatures` is how many were kept.
    """

    questions: int
    feedback: int
    escalations: int
    threads: int
    parcels: int
    cancelled: int
    onboarding: int
    signatures: int

    def __bool__(self) -> bool:
        return any(astuple(self))
