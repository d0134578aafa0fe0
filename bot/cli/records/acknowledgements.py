"""The command `shouze onboarding acknowledgements`: who was asked to sign what was published, and who has."""

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.audit import Action
from bot.cli.context import CliContext
from bot.cli.errors import UnwritableError
from bot.onboarding.acknowledgements import Acknowledgement, Signer
from bot.store import Store, write_privately
from bot.wording.spreadsheet import csv_file

_COLUMNS = ("book", "clauses", "day", "due", "person", "asked_at", "reminders", "signed_at")


def report_acknowledgements(
    context: typer.Context,
    *,
    file: Annotated[Path | None, typer.Option("--csv", help="option.csv", metavar="FILE")] = None,
) -> None:
    """Print who was asked to sign which changes and when they did, or write it to a file. Raises UnwritableError."""
    cli: CliContext = context.obj
    with closing(cli.store()) as store:
        rows = list(_rows(store, ZoneInfo(cli.settings.timezone)))
        store.audit.record(time.time(), cli.actor, Action.REPORTED)
    headings = [cli.say(f"acknowledge.column.{name}") for name in _COLUMNS]
    if file:
        try:
            write_privately(file, csv_file([headings, *rows]))
        except OSError as error:
            raise UnwritableError.of(file, error) from error
    else:
        table = Table(*headings)
        for row in rows:
            table.add_row(*map(Text, row))
        Console().print(table)
    signed = sum(bool(row[-1]) for row in rows)
    cli.print(cli.say("acknowledge.report", asked=len(rows), signed=signed))


def _rows(store: Store, zone: ZoneInfo) -> Iterator[list[str]]:
    for each in store.acknowledgements.all():
        for signer in store.acknowledgements.signers(each.id).values():
            yield _row(each, signer, zone)


def _row(each: Acknowledgement, signer: Signer, zone: ZoneInfo) -> list[str]:
    numbers = " ".join(name.rpartition("/")[2] for name in each.clauses)
    days = each.day.isoformat(), each.due.isoformat()
    asked, signed = _written(signer.asked_at, zone), _written(signer.signed_at, zone)
    return [each.book, numbers, *days, signer.person, asked, str(signer.reminders), signed]


def _written(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(sep=" ", timespec="minutes") if at else ""
