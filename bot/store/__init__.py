"""What outlives the process: questions, what is to be posted, and what people said about it. The only SQL.

It has never heard of Slack's API or of the clock: times are passed in, in seconds since 1970.
"""

from bot.store.claims import Claims
from bot.store.database import DatabaseError, NewerSchemaError, open_database
from bot.store.escalations import Escalation, Escalations, EscalationState, Subject
from bot.store.feedback import Complaint, Feedback, Opinion
from bot.store.held import Erased, Held
from bot.store.onboarding import Changes, Enrolled, Entry, Onboardings, Signatures
from bot.store.outbox import ON_PATH, Address, Delivery, Outbox, Parcel, Sent
from bot.store.questions import Asked, Outcome, Question, QuestionResult, Questions
from bot.store.queues import Queues
from bot.store.retention import Purged, Retention
from bot.store.sealing import Seal, SealError, new_secret
from bot.store.store import Store
from bot.store.threads import Threads

__all__ = [
    "ON_PATH",
    "Address",
    "Asked",
    "Changes",
    "Claims",
    "Complaint",
    "DatabaseError",
    "Delivery",
    "Enrolled",
    "Entry",
    "Erased",
    "Escalation",
    "EscalationState",
    "Escalations",
    "Feedback",
    "Held",
    "NewerSchemaError",
    "Onboardings",
    "Opinion",
    "Outbox",
    "Outcome",
    "Parcel",
    "Purged",
    "Question",
    "QuestionResult",
    "Questions",
    "Queues",
    "Retention",
    "Seal",
    "SealError",
    "Sent",
    "Signatures",
    "Store",
    "Subject",
    "Threads",
    "new_secret",
    "open_database",
]
