"""Vectors of passages, kept on disk: computed once for each text and model, however often the bot starts."""

import hashlib
import logging
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.retrieval.array_cache import ForeignFileError
from bot.retrieval.encoder import Encoder, Vectors

_log = logging.getLogger(__name__)
_BATCH = 32  # texts between two steps of the progress bar

Progress = Callable[[Sequence[Sequence[str]]], Iterable[Sequence[str]]]


def no_progress(batches: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
    """Work in silence."""
    return batches


def passage_vectors(
    texts: Sequence[str], encoder: Encoder, cache: Path, progress: Progress = no_progress
) -> Vectors:
    """A row a text, from the cache where it has them; `progress` wraps the batches that must be computed.

    A cache that cannot be read is made anew, one that cannot be written is done without: each with one warning.
    """
    path = cache / f"vectors-{_digest(encoder.name)[:16]}.npz"
    known = _read(path)
    digests = [_digest(text) for text in texts]
    missing = list(
        {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}.items()
    )
    if missing:
        batches = [
            [text for _, text in missing[start : start + _BATCH]] for start in range(0, len(missing), _BATCH)
        ]
        rows = [row for batch in progress(batches) for row in encoder.passages(batch)]
        known |= dict(zip((digest for digest, _ in missing), rows, strict=True))
        _write(path, known)
    return np.asarray([known[digest] for digest in digests], np.float32)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(path: Path) -> dict[str, Vectors]:
    try:
        return _load(path)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        _log.warning(
            "the cache of vectors %s cannot be read (%s): it is made anew", path, type(error).__name__
        )
        return {}


def _load(path: Path) -> dict[str, Vectors]:
    with path.open("rb") as opened:
        status = os.fstat(opened.fileno())
        if status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise ForeignFileError(path)
        with np.load(opened, allow_pickle=False) as file:
            digests, vectors = file["digests"], file["vectors"]
            if vectors.ndim != 2:
                raise ValueError(vectors.shape)
            return dict(zip(map(str, digests), np.asarray(vectors, np.float32), strict=True))


def _write(path: Path, vectors: dict[str, Vectors]) -> None:
    """In one step: a reader sees the old file or the new one, never half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False, suffix=".npz") as file:
            np.savez(
                file, digests=np.array(list(vectors)), vectors=np.array(list(vectors.values()), np.float32)
            )
        Path(file.name).replace(path)
    except OSError as error:
        _log.warning("the cache of vectors %s cannot be written: %s", path, error.strerror)
