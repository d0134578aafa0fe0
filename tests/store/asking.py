"""Questions for the store's tests."""

from bot.inquiries import Asked, Outcome, Place, QuestionResult, Surface
from bot.store import Store

NOW = 1_800_000_000.0


def asked(store: Store, key: str = "T1/C1/1.0", *clauses: str, person: str = "U1") -> str:
    """The id of a question that was just asked and answered with these clauses."""
    question = Asked(key, Place("T1", "C1", "1.0"), "1.0", person, Surface.MENTION, "迟到怎么处理？")
    assert store.questions.take(NOW, question, f"event of {key}")
    [leased] = store.questions.lease(NOW, 1, 30.0)
    assert store.questions.complete(NOW, leased, QuestionResult(Outcome.ANSWER, clauses), None)
    return leased.id
