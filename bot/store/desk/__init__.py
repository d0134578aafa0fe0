"""The owner's desk: what staff could not find, in items, and the questions that owners settled."""

from bot.store.desk.chapter_reviews import ChapterFigures, ChapterReview, ChapterReviews
from bot.store.desk.items import Closed, Closing, Items
from bot.store.desk.learned import LearnedPairs
from bot.store.desk.pulses import Pulses
from bot.store.desk.reviews import Reviews
from bot.store.desk.suggestions import Suggestions

__all__ = [
    "ChapterFigures",
    "ChapterReview",
    "ChapterReviews",
    "Closed",
    "Closing",
    "Items",
    "LearnedPairs",
    "Pulses",
    "Reviews",
    "Suggestions",
]
