"""Text -> terms -> scores -> hits. Has never heard of what is good enough, of Slack or of files."""

from bot.retrieval.index import Index
from bot.retrieval.past_questions import PastQuestion
from bot.retrieval.ranking import Candidate, ConversationContext, Evidence, Explanation, Hit, Ranking
from bot.retrieval.scores.array_cache import ArrayCache
from bot.retrieval.scores.dense_index import DenseIndex, Progress, no_progress
from bot.retrieval.scores.encoder import Encoder, MissingEncoderError, Obstacle, encoder_named
from bot.retrieval.sentence import RatedSentence, sentences
from bot.retrieval.terms.analyzer import Analyzer, LanguageResources
from bot.retrieval.terms.lexicon import ENGLISH_OPENERS, INTERROGATIVE, is_common, is_english, is_generic

__all__ = [
    "ENGLISH_OPENERS",
    "INTERROGATIVE",
    "Analyzer",
    "ArrayCache",
    "Candidate",
    "ConversationContext",
    "DenseIndex",
    "Encoder",
    "Evidence",
    "Explanation",
    "Hit",
    "Index",
    "LanguageResources",
    "MissingEncoderError",
    "Obstacle",
    "PastQuestion",
    "Progress",
    "Ranking",
    "RatedSentence",
    "encoder_named",
    "is_common",
    "is_english",
    "is_generic",
    "no_progress",
    "sentences",
]
