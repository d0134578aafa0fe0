"""The summary beside a report: written with it, and later held against the file, the secret and the signatures."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.cli.desk import Desk
from bot.cli.errors import BrokenSummaryError, NoCsvError, UnreadableError, UnwritableError
from bot.onboarding import (
    SUMMARY_SUFFIX,
    ChainFault,
    Flaw,
    NotASummaryError,
    SignatureCheck,
    SignedSummary,
    Summary,
    chain_fault,
    check_signature,
    file_digest,
    read_summary,
    sign_summary,
    summary_as_json,
    summary_key,
)
from bot.settings import OnboardingSettings, read_settings
from bot.wording import Wording


def write_with_summary(file: Path, written: bytes, summary: Summary, desk: Desk) -> None:
    """Write a report and its summary beside it, and say so; raises UnwritableError."""
    found = sign_summary(summary, _keys(desk))
    beside = file.with_name(file.name + SUMMARY_SUFFIX)
    for path, content in ((file, written), (beside, summary_as_json(found).encode())):
        try:
            path.write_bytes(content)
        except OSError as error:
            raise UnwritableError(path, error.strerror or type(error).__name__) from error
    say = desk.say
    told = say("onboarding.report.written", file=file, digest=summary.sha256)
    is_sealed = check_signature(found, ()) is not SignatureCheck.UNSIGNED
    seal = say("onboarding.report.sealed" if is_sealed else "onboarding.report.unsealed", file=beside)
    Console().print(Text(f"{told}\n{seal}"), soft_wrap=True)


def verify_summary(path: Path, file: Path | None, desk: Desk) -> bool:
    """Say a line each on the seal, the file and the signatures; whether all is as it was when the report was written.

    Without `file` the CSV is looked for beside the summary. Raises UnreadableError, BrokenSummaryError or NoCsvError.
    """
    found = _read(path)
    file = file or _beside(path)
    told = [_seal(found, desk), _file(found.summary, file, desk.say), *_signatures(found.summary, desk)]
    for _, line in told:
        Console().print(Text(line), soft_wrap=True)
    return all(is_good for is_good, _ in told)


Finding = tuple[bool, str]  # whether it is good, and the line that says so


def _seal(found: SignedSummary, desk: Desk) -> Finding:
    result = check_signature(found, _keys(desk))
    return result is SignatureCheck.FITS, desk.say(f"onboarding.seal.{result}")


def _file(summary: Summary, file: Path, say: Wording) -> Finding:
    digest = file_digest(_content(file))
    if digest == summary.sha256:
        told = say("onboarding.summary.same", file=file, people=summary.people, rows=summary.rows)
        return True, told
    return False, say("onboarding.summary.other", file=file, now=digest, then=summary.sha256)


def _signatures(summary: Summary, desk: Desk) -> Iterator[Finding]:
    if not summary.is_whole:
        yield False, desk.say("onboarding.summary.not-whole", count=summary.signatures)
    with closing(desk.store()) as store:
        fault = chain_fault(summary, store.signatures.chain())
    yield fault is None, _chain(summary, fault, desk.say)


def _chain(summary: Summary, fault: ChainFault | None, say: Wording) -> str:
    if fault is None:
        return say("onboarding.summary.kept", count=summary.signatures)
    if fault.flaw is Flaw.CUT_OFF:
        return say("onboarding.summary.cut-off", count=summary.signatures)
    return say("onboarding.summary.broken", count=summary.signatures, place=fault.place + 1)


def _keys(desk: Desk) -> list[bytes]:
    return list(map(summary_key, read_settings(OnboardingSettings, desk.environment).secrets))


def _read(path: Path) -> SignedSummary:
    try:
        return read_summary(_content(path).decode("utf-8-sig"))
    except NotASummaryError as error:
        raise BrokenSummaryError(path, error.field) from error
    except UnicodeDecodeError as error:
        raise BrokenSummaryError(path) from error


def _beside(path: Path) -> Path:
    if not path.name.endswith(SUMMARY_SUFFIX):
        raise NoCsvError(path)
    return path.with_name(path.name.removesuffix(SUMMARY_SUFFIX))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(path, error.strerror or type(error).__name__) from error
