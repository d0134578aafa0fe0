"""The commands `shouze privacy`: what is stored about one person, how long, and to have it removed."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from bot.cli.desk import Desk
from bot.cli.options import Json
from bot.settings import StoreSettings, read_settings
from bot.store import Erased, Held, Retention
from bot.wording import Wording

Person = Annotated[
    str, typer.Argument(help="Slack 成员编号，例如 U0123ABCD / a Slack member id", metavar="USER")
]


def privacy(desk: Desk) -> typer.Typer:
    """The commands as one group."""
    group = typer.Typer(no_args_is_help=True, help=desk.say("privacy.help"))
    commands: dict[str, Callable[..., None]] = {"export": export, "erase": erase, "periods": periods}
    for name, command in commands.items():
        group.command(name, help=desk.say(f"privacy.command.{name}"))(command)
    return group


def export(context: typer.Context, person: Person, *, json_: Json = False) -> None:
    """Print everything stored about a person."""
    desk: Desk = context.obj
    with closing(desk.store()) as store:
        held = store.privacy.held(person)
    if json_:
        print(json.dumps({"person": person, **_readable(held)}, ensure_ascii=False, indent=2))  # noqa: T201  # standard output is this command's product
        return
    for line in _lines(held, desk.say) if held else [desk.say("privacy.nothing", person=person)]:
        Console().print(Text(line), soft_wrap=True)


def erase(
    context: typer.Context,
    person: Person,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="不再确认 / do not ask")] = False,
) -> None:
    """Remove a person and their words from everything."""
    desk: Desk = context.obj
    if not (yes or typer.confirm(desk.say("privacy.confirm", person=person))):
        told = desk.say("privacy.kept")
    else:
        with closing(desk.store()) as store:
            erased = store.privacy.erase(time.time(), person)
        told = _erased(erased, desk.say) if erased else desk.say("privacy.nothing", person=person)
    Console().print(Text(told), soft_wrap=True)


def _erased(erased: Erased, say: Wording) -> str:
    return say(
        "privacy.erased",
        questions=erased.questions,
        feedback=erased.feedback,
        escalations=erased.escalations,
        threads=erased.threads,
        parcels=erased.parcels,
        cancelled=erased.cancelled,
        onboarding=erased.onboarding,
        signatures=erased.signatures,
    )


def periods(context: typer.Context) -> None:
    """Print what is stored, how long and why, as a table in Markdown."""
    desk: Desk = context.obj
    keep = Retention.of_questions(read_settings(StoreSettings, desk.environment).question_days)
    print("\n".join(table_of(keep, desk.say)))  # noqa: T201  # standard output is this command's product


def table_of(keep: Retention, say: Wording) -> Iterator[str]:
    """The lines of the table."""
    yield f"| {say('retention.what')} | {say('retention.days')} | {say('retention.why')} |"
    yield "|---|---|---|"
    for name, days in keep.periods.items():
        yield f"| {say(f'retention.what.{name}')} | {days} | {say(f'retention.why.{name}')} |"
    yield f"| {say('retention.what.signatures')} | – | {say('retention.why.signatures')} |"


def _readable(held: Held) -> dict[str, list[dict[str, Any]]]:
    """The same with times as ISO 8601."""
    return {
        kind.name: [
            {name: _moment(value) if name.endswith("_at") else value for name, value in asdict(one).items()}
            for one in getattr(held, kind.name)
        ]
        for kind in fields(held)
    }


def _lines(held: Held, say: Wording) -> Iterator[str]:
    for kind, entries in _readable(held).items():
        if entries:
            yield say(f"privacy.kind.{kind}", count=len(entries))
        for entry in entries:
            values = (
                ", ".join(value) if isinstance(value, tuple) else str(value) for value in entry.values()
            )
            yield "  · " + " | ".join(value for value in values if value)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
