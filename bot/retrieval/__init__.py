"""Text -> terms -> scores -> hits. Has never heard of what is good enough, of Slack or of files."""

from bot.retrieval.analyzer import Analyzer
from bot.retrieval.bm25 import Bm25
from bot.retrieval.index import Hit, Index, Ranking

__all__ = ["Analyzer", "Bm25", "Hit", "Index", "Ranking"]
