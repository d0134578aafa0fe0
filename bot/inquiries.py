"""What people ask, what becomes of it, and what they say about it: the nouns that everything else speaks of.

It has never heard of Slack, of SQL or of the clock: moments are seconds since 1970.
"""

from dataclasses import dataclass
from enum import StrEnum


class Surface(StrEnum):
    """How a question is asked."""

    MENTION = "mention"
    DIRECT = "direct"
    THREAD = "thread"  # in a thread that the bot answered in, without a mention
    COMMAND = "command"
    SHORTCUT = "shortcut"
    HOME = "home"
    FILE = "file"  # a document that somebody dropped, to see what rules it holds


class Outcome(StrEnum):
    """What became of a question."""

    ANSWER = "answer"
    CHOICE = "choice"
    REFUSAL = "refusal"
    CONTENTS = "contents"
    COURTESY = "courtesy"
    REPORT = "report"  # what a document holds
    NOT_ADMITTED = "not_admitted"
    THROTTLED = "throttled"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"
    NOT_ADDRESSED = "unmeant"  # said in a thread, but not to the bot: nothing of it is kept


@dataclass(frozen=True)
class Place:
    """The address of a conversation: a thread of a channel, or with "" as `thread` the channel itself."""

    team: str
    channel: str
    thread: str = ""

    @property
    def key(self) -> str:
        """The place as one text, by which it is found again."""
        return f"{self.team}/{self.channel}/{self.thread}"


@dataclass(frozen=True)
class Asked:
    """A question as it arrives. `key` makes it one: the same message, by whichever events it is told.

    `place` is the conversation in which it is answered, `ts` the message that asks ("": none does); `is_shared`: other
    organisations read along.
    """

    key: str
    place: Place
    ts: str
    person: str
    surface: Surface
    text: str
    response_url: str = ""
    is_shared: bool = False

    @classmethod
    def by_trigger(  # noqa: PLR0913  # what such a question has
        cls,
        trigger: str,
        place: Place,
        person: str,
        surface: Surface,
        text: str,
        *,
        ts: str = "",
        response_url: str = "",
    ) -> "Asked":
        """A question asked otherwise than by a message: a command, a shortcut or a click, each with a trigger id."""
        key = f"{place.team}/{place.channel}/{trigger}"
        return cls(key, place, ts, person, surface, text, response_url)


@dataclass(frozen=True)
class Question:
    """A question at work. `recent`: how many the person asked in the minute before; `attempts`: this one included."""

    id: str
    asked: Asked
    asked_at: float
    recent: int
    revision: int
    attempts: int
    is_withdrawn: bool

    def exceeds(self, limit: int) -> bool:
        """Whether the person had asked as many as they may in a minute; an edit is no new question."""
        return self.recent >= limit and not self.revision


@dataclass(frozen=True)
class QuestionResult:
    """What became of it; `clauses` as `book/number`, `thread` the state of the conversation (None: as it was).

    `generation`: the rules that it was answered from.
    """

    outcome: Outcome
    clauses: tuple[str, ...] = ()
    confidence: float = 0.0
    incident: str = ""
    thread: str | None = None
    generation: str = ""


@dataclass(frozen=True)
class AskedWords:
    """What was asked in the same words, so many `times` by so many `people`."""

    text: str
    times: int
    people: int


class Complaint(StrEnum):
    """Why an answer was of no use."""

    WRONG_CLAUSE = "wrong-clause"
    UNCLEAR = "unclear"
    NOT_COVERED = "not-covered"
    OUTDATED = "outdated"
    OTHER = "other"


@dataclass(frozen=True)
class Opinion:
    """What a person says of the answer to a question; without a `complaint` it was useful.

    `is_agreed`: the owner may read the question, and the comment, without their name.
    """

    question: str
    person: str
    complaint: Complaint | None = None
    comment: str = ""
    is_agreed: bool = False


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
    """A question as it may be passed on: its outcome ("" while it is at work), and the clauses that answered it.

    `escalation` is that by which it was passed on already; one that did not reach its owner does not count. `thread` is
    where its answer stands.
    """

    id: str
    channel: str
    ts: str
    person: str
    surface: Surface
    text: str
    outcome: str
    clauses: tuple[str, ...]
    escalation: Escalation | None
    thread: str = ""
