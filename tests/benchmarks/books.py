"""The books that methods are measured on: a bench folder's, and the one that is shipped.

A bench folder holds laws/NAME/knowledge/ (a knowledge folder) with laws/NAME/questions*.jsonl beside it, and for scale
all-laws/clauses.jsonl.gz (a line a clause: "text") with all-laws/questions*.jsonl ("clauses": line numbers from 0).
"""

import gzip
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from bot.answering import build_responder
from bot.answering.build import build_analyzer
from bot.knowledge import GoldenQuestion, Knowledge, read_golden, read_knowledge, read_questions
from bot.retrieval import Analyzer, Encoder, Index
from bot.retrieval.scores.encoder import Vectors
from bot.rulebook import Clause, ClauseNumber, Heading, Library, Owner, Rulebook

from tests.resources import resources_in

TODAY = date(2026, 11, 23)
CACHE = Path(os.environ.get("SHOUZE_CACHE", "~/.cache/shouze")).expanduser()
_EVERY = (
    3  # of the questions over all laws one in three is asked: rank_bm25 takes a quarter of a second for each
)


@dataclass(frozen=True)
class Book:
    """A library and the questions put to it."""

    name: str
    knowledge: Knowledge
    questions: tuple[GoldenQuestion, ...]


class RememberingEncoder:
    """An encoder that encodes each question once: the same ones are asked again for every shuffle."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.passages = encoder.passages
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def questions(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if text not in self._known:
                self._known[text] = self._encoder.questions([text])[0]
        return np.array([self._known[text] for text in texts])


def index(knowledge: Knowledge, encoder: Encoder | None, cache: Path = CACHE) -> Index:
    """The index as the commands make it."""
    return build_responder(
        knowledge.library, knowledge.synonyms, resources=resources_in(cache), encoder=encoder
    ).index


def analyzer_for(knowledge: Knowledge, cache: Path = CACHE) -> Analyzer:
    """An analyzer that knows the knowledge's own words."""
    return build_analyzer(knowledge.library, knowledge.synonyms, resources_in(cache))


def shipped(folder: Path = Path("knowledge")) -> Book:
    """The shipped rulebook with its golden questions."""
    knowledge = read_knowledge(folder)
    return Book("golden.yaml", knowledge, read_golden(folder / "golden.yaml", knowledge.library))


def laws(data: Path) -> list[Book]:
    """Each folder of DATA/laws that holds a knowledge folder, in the order of their names."""
    return [_law(folder.parent) for folder in sorted(data.glob("laws/*/knowledge"))]


def all_laws(data: Path) -> Book:
    """All clauses of DATA/all-laws as one book."""
    library = grown(clause_texts(data))
    clauses = library.clauses
    questions = [
        GoldenQuestion(line["question"], tuple(clauses[row] for row in line["clauses"]))
        for path in _questions(data / "all-laws")
        for line in map(json.loads, path.read_text("utf-8").splitlines())
    ]
    return Book("all laws", Knowledge(library, ()), tuple(questions[::_EVERY]))


def clause_texts(data: Path) -> Iterator[str]:
    """The text of every clause in DATA/all-laws."""
    with gzip.open(data / "all-laws" / "clauses.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)["text"]


def grown(texts: Iterator[str]) -> Library:
    """A library of one book with one chapter, whose clauses have these texts."""
    first, owner = date(2026, 1, 1), Owner("owner")
    heading = Heading("grown", "grown", "1", "1", "all", owner)
    clauses = tuple(
        Clause(heading, ClauseNumber(("1", str(article))), text, first)
        for article, text in enumerate(texts, 1)
    )
    return Library((Rulebook("grown", "grown", "1", first, owner, clauses),))


def _law(folder: Path) -> Book:
    knowledge = read_knowledge(folder / "knowledge")
    questions = [
        question for path in _questions(folder) for question in read_questions(path, knowledge.library)
    ]
    return Book(folder.name, knowledge, tuple(questions))


def _questions(folder: Path) -> list[Path]:
    return sorted(folder.glob("questions*.jsonl"))
