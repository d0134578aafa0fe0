"""The summary that goes with an exported report, under a signature (HMAC) that only the organisation's secret makes.

It says what the file was (its sha256) and how far the chain of signatures went when the file was made. With it anybody
who has the secret and the store can see later whether the file is the one that was exported, and whether the signatures
that stood in the chain then still stand there.
"""

import hashlib
import hmac
import json
import sys
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice

from bot.chain import ChainCheck, ChainFault, Flaw, Link, verify_chain
from bot.onboarding.report import ReportRow
from bot.onboarding.signatures import Signature

SUMMARY_SUFFIX = ".summary.json"  # behind the name of the report that a summary goes with
UNSIGNED = "unsigned"  # stands where the signature would, so that whoever opens the file reads it
_FORMAT = "shouze onboarding summary 1"
_PURPOSE = b"shouze onboarding summary"  # the same secret encrypts what is stored: no key serves two purposes


@dataclass(frozen=True)
class Summary:
    """What a report was when it was made.

    `made_at` is a moment with its zone, `made_for` the Slack id of who asked for it ("": at the terminal), `people` and
    `rows` are counts, and `sha256` is that of the file's bytes. So many `signatures` held, from the first one on, the
    last with the hash `last`; `is_whole` says whether those were all.
    """

    made_at: datetime
    made_for: str
    people: int
    rows: int
    sha256: str
    signatures: int
    last: str
    is_whole: bool


@dataclass(frozen=True)
class SignedSummary:
    """A summary with its HMAC-SHA256 (hexadecimal), or UNSIGNED."""

    summary: Summary
    signature: str


class SignatureCheck(StrEnum):
    """What the signature of a summary shows."""

    FITS = "fits"
    FORGED = "forged"  # something in it was changed, or another secret signed it
    UNSIGNED = "unsigned"
    UNKNOWN = "unknown"  # there is no key to check it with


class NotASummaryError(ValueError):
    """A text that is no summary; `field` is the name that is missing or wrong ("": it is no JSON object)."""

    def __init__(self, field: str = "") -> None:
        super().__init__(field or "no JSON object")
        self.field = field


def summarise(
    written: bytes,
    rows: Collection[ReportRow],
    chain: ChainCheck[Signature],
    made_at: datetime,
    made_for: str = "",
) -> Summary:
    """The summary of a report whose rows were written as these bytes."""
    return Summary(
        made_at=made_at,
        made_for=made_for,
        people=len({row.person for row in rows}),
        rows=len(rows),
        sha256=file_digest(written),
        signatures=chain.count,
        last=chain.end,
        is_whole=chain.fault is None,
    )


def file_digest(written: bytes) -> str:
    """sha256 (hexadecimal) of a file's bytes."""
    return hashlib.sha256(written).hexdigest()


def summary_key(secret: str, tenant: str = "") -> bytes:
    """The key that signs a tenant's summaries, 32 bytes made of a secret: nobody comes back from it to the secret."""
    purpose = b" of ".join(filter(None, (_PURPOSE, tenant.encode())))
    return hmac.digest(secret.encode(), purpose, "sha256")


def sign_summary(summary: Summary, keys: Iterable[bytes]) -> SignedSummary:
    """The summary signed with the first key; without any it is unsigned."""
    return SignedSummary(summary, next((_hmac(summary, key) for key in keys), UNSIGNED))


def check_signature(signed: SignedSummary, keys: Collection[bytes]) -> SignatureCheck:
    """Whether any of the keys made the signature (secrets change: those before sign no more, and still are known)."""
    if signed.signature == UNSIGNED:
        return SignatureCheck.UNSIGNED
    if not keys:
        return SignatureCheck.UNKNOWN
    given = signed.signature.encode(errors="replace")
    fits = [hmac.compare_digest(_hmac(signed.summary, key).encode(), given) for key in keys]
    return SignatureCheck.FITS if any(fits) else SignatureCheck.FORGED


def chain_fault(summary: Summary, chain: Iterable[Link[Signature]]) -> ChainFault | None:
    """Where the chain is not what the summary says it was: what was signed since does not matter."""
    check = verify_chain(islice(chain, summary.signatures))
    is_same = check.end == summary.last
    return check.fault or (None if is_same else ChainFault(check.count, Flaw.NO_ANCHOR))


def summary_as_json(signed: SignedSummary) -> str:
    """The summary as a JSON file that people can read."""
    written = json.dumps(
        {**_fields(signed.summary), "seal": signed.signature}, ensure_ascii=False, indent=2, sort_keys=True
    )
    return f"{written}\n"


def read_summary(written: str) -> SignedSummary:
    """The summary in a file; raises NotASummaryError. What is in it besides is refused: no signature would cover it."""
    try:
        content = json.loads(written, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        raise NotASummaryError from error
    if not isinstance(content, dict):
        raise NotASummaryError
    if content.pop("format", None) != _FORMAT:
        raise NotASummaryError("format")
    seal = content.pop("seal", None)
    if not isinstance(seal, str):
        raise NotASummaryError("seal")
    return SignedSummary(_summary(content), seal)


def _summary(content: dict[str, object]) -> Summary:
    names = {field.name for field in fields(Summary)}
    for name in sorted(names ^ set(content)):
        raise NotASummaryError(name)
    for field in fields(Summary):
        if type(content[field.name]) is not (str if field.type is datetime else field.type):
            raise NotASummaryError(field.name)
    try:
        made_at = datetime.fromisoformat(str(content["made_at"]))
        made_at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise NotASummaryError("made_at") from error
    if made_at.tzinfo is None:
        raise NotASummaryError("made_at")
    if content["signatures"] not in range(sys.maxsize):
        raise NotASummaryError("signatures")
    return Summary(**{**content, "made_at": made_at})  # type: ignore[arg-type]  # each was just held to its field's type


def _hmac(summary: Summary, key: bytes) -> str:
    written = json.dumps(_fields(summary), sort_keys=True, separators=(",", ":"))
    return hmac.new(key, written.encode(), hashlib.sha256).hexdigest()


def _fields(summary: Summary) -> dict[str, object]:
    moment = summary.made_at.astimezone(UTC).isoformat(timespec="microseconds")
    return {"format": _FORMAT, **asdict(summary), "made_at": moment}


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object in which nothing stands twice: a reader would see one of them, and the signature cover the other."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotASummaryError
    return found
