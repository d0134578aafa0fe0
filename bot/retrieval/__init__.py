"""Text -> terms -> scores -> hits. Has never heard of what is good enough, of Slack or of files."""

from bot.retrieval.analyzer import Analyzer
from bot.retrieval.bm25 import Bm25
from bot.retrieval.bm25 import Postings
from bot.retrieval.dense_index import DenseIndex
from bot.retrieval.dense_index import Progress
from bot.retrieval.dense_index import no_progress
from bot.retrieval.encoder import Encoder
from bot.retrieval.encoder import MissingEncoderError
from bot.retrieval.encoder import encoder_named
from bot.retrieval.explanation import Candidate
from bot.retrieval.explanation import Explanation
from bot.retrieval.explanation import Term
from bot.retrieval.index import Index
from bot.retrieval.lexicon import ENGLISH_OPENERS
from bot.retrieval.lexicon import INTERROGATIVE
from bot.retrieval.lexicon import is_generic
from bot.retrieval.past_questions import PastQuestion
from bot.retrieval.ranking import ConversationContext
from bot.retrieval.ranking import Evidence
from bot.retrieval.ranking import Hit
from bot.retrieval.ranking import Ranking

__all__ = [
    "ENGLISH_OPENERS",
    "INTERROGATIVE",
    "Analyzer",
    "Bm25",
    "Candidate",
    "ConversationContext",
    "DenseIndex",
    "Encoder",
    "Evidence",
    "Explanation",
    "Hit",
    "Index",
    "MissingEncoderError",
    "PastQuestion",
    "Postings",
    "Progress",
    "Ranking",
    "Term",
    "encoder_named",
    "is_generic",
    "no_progress",
]
