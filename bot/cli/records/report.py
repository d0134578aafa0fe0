"""The command `shouze report`: what staff asked in a month, and what became of it, for whoever looks after rules."""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Column, Table

from bot.cli.context import CliContext, Json, KnowledgeFolder, read_day
from bot.cli.errors import NotADateError, NotAMonthError, UnwritableError
from bot.cli.records.pulse_report import HEADS, pulse_json, pulse_rows, pulse_table
from bot.cli.records.report_page import chapters_of, report_page
from bot.onboarding.calendar import WorkingDays
from bot.pulse import RoundResult
from bot.report import REPLY_HOURS, Period, Report, report
from bot.settings import OnboardingSettings, read_settings
from bot.store import private_folder, write_privately
from bot.tallies import ENOUGH_PEOPLE, Untold
from bot.wording import Catalogue
from bot.wording.figures import count_written, figure_written
from bot.wording.spreadsheet import csv_file

_MOST = 10  # clauses listed at the terminal
_HEADS = ("counted.figure", "counted.count", "counted.meaning")


def report_questions(  # noqa: PLR0913  # a command takes as many options as it has
    context: typer.Context,
    *,
    since: Annotated[str | None, typer.Option("--from", help="option.report.from", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option("--to", help="option.report.to", metavar="DATE")] = None,
    month: Annotated[str | None, typer.Option(help="option.report.month", metavar="YYYY-MM")] = None,
    html: Annotated[Path | None, typer.Option(help="option.report.html", metavar="FILE")] = None,
    csv: Annotated[Path | None, typer.Option(help="option.report.csv", metavar="DIR")] = None,
    json_: Json = False,
    knowledge: KnowledgeFolder = None,
) -> None:
    """Print the figures of some days, the last thirty unless said otherwise. Raises NotADateError, UnwritableError."""
    cli: CliContext = context.obj
    first, last = _days(cli.today(), since, until, month)
    found = _report(cli, knowledge, first, last)
    with closing(cli.store()) as store:
        rounds = store.pulses.results()
    title = cli.say("counted.title", first=first.isoformat(), last=last.isoformat())
    try:
        if html:
            page = report_page(title, found, cli.say, pulse_table(rounds, cli.say))
            write_privately(html, page.encode())
        if csv:
            private_folder(csv)
            surveys: list[Sequence[str]] = [tuple(map(cli.say, HEADS)), *pulse_rows(rounds)]
            for name, lines in [*_tables(found, cli.say), ("pulse", surveys)]:
                write_privately(csv / f"{name}.csv", csv_file(lines))
    except OSError as error:
        raise UnwritableError.of(html or csv or Path(), error) from error
    if json_:
        shown = _as_json(found, first, last) | {"pulse": pulse_json(rounds)}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    elif not (html or csv):
        _show(title, found, cli.say)
        _show_pulse(rounds, cli.say)


def _report(cli: CliContext, knowledge: Path | None, first: date, last: date) -> Report:
    settings = read_settings(OnboardingSettings, cli.environment)
    zone = ZoneInfo(settings.onboarding_zone)  # as reviews and `/rule report` count
    since, until = (
        datetime.combine(day, clock(), zone).timestamp() for day in (first, last + timedelta(days=1))
    )
    with closing(cli.store()) as store:
        history = store.histories.between(since, until)
    days = WorkingDays(settings.onboarding_country)

    def due(moment: float) -> float:
        return days.deadline(moment, REPLY_HOURS, settings.onboarding_zone)

    library = cli.knowledge(knowledge).in_force(cli.today()).library
    return report(history, library, due, time.time())


def _days(today: date, since: str | None, until: str | None, month: str | None) -> tuple[date, date]:
    try:
        if month:
            found = Period.month_of(datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC).date())
            return found.first, found.last
        last = read_day(until) if until else today
        first = read_day(since) if since else last - timedelta(days=29)
        _ = last + timedelta(days=1)  # the first moment that does not count has to be a date, too
    except (ValueError, OverflowError) as error:
        raise (NotAMonthError(month) if month else NotADateError(until or "")) from error
    return min(first, last), max(first, last)


def _tables(found: Report, say: Catalogue) -> Iterator[tuple[str, list[Sequence[str]]]]:
    figures = [
        (say(f"counted.{name}"), figure_written(found, name, say), say(f"counted.why.{name}"))
        for name in found.figures
    ]
    yield "figures", [[say(head) for head in _HEADS], *figures]
    yield (
        "complaints",
        [
            (say(f"feedback.complaint.{name}"), count_written(count, say))
            for name, count in found.complaints.items()
        ],
    )
    yield "chapters", [(label, count_written(count, say)) for label, count in chapters_of(found)]
    yield "clauses", [(clause.listed_label, count_written(count, say)) for clause, count in found.shown]
    yield "unseen", [(clause.listed_label,) for clause in found.unseen]


def _as_json(found: Report, first: date, last: date) -> dict[str, object]:
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "figures": _known(found.figures.items()),
        "complaints": _known(found.complaints.items()),
        "chapters": _known(chapters_of(found)),
        "clauses": _known((clause.name, count) for clause, count in found.shown),
        "unseen": [clause.name for clause in found.unseen],
    }


def _known(counts: Iterable[tuple[str, float | Untold]]) -> dict[str, float | None]:
    """Null for what is not told."""
    return {name: None if isinstance(count, Untold) else count for name, count in counts}


def _columns(heads: Sequence[str], say: Catalogue) -> Iterator[Column]:
    """Chinese has no spaces to break at: without folding a long cell would lose its end."""
    yield from (Column(say(head), overflow="fold") for head in heads)


def _show(title: str, found: Report, say: Catalogue) -> None:
    console, table = Console(), Table(*_columns(_HEADS, say), title=title)
    for name in found.figures:
        table.add_row(say(f"counted.{name}"), figure_written(found, name, say), say(f"counted.why.{name}"))
    console.print(table)
    console.print(say("counted.untold", enough=ENOUGH_PEOPLE), highlight=False)
    for head, rows in (
        (
            "counted.complaints",
            [(say(f"feedback.complaint.{name}"), n) for name, n in found.complaints.items()],
        ),
        ("counted.chapters", list(chapters_of(found))),
        ("counted.clauses", [(clause.listed_label, n) for clause, n in found.shown[:_MOST]]),
    ):
        if rows:
            listed = Table(*_columns((head, "counted.count"), say))
            for row, count in rows:
                listed.add_row(row, count_written(count, say))
            console.print(listed)
    console.print(say("counted.unseen", count=len(found.unseen)), highlight=False)


def _show_pulse(rounds: Sequence[RoundResult], say: Catalogue) -> None:
    if rounds:
        table = Table(*_columns(HEADS, say), title=say("pulse.report"))
        for row in pulse_rows(rounds):
            table.add_row(*row)
        Console().print(table)
