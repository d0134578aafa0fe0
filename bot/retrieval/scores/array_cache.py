"""Numpy arrays on disk that the next start maps instead of computing them again; processes on a machine share them.

Each file is one .npy of one record, an array a field, without pickled objects and with a checksum behind it; it is
written in one step, and never into. A file is read only where it belongs to this user and nobody else may write it.
Whatever is wrong with a file or its folder costs a warning in the log and the time to compute the arrays, never a crash
or a wrong answer.
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
from functools import cache
from importlib import metadata
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import numpy as np
from numpy.typing import NDArray

_log = logging.getLogger(__name__)

Arrays = Mapping[str, NDArray[Any]]
T = TypeVar("T")

_KEY = "key"
_MOST_BYTES = (
    2**32
)  # of one name: a thousand books of 500 clauses and more keep theirs, edited ones do not pile up
_BROKEN = (OSError, ValueError, KeyError, TypeError, EOFError, OverflowError)
_SUM = 4  # bytes behind all others: their CRC-32


class ForeignFileError(OSError):
    """A file in the cache that somebody else owns or may write."""


class NotAFileError(OSError):
    """Something in the cache that is no file: a pipe, a device."""


def digest(parts: Iterable[bytes]) -> str:
    """One SHA-256 (hexadecimal) over all parts and where each of them ends."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "little"))
        whole.update(part)
    return whole.hexdigest()


@cache
def version(library: str) -> str:
    """The version of a library that arrays are made with: a key's part, read from its files once in a process."""
    return metadata.version(library)


@dataclass(frozen=True)
class ArrayCache:
    """The files in `folder`. Of those of a name, the ones that were used last stay, `most` bytes of them."""

    folder: Path
    most: int = _MOST_BYTES

    def arrays(self, name: str, key: str, compute: Callable[[], Arrays]) -> Arrays:
        """The arrays that `compute` gives, from the file where they were written under this name and key.

        `key` is a digest of everything that the arrays are computed from.
        """
        path = self.folder / f"{name}-{key[:16]}.npy"

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
        files = [(path.stat(), path) for path in self.folder.glob(f"{name}-*.np[yz]")]
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
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise NotAFileError(path)
            if status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                raise ForeignFileError(path)
            return parse(_mapped(file))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except _BROKEN as error:
        _log.warning("%s cannot be used (%s): it is made anew", path, type(error).__name__)
        return None


def _without_waiting(path: str, flags: int) -> int:
    """Open what may be a pipe, to which nobody may ever write."""
    return os.open(path, flags | os.O_NONBLOCK)


def write_arrays(path: Path, arrays: Arrays) -> bool:
    """Write a file in one step, so that a reader sees the old one or the new one; False (warned of) if it cannot."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".npy", delete=False) as file:
            try:
                np.save(file, _record(arrays), allow_pickle=False)
                file.flush()
                file.write(zlib.crc32(np.memmap(file, np.uint8, "r").data).to_bytes(_SUM, "little"))
                file.flush()
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        _log.warning("%s cannot be written (%s): the next start is slow again", path, error.strerror)
        return False
    return True


def _record(arrays: Arrays) -> NDArray[np.void]:
    """All arrays as one, in such an order that each lies where its numbers can be read as they are."""
    aligned = sorted(arrays.items(), key=lambda each: -each[1].dtype.alignment)
    record = np.empty((), [(name, array.dtype, array.shape) for name, array in aligned])
    for name, array in aligned:
        record[name] = array
    return record


def _mapped(file: BinaryIO) -> Arrays:
    """The arrays of a record, which are read from the file as they are used."""
    content = np.memmap(file, np.uint8, "r").view(np.ndarray)
    if zlib.crc32(content[:-_SUM].data) != int.from_bytes(content[-_SUM:], "little"):
        raise ValueError(file.name)
    file.seek(0)
    np.lib.format.read_magic(file)
    _, _, dtype = np.lib.format.read_array_header_1_0(file)
    record = content[file.tell() : -_SUM].view(dtype)
    return {name: record[name][0] for name in dtype.names or ()}
