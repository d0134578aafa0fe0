"""Text -> terms -> scores -> hits. Has never heard of what is good enough, of Slack or of files."""

from bot.retrieval.analyzer import Analyzer
from bot.retrieval.background import Background
from bot.retrieval.bm25 import Bm25
from bot.retrieval.dense_index import DenseIndex as Semantics
from bot.retrieval.dense_index import Progress, no_progress
from bot.retrieval.encoder import Encoder, MissingEncoderError, encoder_named
from bot.retrieval.evidence import Evidence
from bot.retrieval.explanation import Candidate, Explanation, Term
from bot.retrieval.index import Index
from bot.retrieval.lexicon import ENGLISH_OPENERS, INTERROGATIVE, is_generic
from bot.retrieval.past_questions import Precedent
from bot.retrieval.ranking import Hit, Ranking

__all__ = [
    "ENGLISH_OPENERS",
    "INTERROGATIVE",
    "Analyzer",
    "Background",
    "Bm25",
    "Candidate",
    "Encoder",
    "Evidence",
    "Explanation",
    "Hit",
    "Index",
    "MissingEncoderError",
    "Precedent",
    "Progress",
    "Ranking",
    "Semantics",
    "Term",
    "encoder_named",
    "is_generic",
    "no_progress",
]
