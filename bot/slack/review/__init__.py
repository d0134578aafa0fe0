"""The review meeting: what a month brought, before those who look after the rules; and the same figures on demand."""

from bot.slack.review.build import build_review
from bot.slack.review.listeners import ReportListeners
from bot.slack.review.watch import ReviewWatch

__all__ = ["ReportListeners", "ReviewWatch", "build_review"]
