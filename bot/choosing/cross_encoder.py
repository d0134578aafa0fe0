"""A cross-encoder: one model that reads question and clause together, and scores how well the one answers the other."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np

from bot.answering import Abstention, Verdict
from bot.rulebook import Clause

_EVEN_ODDS = 0.0  # a score is the logarithm of the odds that the text answers


@dataclass(frozen=True)
class CrossEncoder:
    """`score` gives each text a score for a question, a logit."""

    score: Callable[[str, Iterable[str]], Iterable[float]]

    def choose(self, question: str, clauses: Sequence[Clause]) -> Verdict:
        """The best clause, where it rather answers than not.

        Undecided else: how near a text is does not tell that nothing answers.
        """
        texts = (f"{clause.title}\n{clause.text}".strip() for clause in clauses)
        scores = np.nan_to_num(np.fromiter(self.score(question, texts), np.float64), nan=-np.inf)
        best = int(scores.argmax())
        return best if scores[best] > _EVEN_ODDS else Abstention.UNDECIDED


def load_cross_encoder(model: str, folder: Path) -> CrossEncoder:
    """A model of `fastembed` by name, from a hub, once, into `folder`; HF_HUB_OFFLINE=1 keeps it off the network.

    Raises whatever fastembed and onnxruntime raise; it is tried with one text.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    loaded = import_module("fastembed.rerank.cross_encoder").TextCrossEncoder(model, cache_dir=str(folder))
    list(loaded.rerank("守则", ["守则"]))
    return CrossEncoder(loaded.rerank)
