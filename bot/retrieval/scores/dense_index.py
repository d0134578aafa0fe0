"""Dense retrieval: how near clauses and their sentences are to a question in meaning, by the cosines of vectors."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.retrieval.scores.array_cache import Arrays, read_arrays, write_arrays
from bot.retrieval.scores.bm25 import Scores
from bot.retrieval.scores.encoder import Encoder, Vectors
from bot.retrieval.sentence import sentences
from bot.retrieval.terms.lexicon import is_english
from bot.rulebook import Library

# Added to the cosines of an English question with clauses in another language, which lie lower: of the right clause of
# tests/retrieval/english.yaml at .79 (its best sentence .82), of golden.yaml's Chinese questions at .90 (.92).
CROSS_LANGUAGE_LIFT = 0.1

# How near a clause is to any question at all, where that was not measured: e5's cosines lie between .75 and .95.
USUAL_COSINE = 0.8
# How much nearer two questions are to each other than a question to a sentence: two hundred that no rulebook answers
# have .888 with their nearest wording in the shipped book, .866 with their nearest sentence. Of 290 questions of staff
# to it .938 find their clause with wordings so, .941 without taking this off, .903 without wordings.
WORDING_LIFT = 0.02
_QUESTIONS = (
    8  # remembered: one reply compares the same question, and its parts, with clauses and with sentences
)
_READ = 1_000  # characters of a question, twice what a model tells apart: each takes a millisecond
_BATCH = 8  # texts between two steps of the progress: a second

Progress = Callable[[Sequence[Sequence[str]]], Iterable[Sequence[str]]]


def no_progress(batches: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
    """Work in silence."""
    return batches


@dataclass(frozen=True)
class CosineScores:
    """Cosines with a question, one a clause: of the whole clause, and of its nearest sentence or wording.

    Those of an English question with clauses in another language are put on the scale of the others (see
    CROSS_LANGUAGE_LIFT). `hubness` is the mean cosine of a clause with questions that are about something else: some
    clauses are near to whatever is asked. `vector` is the question's own.
    """

    clauses: Scores
    sentences: Scores
    hubness: Scores
    vector: Vectors


class DenseIndex:
    """The vectors of a library's clauses (with their titles), their wordings, and every sentence, alone and titled."""

    def __init__(
        self,
        library: Library,
        encoder: Encoder,
        cache: Path,
        progress: Progress = no_progress,
        asked: Sequence[str] = (),
    ) -> None:
        """`asked` are questions that will be compared with others: encoded with all else, so that progress is one."""
        texts = [f"{clause.title}\n{clause.text}".strip() for clause in library.clauses]
        parts = [sentences(text) or (text,) for text in texts]
        flat = [sentence for part in parts for sentence in part]
        shown = [sentences(clause.text) for clause in library.clauses]
        titled = [
            f"{clause.title}\n{sentence}".strip()
            for clause, own in zip(library.clauses, shown, strict=True)
            for sentence in own
        ]
        wordings = [each for clause in library.clauses for each in clause.questions]
        passages = _Encoding([*texts, *flat, *titled], encoder, cache)
        questions = _Encoding([*wordings, *asked], _QuestionEncoder(encoder), cache)
        vectors, known = _encoded((passages, questions), progress)
        self._known = dict(zip(asked, known[len(wordings) :], strict=True))
        self._is_english = all(is_english(text.lower()) for text in texts)
        self._encoder, self._cache, self._progress = encoder, cache, progress
        self._wordings = known[: len(wordings)]
        self._worded = np.repeat(np.arange(len(texts)), [len(clause.questions) for clause in library.clauses])
        self._prepared: dict[str, Vectors] = {}
        self._question = lru_cache(_QUESTIONS)(lambda question: encoder.questions([question[:_READ]])[0])
        counts = [len(texts), len(flat), *map(len, shown)]
        self._clauses, self._sentences, *self._titled = np.split(vectors, np.cumsum(counts)[:-1])
        self._hubness = np.full(len(texts), USUAL_COSINE)
        self._starts = np.cumsum([0, *(len(part) for part in parts[:-1])]) if parts else np.zeros(0, np.int64)

    @property
    def encoder(self) -> str:
        """The name of the model that makes the vectors."""
        return self._encoder.name

    @property
    def nbytes(self) -> int:
        """The bytes of all vectors."""
        parts = (self._clauses, self._sentences, *self._titled, self._wordings, *self._prepared.values())
        return sum(part.nbytes for part in parts)

    def question_vectors(self, questions: Sequence[str]) -> Vectors:
        """The vectors of past questions, a row each, from the cache where it has them."""
        if questions and all(question in self._known for question in questions):
            return np.asarray([self._known[question] for question in questions], np.float32)
        return passage_vectors(questions, _QuestionEncoder(self._encoder), self._cache, self._progress)

    def prepare(self, unanswerable: Sequence[str], *others: Sequence[str]) -> None:
        """Learn from questions that no clause answers how near each clause is to any; all their vectors are kept."""
        questions = [*unanswerable, *(question for each in others for question in each)]
        vectors = self.question_vectors(questions)
        self._prepared = dict(zip(questions, vectors, strict=True))
        self._hubness = (self._clauses @ vectors[: len(unanswerable)].mean(axis=0)).astype(np.float64)

    def cosines(self, *wordings: str) -> CosineScores:
        """The cosines of one question with all clauses; of several wordings the mean of their vectors is taken."""
        vector = self._vector(wordings[0])
        if len(wordings) > 1:
            total = np.sum([self._vector(each) for each in wordings], axis=0)
            vector = total / (np.linalg.norm(total) or 1)
        if not len(self._clauses):
            return CosineScores(np.zeros(0), np.zeros(0), np.zeros(0), vector)
        by_sentence = self._sentences @ vector
        best = np.maximum.reduceat(by_sentence, self._starts)
        if len(self._wordings):
            np.maximum.at(best, self._worded, self._wordings @ vector - WORDING_LIFT)
        lift = CROSS_LANGUAGE_LIFT if is_english(" ".join(wordings).lower()) and not self._is_english else 0.0
        whole = self._clauses @ vector
        return CosineScores(
            whole.astype(np.float64) + lift, best.astype(np.float64) + lift, self._hubness, vector
        )

    def sentence_cosines(self, question: str, position: int) -> list[float]:
        """The cosines of a question with the sentences of the clause at a position, each read under the clause's title.

        Alone, a sentence does not say what it is about. Of 91 sentences that answer a question the nearest is the right
        one for 84 % under the title, for 73 % without it.
        """
        cosines: list[float] = (self._titled[position] @ self._vector(question)).tolist()
        return cosines

    def _vector(self, question: str) -> Vectors:
        prepared = self._prepared.get(question)
        return self._question(question) if prepared is None else prepared


