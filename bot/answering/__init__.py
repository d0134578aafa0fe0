"""Hits -> Answer or Refusal: where "good enough" is decided. Has never heard of Slack, HTTP, SQL or the clock."""

from bot.answering.reply import Answer, Citation, Contents, Reason, Refusal, Reply
from bot.answering.responder import Responder

__all__ = ["Answer", "Citation", "Contents", "Reason", "Refusal", "Reply", "Responder"]
