"""What a question gets: an answer, a choice, contents, a refusal or small talk, never anything else; and the thread.

A thread is what a conversation has come to: a value that is passed into the responder and comes out of it again.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.answering.deciding.fact import Fact
from bot.rulebook import Clause, Division, Library, Owner, Rulebook

CERTAIN = 1.0
"""The confidence of an answer that nobody searched for: a clause asked for by its number is the right one."""
_EARLIER = 2  # clauses that the talk was about before


class MisquotationError(ValueError):
    """A quotation that does not stand in its clause: a fault of ours that must never reach staff."""

    def __init__(self, clause: Clause) -> None:
        super().__init__(f"the quotation does not stand in {clause.name}")
        self.clause = clause


@dataclass(frozen=True)
class Citation:
    """A clause shown as evidence.

    `quote` stands word for word in its text, `marked` (the sentence that answers, or "") in the quote; `related` are
    the clauses that it refers to, `divisions` the headings; `score` is that of the search. `missing_part` is what was
    asked for of it that it has not (第三款), `former` the number that it was asked for by and no longer has, `shown_at`
    the address of the message in the conversation that shows it whole ("": none does).
    """

    clause: Clause
    quote: str
    score: float = 0.0
    marked: str = ""
    related: tuple[Clause, ...] = ()
    missing_part: str = ""
    former: str = ""
    divisions: tuple[Division, ...] = ()
    shown_at: str = ""

    def __post_init__(self) -> None:
        if self.quote not in self.clause.text or self.marked not in self.quote:
            raise MisquotationError(self.clause)

    @classmethod
    def whole(cls, clause: Clause, score: float = 0.0) -> "Citation":
        """The clause quoted from its first to its last character."""
        return cls(clause, clause.text, score)


@dataclass(frozen=True)
class Answer:
    """The clause that answers comes first; up to two more follow that answer other parts of the question.

    `left_out` is how many more were asked for by their numbers than are cited; `as_of` is the day on which all of it
    was in force, or will be (`is_to_come`), where that was asked for; `published` the one on which it was published
    so, where the files do not say it. `is_day_unread`: the day asked for is none (2026-13-01), and this is today's.
    `absent` is what was asked for by its number beside what is cited, and is not there, or not all of it.
    """

    citations: tuple[Citation, ...]
    confidence: float
    left_out: int = 0
    as_of: date | None = None
    published: date | None = None
    is_to_come: bool = False
    is_day_unread: bool = False
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unmentioned:
    """A topic of the question of which no clause speaks: 婚假."""

    topic: str


Lack = Fact | Unmentioned


@dataclass(frozen=True)
class Choice:
    """Not sure enough: the nearest clause, which is shown with this doubt, and up to three others that may be meant.

    `lacks` is what was asked for and is known to be missing there. `candidates` are the best clauses, more than are
    offered: what a reader may choose among.
    """

    options: tuple[Citation, ...]
    confidence: float
    lacks: Lack | None = None
    candidates: tuple[Clause, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True)
class Contents:
    """What somebody asked to leaf through: one heading, or the outermost ones of `books`."""

    divisions: tuple[Division, ...]
    books: tuple[Rulebook, ...] = ()

    @classmethod
    def of(cls, books: tuple[Rulebook, ...]) -> "Contents":
        """The contents of whole books."""
        return cls(tuple(division for book in books for division in book.divisions), books)


class BookQuestion(StrEnum):
    """What is asked about a book itself."""

    EFFECTIVE = "effective"
    VERSION = "version"
    OWNER = "owner"
    SIZE = "size"
    CONTACT = "contact"


@dataclass(frozen=True)
class AboutBook:
    """What was asked about books themselves, which is told from their data: no clause says it.

    `owners` stand beside what they answer for, where they are asked about.
    """

    asked: BookQuestion
    books: tuple[Rulebook, ...] = ()
    owners: tuple[tuple[str, Owner], ...] = ()


class Reason(StrEnum):
    """Why a question is refused."""

    SILENT = "silent"  # no clause in force is good enough
    DISTRESS = "distress"  # somebody may harm themselves, and no clause says where help is
    NO_SUCH_CLAUSE = "no-such-clause"  # the number asked for does not exist, or is not in force
    NOT_YET = "not-yet"  # the number asked for is one of a clause that comes into force later
    NOT_THEN = "not-then"  # the number was, or will be, in force on another day than the one named
    NO_SUCH_DAY = "no-such-day"  # the day named beside the number is none that there is
    REPEALED = "repealed"  # the number asked for is one of a clause that is no longer in force
    WHICH_CLAUSE = "which-clause"  # the number asked for stands in several chapters or books
    VAGUE = "vague"  # it does not say what it is about: 要多久？
    NO_QUESTION = "no-question"  # nothing to search for: empty, or punctuation only


_WORTH_ASKING = {
    *(Reason.SILENT, Reason.DISTRESS, Reason.NO_SUCH_CLAUSE, Reason.NOT_YET, Reason.NOT_THEN, Reason.REPEALED)
}


@dataclass(frozen=True)
class Refusal:
    """No answer: why, the three nearest clauses, whom to ask, and how good the best one was (0 to 1).

    Of what is `repealed` (with its whole book, where that `is_of_book`) the nearest is the successor, or `by_book` took
    its place; `coming` is what will be in force. `as_of` is the day that was asked about, where it was another one,
    `published` that of the edition that counted on it. Where it depends on the book whom to ask, `owners` stand beside
    the books' titles, and there is no owner.
    """

    reason: Reason
    nearest: tuple[Citation, ...]
    owner: Owner | None
    confidence: float = 0.0
    repealed: Clause | None = None
    coming: Clause | None = None
    is_of_book: bool = False
    by_book: Rulebook | None = None
    as_of: date | None = None
    published: date | None = None
    owners: tuple[tuple[str, Owner], ...] = ()

    @property
    def is_worth_asking(self) -> bool:
        """Whether asking in other words would not help, and somebody may know."""
        return self.reason in _WORTH_ASKING

    @property
    def whom_to_ask(self) -> Owner | None:
        """The owner, where asking in other words would not help."""
        return self.owner if self.is_worth_asking else None


class SmallTalkKind(StrEnum):
    """What was said that is no question about the rules."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    HELP = "help"
    STOP = "stop"  # no more answers here
    CANNOT = "cannot"  # an errand: book, write, translate, approve


