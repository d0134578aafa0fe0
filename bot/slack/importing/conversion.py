"""A document is read in a process of its own, with a limit on its time and memory: a hostile one stops no answers."""

import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

_PREFIX = "shouze-import-"
_LEFT_BEHIND = 3_600.0  # seconds: no import takes so long
_PASSED_ON = ("LANG", "LC_ALL", "PATH", "PYTHONPATH", "PYTHONPYCACHEPREFIX", "TMPDIR")  # no token among them


@dataclass(frozen=True)
class DocumentRequest:
    """A file (its id), what becomes of tracked `changes` in it ("": nobody said), and where its `parts` begin."""

    file: str
    changes: str = ""
    parts: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        """As a button holds it."""
        return json.dumps([self.file, self.changes, self.parts], ensure_ascii=False)

    @classmethod
    def of(cls, value: str) -> "DocumentRequest":
        """What a button holds; those of older versions hold the file alone."""
        if not value.startswith("["):
            return cls(value)
        file, changes, parts = json.loads(value)
        return cls(file, changes, tuple(parts))


@dataclass(frozen=True)
class Job:
    """What is to be read, and for whom: `groups` are the audiences (keys) of the reader, `today` an ISO date.

    `archive` is where the draft goes; `seconds` of the processor may be used, `changes` and `parts` are the request's.
    """

    file: str
    knowledge: str
    archive: str
    language: str
    today: str
    groups: tuple[str, ...]
    seconds: int
    changes: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentReport:
    """What a document holds: the lines on each book, then those on what to look at; or a `refusal`, a sentence.

    `is_cut`: the whole report is longer, and stands in the archive. `folders` are those of the draft, none where
    there is none. `needs` is what only a person can say before it is read: what becomes of tracked changes, or whether
    the regulations in it part at these `parts`.
    """

    refusal: str = ""
    sections: tuple[tuple[str, ...], ...] = ()
    is_cut: bool = False
    folders: tuple[str, ...] = ()
    archive: bytes = b""
    needs: Literal["", "changes", "parts"] = ""
    parts: tuple[str, ...] = ()


class NotReadError(Exception):
    """The process that reads a document ended without a word; `is_late`: its time had run out."""

    def __init__(self, *, is_late: bool) -> None:
        super().__init__("late" if is_late else "ended")
        self.is_late = is_late


@contextmanager
def room() -> Iterator[Path]:
    """A folder that only we can read, removed afterwards; those of processes that were killed go first."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if left.stat().st_mtime < time.time() - _LEFT_BEHIND:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        yield Path(folder)


async def convert(job: Job) -> DocumentReport:
    """Have a document read; raises NotReadError."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.slack.importing.child",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # what a library says of a document is its text
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
    )
    try:
        async with asyncio.timeout(job.seconds):
            told, _ = await child.communicate(json.dumps(asdict(job)).encode())
    except TimeoutError as error:
        raise NotReadError(is_late=True) from error
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise NotReadError(is_late=False)
    found = json.loads(told)
    archive = Path(job.archive)
    return DocumentReport(
        found["refusal"],
        tuple(map(tuple, found["sections"])),
        found["is_cut"],
        tuple(found["folders"]),
        await asyncio.to_thread(archive.read_bytes) if found["folders"] else b"",
        found["needs"],
        tuple(found["parts"]),
    )
