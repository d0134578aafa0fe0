"""The summary that goes with an exported report, under a seal that only the organisation's secret makes.

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

from bot.onboarding.report import Row
from bot.onboarding.signatures import Broken, Recorded, verify
from bot.onboarding.walk import Walked

SUMMARY_SUFFIX = ".summary.json"  # behind the name of the report that a summary goes with
UNSIGNED = "unsigned"  # stands where the seal would, so that whoever opens the file reads it
_FORMAT = "shouze onboarding summary 1"
_PURPOSE = b"shouze onboarding summary"  # the same secret seals what is stored: no key serves two purposes


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
class Attested:
    """A summary with the seal (hexadecimal) that stands under it, or UNSIGNED."""

    summary: Summary
    seal: str


class Sealing(StrEnum):
    """What the seal under a summary shows."""

    FITS = "fits"
    FORGED = "forged"  # something in it was changed, or another secret sealed it
    UNSIGNED = "unsigned"
    UNKNOWN = "unknown"  # there is no key to see it by


class NotASummaryError(ValueError):
    """A text that is no summary; `field` is the name that is missing or wrong ("": it is no JSON object)."""

    def __init__(self, field: str = "") -> None:
        super().__init__(field or "no JSON object")
        self.field = field


def summarised(
    written: bytes, rows: Collection[Row], walked: Walked, made_at: datetime, made_for: str = ""
) -> Summary:
    """The summary of a report whose rows were written as these bytes."""
    return Summary(
        made_at=made_at,
        made_for=made_for,
        people=len({row.person for row in rows}),
        rows=len(rows),
        sha256=digest_of(written),
        signatures=walked.count,
        last=walked.end,
        is_whole=walked.broken is None,
    )


def digest_of(written: bytes) -> str:
    """sha256 (hexadecimal) of a file's bytes."""
    return hashlib.sha256(written).hexdigest()


def sealing_key(secret: str) -> bytes:
    """The key for seals under summaries, 32 bytes made of a secret: nobody comes back from it to the secret."""
    return hmac.digest(secret.encode(), _PURPOSE, "sha256")


def attested(summary: Summary, keys: Iterable[bytes]) -> Attested:
    """The summary under the seal of the first key; without any it is unsigned."""
    return Attested(summary, next((_seal(summary, key) for key in keys), UNSIGNED))


def sealing(found: Attested, keys: Collection[bytes]) -> Sealing:
    """Whether any of the keys made the seal (secrets change: those before seal no more, and still are known)."""
    if found.seal == UNSIGNED:
        return Sealing.UNSIGNED
    if not keys:
        return Sealing.UNKNOWN
    given = found.seal.encode(errors="replace")
    fits = [hmac.compare_digest(_seal(found.summary, key).encode(), given) for key in keys]
    return Sealing.FITS if any(fits) else Sealing.FORGED


def rewritten(summary: Summary, chain: Iterable[Recorded]) -> Broken | None:
    """Where the chain is not what the summary says it was: what was signed since does not matter."""
    return verify(islice(chain, summary.signatures), summary.last)


def as_file(found: Attested) -> str:
    """The summary as a JSON file that people can read."""
    written = json.dumps(
        {**_told(found.summary), "seal": found.seal}, ensure_ascii=False, indent=2, sort_keys=True
    )
    return f"{written}\n"


def read_summary(written: str) -> Attested:
    """The summary in a file; raises NotASummaryError. What is in it besides is refused: no seal would cover it."""
    try:
        told = json.loads(written, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        raise NotASummaryError from error
    if not isinstance(told, dict):
        raise NotASummaryError
    if told.pop("format", None) != _FORMAT:
        raise NotASummaryError("format")
    seal = told.pop("seal", None)
    if not isinstance(seal, str):
        raise NotASummaryError("seal")
    return Attested(_summary(told), seal)


def _summary(told: dict[str, object]) -> Summary:
    names = {field.name for field in fields(Summary)}
    for name in sorted(names ^ set(told)):
        raise NotASummaryError(name)
    for field in fields(Summary):
        if type(told[field.name]) is not (str if field.type is datetime else field.type):
            raise NotASummaryError(field.name)
    try:
        made_at = datetime.fromisoformat(str(told["made_at"]))
        made_at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise NotASummaryError("made_at") from error
    if made_at.tzinfo is None:
        raise NotASummaryError("made_at")
    if told["signatures"] not in range(sys.maxsize):
        raise NotASummaryError("signatures")
    return Summary(**{**told, "made_at": made_at})  # type: ignore[arg-type]  # each was just held to its field's type


def _seal(summary: Summary, key: bytes) -> str:
    written = json.dumps(_told(summary), sort_keys=True, separators=(",", ":"))
    return hmac.new(key, written.encode(), hashlib.sha256).hexdigest()


def _told(summary: Summary) -> dict[str, object]:
    moment = summary.made_at.astimezone(UTC).isoformat(timespec="microseconds")
    return {"format": _FORMAT, **asdict(summary), "made_at": moment}


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object in which nothing stands twice: a reader would see one of them, and the seal cover the other."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotASummaryError
    return found
