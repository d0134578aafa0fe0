"""How good the answers are, measured on questions whose right clauses are known. Has never heard of files."""

from bot.evaluation.bootstrap import Estimate, over_books, over_questions
from bot.evaluation.figures import measures
from bot.evaluation.outcomes import Outcome, outcomes

__all__ = ["Estimate", "Outcome", "measures", "outcomes", "over_books", "over_questions"]
