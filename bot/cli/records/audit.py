"""The command `shouze audit`: who did what, and whether the records of it hold."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.audit import Action, AuditRecord
from bot.chain import FIRST, Link
from bot.cli.context import Anchor, CliContext, Json, read_day
from bot.cli.records.chains import chain_lines
from bot.wording import Catalogue

_COLUMNS = ("at", "actor", "action", "target")
_WIDEST = 500  # cells: a terminal breaks a longer line itself, and what is copied from it is whole


def audit(  # noqa: PLR0913  # a command takes as many options as it has
    context: typer.Context,
    *,
    since: Annotated[str | None, typer.Option(help="option.since", metavar="DATE")] = None,
    actor: Annotated[str | None, typer.Option(help="option.actor", metavar="ACTOR")] = None,
    action: Annotated[Action | None, typer.Option(help="option.action")] = None,
    target: Annotated[str | None, typer.Option(help="option.target", metavar="ID")] = None,
    anchor: Anchor = None,
    json_: Json = False,
) -> None:
    """Print who did what, and whether the records hold; exit status 1 where they do not. Raises NotADateError."""
    cli: CliContext = context.obj
    first = datetime.combine(read_day(since), datetime.min.time(), UTC) if since else None
    with closing(cli.store()) as store:
        check = store.audit.verify(anchor or "")
        chain = list(store.audit.chain())
    shown = [
        each.record
        for each in chain
        if (first is None or each.record.at >= first)
        and actor in {None, each.record.actor}
        and action in {None, each.record.action}
        and target in {None, each.record.target}
    ]
    if json_:
        holds = {"holds": check.is_good, "count": check.count, "last": check.end}
        entries = [dict(zip(_COLUMNS, _texts(record), strict=True)) for record in shown]
        typer.echo(json.dumps({**holds, "records": entries}, ensure_ascii=False, indent=2))
    else:
        Console(width=_WIDEST).print(_table(shown, cli.say))
        name = cli.say("audit.records")
        for line in (*chain_lines(check, name, _described, cli.say), *_beginning(chain, cli.say)):
            cli.print(line)
    if not check.is_good:
        raise typer.Exit(1)


def _beginning(chain: Sequence[Link[AuditRecord]], say: Catalogue) -> Iterator[str]:
    """Since when there are records, where those before them are gone."""
    if chain and chain[0].previous != FIRST:
        yield say("audit.begins", at=chain[0].record.at.isoformat(timespec="seconds"))


def _table(records: Sequence[AuditRecord], say: Catalogue) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in _COLUMNS:
        table.add_column(say(f"audit.{name}"), overflow="fold")
    for record in records:
        table.add_row(*map(Text, _texts(record)))
    return table


def _texts(record: AuditRecord) -> tuple[str, str, str, str]:
    return record.at.isoformat(timespec="seconds"), record.actor, record.action, record.target


def _described(record: AuditRecord) -> str:
    return " ".join(filter(None, _texts(record)))
