"""The impact of a change, with what the store knows of questions and signatures."""

from collections.abc import Callable

from bot.publishing.assessing.impact import Impact, Watch, impact
from bot.publishing.changes.transition import Transition
from bot.store import Store

LATELY = 90  # days: questions asked before tell little of what is asked now
_MOST = 2_000  # questions that are looked at beside a bot that answers others
_EVERYBODY = frozenset[str]()


def assess(
    store: Store, transition: Transition, now: float, most: int | None = None, watch: Watch = iter
) -> Impact:
    """The impact of a change on what was asked in the last 90 days (the newest, at most so many), and on signatures."""
    asked = store.questions.asked_words(now - LATELY * 86_400.0, most)
    before, after = (
        store.signatures.outdated(state.knowledge.library.fingerprints)
        for state in (transition.before, transition.after)
    )
    return impact(transition, asked, len(after - before), watch)


def impact_for_all(
    store: Store, transition_to: Callable[[str], Transition | None], generation: str, now: float
) -> Impact:
    """The impact of a generation that is kept, as far as it lies in what everybody may see.

    Raises KnowledgeError where this version does not take it.
    """
    transition = transition_to(generation)
    return assess(store, transition.seen_by(_EVERYBODY), now, _MOST) if transition else Impact()
