"""What people ask, what becomes of it, and what they say about it: the nouns that everything else speaks of.

It has never heard of Slack, of SQL or of the clock: moments are seconds since 1970.
"""

from bot.inquiries.escalation import AnsweredQuestion, Escalation, EscalationState
from bot.inquiries.feedback import Complaint, Opinion
from bot.inquiries.question import Asked, Outcome, Place, Question, QuestionResult, Surface

__all__ = [
    "AnsweredQuestion",
    "Asked",
    "Complaint",
    "Escalation",
    "EscalationState",
    "Opinion",
    "Outcome",
    "Place",
    "Question",
    "QuestionResult",
    "Surface",
]
