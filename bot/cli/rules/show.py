"""Replies as people read them in a terminal, and why a question got its reply, as tables."""

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.answering import (
    AboutBook,
    Answer,
    Choice,
    Citation,
    ConfidenceBreakdown,
    Contents,
    Reason,
    Refusal,
    Reply,
    Responder,
    SmallTalk,
    explain_confidence,
)
from bot.cli.wrapping import Wrapped
from bot.retrieval import Candidate, Explanation
from bot.rulebook import Clause, Division, Rulebook, outline
from bot.rulebook.told_apart import told_apart
from bot.wording import (
    MOST_HEADINGS,
    PREFACE_OF_SEVERAL,
    Catalogue,
    answer_notes,
    as_of_message,
    books_to_ask,
    citation_notes,
    contents_notes,
    doubt_message,
    heading_source,
    plain_sentences,
    refusal_message,
    whom_to_ask,
)

_TERMS = 6  # of a clause: those that gave it most


def show(reply: Reply, say: Catalogue, console: Console) -> None:
    """Print a reply."""
    console.print(Group(*(Wrapped(each) if isinstance(each, Text) else each for each in _lines(reply, say))))


def _lines(reply: Reply, say: Catalogue) -> Iterator[RenderableType]:
    match reply:
        case Answer():
            yield from _answer(reply, say)
        case Choice():
            yield from _choice(reply, say)
        case Contents((division,), books):
            yield from _division(division, books, say)
        case Contents(divisions, books):
            yield from _contents(divisions, books, say)
        case Refusal():
            yield from _refusal(reply, say)
        case AboutBook() | SmallTalk():
            yield from map(Text, plain_sentences(reply, say))


def _answer(answer: Answer, say: Catalogue) -> Iterator[RenderableType]:
    yield from (
        Text(each, style="bold yellow")
        for each in [as_of_message(answer, say, "terminal.as-of-clause")]
        if each
    )
    for citation in answer.citations:
        yield from _citation(citation, say)
    yield from (Text(note, style="yellow") for note in answer_notes(answer, say))


def _choice(choice: Choice, say: Catalogue) -> Iterator[RenderableType]:
    nearest, *others = choice.options
    yield Text(doubt_message(choice, say), style="bold yellow")
    yield from _citation(nearest, say)
    if others:
        yield Text(say("choice.others"))
        yield from _listed([citation.clause for citation in others])
    yield Text(say("choice.hint" if others else "choice.hint.one"), style="dim")


def _citation(citation: Citation, say: Catalogue) -> Iterator[RenderableType]:
    clause = citation.clause
    yield _head(clause)
    yield _quote(citation.quote, citation.marked)
    yield from (Text(f"  {note}", style="dim") for note in citation_notes(citation, say))
    if citation.related:
        names = say.listed(other.numbered_title for other in citation.related)
        yield Text(f"  {say('answer.related', clauses=names)}", style="dim")
    yield Text()


def _quote(text: str, marked: str = "") -> Wrapped:
    """A clause's text, indented, with what answers in it in bold."""
    quoted = Text(text.strip())
    if marked:
        start = quoted.plain.index(marked)
        quoted.stylize("bold", start, start + len(marked))
    return Wrapped(quoted, indent=2)


def _division(division: Division, books: Sequence[Rulebook], say: Catalogue) -> Iterator[RenderableType]:
    yield Text(division.heading.label, style="bold")
    yield Text(f"  {heading_source(division.heading, say)}", style="dim")
    yield from (_quote(book.preface) for book in books if book.preface)
    yield from _below(division)


def _below(division: Division) -> Iterator[RenderableType]:
    if division.heading.preface:
        yield _quote(division.heading.preface)
    for clause in division.own_clauses:
        yield _head(clause)
        yield _quote(clause.text)
        yield Text()
    for below in division.divisions:
        yield Text(below.heading.label, style="bold")
        yield from _below(below)


def _head(clause: Clause) -> Text:
    title = clause.titled_label.removeprefix(clause.label)
    return Text.assemble((clause.label, "bold cyan"), title and (title, "bold"))


def _listed(clauses: Sequence[Clause]) -> Iterator[Text]:
    """Clauses that are offered, by names that tell them apart, and their titles or first words."""
    for name, words in told_apart(clauses, with_book=True):
        yield Text.assemble("  · ", (name, "bold cyan"), words and (f" {words}", "bold"))


