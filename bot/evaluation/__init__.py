"""How good the answers are, measured on questions whose right clauses are known. Has never heard of files."""

from bot.evaluation.figures import Figure
from bot.evaluation.figures import figures
from bot.evaluation.figures import measures
from bot.evaluation.outcomes import Outcome
from bot.evaluation.outcomes import outcomes

__all__ = ["Figure", "Outcome", "figures", "measures", "outcomes"]
