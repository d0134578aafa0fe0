"""The commands `shouze onboarding report` and `verify`: how people come along, and whether the signatures hold.

A report written to a file has a summary beside it; later both are held against the secret and the signatures.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.audit import Action
from bot.chain import ChainCheck, Flaw
from bot.cli.context import Anchor, CliContext, KnowledgeFolder
from bot.cli.errors import BrokenSummaryError, NoCsvError, UnreadableError, UnwritableError
from bot.cli.records.chains import chain_lines
from bot.onboarding.calendar import WorkingDays
from bot.onboarding.report import ReportRow, report
from bot.onboarding.report_signature import (
    SUMMARY_SUFFIX,
    NotASummaryError,
    SignatureCheck,
    SignedSummary,
    Summary,
    chain_fault,
    check_signature,
    file_digest,
    read_summary,
    sign_summary,
    summarise,
    summary_as_json,
    summary_key,
)
from bot.onboarding.signatures import Signature
from bot.settings import OnboardingSettings, read_settings
from bot.store import write_privately
from bot.wording import Catalogue
from bot.wording.spreadsheet import as_csv, cell

_TABLE_COLUMNS = ("person", "path", "stage", "due", "ended", "quiz", "tries", "signed_at", "overdue_days")


def verify_signatures(
    context: typer.Context,
    *,
    anchor: Anchor = None,
    summary: Annotated[
        Path | None,
        typer.Option(
            "--summary",
            help="option.summary",
            metavar="FILE",
        ),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--csv",
            help="option.report",
            metavar="FILE",
        ),
    ] = None,
) -> None:
    """Walk along all signatures, or hold a report against its summary; exit status 1 where something does not hold.

    Raises UnreadableError, BrokenSummaryError or NoCsvError for files that say nothing.
    """
    cli: CliContext = context.obj
    if summary:
        is_good = verify_summary(summary, file, cli)
    else:
        with closing(cli.store()) as store:
            chain = store.signatures.verify(anchor or "")
        cli.print(_chain_message(chain, cli.say))
        is_good = chain.is_good
    if not is_good:
        raise typer.Exit(1)


def report_progress(
    context: typer.Context,
    *,
    file: Annotated[Path | None, typer.Option("--csv", help="option.csv", metavar="FILE")] = None,
    knowledge: KnowledgeFolder = None,
) -> None:
    """Print how everybody who is on a path comes along, or write it to a file with its summary.

    Raises KnowledgeError or UnwritableError.
    """
    cli: CliContext = context.obj
    paths = cli.onboarding(knowledge)
    working_days = WorkingDays(read_settings(OnboardingSettings, cli.environment).onboarding_country)
    now = datetime.fromtimestamp(time.time(), UTC)
    with closing(cli.store()) as store:
        journeys = (
            each.on(paths.path_of(each.enrolment.path, each.enrolment.role))
            for each in store.onboarding.everybody()
        )
        rows = report(journeys, now, working_days)
        chain = store.signatures.verify()
        store.audit.record(now.timestamp(), cli.actor, Action.REPORTED)
    written = as_csv(rows, cli.say)
    summary = summarise(written, rows, chain, now)
    if file:
        _write_with_summary(file, written, summary, cli)
    else:
        Console().print(_table(rows, cli.say))
    size = cli.say("onboarding.report.summary", people=summary.people, rows=summary.rows)
    cli.print(f"{size}\n{_chain_message(chain, cli.say)}")


def _table(rows: Sequence[ReportRow], say: Catalogue) -> Table:
    table = Table(*(say(f"onboarding.report.{name}") for name in _TABLE_COLUMNS))
    for row in rows:
        table.add_row(*(Text(cell(row, name, say)) for name in _TABLE_COLUMNS))
    return table


def _chain_message(chain: ChainCheck[Signature], say: Catalogue) -> str:
    """Whether the signatures hold, where not, and what cannot be seen."""
    return "\n".join(chain_lines(chain, say("onboarding.signatures"), _described, say))


def _described(signature: Signature) -> str:
    return f"{signature.person} {signature.stage} {signature.at.isoformat(timespec='seconds')}"


def _write_with_summary(file: Path, written: bytes, summary: Summary, cli: CliContext) -> None:
    """Write a report and its summary beside it, and say so; raises UnwritableError."""
    found = sign_summary(summary, _keys(cli))
    beside = file.with_name(file.name + SUMMARY_SUFFIX)
    for path, content in ((file, written), (beside, summary_as_json(found).encode())):
        try:
            write_privately(path, content)
        except OSError as error:
            raise UnwritableError.of(path, error) from error
    say = cli.say
    written_to = say("onboarding.report.written", file=file, digest=summary.sha256)
    is_sealed = check_signature(found, ()) is not SignatureCheck.UNSIGNED
    seal = say("onboarding.report.sealed" if is_sealed else "onboarding.report.unsealed", file=beside)
    cli.print(f"{written_to}\n{seal}")


def verify_summary(path: Path, file: Path | None, cli: CliContext) -> bool:
    """Say a line each on the seal, the file and the signatures; whether all is as it was when the report was written.

    Without `file` the CSV is looked for beside the summary. Raises UnreadableError, BrokenSummaryError or NoCsvError.
    """
    found = _read(path)
    if file is None and not path.name.endswith(SUMMARY_SUFFIX):
        raise NoCsvError(path)
    file = file or path.with_name(path.name.removesuffix(SUMMARY_SUFFIX))
    seal = check_signature(found, _keys(cli))
    checks = [
        (seal is SignatureCheck.FITS, cli.say(f"onboarding.seal.{seal}")),
        _file(found.summary, file, cli.say),
        *_signatures(found.summary, cli),
    ]
    for _, line in checks:
        cli.print(line)
    return all(is_good for is_good, _ in checks)


_Check = tuple[bool, str]  # whether it is good, and the line that says so


def _file(summary: Summary, file: Path, say: Catalogue) -> _Check:
    digest = file_digest(_content(file))
    if digest == summary.sha256:
        return True, say("onboarding.summary.same", file=file, people=summary.people, rows=summary.rows)
    return False, say("onboarding.summary.other", file=file, now=digest, then=summary.sha256)


def _signatures(summary: Summary, cli: CliContext) -> Iterator[_Check]:
    if not summary.is_whole:
        yield False, cli.say("onboarding.summary.not-whole", count=summary.signatures)
    with closing(cli.store()) as store:
        fault = chain_fault(summary, store.signatures.chain())
    if fault is None:
        yield True, cli.say("onboarding.summary.kept", count=summary.signatures)
    elif fault.flaw is Flaw.NO_ANCHOR:
        yield False, cli.say("onboarding.summary.cut-off", count=summary.signatures)
    else:
        yield False, cli.say("onboarding.summary.broken", count=summary.signatures, place=fault.place + 1)


def _keys(cli: CliContext) -> list[bytes]:
    settings = read_settings(OnboardingSettings, cli.environment)
    return [summary_key(each, settings.tenant) for each in settings.secrets]


def _read(path: Path) -> SignedSummary:
    try:
        return read_summary(_content(path).decode("utf-8-sig"))
    except NotASummaryError as error:
        raise BrokenSummaryError(path, error.field or "JSON") from error
    except UnicodeDecodeError as error:
        raise BrokenSummaryError(path, "JSON") from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError.of(path, error) from error
