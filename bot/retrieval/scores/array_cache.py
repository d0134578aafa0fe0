"""Numpy arrays on disk that the next start reads instead of computing them again.

Each file is one .npz without pickled objects, written in one step. A file is read only where it belongs to this user
and nobody else may write it. Whatever is wrong with a file or its folder costs a warning in the log and the time to
compute the arrays, never a crash or a wrong answer.
"""

import hashlib
import logging
import os
import stat
import tempfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

_log = logging.getLogger(__name__)

Arrays = Mapping[str, NDArray[Any]]
T = TypeVar("T")

_KEY = "key"
_MOST_BYTES = 2**30  # of one name: many books keep theirs, edited ones do not pile up
_BROKEN = (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error, NotImplementedError)


class ForeignFileError(OSError):
    """A file in the cache that somebody else owns or may write."""


def digest(parts: Iterable[bytes]) -> str:
    """One SHA-256 (hexadecimal) over all parts and where each of them ends."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "little"))
        whole.update(part)
    return whole.hexdigest()


@dataclass(frozen=True)
class ArrayCache:
    """The files in `folder`. Of those of a name, the ones that were used last stay, `most` bytes of them."""

    folder: Path
    most: int = _MOST_BYTES

    def arrays(self, name: str, key: str, compute: Callable[[], Arrays]) -> Arrays:
        """The arrays that `compute` gives, from the file where they were written under this name and key.

        `key` is a digest of everything that the arrays are computed from.
        """
        path = self.folder / f"{name}-{key[:16]}.npz"

        def without_key(arrays: Arrays) -> Arrays:
            if str(arrays[_KEY]) != key:
                raise KeyError(key)
            return {name: array for name, array in arrays.items() if name != _KEY}

        known = read_arrays(path, without_key)
        if known is not None:
            with suppress(OSError):  # another process may have removed it
                os.utime(path)
            return known
        arrays = compute()
        if write_arrays(path, {**arrays, _KEY: np.array(key)}):
            with suppress(OSError):  # another process may be removing the same files
                self._remove_unused(name)
        return arrays

    def _remove_unused(self, name: str) -> None:
        """Remove the files of that name that were used longest ago, until the others have at most so many bytes.

        The last one used stays, however large it is.
        """
        files = [(path.stat(), path) for path in self.folder.glob(f"{name}-*.npz")]
        files.sort(key=lambda each: each[0].st_mtime_ns, reverse=True)
        sizes = accumulate(status.st_size for status, _ in files)
        for size, (_, path) in list(zip(sizes, files, strict=True))[1:]:
            if size > self.most:
                path.unlink(missing_ok=True)


def read_arrays(path: Path, parse: Callable[[Arrays], T]) -> T | None:
    """What `parse` makes of the arrays in a file; None without the file, or (warned of) where it cannot be trusted.

    `parse` raises KeyError or ValueError for arrays that it did not expect.
    """
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                raise ForeignFileError(path)
            with np.load(file, allow_pickle=False) as arrays:
                return parse({name: arrays[name] for name in arrays.files})
    except (FileNotFoundError, NotADirectoryError):
        return None
    except _BROKEN as error:
        _log.warning("%s cannot be used (%s): it is made anew", path, type(error).__name__)
        return None


def write_arrays(path: Path, arrays: Arrays) -> bool:
    """Write a file in one step, so that a reader sees the old one or the new one; False (warned of) if it cannot."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".npz", delete=False) as file:
            try:
                np.savez(file, allow_pickle=False, **arrays)
                file.flush()
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        _log.warning("%s cannot be written (%s): the next start is slow again", path, error.strerror)
        return False
    return True
