"""The commands `shouze onboarding`: what new colleagues go through."""

from collections.abc import Callable, Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bot.cli.desk import Desk
from bot.cli.onboarding_records import read_paths, report_courses, verify_signatures
from bot.cli.options import Knowledge
from bot.onboarding import (
    Assignee,
    Onboarding,
    OneOf,
    Path,
    Quiz,
    QuizQuestion,
    SeveralOf,
    Stage,
    Task,
    TrueFalse,
    shuffled,
)
from bot.wording import Language, Wording, wording


def onboarding(desk: Desk) -> typer.Typer:
    """The commands as one group."""
    group = typer.Typer(no_args_is_help=True, help=desk.say("onboarding.help"))
    commands: dict[str, Callable[..., None]] = {
        "preview": preview,
        "verify": verify_signatures,
        "report": report_courses,
    }
    for name, command in commands.items():
        group.command(name, help=desk.say(f"onboarding.command.{name}"))(command)
    return group


def preview(
    context: typer.Context,
    *,
    role: Annotated[
        str, typer.Option("--role", help="岗位；不写则是通用路径 / a role; none: the default path")
    ] = "",
    language: Annotated[
        Language | None, typer.Option("--language", help="界面的语言 / the language around it")
    ] = None,
    answers: Annotated[bool, typer.Option("--answers", help="连同答案 / with the answers")] = False,
    knowledge: Knowledge = None,
) -> None:
    """Print the path of a role as a new colleague goes through it; raises KnowledgeError."""
    desk: Desk = context.obj
    say = wording(language) if language else desk.say
    paths = read_paths(desk, knowledge)
    console = Console()
    for line in _whole(paths, paths.path_for(role), say, with_answers=answers):
        console.print(line, soft_wrap=True)


def _whole(paths: Onboarding, path: Path, say: Wording, *, with_answers: bool) -> Iterator[Text]:
    yield Text(path.title, style="bold cyan")
    yield Text(_roles(path, say), style="dim")
    for stage in path.stages:
        yield Text()
        yield from _stage(stage, say, with_answers=with_answers)
    if others := [other for other in paths.paths if other is not path]:
        yield Text()
        names = "".join(f"\n  · {other.title}：{_roles(other, say)}" for other in others)
        yield Text(say("onboarding.others", names=names), style="dim")


def _roles(path: Path, say: Wording) -> str:
    roles = "、".join(path.roles)
    return say("onboarding.for", roles=roles) if roles else say("onboarding.for-others")


def _stage(stage: Stage, say: Wording, *, with_answers: bool) -> Iterator[Text]:
    yield Text.assemble((stage.title, "bold"), "  ", (_days(stage, say), "dim"))
    yield from (Text(f"  {line}") for line in stage.greeting.splitlines())
    yield from _listed(
        say("onboarding.read"),
        [f"{clause.number.spoken} {clause.title}".strip() for clause in stage.clauses],
    )
    yield from _listed(say("onboarding.ask"), stage.questions)
    yield from _listed(say("onboarding.tasks"), [_task(task, say) for task in stage.tasks])
    if stage.quiz:
        yield from _quiz(stage.quiz, say, with_answers=with_answers)
    if stage.signing:
        signed = say("onboarding.sign", count=len(stage.signing.clauses))
        yield Text(f"  {signed}", style="green")


def _task(task: Task, say: Wording) -> str:
    """The text, behind the name of who does it unless that is the reader."""
    return (
        task.text
        if task.assignee is Assignee.NEW_HIRE
        else f"{say(f'onboarding.doer.{task.assignee}')} · {task.text}"
    )


def _days(stage: Stage, say: Wording) -> str:
    if stage.opens == stage.due:
        return say("onboarding.day", day=stage.due)
    return say("onboarding.days", first=stage.opens, last=stage.due)


def _listed(title: str, entries: list[str] | tuple[str, ...]) -> Iterator[Text]:
    if entries:
        yield Text(f"  {title}", style="green")
        yield from (Text(f"    · {entry}") for entry in entries)


def _quiz(quiz: Quiz, say: Wording, *, with_answers: bool) -> Iterator[Text]:
    title = say("onboarding.quiz", count=len(quiz.questions), needed=quiz.needed, attempts=quiz.attempts)
    yield Text(f"  {title}", style="green")
    for number, question in enumerate(quiz.questions, 1):
        yield Text.assemble(f"    {number}. {question.text}", (f"  {_form(question, say)}", "dim"))
        options = _options(question, say)
        for place in shuffled(question, "preview"):
            is_marked = with_answers and place in question.right
            yield Text(f"       {'●' if is_marked else '○'} {options[place]}")
        if with_answers:
            sentence = " ".join(question.sentence.split("\n"))
            told = say("onboarding.answer", clause=question.clause.number.spoken, sentence=sentence)
            yield Text(f"       {told}", style="dim")


def _form(question: QuizQuestion, say: Wording) -> str:
    match question:
        case OneOf():
            return say("onboarding.form.one")
        case SeveralOf():
            return say("onboarding.form.several")
        case TrueFalse():
            return say("onboarding.form.true-false")


def _options(question: QuizQuestion, say: Wording) -> tuple[str, ...]:
    if isinstance(question, TrueFalse):
        return (say("onboarding.true"), say("onboarding.false"))
    return question.options
