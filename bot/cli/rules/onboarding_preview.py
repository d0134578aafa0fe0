"""The command `shouze onboarding preview`: a path as a new colleague goes through it."""

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.text import Text

from bot.cli.context import CliContext, KnowledgeFolder
from bot.cli.wrapping import print_message
from bot.onboarding.path import Assignee, Onboarding, Path, Stage, Task
from bot.onboarding.quiz import Quiz, shuffled
from bot.wording import Catalogue, Language, catalogue_for, option_text, question_form


def preview(
    context: typer.Context,
    *,
    role: Annotated[str, typer.Option("--role", help="option.role")] = "",
    language: Annotated[Language | None, typer.Option("--language", help="option.language")] = None,
    answers: Annotated[bool, typer.Option("--answers", help="option.answers")] = False,
    knowledge: KnowledgeFolder = None,
) -> None:
    """Print the path of a role as a new colleague goes through it; raises KnowledgeError."""
    cli: CliContext = context.obj
    say = catalogue_for(language) if language else cli.say
    paths = cli.onboarding(knowledge)
    for line in _path(paths, paths.path_for(role), say, with_answers=answers):
        print_message(line)


def _path(paths: Onboarding, path: Path, say: Catalogue, *, with_answers: bool) -> Iterator[Text]:
    yield Text(path.title, style="bold cyan")
    yield Text(_roles(path, say), style="dim")
    for stage in path.stages:
        yield Text()
        yield from _stage(stage, say, with_answers=with_answers)
    if others := [other for other in paths.paths if other is not path]:
        yield Text()
        names = "".join(
            f"\n  · {say('list.entry', name=other.title, value=_roles(other, say))}" for other in others
        )
        yield Text(say("onboarding.others", names=names), style="dim")


def _roles(path: Path, say: Catalogue) -> str:
    roles = say.listed(path.roles)
    return say("onboarding.for", roles=roles) if roles else say("onboarding.for-others")


def _stage(stage: Stage, say: Catalogue, *, with_answers: bool) -> Iterator[Text]:
    yield Text.assemble((stage.title, "bold"), "  ", (_days(stage, say), "dim"))
    yield from (Text(f"  {line}") for line in stage.greeting.splitlines())
    yield from _list(
        say("onboarding.read"),
        [f"{clause.place} {clause.title_or_first_words}" for clause in stage.clauses],
    )
    yield from _list(say("onboarding.ask"), stage.questions)
    yield from _list(say("onboarding.tasks"), [_task(task, say) for task in stage.tasks])
    if stage.quiz:
        yield from _quiz(stage.quiz, say, with_answers=with_answers)
    if stage.signing:
        signed = say("onboarding.sign", count=len(stage.signing.clauses))
        yield Text(f"  {signed}", style="green")


def _task(task: Task, say: Catalogue) -> str:
    """The text, behind the name of who does it unless that is the reader."""
    return (
        task.text
        if task.assignee is Assignee.NEW_HIRE
        else f"{say(f'onboarding.doer.{task.assignee}')} · {task.text}"
    )


def _days(stage: Stage, say: Catalogue) -> str:
    if stage.opens == stage.due:
        return say("onboarding.day", day=stage.due)
    return say("onboarding.days", first=stage.opens, last=stage.due)


def _list(title: str, entries: list[str] | tuple[str, ...]) -> Iterator[Text]:
    if entries:
        yield Text(f"  {title}", style="green")
        yield from (Text(f"    · {entry}") for entry in entries)


def _quiz(quiz: Quiz, say: Catalogue, *, with_answers: bool) -> Iterator[Text]:
    title = say("onboarding.quiz", count=len(quiz.questions), needed=quiz.needed, attempts=quiz.attempts)
    yield Text(f"  {title}", style="green")
    for number, question in enumerate(quiz.questions, 1):
        yield Text.assemble(f"    {number}. {question.text}", (f"  {question_form(question, say)}", "dim"))
        for index in shuffled(question, "preview"):
            is_marked = with_answers and index in question.right
            yield Text(f"       {'●' if is_marked else '○'} {option_text(question, index, say)}")
        if with_answers:
            sentence = " ".join(question.sentence.split("\n"))
            answer = say("onboarding.answer", clause=question.clause.place, sentence=sentence)
            yield Text(f"       {answer}", style="dim")
