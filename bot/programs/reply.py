"""A reply as a program reads it: the object of `shouze ask --json`, whoever asks."""

from dataclasses import asdict
from typing import Any

from bot.answering import (
    AboutBook,
    Answer,
    Choice,
    Citation,
    Contents,
    Fact,
    Refusal,
    Reply,
    SmallTalk,
    Unmentioned,
)
from bot.rulebook import Owner, with_those_below


def as_json(question: str, reply: Reply, elapsed_ms: float, *, by_meaning: bool) -> dict[str, Any]:
    """The object that tells the whole reply; docs/api.md names its keys.

    A chapter counts as an answer that cites all its clauses, the contents as one that cites none. `by_meaning`: whether
    clauses were also looked for by their meaning, which may come only some time after the start.
    """
    outcome, confidence, citations, nearest, reason = _parts(reply)
    return {
        "question": question,
        "outcome": outcome,
        "confidence": round(confidence, 4),
        "citations": [_citation(citation) for citation in citations],
        "nearest": [_citation(citation) for citation in nearest],
        "reason": reason,
        "lacks": _lacks(reply),
        "whom_to_ask": _owner(reply.whom_to_ask)
        if isinstance(reply, Refusal) and reply.whom_to_ask
        else None,
        "whom_to_ask_by_book": [{"book": title} | (_owner(owner) or {}) for title, owner in reply.owners]
        if isinstance(reply, Refusal) and reply.is_worth_asking
        else [],
        "left_out": reply.left_out if isinstance(reply, Answer) else 0,
        "absent": list(reply.absent) if isinstance(reply, Answer) else [],
        "as_of": reply.as_of.isoformat() if isinstance(reply, Answer) and reply.as_of else None,
        "contents": _contents(reply),
        "prefaces": _prefaces(reply),
        "about": _about(reply),
        "search": "meaning" if by_meaning else "words",
        "elapsed_ms": round(elapsed_ms, 3),
    }


_Citations = tuple[Citation, ...]


def _parts(reply: Reply) -> tuple[str, float, _Citations, _Citations, str | None]:
    match reply:
        case Answer(citations, confidence):
            return "answer", confidence, citations, (), None
        case Contents(divisions):
            clauses = divisions[0].clauses if len(divisions) == 1 else ()
            return "answer", 1.0, tuple(map(Citation.whole, clauses)), (), None
        case Choice(options, confidence):
            return "choice", confidence, (), options, None
        case Refusal(reason, nearest, _, confidence):
            return "refusal", confidence, (), nearest, reason.value
        case AboutBook(kind) | SmallTalk(kind):
            outcome = "about" if isinstance(reply, AboutBook) else "courtesy"
            return outcome, 1.0, (), (), kind.value


def _lacks(reply: Reply) -> str | None:
    match reply:
        case Choice(_, _, Unmentioned(topic)):
            return topic
        case Choice(_, _, Fact() as fact):
            return fact.value
        case _:
            return None


def _contents(reply: Reply) -> list[dict[str, Any]]:
    if not isinstance(reply, Contents):
        return []
    return [
        {
            "book": each.heading.book,
            "heading": each.heading.label,
            "path": each.heading.path_label,
            "preface": each.heading.preface,
            "clauses": len(each.clauses),
        }
        for each in with_those_below(reply.divisions)
    ]


def _prefaces(reply: Reply) -> dict[str, str]:
    return {book.id: book.preface for book in reply.books} if isinstance(reply, Contents) else {}


def _about(reply: Reply) -> list[dict[str, Any]]:
    if not isinstance(reply, AboutBook):
        return []
    owners = [{"about": about} | _owner(each) for about, each in reply.owners]
    return owners or [
        {
            "book": book.id,
            "title": book.title,
            "version": book.version,
            "effective": book.effective.isoformat(),
            "issued": book.issued.isoformat() if book.issued else None,
            "document_number": book.document_number,
            "replaces": list(book.replaces),
            "clauses": len(book.clauses),
        }
        for book in reply.books
    ]


def _owner(owner: Owner) -> dict[str, Any]:
    return {"name": owner.name, "contact": owner.contact}


def _citation(citation: Citation) -> dict[str, Any]:
    clause = citation.clause
    return {
        "book": clause.heading.book,
        "number": str(clause.number),
        "label": clause.label,
        "title": clause.title,
        "chapter": clause.heading.path_label,
        "text": citation.quote,
        "effective": clause.effective.isoformat(),
        "score": round(citation.score, 4),
        "marked": citation.marked,
        "missing_part": citation.missing_part,
        "source": asdict(clause.source) if clause.source else None,
    }
