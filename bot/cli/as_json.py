"""Replies as JSON objects, for programs."""

from typing import Any

from bot.answering import Answer, Choice, Citation, Contents, Courtesy, Refusal, Reply


def as_json(question: str, reply: Reply, elapsed_ms: float) -> dict[str, Any]:
    """The object that `shouze ask --json` prints; README, "Use it from a program", names its keys.

    A chapter or the contents count as an answer that cites all their clauses.
    """
    outcome, confidence, citations, nearest, reason = _parts(reply)
    return {
        "question": question,
        "outcome": outcome,
        "confidence": round(confidence, 4),
        "citations": [_citation(citation) for citation in citations],
        "nearest": [_citation(citation) for citation in nearest],
        "reason": reason,
        "elapsed_ms": round(elapsed_ms, 3),
    }


_Citations = tuple[Citation, ...]


def _parts(reply: Reply) -> tuple[str, float, _Citations, _Citations, str | None]:
    match reply:
        case Answer(citations, confidence):
            return "answer", confidence, citations, (), None
        case Contents(chapters):
            clauses = (clause for chapter in chapters for clause in chapter.clauses)
            return "answer", 1.0, tuple(map(Citation.whole, clauses)), (), None
        case Choice(options, confidence):
            return "choice", confidence, (), options, None
        case Refusal(reason, nearest, _, confidence):
            return "refusal", confidence, (), nearest, reason.value
        case Courtesy(kind):
            return "courtesy", 1.0, (), (), kind.value


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
        "marked": citation.marked,
    }
