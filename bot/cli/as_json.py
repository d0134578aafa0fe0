"""Replies as JSON objects, for programs."""

from typing import Any

from bot.answering import Answer, Citation, Contents, Refusal, Reply


def as_json(question: str, reply: Reply, elapsed_ms: float) -> dict[str, Any]:
    """The object that `shouze ask --json` prints; README, "Use it from a program", names its keys.

    A chapter or the contents count as an answer that cites all their clauses.
    """
    outcome = "refusal" if isinstance(reply, Refusal) else "answer"
    confidence, citations, nearest, reason = _parts(reply)
    return {
        "question": question,
        "outcome": outcome,
        "confidence": round(confidence, 4),
        "citations": [_citation(citation) for citation in citations],
        "nearest": [_citation(citation) for citation in nearest],
        "reason": reason,
        "elapsed_ms": round(elapsed_ms, 3),
    }


def _parts(reply: Reply) -> tuple[float, tuple[Citation, ...], tuple[Citation, ...], str | None]:
    match reply:
        case Answer(citations, confidence):
            return confidence, citations, (), None
        case Contents(chapters):
            clauses = (clause for chapter in chapters for clause in chapter.clauses)
            return 1.0, tuple(map(Citation.whole, clauses)), (), None
        case Refusal(reason, nearest, _, confidence):
            return confidence, (), nearest, reason.value


def _citation(citation: Citation) -> dict[str, Any]:
    clause = citation.clause
    return {
        "book": clause.heading.book,
        "number": str(clause.number),
        "label": clause.label,
        "title": clause.title,
        "chapter": clause.heading.label,
        "text": citation.quote,
        "score": round(citation.score, 4),
    }