def _contents(
    divisions: tuple[Division, ...], books: Sequence[Rulebook], say: Catalogue
) -> Iterator[RenderableType]:
    """The headings; above those of one book its preface, above those of several how the preface of each begins."""
    prefaces = {book.id: book.preface.strip() for book in books}
    if len(prefaces) == 1:
        yield from (_quote(preface) for preface in prefaces.values() if preface)
        prefaces = {}
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    book = ""
    shown = outline(divisions, MOST_HEADINGS)
    for depth, division in shown:
        heading = division.heading
        if heading.book != book:
            book = heading.book
            title = say("contents.book", title=heading.book_title, version=heading.version)
            table.add_row(Text(title, style="bold cyan"))
            if preface := prefaces.get(book):
                is_cut = len(preface) > PREFACE_OF_SEVERAL
                table.add_row(Text(f"  {preface[:PREFACE_OF_SEVERAL]}{'…' * is_cut}", style="dim"))
        count = say("contents.clauses", count=len(division.clauses))
        table.add_row(Text("  " * depth + heading.label), Text(count, style="dim"))
    yield table
    yield from (Text(note, style="dim") for note in contents_notes(divisions, shown, say))


def _refusal(refusal: Refusal, say: Catalogue) -> Iterator[RenderableType]:
    yield Text(refusal_message(refusal, say), style="bold yellow")
    if refusal.nearest:
        yield Text(say("refusal.successor" if refusal.repealed else "refusal.nearest"))
        yield from _listed([citation.clause for citation in refusal.nearest])
    if refusal.whom_to_ask:
        yield Text(whom_to_ask(refusal.whom_to_ask, say))
    if refusal.is_worth_asking and refusal.owners:
        yield Text("\n".join([say("refusal.owners"), *books_to_ask(refusal.owners, say)]))


def explain_question(question: str, responder: Responder, say: Catalogue, console: Console) -> None:
    """Print the terms, the best clauses, the decision and the reply."""
    reply = responder(question)
    if _was_searched(reply):
        explanation = responder.index.explain(question)
        decided = explain_confidence(explanation.evidence, responder.calibrations)
        console.print(Group(*_reasons(explanation, decided, say)), highlight=False)
    else:
        console.print(Text(say("explain.unsearched"), style="dim"))
    outcome = say(f"explain.outcome.{type(reply).__name__.lower()}")
    console.print(Text(say("explain.outcome", outcome=outcome), style="bold"))
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
        case Contents() | AboutBook() | SmallTalk():
            return False


def _reasons(
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
    confidence, relevance, answer, choice = (
        f"{figure:.3f}"
        for figure in (decided.confidence, decided.relevance, decided.model.answer, decided.model.choice)
    )
    yield Text(
        say("explain.confidence", confidence=confidence, relevance=relevance, answer=answer, choice=choice)
    )


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))


def _terms(explanation: Explanation, say: Catalogue) -> Table:
    """A row a kind of term, those that the book lacks apart; behind each its weight."""
    table = _table(say("explain.terms"))
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
    table = _table(say("explain.clauses"))
    table.add_column(say("explain.clause"), style="bold cyan")
    semantic = explanation.evidence.sentence is not None
    for head in ("score", "words", "cosine", "sentence") if semantic else ("score",):
        table.add_column(say(f"explain.{head}"), justify="right")
    table.add_column(say("explain.from"), overflow="fold")
    for candidate in explanation.candidates:
        table.add_row(*_candidate(candidate, say, semantic=semantic))
    return table


def _candidate(candidate: Candidate, say: Catalogue, *, semantic: bool) -> Iterator[Text]:
    clause = candidate.clause
    yield Text(clause.numbered_title)
    yield Text(f"{candidate.score:.2f}")
    if semantic:
        yield Text(f"{candidate.lexical:.1f}")
        yield from (Text(f"{cosine or 0.0:.3f}") for cosine in (candidate.whole, candidate.sentence))
    terms = Text("  ".join(f"{term} {score:.1f}" for term, score in candidate.terms[:_TERMS]))
    if past := candidate.past_question:
        subject, whole = f"{past.subject:.2f}", f"{past.whole:.2f}"
        likeness = say("explain.precedent", question=past.settled.question, subject=subject, whole=whole)
        terms.append(f"\n{say('explain.learned')}: {likeness}", style="italic")
    yield terms


def _decision(decided: ConfidenceBreakdown, say: Catalogue) -> Table:
    table = _table(say("explain.decision"))
    table.add_column(say("explain.feature"))
    for head in ("value", "factor", "adds"):
        table.add_column(say(f"explain.{head}"), justify="right")
    table.add_row(say("explain.intercept"), "", "", f"{decided.model.right.intercept:+.2f}")
    for feature in decided.features:
        name = say(f"explain.feature.{feature.name}")
        table.add_row(name, f"{feature.value:.2f}", f"{feature.weight:.2f}", f"{feature.adds:+.2f}")
    return table
