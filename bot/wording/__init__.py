"""Every sentence that people can read, in Chinese and English."""

from bot.wording.catalogue import Catalogue
from bot.wording.catalogue import Language
from bot.wording.catalogue import catalogue_for
from bot.wording.catalogue import language_of
from bot.wording.replies import clause_source
from bot.wording.replies import refusal_message
from bot.wording.replies import small_talk_reply
from bot.wording.replies import whom_to_ask

__all__ = [
    "Catalogue",
    "Language",
    "catalogue_for",
    "clause_source",
    "language_of",
    "refusal_message",
    "small_talk_reply",
    "whom_to_ask",
]
