"""The command `shouze learn`: a question that was settled, and its clause, into the knowledge folder."""

from collections.abc import Iterable
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bot.cli.context import Desk, today
from bot.cli.errors import NoQuestionError, UnknownClauseError
from bot.cli.options import Knowledge
from bot.knowledge import LEARNED, SetAside, append_learned, clauses_by_name, written_question
from bot.rulebook import Ambiguous, AtClause, Clause, Library, Missing, read_reference
from bot.wording import Wording


def learn(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="员工的问法 / the question as staff ask it")],
    clause: Annotated[
        str, typer.Argument(help="条号，例如 7.1 / the clause, for example 7.1", metavar="CLAUSE")
    ],
    *,
    knowledge: Knowledge = None,
) -> None:
    """Note that a question is answered by a clause."""
    desk: Desk = context.obj
    library = desk.knowledge(knowledge).library
    found = clause_at(clause, library)
    asked = written_question(question)
    if not any(character.isalnum() for character in asked):
        raise NoQuestionError
    path = (knowledge or desk.settings.knowledge) / LEARNED
    added = append_learned(path, asked, found, today(), library)
    name = f"{found.label} {found.title}".strip()
    said = desk.say("learn.added" if added else "learn.there", question=asked, clause=name, path=path)
    Console().print(Text(said), soft_wrap=True)


def tell_set_aside(pairs: Iterable[SetAside], say: Wording, console: Console) -> None:
    """Print the pairs that are not used, a line each: a notice, no fault."""
    for pair in pairs:
        told = say("check.set-aside", question=pair.question, clause=pair.clause)
        console.print(Text(f"{pair.path}:{pair.line}: {told}"), soft_wrap=True)


def clause_at(written: str, library: Library) -> Clause:
    """The one clause that is meant by "7.1", 第七章第一条 or "book/7.1"; raises UnknownClauseError."""
    if "/" in written and (named := clauses_by_name(library).get(written.strip())):
        return named
    reference = read_reference(written)
    match library.find(reference) if reference else None:
        case AtClause(clause):
            return clause
        case Ambiguous(several) | Missing(several):
            names = (clause.name for clause in several)
            raise UnknownClauseError(written, tuple(names))
        case _:
            raise UnknownClauseError(written)
