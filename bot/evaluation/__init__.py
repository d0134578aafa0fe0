"""How good the answers are, measured on questions whose right clauses are known. Has never heard of files."""

from bot.evaluation.figures import Figure, figures, measures
from bot.evaluation.outcomes import Outcome, outcomes

__all__ = ["Figure", "Outcome", "figures", "measures", "outcomes"]