class _QuestionEncoder:
    """An encoder whose passages are questions: the cache keeps them apart by its name."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = f"{encoder.name} (questions)"
        self.questions = self.passages = encoder.questions


def passage_vectors(
    texts: Sequence[str], encoder: Encoder, cache: Path, progress: Progress = no_progress
) -> Vectors:
    """A row a text, from the cache where it has them; `progress` wraps the batches that must be computed.

    A text is encoded once for each model, however often the bot starts and whatever books it stands in: the file of a
    model only grows. What is done before an end is kept.
    """
    (vectors,) = _encoded((_Encoding(texts, encoder, cache),), progress)
    return vectors


class _Encoding:
    """The vectors of texts by one encoder: those that its file in the cache has, and those that are to be made."""

    def __init__(self, texts: Sequence[str], encoder: Encoder, cache: Path) -> None:
        self._path = cache / f"vectors-{_sha256(encoder.name)[:16]}.npy"
        self._known = read_arrays(self._path, _vector_by_digest) or {}
        self._encoder = encoder
        self._digests = [_sha256(text) for text in texts]
        self._missing = {
            digest: text
            for digest, text in zip(self._digests, texts, strict=True)
            if digest not in self._known
        }
        unknown = [*self._missing.values()]
        self.batches = [unknown[start : start + _BATCH] for start in range(0, len(unknown), _BATCH)]
        self._rows: list[Vectors] = []

    def encode(self, batch: Sequence[str]) -> None:
        """Make the vectors of the next batch."""
        self._rows.extend(self._encoder.passages(batch))

    def keep(self) -> None:
        """Write down what was made."""
        self._known |= zip(self._missing, self._rows, strict=False)
        if self._rows:
            arrays = {
                "digests": np.array([*self._known]),
                "vectors": np.array([*self._known.values()], np.float32),
            }
            write_arrays(self._path, arrays)

    @property
    def vectors(self) -> Vectors:
        """A row a text, once all are made."""
        return np.asarray([self._known[digest] for digest in self._digests], np.float32)


def _encoded(encodings: Sequence[_Encoding], progress: Progress) -> list[Vectors]:
    """The vectors of each; `progress` is one over all that must be made."""
    whose = [(each, batch) for each in encodings for batch in each.batches]
    try:
        if whose:
            for batch, (encoding, _) in zip(progress([batch for _, batch in whose]), whose, strict=False):
                encoding.encode(batch)
    finally:
        for each in encodings:
            each.keep()
    return [each.vectors for each in encodings]


def _vector_by_digest(arrays: Arrays) -> dict[str, Vectors]:
    vectors = arrays["vectors"]
    if vectors.ndim != 2:
        raise ValueError(vectors.shape)
    return dict(zip(map(str, arrays["digests"]), np.asarray(vectors, np.float32), strict=True))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
