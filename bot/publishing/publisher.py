"""The use case: a draft counts from now on where nothing stands against it, or where somebody says so by name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bot.answering import Responder
from bot.generation import Event, Generation
from bot.knowledge import GoldenQuestion, Knowledge, KnowledgeError
from bot.publishing.assessing.gate import Objection, objections
from bot.publishing.changes.draft import Draft, draft_of, read_generation, read_golden_of
from bot.publishing.changes.transition import Transition
from bot.store import LearnedPairs, Publications


@dataclass(frozen=True)
class Verdict:
    """What becomes of a draft: what stands against it, and whether it is another generation than `counting`.

    `transition` leads there (None: nothing counts that could be compared with).
    """

    generation: str
    is_new: bool
    objections: tuple[Objection, ...] = ()
    counting: str = ""
    transition: Transition | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Publisher:
    """Publishes in one database; `built` makes a responder over what is in force, `today` tells the day.

    `learned` are the questions that owners settled while the bot runs: they are in no generation.

    `is_reviewed`: what changes by itself in a folder waits until somebody decides.
    """

    publications: Publications
    learned: LearnedPairs
    built: Callable[[Knowledge], Responder]
    today: Callable[[], date]
    is_reviewed: bool = False

    def knowledge(self, generation: str) -> Knowledge:
        """What a generation that is kept says; raises KnowledgeError where this version does not take it."""
        kept = self.publications.kept(generation)
        return read_generation(kept or Generation({}))

    def golden(self, generation: str, knowledge: Knowledge) -> tuple[GoldenQuestion, ...]:
        """The golden questions of a generation that is kept, which says `knowledge`."""
        kept = self.publications.kept(generation)
        return read_golden_of(kept, knowledge) if kept else ()

    def examine(self, draft: Draft) -> Verdict:
        """What would become of it; nothing is written. Where nothing counts yet, there is nothing to compare with."""
        newest, own = self.publications.newest(), draft.generation.id
        counting = self._counting(newest) if newest != own else None
        if counting is None:
            return Verdict(own, newest != own, (), newest)
        day = self.today()
        transition = Transition.between(counting, draft, day, self.built, self.learned.all())
        found = tuple(objections(draft, counting, transition, day))
        return Verdict(own, is_new=True, objections=found, counting=newest, transition=transition)

    def transition_to(self, generation: str) -> Transition | None:
        """Where a generation that is kept would lead; None where nothing counts that could be compared with.

        Raises KnowledgeError where this version does not take it.
        """
        kept = self.publications.kept(generation)
        return self.examine(draft_of(kept)).transition if kept else None

    def _counting(self, newest: str) -> Draft | None:
        """What counts, as it reads; None where nothing does."""
        kept = self.publications.kept(newest)
        try:
            return draft_of(kept) if kept else None
        except KnowledgeError:  # a stricter version came in between: it has read the draft
            return None

    def publish(self, now: float, draft: Draft, by: str, overrule: str = "") -> Verdict:
        """Publish a draft where nothing stands against it, or for a reason that overrules what does.

        The reason is kept with it, and that somebody overruled is recorded. The objections tell what became of it.
        Where something else comes to count while it is examined, it is examined beside that.
        """
        while True:
            verdict = self.examine(draft)
            if verdict.objections and not overrule:
                return verdict
            self.publications.keep(now, draft.generation)
            against, own = overrule if verdict.objections else "", draft.generation.id
            examined = verdict.counting
            is_new = self.publications.note(now, own, Event.PUBLISHED, by, against, examined=examined)
            if is_new or self.publications.newest() in {examined, own}:
                return Verdict(own, is_new)

    def propose(self, now: float, draft: Draft, by: str) -> Verdict:
        """Have a draft wait for somebody's decision, where nobody decided on it before; what stands against it."""
        verdict = self.examine(draft)
        if verdict.is_new:
            self.publications.keep(now, draft.generation)
            self.publications.note(now, draft.generation.id, Event.PROPOSED, by)
        return verdict

    def withdraw(self, now: float, generation: str, by: str) -> None:
        """Nobody is asked any more whether a generation is to count: the folder no longer holds it."""
        self.publications.note(now, generation, Event.WITHDRAWN, by)

    def proposal(self, generation: str) -> int:
        """The place in the log at which a generation was proposed; 0 where somebody decided, or it was followed."""
        last = self.publications.last()
        waits = last is not None and last.generation == generation and last.event is Event.PROPOSED
        return last.place if last and waits else 0
