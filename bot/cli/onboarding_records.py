"""The commands `shouze onboarding verify` and `report`: whether the signatures hold, and how people come along."""

import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.desk import Desk
from bot.cli.onboarding_summary import verify_summary, write_with_summary
from bot.cli.options import Knowledge
from bot.knowledge import ONBOARDING, Fault, FaultKind, KnowledgeError
from bot.onboarding import ChainCheck, Onboarding, ReportRow, WorkingDays, report, summarise, verify_chain
from bot.settings import OnboardingSettings, read_settings
from bot.wording import Wording
from bot.wording.spreadsheet import as_csv, cell

_IN_TABLE = ("person", "path", "title", "due", "ended", "quiz", "tries", "signed_at", "overdue_days")


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
    summary: Annotated[
        Path | None,
        typer.Option(
            "--summary",
            help="核对导出时写的摘要 / the summary that was written with a report",
            metavar="FILE",
        ),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--csv",
            help="摘要说的 CSV；不写则在摘要旁边找 / the report itself; none: it is beside the summary",
            metavar="FILE",
        ),
    ] = None,
) -> None:
    """Walk along all signatures, or hold a report against its summary; exit status 1 where something does not hold.

    Raises UnreadableError, BrokenSummaryError or NoCsvError for files that say nothing.
    """
    desk: Desk = context.obj
    if summary:
        is_good = verify_summary(summary, file, desk)
    else:
        with closing(desk.store()) as store:
            chain = verify_chain(store.signatures.chain(), last)
        Console().print(Text(_told(chain, desk.say)), soft_wrap=True)
        is_good = chain.fault is None
    if not is_good:
        raise typer.Exit(1)


def report_courses(
    context: typer.Context,
    *,
    file: Annotated[
        Path | None, typer.Option("--csv", help="写成 CSV 文件 / write a CSV file", metavar="FILE")
    ] = None,
    knowledge: Knowledge = None,
) -> None:
    """Print how everybody who is on a path comes along, or write it to a file with its summary.

    Raises KnowledgeError or UnwritableError.
    """
    desk: Desk = context.obj
    paths = read_paths(desk, knowledge)
    working_days = WorkingDays(read_settings(OnboardingSettings, desk.environment).onboarding_country)
    now = datetime.fromtimestamp(time.time(), UTC)
    with closing(desk.store()) as store:
        courses = (
            each.on(paths.path_of(each.enrolment.path, each.enrolment.role))
            for each in store.onboarding.everybody()
        )
        rows = report(courses, now, working_days)
        chain = verify_chain(store.signatures.chain())
    written = as_csv(rows, desk.say)
    summary = summarise(written, rows, chain, now)
    if file:
        write_with_summary(file, written, summary, desk)
    else:
        Console().print(_table(rows, desk.say))
    told = desk.say("onboarding.report.summary", people=summary.people, rows=summary.rows)
    Console().print(Text(f"{told}\n{_told(chain, desk.say)}"), soft_wrap=True)


def _table(rows: Sequence[ReportRow], say: Wording) -> Table:
    table = Table(*(say(f"onboarding.report.{name}") for name in _IN_TABLE))
    for row in rows:
        table.add_row(*(Text(cell(row, name, say)) for name in _IN_TABLE))
    return table


def _told(chain: ChainCheck, say: Wording) -> str:
    """Whether the signatures hold, and where not."""
    fault, last = chain.fault, chain.end or "–"
    if fault is None:
        return say("onboarding.verify.good", count=chain.count, last=last)
    if chain.record is None:
        return say("onboarding.verify.cut-off", count=chain.count, last=last)
    signature = chain.record.signature
    return say(
        f"onboarding.verify.{fault.flaw}",
        place=fault.place + 1,
        person=signature.person,
        stage=signature.stage,
        at=signature.at.isoformat(timespec="seconds"),
    )
