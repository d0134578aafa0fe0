"""Arrays kept on disk for the next start: what can be computed again, and is trusted only where its key fits.

A file is one .npz without pickle, written in one step, in a folder of one's own. One that is broken, belongs to
somebody else, or could have been written by others, is passed over and made anew: never a crash, never a wrong answer.
"""

import hashlib
import logging
import os
import stat
import tempfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

_log = logging.getLogger(__name__)

Arrays = Mapping[str, NDArray[Any]]

_KEY = "key"
_OLD = (
    8  # files of one name that stay: knowledge folders used in turn keep theirs, edited ones do not pile up
)
_BROKEN = (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error, NotImplementedError)


class ForeignFileError(OSError):
    """A file in the cache that somebody else owns or may write."""


def digest(parts: Iterable[bytes]) -> str:
    """One hash over all parts and where each of them ends."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "little"))
        whole.update(part)
    return whole.hexdigest()


def kept(folder: Path, name: str, key: str, make: Callable[[], Arrays]) -> Arrays:
    """The arrays of that name and key: from the folder where it has them whole, else made, and kept there.

    `key` is a digest of all that they are made of. A folder that cannot be written is done without.
    """
    path = folder / f"{name}-{key[:16]}.npz"
    try:
        return _read(path, key)
    except FileNotFoundError:
        pass
    except _BROKEN as error:
        _log.warning("%s cannot be used (%s): it is made anew", path, type(error).__name__)
    arrays = make()
    try:
        _write(path, {**arrays, _KEY: np.array(key)})
        _forget(folder, name)
    except OSError as error:
        _log.warning("%s cannot be written (%s): the next start is slow again", path, error.strerror)
    return arrays


def _read(path: Path, key: str) -> Arrays:
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        if status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise ForeignFileError(path)
        with np.load(file, allow_pickle=False) as arrays:
            if str(arrays[_KEY]) != key:
                raise KeyError(key)
            return {name: arrays[name] for name in arrays.files if name != _KEY}


def _write(path: Path, arrays: Arrays) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".npz", delete=False) as file:
        try:
            np.savez(file, allow_pickle=False, **arrays)
            file.flush()
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _forget(folder: Path, name: str) -> None:
    """Remove the oldest files of that name beyond _OLD."""
    files = sorted(folder.glob(f"{name}-*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[_OLD:]:
        path.unlink(missing_ok=True)
