"""Responders whose thresholds a test chooses, and what their replies cite."""

from dataclasses import replace

from bot.answering import (
    Answer,
    Reason,
    Refusal,
    Reply,
    Responder,
)
from bot.answering.deciding.confidence import calibrations
from bot.retrieval import Analyzer, Index
from bot.rulebook import Library


def cited(reply: Reply) -> list[str]:
    assert isinstance(reply, Answer), reply
    return [str(citation.clause.number) for citation in reply.citations]


def nearest(reply: Reply, reason: Reason) -> list[str]:
    assert isinstance(reply, Refusal), reply
    assert reply.reason is reason
    return [str(citation.clause.number) for citation in reply.nearest]


def with_thresholds(index: Index, answer: float, choice: float) -> Responder:
    """A responder that answers, and offers a choice, from these confidences on."""
    shipped = calibrations()
    return Responder(
        index, {name: replace(one, answer=answer, choice=choice) for name, one in shipped.items()}
    )


def eager(index: Index) -> Responder:
    return with_thresholds(index, 0.0, 0.0)


def unsure(index: Index) -> Responder:
    return with_thresholds(index, 1.0, 1.0)


def over(books: Library, analyzer: Analyzer) -> Responder:
    return Responder(Index(books, (), analyzer))
