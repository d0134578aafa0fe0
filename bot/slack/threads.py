"""What each conversation on Slack has come to, in memory: a thread, or a direct conversation without one."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.answering import Thread
from bot.slack.incoming import Question

_EXPIRY = 14 * 24 * 60 * 60.0  # seconds: who comes back after two weeks means something new
_KEPT = 5_000  # conversations; a few hundred bytes each


@dataclass(frozen=True)
class Place:
    """Where people talk: a thread of a channel, or ("" as thread) a direct conversation."""

    team: str
    channel: str
    thread: str

    @classmethod
    def of(cls, question: Question) -> "Place":
        """Where a question was asked."""
        return cls(question.team, question.channel, question.thread or "")

    @classmethod
    def clicked(cls, body: Mapping[str, Any]) -> "Place":
        """Where the message stands on which somebody clicked."""
        container, team, message = (body.get(part) or {} for part in ("container", "team", "message"))
        thread = container.get("thread_ts") or message.get("thread_ts") or ""
        return cls(team.get("id", ""), container.get("channel_id", ""), thread)


class Threads:
    """The threads by place; those untouched for 14 days are forgotten, and beyond 5,000 the oldest.

    `clock` tells the seconds that have passed since some moment.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: OrderedDict[Place, tuple[float, Thread]] = OrderedDict()

    def at(self, place: Place) -> Thread:
        """The thread at a place; an empty one where nothing was said, or too long ago."""
        self._forget()
        _, thread = self._kept.get(place, (0.0, Thread()))
        return thread

    def keep(self, place: Place, thread: Thread) -> None:
        """Remember what the thread at a place has come to."""
        self._forget()
        self._kept[place] = (self._clock(), thread)
        self._kept.move_to_end(place)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _forget(self) -> None:
        oldest = self._clock() - _EXPIRY
        while self._kept and next(iter(self._kept.values()))[0] <= oldest:
            self._kept.popitem(last=False)
