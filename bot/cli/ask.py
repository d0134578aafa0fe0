"""The commands of `shouze`."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from bot.answering import Responder, Thread
from bot.cli.as_json import as_json
from bot.cli.context import Desk, day
from bot.cli.demo_command import demo
from bot.cli.doctor import doctor
from bot.cli.explain import explain_question
from bot.cli.knowledge import learn, tell_set_aside
from bot.cli.onboarding_preview import onboarding
from bot.cli.options import AsOf, Json, Knowledge
from bot.cli.privacy import privacy
from bot.cli.secret import secret
from bot.cli.serve import serve_slack
from bot.cli.show import show
from bot.cli.tables import figures_table
from bot.evaluation import measures, outcomes
from bot.knowledge import read_golden, read_questions
from bot.settings import Settings, read_settings
from bot.wording import Language, wording


def command_line(environment: Mapping[str, str]) -> typer.Typer:
    """The command line over an environment; raises SettingsError."""
    settings = read_settings(Settings, environment)
    desk = Desk(environment, settings, wording(Language(settings.language)))
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"obj": desk, "help_option_names": ["-h", "--help"]},
        help=desk.say("command.help"),
    )
    commands: dict[str, Callable[..., None]] = {
        "ask": ask,
        "section": section,
        "check": check,
        "learn": learn,
        "eval": evaluate,
        "demo": demo,
        "serve": serve_slack,
        "doctor": doctor,
        "secret": secret,
    }
    for name, command in commands.items():
        app.command(name, help=desk.say(f"command.{name}"))(command)
    app.add_typer(privacy(desk), name="privacy")
    app.add_typer(onboarding(desk), name="onboarding")
    return app


def ask(  # noqa: PLR0913  # a command takes as many options as it has
    context: typer.Context,
    question: Annotated[
        str | None, typer.Argument(help="问题；- 表示逐行读标准输入 / the question; - reads lines")
    ] = None,
    *,
    knowledge: Knowledge = None,
    as_of: AsOf = None,
    json_: Json = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="说明为什么这样回答 / say why it is answered so")
    ] = False,
) -> None:
    """Answer a question, lines of questions, or a conversation."""
    desk: Desk = context.obj
    date_asked = day(as_of)
    responder = desk.responder(desk.knowledge(knowledge))
    if question == "-":
        _answer_lines(sys.stdin, responder, date_asked)
    elif question is None:
        _converse(desk, responder, date_asked)
    elif explain:
        explain_question(question, responder, date_asked, desk.say, Console())
    elif json_:
        _print_json(question, responder, date_asked)
    else:
        show(responder(question, date_asked), desk.say, Console())


def section(
    context: typer.Context,
    reference: Annotated[
        str, typer.Argument(help="条号或章号；不写则显示目录 / a clause, a chapter, or nothing")
    ] = "",
    *,
    knowledge: Knowledge = None,
    as_of: AsOf = None,
) -> None:
    """Show a clause, a chapter or the contents."""
    desk: Desk = context.obj
    responder = desk.responder(desk.knowledge(knowledge))
    show(responder.section(reference, day(as_of)), desk.say, Console())


def check(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help="知识文件夹 / the knowledge folder")] = None,
) -> None:
    """Read the knowledge folder and say that it is good; what is wrong is raised."""
    desk: Desk = context.obj
    knowledge = desk.knowledge(folder)
    library = knowledge.library
    golden = (folder or desk.settings.knowledge) / "golden.yaml"
    questions = read_golden(golden, library) if golden.exists() else ()
    good = desk.say(
        "check.good",
        books=len(library.books),
        chapters=sum(len(book.chapters) for book in library.books),
        clauses=len(library.clauses),
        synonyms=len(knowledge.synonyms),
        questions=len(questions),
    )
    Console().print(good, highlight=False)
    tell_set_aside(knowledge.set_aside, desk.say, Console())


def evaluate(
    context: typer.Context,
    questions: Annotated[
        Path | None,
        typer.Argument(help="QUESTIONS.jsonl；不写则用 golden.yaml / none: the folder's golden.yaml"),
    ] = None,
    *,
    knowledge: Knowledge = None,
    as_of: AsOf = None,
    json_: Json = False,
) -> None:
    """Measure on known questions."""
    desk: Desk = context.obj
    read = desk.knowledge(knowledge)
    path = questions or (knowledge or desk.settings.knowledge) / "golden.yaml"
    asked = (
        read_golden(path, read.library)
        if path.suffix in {".yaml", ".yml"}
        else read_questions(path, read.library)
    )
    responder = desk.responder(read)
    progress = Console(stderr=True)
    shown = track(
        asked, desk.say("eval.progress"), console=progress, disable=not progress.is_terminal, transient=True
    )
    figures = measures(list(outcomes(shown, responder, day(as_of))))
    if json_:
        print(json.dumps(figures))  # noqa: T201  # standard output is this command's product
    else:
        Console().print(figures_table(figures, path.name))


def _converse(desk: Desk, responder: Responder, as_of: date) -> None:
    console = Console()
    library = responder.index.library
    books = "、".join(f"《{book.title}》" for book in library.books)
    console.print(desk.say("terminal.welcome", books=books, count=len(library.clauses)), highlight=False)
    thread = Thread()
    while question := _prompted(console, desk.say("terminal.prompt")):
        turn = responder.turn(question, as_of, thread)
        thread = turn.thread
        show(turn.reply, desk.say, console)
    console.print(desk.say("terminal.goodbye"))


def _prompted(console: Console, prompt: str) -> str:
    try:
        return console.input(f"\n[bold green]{prompt}[/] › ").strip()
    except (EOFError, KeyboardInterrupt):
        console.print()
        return ""


def _answer_lines(lines: Iterable[str], responder: Responder, as_of: date) -> None:
    for line in lines:
        _print_json(line.rstrip("\r\n"), responder, as_of)


def _print_json(question: str, responder: Responder, as_of: date) -> None:
    started = time.perf_counter()
    reply = responder(question, as_of)
    elapsed_ms = (time.perf_counter() - started) * 1000
    line = json.dumps(as_json(question, reply, elapsed_ms), ensure_ascii=False)
    print(line, flush=True)  # noqa: T201  # standard output is this command's product
