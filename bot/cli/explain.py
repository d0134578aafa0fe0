"""Why a question got its reply, as tables in the terminal."""

from collections.abc import Iterator
from datetime import date

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.answering import (
    Answer,
    Choice,
    ConfidenceBreakdown,
    Contents,
    Reason,
    Refusal,
    Reply,
    Responder,
    SmallTalk,
    explain_confidence,
)
from bot.cli.show import show
from bot.retrieval import Candidate, Explanation, PastQuestion
from bot.wording import Catalogue

_TERMS = 6  # of a clause: those that gave it most


def explain_question(
    question: str, responder: Responder, as_of: date, say: Catalogue, console: Console
) -> None:
    """Print the terms, the best clauses, the decision and the reply."""
    reply = responder(question, as_of)
    if _was_searched(reply):
        explanation = responder.index.explain(question, as_of)
        decided = explain_confidence(explanation.evidence, responder.calibrations)
        console.print(Group(*_lines(explanation, decided, say)), highlight=False)
    else:
        console.print(Text(say("explain.unsearched"), style="dim"))
    console.print(
        Text(say("explain.outcome", outcome=say(f"explain.outcome.{_outcome(reply)}")), style="bold")
    )
    console.print()
    show(reply, say, console)


def _was_searched(reply: Reply) -> bool:
    """A clause asked for by its number is certain; everything that was searched is not."""
    match reply:
        case Answer(_, confidence):
            return confidence < 1
        case Refusal(reason):
            return reason is Reason.SILENT
        case Choice():
            return True
        case Contents() | SmallTalk():
            return False


def _outcome(reply: Reply) -> str:
    return type(reply).__name__.lower()


def _lines(
    explanation: Explanation, decided: ConfidenceBreakdown, say: Catalogue
) -> Iterator[RenderableType]:
    yield _terms(explanation, say)
    query = explanation.query
    if groups := [" = ".join(words) for words in query.word_groups if len(words) > 1]:
        yield Text(say("explain.synonyms", groups="；".join(groups)))
    if query.corrections:
        read = (f"{each.asked} → {' / '.join(each.read)}" for each in query.corrections)
        yield Text(say("explain.corrections", corrections="；".join(read)))
    yield Text()
    yield _candidates(explanation, say)
    yield Text()
    yield _decision(decided, say)
    confidence, answer, choice = (
        f"{figure:.3f}" for figure in (decided.confidence, decided.answer, decided.choice)
    )
    yield Text(say("explain.confidence", confidence=confidence, answer=answer, choice=choice))


def _terms(explanation: Explanation, say: Catalogue) -> Table:
    """A row a kind of term, those that the book lacks apart; behind each its weight."""
    table = Table(title=say("explain.terms"), title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column(say("explain.kind"), style="dim", no_wrap=True)
    table.add_column(say("explain.known"))
    table.add_column(say("explain.no"), style="dim")
    for kind in dict.fromkeys(term.kind for term in explanation.terms):
        of_kind = sorted(
            (term for term in explanation.terms if term.kind == kind), key=lambda term: -term.weight
        )
        known, unknown = (
            Text("  ".join(f"{term.text} {term.weight:.1f}" for term in of_kind if term.known is side))
            for side in (True, False)
        )
        table.add_row(say(f"explain.kind.{kind}"), known, unknown)
    return table


def _candidates(explanation: Explanation, say: Catalogue) -> Table:
    table = Table(title=say("explain.clauses"), title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column(say("explain.clause"), style="bold cyan")
    semantic = explanation.evidence.sentence is not None
    heads = ("score", "words", "cosine", "sentence") if semantic else ("score",)
    for head in heads:
        table.add_column(say(f"explain.{head}"), justify="right")
    table.add_column(say("explain.from"), overflow="fold")
    for candidate in explanation.candidates:
        table.add_row(*_candidate(candidate, say, semantic=semantic))
    return table


def _candidate(candidate: Candidate, say: Catalogue, *, semantic: bool) -> Iterator[Text]:
    clause = candidate.clause
    yield Text(f"{clause.number} {clause.title}".strip())
    yield Text(f"{candidate.score:.2f}")
    if semantic:
        yield Text(f"{candidate.lexical:.1f}")
        yield from (Text(f"{cosine or 0.0:.3f}") for cosine in (candidate.whole, candidate.sentence))
    terms = Text("  ".join(f"{term} {score:.1f}" for term, score in candidate.terms[:_TERMS]))
    if candidate.past_question:
        terms.append(f"\n{_past_question(candidate.past_question, say)}", style="italic")
    yield terms


def _past_question(past: PastQuestion, say: Catalogue) -> str:
    subject, whole = f"{past.subject:.2f}", f"{past.whole:.2f}"
    likeness = say("explain.precedent", question=past.settled.question, subject=subject, whole=whole)
    return f"{say('explain.learned')}: {likeness}"


def _decision(decided: ConfidenceBreakdown, say: Catalogue) -> Table:
    table = Table(title=say("explain.decision"), title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column(say("explain.feature"))
    for head in ("value", "factor", "adds"):
        table.add_column(say(f"explain.{head}"), justify="right")
    table.add_row(say("explain.intercept"), "", "", f"{decided.intercept:+.2f}")
    for feature in decided.features:
        name = say(f"explain.feature.{feature.name}")
        table.add_row(name, f"{feature.value:.2f}", f"{feature.weight:.2f}", f"{feature.adds:+.2f}")
    return table
