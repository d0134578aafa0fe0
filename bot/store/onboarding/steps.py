"""What somebody has done of a path, as rows: every kind of record in one table, in the order in which it came."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from bot.onboarding import Closed, Done, Ending, Given, Granted, Progress, Read, Sat, Signature
from bot.store.onboarding.rows import moment

Entry = Read | Done | Given | Sat | Closed | Granted
"""What is recorded; signatures are not: they stand in their chain."""


def row_of(entry: Entry) -> dict[str, Any]:
    """The row of an entry, but for whose it is."""
    said = {name: value for name, value in asdict(entry).items() if name != "at"}
    return {
        "kind": type(entry).__name__.lower(),
        "key": _key(entry),
        "entry": json.dumps(said, ensure_ascii=False),
        "done_at": entry.at.timestamp(),
    }


def entry_of(row: Any) -> Entry:  # noqa: ANN401  # a row of the table `enrolment_step`
    """The entry that a row tells of."""
    said, at = json.loads(row.entry), moment(row.done_at)
    match row.kind:
        case "read":
            return Read(**said, at=at)
        case "done":
            return Done(**said, at=at)
        case "given":
            return Given(**said, at=at)
        case "sat":
            return Sat(**said, at=at)
        case "granted":
            return Granted(**said, at=at)
        case _:
            return Closed(said["stage"], Ending(said["ending"]), at)


def progress(entries: Iterable[Entry], signatures: Iterable[Signature]) -> Progress:
    """The progress that entries and signatures make, each oldest first."""
    told = tuple(entries)
    return Progress(
        read=tuple(each for each in told if isinstance(each, Read)),
        done=tuple(each for each in told if isinstance(each, Done)),
        answers=tuple(each for each in told if isinstance(each, Given)),
        sat=tuple(each for each in told if isinstance(each, Sat)),
        signatures=tuple(signatures),
        closed=tuple(each for each in told if isinstance(each, Closed)),
        granted=tuple(each for each in told if isinstance(each, Granted)),
    )


def _key(entry: Entry) -> str | None:
    """What makes an entry one, however often it is told; every answer is one of its own."""
    match entry:
        case Read(clause=clause):
            return f"read {clause}"
        case Done(stage=stage, task=task):
            return f"done {stage} {task}"
        case Sat(stage=stage, attempt=attempt):
            return f"sat {stage} {attempt}"
        case Granted(stage=stage, attempt=attempt):
            return f"granted {stage} {attempt}"
        case Closed(stage=stage):
            return f"closed {stage}"
        case Given():
            return None