@dataclass(frozen=True)
class SmallTalk:
    """A short reply to what asks for no clause."""

    kind: SmallTalkKind


Reply = Answer | Choice | Contents | AboutBook | Refusal | SmallTalk


@dataclass(frozen=True)
class Thread:
    """The question before, as it was understood, and the clauses cited (or offered) for it, in their order.

    There are none where it was asked back which of several is meant.

    `earlier` are those that the talk was about before, the last one first.
    """

    question: str = ""
    clauses: tuple[Clause, ...] = ()
    earlier: tuple[Clause, ...] = ()

    @property
    def shown(self) -> tuple[Clause, ...]:
        """The clauses before the asker's eyes, be it that another question came to nothing since."""
        return self.clauses or self.earlier[:1]


@dataclass(frozen=True)
class Turn:
    """A reply, and the thread as it goes on from there."""

    reply: Reply
    thread: Thread


def next_thread(thread: Thread, understood: str, reply: Reply) -> Thread:
    """The thread after a reply: what came to nothing was asked all the same.

    Small talk, and what is in force on another day, leave it as it was; after what the files do not say of that day it
    begins anew.
    """
    match reply:
        case Answer(published=day) if day:
            return Thread()
        case Answer(as_of=day) if day:
            return thread
        case Answer(citations) | Choice(citations):
            clauses = tuple(citation.clause for citation in citations)
        case Contents((division,)):
            clauses = division.clauses
        case Refusal(Reason.SILENT, nearest):
            clauses = tuple(citation.clause for citation in nearest)
        case Refusal(Reason.WHICH_CLAUSE):
            clauses = ()
        case _:
            return thread
    before = (clause for clause in (*thread.clauses[:1], *thread.earlier) if clause not in clauses[:1])
    return Thread(understood, clauses, tuple(before)[:_EARLIER])


def thread_within(thread: Thread, library: Library) -> Thread:
    """The thread as it may go on for readers of `library`: anew, where it came to a clause that they do not see.

    A follow-up (第二款呢) quotes from the thread itself, and who reads along, or belongs to an audience, changes.
    """
    shown = (*thread.clauses, *thread.earlier)
    return thread if all(clause in library for clause in shown) else Thread()
