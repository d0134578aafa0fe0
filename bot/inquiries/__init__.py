"""What people ask, what becomes of it, and what they say about it: the nouns that everything else speaks of.

It has never heard of Slack, of SQL or of the clock: moments are seconds since 1970.
"""

from bot.inquiries.escalation import AnsweredQuestion
from bot.inquiries.escalation import Escalation
from bot.inquiries.escalation import EscalationState
from bot.inquiries.feedback import Complaint
from bot.inquiries.feedback import Opinion
from bot.inquiries.question import Asked
from bot.inquiries.question import Outcome
from bot.inquiries.question import Place
from bot.inquiries.question import Question
from bot.inquiries.question import QuestionResult
from bot.inquiries.question import Surface

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
