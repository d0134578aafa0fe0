"""How near clauses and their sentences are to a question in meaning."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.retrieval.bm25 import Scores
from bot.retrieval.encoder import Encoder, Vectors
from bot.retrieval.lexicon import is_english
from bot.retrieval.sentence import sentences
from bot.retrieval.vectors import Progress, no_progress, passage_vectors
from bot.rulebook import Library

# Added to the cosines of an English question with clauses in another language, which lie lower: of the right clause of
# tests/retrieval/english.yaml at .79 (its best sentence .82), of golden.yaml's Chinese questions at .90 (.92).
FOREIGN = 0.1


@dataclass(frozen=True)
class Nearness:
    """Cosines with the question, one a clause: of the whole clause, and of its nearest sentence.

    Those of an English question with clauses in another language are put on the scale of the others. `vector` is the
    question's own; None for a mean of two.
    """

    clauses: Scores
    sentences: Scores
    vector: Vectors | None = None


class Semantics:
    """The vectors of a library's clauses (with their titles) and of every sentence in them."""

    def __init__(
        self,
        library: Library,
        encoder: Encoder,
        cache: Path,
        progress: Progress = no_progress,
    ) -> None:
        texts = [f"{clause.title}\n{clause.text}".strip() for clause in library.clauses]
        parts = [sentences(text) or (text,) for text in texts]
        flat = [sentence for part in parts for sentence in part]
        vectors = passage_vectors([*texts, *flat], encoder, cache, progress)
        self._is_english = all(is_english(text.lower()) for text in texts)
        self._encoder, self._cache, self._progress = encoder, cache, progress
        self._clauses, self._sentences = vectors[: len(texts)], vectors[len(texts) :]
        self._starts = np.cumsum([0, *(len(part) for part in parts[:-1])]) if parts else np.zeros(0, np.int64)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """The vectors of past questions, from the cache where it has them."""
        return passage_vectors(texts, _Asking(self._encoder), self._cache, self._progress)

    def nearness(self, question: str) -> Nearness:
        """The cosines of one question with all clauses."""
        vector = self._encoder.questions([question])[0]
        if not len(self._clauses):
            return Nearness(np.zeros(0), np.zeros(0), vector)
        by_sentence = self._sentences @ vector
        best = np.maximum.reduceat(by_sentence, self._starts)
        lift = FOREIGN if is_english(question.lower()) and not self._is_english else 0.0
        whole = self._clauses @ vector
        return Nearness(whole.astype(np.float64) + lift, best.astype(np.float64) + lift, vector)


class _Asking:
    """An encoder whose passages are questions: the cache keeps them apart by its name."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = f"{encoder.name} (questions)"
        self.questions = self.passages = encoder.questions
