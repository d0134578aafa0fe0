"""The commands `shouze privacy`: what is stored about one person, how long, and to have it removed."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Annotated

import typer

from bot.audit import Action
from bot.cli.context import CliContext, Json
from bot.cli.errors import NotAMemberError
from bot.store import ErasureReport, PersonalData, Retention
from bot.wording import Catalogue

Person = Annotated[str, typer.Argument(help="option.person")]
_MEMBER = re.compile(r"[UW][A-Z0-9]{1,31}")


def export(context: typer.Context, person: Person, *, json_: Json = False) -> None:
    """Print everything stored about a person; raises NotAMemberError."""
    cli: CliContext = context.obj
    _check(person)
    with closing(cli.store()) as store:
        data = store.privacy.export(person)
        store.audit.record(time.time(), cli.actor, Action.EXPORTED, person)
    if json_:
        typer.echo(json.dumps({"person": person, **data.readable()}, ensure_ascii=False, indent=2))
        return
    for line in _lines(data, cli.say) if data else [cli.say("privacy.nothing", person=person)]:
        cli.print(line)


def erase(
    context: typer.Context,
    person: Person,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="option.yes")] = False,
) -> None:
    """Remove a person and their words from everything; raises NotAMemberError."""
    cli: CliContext = context.obj
    _check(person)
    if not (yes or typer.confirm(cli.say("privacy.confirm", person=person))):
        message = cli.say("privacy.kept")
    else:
        with closing(cli.store()) as store:
            erased = store.privacy.erase(time.time(), person, cli.actor)
        message = _erased(erased, cli.say) if erased else cli.say("privacy.nothing", person=person)
    cli.print(message)


def _check(person: str) -> None:
    if not _MEMBER.fullmatch(person):
        raise NotAMemberError(person)


def _erased(erased: ErasureReport, say: Catalogue) -> str:
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
        accounts=erased.accounts,
        desk=erased.desk,
        pairs=erased.pairs,
    )


def periods(context: typer.Context) -> None:
    """Print what is stored, how long and why, as a table in Markdown."""
    cli: CliContext = context.obj
    typer.echo("\n".join(table_of(cli.kept.retention, cli.say)))


def table_of(keep: Retention, say: Catalogue) -> Iterator[str]:
    """The table of `periods` in Markdown, a line each."""
    yield f"| {say('retention.what')} | {say('retention.days')} | {say('retention.why')} |"
    yield "|---|---|---|"
    for name, days in keep.periods.items():
        yield f"| {say(f'retention.what.{name}')} | {days} | {say(f'retention.why.{name}')} |"
    for name in keep.forever:
        yield f"| {say(f'retention.what.{name}')} | – | {say(f'retention.why.{name}')} |"


def _lines(data: PersonalData, say: Catalogue) -> Iterator[str]:
    kinds = {kind: entries for kind, entries in data.readable().items() if kind != "unreadable"}
    for kind, entries in kinds.items():
        if entries:
            yield say(f"privacy.kind.{kind}", count=len(entries))
        for entry in entries:
            values = [
                ", ".join(value) if isinstance(value, tuple) else str(value) for value in entry.values()
            ]
            yield "  · " + " | ".join(filter(None, values))
    if data.unreadable:
        yield say("privacy.unreadable", count=data.unreadable)
