"""The owner's desk: what staff could not find, what became of it, and the questions that were settled there.

Nouns and rules alone: it has never heard of Slack, of SQL or of the clock. Moments are seconds since 1970.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from bot.audit import Action
from bot.inquiries import Complaint, Outcome, Surface
from bot.tallies import ENOUGH_PEOPLE


class ItemState(StrEnum):
    """What became of an item; the name is what is stored."""

    OPEN = "open"
    SETTLED = "settled"  # a clause answers it
    ANSWERED = "answered"  # the rules are silent, and the owner said something of their own
    CHANGING = "changing"  # a clause is to be changed
    CHANGED = "changed"  # and was
    DISMISSED = "dismissed"

    @property
    def is_told(self) -> bool:
        """Whether everybody hears of it who could not find it."""
        return self in {ItemState.SETTLED, ItemState.ANSWERED, ItemState.CHANGING}

    @property
    def action(self) -> Action:
        """How it is recorded that somebody decided so; an item that is open nobody decided on."""
        return {
            ItemState.SETTLED: Action.ITEM_SETTLED,
            ItemState.ANSWERED: Action.ITEM_ANSWERED,
            ItemState.CHANGING: Action.ITEM_CHANGING,
            ItemState.CHANGED: Action.ITEM_CHANGED,
            ItemState.DISMISSED: Action.ITEM_DISMISSED,
        }[self]


@dataclass(frozen=True)
class Gap:
    """A question that was not answered well, before it stands in an item.

    `clauses` are those nearest to it by name, best first; `owner` and `contact` are set where it was passed on.
    """

    question: str
    text: str
    outcome: Outcome
    clauses: tuple[str, ...]
    asked_at: float
    owner: str = ""
    contact: str = ""

    @property
    def is_near(self) -> bool:
        """Whether the first of the clauses may be meant, so that its chapter's owner is asked."""
        return self.outcome is not Outcome.REFUSAL


@dataclass(frozen=True)
class Voice:
    """One person who asked what an item is about: `person` is told once, `text` is how they put it.

    `is_agreed`: they passed it on, or agreed that the owner reads it. Where it was asked is where they hear of it.
    """

    question: str
    person: str
    text: str
    surface: Surface
    team: str
    channel: str
    thread: str
    ts: str
    is_agreed: bool = False
    is_asker: bool = True
    complaint: Complaint | None = None
    comment: str = ""
    escalation: str = ""
    is_told: bool = False


@dataclass(frozen=True)
class Item:
    """One thing that staff could not find, with all who asked for it; whose it is to mend it.

    `clauses` are the nearest by name; `clause` the one that settles it, or is to be changed, and `text_mark` marks its
    text of that moment. `shown_at` is when the owner's time began, 0.0 while too few people asked.
    """

    id: str
    owner: str
    contact: str
    clauses: tuple[str, ...]
    voices: tuple[Voice, ...] = ()
    state: ItemState = ItemState.OPEN
    opened_at: float = 0.0
    shown_at: float = 0.0
    digest: str = ""
    reminded_at: float = 0.0
    referred_at: float = 0.0
    clause: str = ""
    text_mark: str = ""
    reply: str = ""
    closed_at: float = 0.0
    closed_by: str = ""

    @property
    def people(self) -> int:
        """How many different people asked."""
        return len({voice.person for voice in self.voices if voice.person})

    @property
    def waiting(self) -> tuple[Voice, ...]:
        """Those who have not heard of it, each person once, with what they asked last."""
        told = {voice.person for voice in self.voices if voice.is_told}
        last = {voice.person: voice for voice in self.voices if voice.person}
        return tuple(voice for person, voice in last.items() if person not in told)

    @property
    def is_shown(self) -> bool:
        """Whether the owner hears of it at all; its words are another matter."""
        is_own = (
            self.state is ItemState.CHANGING and not self.voices
        )  # nobody asked: the owner wants it of themselves
        return is_own or self.people >= ENOUGH_PEOPLE or any(voice.is_agreed for voice in self.voices)

    @property
    def words(self) -> str:
        """How it is put, on one line: by whoever agreed, else by so many that it tells of none of them; else ""."""
        return _on_one_line(self._spoken.text) if self._spoken else ""

    @property
    def source(self) -> str:
        """The id of the question whose words are shown; "" where none are."""
        return self._spoken.question if self._spoken else ""

    def source_of(self, wording: str) -> str:
        """The source of a wording that may say again what is shown; "" only where the two share no two characters."""
        shown, written = _alike(self.words), _alike(wording)
        runs = {written, *map("".join, pairwise(written))}
        return self.source if any(run in shown for run in runs) else ""

    @property
    def is_passed_on_alone(self) -> bool:
        """Whether the owner has a letter on each question of it, and need not hear of it again."""
        return all(voice.escalation for voice in self.voices)

    @property
    def _spoken(self) -> Voice | None:
        """Whose words are shown: what somebody else asked is not released by whoever disliked its answer."""
        written = [voice for voice in self.voices if voice.text and (voice.is_asker or voice.escalation)]
        people: dict[str, set[str]] = defaultdict(set)
        for voice in written:
            people[_alike(voice.text)].add(voice.person)
        agreed = (voice for voice in written if voice.is_agreed)
        often = (voice for voice in written if len(people[_alike(voice.text)]) >= ENOUGH_PEOPLE)
        return next(agreed, None) or next(often, None)


@dataclass(frozen=True)
class LearnedPair:
    """A question and the clause (by name) that an owner said answers it; `text_mark` marks the clause's text then.

    `source` is the id of the question whose words these are ("": the owner's own).
    """

    id: str
    question: str
    clause: str
    text_mark: str
    source: str = ""
    settled_on: date = date.min


@dataclass(frozen=True)
class Learning:
    """Pairs that were tried beside all that had been learned at a `version` of it."""

    pairs: tuple[LearnedPair, ...] = ()
    version: int = 0


Likeness = Callable[[str, Sequence[str]], Sequence[float]]
"""How like a question is to each of some others, 0 to 1."""


def grouped(
    gaps: Iterable[Gap], known: Sequence[tuple[str, str]], alike: Likeness, enough: float
) -> list[tuple[Gap, str]]:
    """Each gap with the key of the group that it belongs to: of those known (key, words), or begun by an earlier gap.

    A gap goes to the group whose words are most like its own, where they are alike `enough`; else it begins a group,
    whose key is its question. So the order of arrival decides, and a group never changes what it is about.
    """
    keys, words = [key for key, _ in known], [text for _, text in known]
    found: list[tuple[Gap, str]] = []
    for gap in gaps:
        likeness = list(alike(gap.text, words)) if words else []
        best = max(range(len(likeness)), key=likeness.__getitem__, default=-1)
        if best < 0 or likeness[best] < enough:
            keys.append(gap.question)
            words.append(gap.text)
            best = len(keys) - 1
        found.append((gap, keys[best]))
    return found


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _alike(text: str) -> str:
    """The same for what tells nothing more of whoever wrote it."""
    return _on_one_line(text).casefold().rstrip("?？.。!！ ")
