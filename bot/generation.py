"""A generation: the knowledge files of one moment, known by what is in them; and what became of it.

It has never heard of folders, of SQL or of the clock.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

SHOWN = 12  # characters of a generation's id that people read


def content_hash(text: str) -> str:
    """SHA-256 of a file's text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Generation:
    """Knowledge files by their paths below the folder (`operations-code/book.yaml`)."""

    files: Mapping[str, str]

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The hash of each file's text, by path, in the order of the paths."""
        return {path: content_hash(self.files[path]) for path in sorted(self.files)}

    @cached_property
    def id(self) -> str:
        """SHA-256 of all paths and hashes: equal where, and only where, all files are."""
        return content_hash(json.dumps(self.hashes, ensure_ascii=False))


class Event(StrEnum):
    """What became of a generation; the name is what is stored."""

    PROPOSED = "proposed"  # somebody is asked whether it is to count
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # the folder was put back to what counts
    PUBLISHED = "published"
    RESTORED = "restored"  # published anew, in the place of a later one
    COMMENCED = "commenced"  # what it planned for a day took force: nobody did anything


COUNTING = frozenset({Event.PUBLISHED, Event.RESTORED})


@dataclass(frozen=True)
class Publication:
    """An entry of the log: at `place` (from 1), what became of a generation (its id).

    `by` is the actor as audit records have it ("": that record is past its period); `overruled` the reason for which it
    was published against what stood against it ("": nothing did). `day` is the one on which what was planned took force
    (None: nothing of that kind happened), `sign_days` for how many working days its readers were given to sign what
    it changes (0: whoever published it asked for no signatures).
    """

    place: int
    generation: str
    event: Event
    at: datetime
    by: str
    overruled: str = ""
    day: date | None = None
    sign_days: int = 0
