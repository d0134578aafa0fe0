"""The commands `shouze onboarding verify` and `report`: whether the signatures hold, and how people come along."""

import csv
import hashlib
import io
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.desk import Desk
from bot.cli.options import Knowledge
from bot.knowledge import ONBOARDING, Fault, FaultKind, KnowledgeError
from bot.onboarding import (
    Broken,
    Course,
    Flaw,
    NoPathError,
    Onboarding,
    Recorded,
    Row,
    WorkingDays,
    report,
    verify,
)
from bot.settings import OnboardingSettings, read_settings
from bot.store import Enrolled, Store
from bot.wording import Wording

_IN_TABLE = ("person", "path", "title", "due", "ended", "quiz", "tries", "signed_at", "overdue_days")


class Walk:
    """The chain, with how many signatures were seen and the last of them."""

    def __init__(self, chain: Iterable[Recorded]) -> None:
        self._chain = chain
        self.count = 0
        self.last: Recorded | None = None

    def __iter__(self) -> Iterator[Recorded]:
        for each in self._chain:
            self.count += 1
            self.last = each
            yield each

    @property
    def end(self) -> str:
        """The hash of the last signature seen."""
        return self.last.hash if self.last else "–"


def read_paths(desk: Desk, folder: Path | None) -> Onboarding:
    """The paths in the knowledge folder; raises KnowledgeError, also where there are none."""
    paths = desk.knowledge(folder).onboarding
    if paths is None:
        path = (folder or desk.settings.knowledge) / ONBOARDING
        raise KnowledgeError([Fault(path, 1, FaultKind.NO_ONBOARDING)])
    return paths


def verify_signatures(
    context: typer.Context,
    *,
    last: Annotated[
        str | None,
        typer.Option(
            "--last", help="先前记下的最后一份的校验值 / the hash that was noted as the last", metavar="HASH"
        ),
    ] = None,
) -> None:
    """Walk along all signatures; exit status 1 at the first place where they do not hold."""
    desk: Desk = context.obj
    with closing(desk.store()) as store:
        walk = Walk(store.signatures.chain())
        broken = verify(walk, last)
    told = _broken(broken, walk, desk.say) if broken else _good(walk, desk.say)
    Console().print(Text(told), soft_wrap=True)
    if broken:
        raise typer.Exit(1)


def report_courses(
    context: typer.Context,
    *,
    file: Annotated[
        Path | None, typer.Option("--csv", help="写成 CSV 文件 / write a CSV file", metavar="FILE")
    ] = None,
    knowledge: Knowledge = None,
) -> None:
    """Print how everybody who is on a path comes along, or write it to a file; raises KnowledgeError."""
    desk: Desk = context.obj
    paths = read_paths(desk, knowledge)
    working_days = WorkingDays(read_settings(OnboardingSettings, desk.environment).onboarding_country)
    with closing(desk.store()) as store:
        rows = _rows(store, paths, working_days)
        walk = Walk(store.signatures.chain())
        broken = verify(walk)
    written = as_csv(rows, desk.say).encode("utf-8-sig")  # with the mark that spreadsheets know UTF-8 by
    console = Console()
    if file:
        file.write_bytes(written)
        digest = hashlib.sha256(written).hexdigest()
        console.print(Text(desk.say("onboarding.report.written", file=file, digest=digest)), soft_wrap=True)
    else:
        console.print(_table(rows, desk.say))
    people = len({row.person for row in rows})
    told = desk.say("onboarding.report.summary", people=people, rows=len(rows))
    signed = _broken(broken, walk, desk.say) if broken else _good(walk, desk.say)
    console.print(Text(f"{told}\n{signed}"), soft_wrap=True)


def as_csv(rows: Iterable[Row], say: Wording) -> str:
    """The report as CSV with a line of headings; moments in UTC."""
    names = [field.name for field in fields(Row)]
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(say(f"onboarding.report.{name}") for name in names)
    lines.writerows([_harmless(_cell(row, name)) for name in names] for row in rows)
    return written.getvalue()


def _rows(store: Store, paths: Onboarding, working_days: WorkingDays) -> tuple[Row, ...]:
    courses = (_course(each, paths) for each in store.onboarding.courses())
    return report(courses, datetime.fromtimestamp(time.time(), UTC), working_days)


def _course(enrolled: Enrolled, paths: Onboarding) -> Course:
    """Their way through the path that they are on; through that of their role, where it was taken out of the file."""
    try:
        return enrolled.on(paths.path(enrolled.enrolment.path))
    except NoPathError:
        return enrolled.on(paths.path_for(enrolled.enrolment.role))


def _table(rows: Sequence[Row], say: Wording) -> Table:
    table = Table(*(say(f"onboarding.report.{name}") for name in _IN_TABLE))
    for row in rows:
        table.add_row(*(Text(_cell(row, name)) for name in _IN_TABLE))
    return table


def _cell(row: Row, name: str) -> str:
    match getattr(row, name):
        case None:
            return ""
        case datetime() as moment:
            return moment.astimezone(UTC).isoformat(sep=" ", timespec="seconds")
        case date() as day:
            return day.isoformat()
        case value:
            return str(value)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _good(walk: Walk, say: Wording) -> str:
    return say("onboarding.verify.good", count=walk.count, last=walk.end)


def _broken(broken: Broken, walk: Walk, say: Wording) -> str:
    if broken.flaw is Flaw.CUT_OFF or walk.last is None:
        return say("onboarding.verify.cut-off", count=walk.count, last=walk.end)
    signature = walk.last.signature
    return say(
        f"onboarding.verify.{broken.flaw}",
        place=broken.place + 1,
        person=signature.person,
        stage=signature.stage,
        at=signature.at.isoformat(timespec="seconds"),
    )
