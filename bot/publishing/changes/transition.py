"""From what counts to what would count instead: both as they are in force on a day, with their responders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.answering import Responder
from bot.desk import LearnedPair
from bot.knowledge import GoldenQuestion, Knowledge
from bot.publishing.changes.draft import Draft

Built = Callable[[Knowledge], Responder]
"""Makes a responder over what is in force, which may take seconds."""


@dataclass(frozen=True)
class State:
    """What is in force on a day, and its responder: that is built when it is first asked for."""

    knowledge: Knowledge
    golden: tuple[GoldenQuestion, ...]
    _built: Built

    @cached_property
    def responder(self) -> Responder:
        """Who answers from it."""
        return self._built(self.knowledge)

    def seen_by(self, groups: frozenset[str]) -> "State":
        """The same for readers who belong to these audiences."""
        seen = self.knowledge.within(self.knowledge.library.seen_by(groups))
        hidden = {each.name for each in self.knowledge.library.clauses} - {*seen.library.by_name}
        golden = (each for each in self.golden if not any(one.name in hidden for one in each.clauses))
        return State(seen, tuple(golden), self._built)


@dataclass(frozen=True)
class Transition:
    """What is in force on a day `before` something is published, and `after`.

    `later` are days to come on which something else changes besides.
    """

    before: State
    after: State
    later: tuple[date, ...] = ()

    @classmethod
    def between(
        cls, counting: Draft, draft: Draft, day: date, built: Built, learned: Sequence[LearnedPair] = ()
    ) -> "Transition":
        """From what counts to a draft; `built` makes responders, `learned` is what owners settled besides."""
        before, after = (
            State(each.knowledge.taught(learned).in_force(day), each.golden, built)
            for each in (counting, draft)
        )
        known = counting.knowledge.timeline.changes
        later = (each for each in draft.knowledge.timeline.changes if each > day and each not in known)
        return cls(before, after, tuple(later))

    def seen_by(self, groups: frozenset[str]) -> "Transition":
        """The same for readers who belong to these audiences: nothing of it tells what they may not see."""
        return Transition(self.before.seen_by(groups), self.after.seen_by(groups))
