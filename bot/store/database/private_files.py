"""Files and folders that only their owner may look into, whatever the umask is."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

_FOLDER, _FILE = 0o700, 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def private_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing; one that is there stays as it is. Raises OSError."""
    if path.is_dir():
        return
    private_folder(path.parent)
    try:
        path.mkdir(_FOLDER)
    except FileExistsError:
        if not path.is_dir():
            raise
    else:
        path.chmod(_FOLDER)


def private_file(path: Path) -> None:
    """Make an empty file; one that is there stays as it is. Raises OSError."""
    try:
        made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _FILE)
    except FileExistsError:
        return
    with os.fdopen(made, "wb"):
        os.fchmod(made, _FILE)


def write_privately(path: Path, content: bytes) -> None:
    """Write a file, in the place of one that is there. Raises OSError."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, _FILE), "wb") as file:
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # not a pipe, nor the terminal
            os.fchmod(file.fileno(), _FILE)
        file.write(content)


def open_to_others(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Those of the paths that are there and that others than their owner may read, write or enter."""
    return tuple(path for path in paths if path.exists() and path.stat().st_mode & _OTHERS)
