"""The commands `shouze outbox`: what Slack did not take, to list, send again or drop; never what it says."""

import json
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli.context import CliContext, Json
from bot.cli.errors import IdsOrAllError
from bot.store import DeadLetter, Store
from bot.wording import Catalogue

Ids = Annotated[list[str] | None, typer.Argument(help="option.ids")]
All = Annotated[bool, typer.Option("--all", help="option.all")]


def list_dead_letters(context: typer.Context, *, json_: Json = False) -> None:
    """Print the dead letters, and how much is still due."""
    cli: CliContext = context.obj
    with closing(cli.store()) as store:
        letters, waiting = store.dead_letters.all(), store.dead_letters.waiting()
    now = time.time()
    if json_:
        ages = [asdict(letter) | {"age_seconds": round(now - letter.due_since)} for letter in letters]
        typer.echo(
            json.dumps({"waiting": asdict(waiting), "dead_letters": ages}, ensure_ascii=False, indent=2)
        )
        return
    cli.print(cli.say("outbox.counts", count=len(letters), waiting=waiting.count))
    for letter in letters:
        cli.print(_line(letter, now, cli.say))


def retry(context: typer.Context, ids: Ids = None, *, all_: All = False) -> None:
    """Send dead letters again; exit status 1 where one is not there. Raises IdsOrAllError."""
    _each(context.obj, ids, lambda store: store.dead_letters.retry, "retried", all_=all_)


def drop(context: typer.Context, ids: Ids = None, *, all_: All = False) -> None:
    """Forget dead letters; exit status 1 where one is not there. Raises IdsOrAllError."""
    _each(context.obj, ids, lambda store: store.dead_letters.drop, "dropped", all_=all_)


def _each(
    cli: CliContext,
    ids: Sequence[str] | None,
    of: Callable[[Store], Callable[[float, str, str], bool]],
    done: str,
    *,
    all_: bool,
) -> None:
    if all_ == bool(ids):
        raise IdsOrAllError
    with closing(cli.store()) as store:
        named = [letter.id for letter in store.dead_letters.all()] if all_ else ids or ()
        failed = [id_ for id_ in named if not of(store)(time.time(), id_, cli.actor)]
    if len(failed) < len(named) or all_:
        cli.print(cli.say(f"outbox.{done}", count=len(named) - len(failed)))
    for id_ in failed:
        cli.print(cli.say("outbox.unknown", id=id_))
    if failed:
        raise typer.Exit(1)


def _line(letter: DeadLetter, now: float, say: Catalogue) -> str:
    return say(
        "outbox.letter",
        id=letter.id,
        place=say(f"outbox.place.{letter.place}"),
        purpose=say(f"outbox.purpose.{letter.purpose}"),
        age=age(now - letter.due_since, say),
        why=letter.why or "–",
    )


def age(seconds: float, say: Catalogue) -> str:
    """So many seconds as people say it."""
    minutes = max(0, round(seconds / 60))
    return say("outbox.age", hours=minutes // 60, minutes=minutes % 60)
