"""The commands `shouze ask` and `section`: a reply for people, as JSON for programs, or with its reasons."""

import json
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Annotated

import typer
from rich.console import Console

from bot.answering import Answer, Choice, Reason, Refusal, Reply, Responder, Thread
from bot.answering.conversation.days.earlier import Earlier
from bot.answering.conversation.days.point_in_time import point_in_time
from bot.cli.context import AsOf, CliContext, Json, KnowledgeFolder
from bot.cli.rules.earlier import earlier_editions, on_day
from bot.cli.rules.show import explain_question, show
from bot.cli.second_opinion import told
from bot.knowledge import Knowledge
from bot.programs.reply import as_json
from bot.rulebook import read_references
from bot.wording import Catalogue, with_examples


def ask(  # noqa: PLR0913  # a command takes as many options as it has
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="option.question")] = None,
    *,
    knowledge: KnowledgeFolder = None,
    as_of: AsOf = None,
    json_: Json = False,
    explain: Annotated[bool, typer.Option("--explain", help="option.explain")] = False,
) -> None:
    """Answer a question, lines of questions, or a conversation."""
    cli: CliContext = context.obj
    date_asked, whole = cli.day(as_of), cli.answerable(knowledge)
    read = whole.in_force(date_asked)
    if question == "-":
        responder = replace(cli.responder(read), today=date_asked)  # lines are asked for figures: all alike
        for line in sys.stdin:
            _print_json(line.rstrip("\r\n"), responder, by_meaning=responder.index.has_vectors)
        return
    if question is None:
        with earlier_editions(cli, knowledge) as earlier:
            _converse(cli, whole, (lambda: date_asked) if as_of else cli.today, earlier)
        return
    is_person = sys.stdout.isatty() and sys.stderr.isatty() and not json_
    responder, is_complete = _responder(cli, read, question, date_asked, waits=not is_person)
    with earlier_editions(cli, knowledge) as earlier:
        asked = replace(responder, earlier=earlier)
        reply = on_day(asked, asked, as_of)
        if explain:
            explain_question(question, asked, cli.say, Console())
        elif json_:
            _print_json(question, reply, by_meaning=responder.index.has_vectors)
        else:
            _show(cli, reply(question), responder, as_of)
        if not is_complete and (better := _prepared(cli, read, is_person=is_person)):
            asked = replace(better, today=date_asked, earlier=earlier)
            _show_again(cli, reply(question), on_day(asked, asked, as_of)(question), asked, as_of)


def section(
    context: typer.Context,
    reference: Annotated[str, typer.Argument(help="option.reference")] = "",
    *,
    knowledge: KnowledgeFolder = None,
    as_of: AsOf = None,
) -> None:
    """Show a clause, a chapter or the contents."""
    cli: CliContext = context.obj
    day = cli.day(as_of)
    responder, _ = _responder(cli, cli.answerable(knowledge).in_force(day), reference, day, waits=True)
    with earlier_editions(cli, knowledge) as earlier:
        responder = replace(responder, earlier=earlier)
        reply = on_day(responder, responder.section, as_of)(reference)
    if (
        isinstance(reply, Refusal) and reply.reason is Reason.SILENT
    ):  # words that name nothing: no question was asked
        reply = replace(reply, reason=Reason.NO_SUCH_CLAUSE)
    _show(cli, reply, responder, as_of)


def _responder(
    cli: CliContext, read: Knowledge, asked: str, today: date, *, waits: bool
) -> tuple[Responder, bool]:
    """A responder for one question, and whether it has all that it needs: what is named needs no second opinion."""
    point = point_in_time(asked, today)
    is_named = not asked.strip() or read_references(point.rest if point else asked, read.library.names)
    if is_named:
        return replace(cli.by_words(read), today=today), True
    built, is_complete = cli.responder_at_once(read, waits=waits)
    return replace(built, today=today), is_complete


def _show(cli: CliContext, reply: Reply, responder: Responder, as_of: str | None) -> None:
    """Show a reply; above what the files say of another day than today, which day that is."""
    if as_of and not (isinstance(reply, Answer | Refusal) and reply.published):
        above = "answer.as-of-coming" if cli.day(as_of) > cli.today() else "terminal.as-of"
        Console().print(cli.say(above, date=as_of), style="bold yellow", highlight=False)
    show(reply, with_examples(cli.say, responder.index.library), Console())


def _prepared(cli: CliContext, read: Knowledge, *, is_person: bool) -> Responder | None:
    """Says that the answer was by words alone; for a person, what finds by meaning, too, unless they press Ctrl-C."""
    Console(stderr=True).print(cli.say("encoder.ahead" if is_person else "encoder.words"), style="dim")
    with suppress(KeyboardInterrupt):
        return cli.responder(read) if is_person else None
    return None


def _show_again(
    cli: CliContext, first: Reply, second: Reply, responder: Responder, as_of: str | None
) -> None:
    """What is found by meaning, where that is something else than was shown."""
    is_same = _named(first) == _named(second)
    Console(stderr=True).print(cli.say("encoder.same" if is_same else "encoder.instead"), style="dim")
    if not is_same:
        _show(cli, second, responder, as_of)


def _named(reply: Reply) -> tuple[type[Reply], Sequence[str]]:
    """What kind of reply it is, and the clauses that it shows."""
    match reply:
        case Answer(cited) | Choice(cited):
            return type(reply), [citation.clause.name for citation in cited]
        case _:
            return type(reply), ()


def _converse(cli: CliContext, read: Knowledge, today: Callable[[], date], earlier: Earlier) -> None:
    console, library = Console(), read.in_force(today()).library
    books = cli.say.listed(book.label for book in library.books)
    say = with_examples(cli.say, library)
    welcome = say("terminal.welcome", books=books, count=len(library.clauses), number=say("help.number"))
    console.print(welcome, highlight=False)
    everybody, thread, percent = frozenset(library.audiences), Thread(), deque[int](maxlen=1)
    with cli.rules(read, percent.append, everybody, today) as rules:
        while question := _prompted(console, cli.say, percent):
            here = rules().responders.for_groups(everybody)
            responder = replace(here, today=today(), earlier=earlier)
            turn = responder.turn(question, thread)
            thread = turn.thread
            show(turn.reply, say, console)
    console.print(cli.say("terminal.goodbye"))


def _prompted(console: Console, say: Catalogue, percent: deque[int]) -> str:
    """What is typed; before it, what there is to tell of the second opinion."""
    if percent:
        console.print(told(percent.pop(), say), style="dim", highlight=False)
    try:
        return console.input(f"\n[bold green]{say('terminal.prompt')}[/] › ").strip()
    except (EOFError, KeyboardInterrupt):
        console.print()
        return ""


def _print_json(question: str, replied: Callable[[str], Reply], *, by_meaning: bool) -> None:
    started = time.perf_counter()
    reply = replied(question)
    elapsed_ms = (time.perf_counter() - started) * 1000
    told = as_json(question, reply, elapsed_ms, by_meaning=by_meaning)
    typer.echo(json.dumps(told, ensure_ascii=False))
