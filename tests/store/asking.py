"""Questions for the store's tests."""

from bot.store import Asked, Outcome, QuestionResult, Store

NOW = 1_800_000_000.0


def asked(store: Store, key: str = "T1/C1/1.0", *clauses: str, person: str = "U1") -> str:
    """The id of a question that was just asked and answered with these clauses."""
    question = Asked(key, "T1", "C1", "1.0", "1.0", person, "mention", "迟到怎么处理？")
    assert store.questions.take(question, f"event of {key}", NOW)
    [leased] = store.questions.lease(1, NOW, 30.0)
    assert store.questions.settle(leased, QuestionResult(Outcome.ANSWER, clauses), None, NOW)
    return leased.id
