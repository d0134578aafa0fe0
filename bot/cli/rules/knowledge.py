"""The commands about the knowledge folder: `shouze check`, `learn` and `eval`."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from bot.cli.context import AsOf, CliContext, Json, KnowledgeFolder
from bot.cli.errors import (
    AmbiguousClauseError,
    NoGoldenError,
    NoQuestionError,
    UnresolvedClauseError,
    UnwritableError,
)
from bot.cli.rules.lint_page import lint_page
from bot.evaluation import QuestionRun, measures, outcomes
from bot.knowledge import (
    GOLDEN,
    LEARNED,
    CheckedKnowledge,
    IssueKind,
    KnowledgeError,
    Severity,
    ValidationIssue,
    amended_in_place,
    append_learned,
    lint,
    read_checked,
    read_golden,
    read_questions,
    reviews_past,
    severity_of,
    written_question,
)
from bot.rulebook import Ambiguous, AtClause, Clause, Library, Missing, read_reference
from bot.wording import Catalogue, finding_line, finding_sentence, place


def check(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help="option.knowledge")] = None,
    *,
    lint_: Annotated[bool, typer.Option("--lint", help="option.lint")] = False,
    html: Annotated[Path | None, typer.Option("--html", help="option.html", metavar="FILE")] = None,
) -> None:
    """Read the knowledge folder and say whether it is good (else exit status 1); what cannot be used is raised."""
    cli: CliContext = context.obj
    if lint_ or html:
        report(cli, cli.folder(folder), html)
    if say_what_is_wrong(cli, folder, is_reported=bool(lint_ or html)):
        raise typer.Exit(1)


def say_what_is_wrong(cli: CliContext, folder: Path | None, *, is_reported: bool = False) -> int:
    """Print what a knowledge folder holds, and its warnings unless they are reported; how many are errors."""
    checked = read_checked(cli.folder(folder))
    knowledge = checked.knowledge
    warnings = (*checked.warnings, *reviews_past(checked.placed, cli.today()))
    is_own = cli.folder(folder).resolve() == cli.settings.knowledge.resolve()
    amended = list(_amended_in_place(checked, cli)) if is_own else []
    errors = len(amended) + sum(severity_of(warning.kind) is Severity.ERROR for warning in warnings)
    library = knowledge.library
    golden = cli.folder(folder) / GOLDEN
    questions = read_golden(golden, library) if golden.exists() else ()
    noted = 0 if is_reported else len(warnings) + len(knowledge.stale_pairs)
    counts = cli.say(
        "check.errors" if errors else "check.noted" if noted else "check.good",
        errors=errors,
        noted=noted,
        books=len(library.books),
        headings=len(library.headings),
        clauses=len(library.clauses),
        synonyms=len(knowledge.synonyms),
        questions=len(questions),
    )
    Console().print(counts, highlight=False)
    for pair in knowledge.stale_pairs:
        notice = cli.say("check.set-aside", question=pair.question, clause=pair.clause)
        cli.print(f"{pair.path}:{pair.line}: {notice}")
    for issue in amended:
        sentence = finding_sentence(issue, cli.say)
        told = cli.say("lint.finding", severity=cli.say("severity.error"), sentence=sentence)
        cli.print(f"{place(issue)}: {told}")
    for warning in () if is_reported else warnings:
        cli.print(f"{place(warning)}: {finding_line(warning, cli.say)}")
    return errors


def _amended_in_place(checked: CheckedKnowledge, cli: CliContext) -> Iterator[ValidationIssue]:
    """Clauses that count in the database, where there is one, and would be gone until a day to come.

    A database that cannot be used is told of: all else is checked without it.
    """
    from bot.cli.rules.publishing.impact import opened  # noqa: PLC0415  # who asks for answers need not pay
    from bot.cli.user_messages import user_message  # noqa: PLC0415  # the same
    from bot.store import DatabaseError  # noqa: PLC0415  # the same

    today = cli.today()
    if all(each.clause.wordings[0].effective <= today for each in checked.placed):
        return
    try:
        with opened(cli) as store, suppress(KnowledgeError):  # a newer version published what counts
            if store and (newest := store.publications.newest()):
                counting = cli.publisher(store).knowledge(newest).in_force(today).library
                yield from amended_in_place(checked.placed, counting, today)
    except DatabaseError as error:
        cli.print(f"{cli.say('check.not-compared')}{user_message(error, cli.say)}")


def report(cli: CliContext, folder: Path, html: Path | None) -> None:
    """Print what lint finds, a summary a book, and write the page that is asked for; raises UnwritableError."""
    if not folder.is_dir():
        raise KnowledgeError.at(folder, 1, IssueKind.NO_FOLDER)
    reports = lint(folder, cli.today())
    if html:
        try:
            html.write_text(lint_page(reports, folder, cli.today(), cli.say), encoding="utf-8")
        except OSError as error:
            raise UnwritableError.of(html, error) from error
    for each in reports:
        errors, warnings, notes = (len(each.of(severity)) for severity in Severity)
        counts = {"errors": errors, "warnings": warnings, "notes": notes, "clauses": each.clauses}
        cli.print(
            cli.say("lint.book" if each.title else "lint.unusable", id=each.id, title=each.title, **counts)
        )
        for found in each.warnings:
            cli.print(f"  {place(found, folder)}: {finding_line(found, cli.say)}")
    if html:
        cli.print(cli.say("lint.written", path=html))


def learn(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="option.phrasing")],
    clause: Annotated[str, typer.Argument(help="option.clause")],
    *,
    knowledge: KnowledgeFolder = None,
) -> None:
    """Note that a question is answered by a clause."""
    cli: CliContext = context.obj
    library = cli.knowledge(knowledge).library
    found = clause_at(clause, library).on(cli.today())
    asked = written_question(question)
    if not any(character.isalnum() for character in asked):
        raise NoQuestionError
    path = cli.folder(knowledge) / LEARNED
    added = append_learned(path, asked, found, cli.today(), library)
    name = found.listed_label
    cli.print(cli.say("learn.added" if added else "learn.there", question=asked, clause=name, path=path))


def clause_at(written: str, library: Library) -> Clause:
    """The one clause that is meant by "7.1", 第七章第一条 or "book/7.1"; raises UnresolvedClauseError."""
    if "/" in written and (named := library.by_name.get(written.strip())):
        return named
    reference = read_reference(written, library.names)
    match library.find(reference, alone=True) if reference else None:
        case AtClause(clause):
            return clause
        case Ambiguous(several):
            raise AmbiguousClauseError(written, tuple(clause.name for clause in several))
        case Missing(several):
            raise UnresolvedClauseError(written, tuple(clause.name for clause in several))
        case _:
            raise UnresolvedClauseError(written)


def evaluate(  # noqa: PLR0913  # a command takes as many options as it has
    context: typer.Context,
    questions: Annotated[
        Path | None,
        typer.Argument(help="option.questions"),
    ] = None,
    *,
    knowledge: KnowledgeFolder = None,
    as_of: AsOf = None,
    json_: Json = False,
    failures: Annotated[bool, typer.Option("--failures", help="option.failures")] = False,
) -> None:
    """Measure on known questions; raises NoGoldenError where none are given and the folder has none."""
    cli: CliContext = context.obj
    read = cli.answerable(knowledge)
    path = questions or cli.folder(knowledge) / GOLDEN
    if questions is None and not path.exists():
        raise NoGoldenError(path, read.library.clauses[0].name)
    read_asked = read_golden if path.suffix in {".yaml", ".yml"} else read_questions
    asked = read_asked(path, read.library)
    tracked = cli.progress(asked, cli.say("eval.progress"))
    runs = list(outcomes(tracked, cli.responder(read.in_force(cli.day(as_of)))))
    figures = measures(runs)
    if json_:
        typer.echo(json.dumps(figures))
    else:
        Console().print(figures_table(figures, path.name, cli.say))
    for question, run in zip(asked, runs, strict=True) if failures else ():
        if not run.is_answered_right:
            cli.print(failure_line(question.question, run, cli.say))


def failure_line(question: str, run: QuestionRun, say: Catalogue) -> str:
    """A question that was not answered right: what should have come, and what came instead."""
    right = say.listed(clause.listed_label for clause in sorted(run.right, key=lambda clause: clause.name))
    came = run.answered.listed_label if run.answered else say("eval.nothing")
    near = run.ranking[0].listed_label if run.answered is None and run.right and run.ranking else ""
    line = say("eval.failure", question=question, right=right or say("eval.nothing"), came=came)
    return f"{line} {say('eval.nearest', clause=near)}" if near else line


def figures_table(figures: Mapping[str, float | None], title: str, say: Catalogue) -> Table:
    """What each figure is, its name where files and programs have it, and its value; shares with three decimals."""
    # Chinese has no spaces to break at: without folding a long cell would lose its end.
    table = Table(*(Column(overflow="fold") for _ in range(3)), title=title, show_header=False)
    for name, value in figures.items():
        written = "–" if value is None else f"{value:.0f}" if name == "n" else f"{value:.3f}"
        label, why = say(f"eval.figure.{name}"), say(f"eval.why.{name}")
        table.add_row(f"{label}\n{name}", written, why)
    return table
