"""What speaks for the best clause: the figures from which confidence is made."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Evidence:
    """What speaks for the best clause, each from 0 to 1.

    `share`: its BM25 score over what the question could have scored with all its terms (and a prior);
    `coverage`: the share of the question's information whose words stand in it; `clause` and `sentence`:
    cosines of the question with it and with its nearest sentence, None without the semantic extra.
    """

    share: float = 0.0
    coverage: float = 0.0
    clause: float | None = None
    sentence: float | None = None
