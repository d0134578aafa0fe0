"""What outlives the process: questions, what is to be posted, and what people said about it. The only SQL.

It has never heard of Slack's API or of the clock: times are passed in, in seconds since 1970.
"""

from bot.store.async_store import AsyncStore
from bot.store.claims import Claims
from bot.store.database import DatabaseError, NewerSchemaError, open_database
from bot.store.escalations import Escalations
from bot.store.feedback import Feedback
from bot.store.held import Erased, Held
from bot.store.onboarding import Changes, Enrolled, Entry, Onboardings, Signatures
from bot.store.outbox import Address, Delivery, Outbox, Parcel, Purpose, Sent
from bot.store.questions import Questions
from bot.store.queues import Queues
from bot.store.retention import Purged, Retention
from bot.store.sealing import Seal, SealError, new_secret
from bot.store.store import Store
from bot.store.threads import Threads

__all__ = [
    "Address",
    "AsyncStore",
    "Changes",
    "Claims",
    "DatabaseError",
    "Delivery",
    "Enrolled",
    "Entry",
    "Erased",
    "Escalations",
    "Feedback",
    "Held",
    "NewerSchemaError",
    "Onboardings",
    "Outbox",
    "Parcel",
    "Purged",
    "Purpose",
    "Questions",
    "Queues",
    "Retention",
    "Seal",
    "SealError",
    "Sent",
    "Signatures",
    "Store",
    "Threads",
    "new_secret",
    "open_database",
]
