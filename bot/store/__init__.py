"""What outlives the process: questions, what is to be posted, and what people said about it. The only SQL.

It has never heard of Slack's API or of the clock: times are passed in, in seconds since 1970.
"""

from bot.store.accounts import Account, Accounts
from bot.store.async_store import AsyncClaims, AsyncStore
from bot.store.audit import Audit
from bot.store.condition import Condition, StoreError
from bot.store.database import DatabaseError, NewerSchemaError, NoDatabaseError, open_database, sqlite_files
from bot.store.dead_letters import DeadLetter, DeadLetters, PlaceKind, Waiting
from bot.store.escalations import Escalations
from bot.store.feedback import Feedback
from bot.store.onboarding import Changes, EnrolmentRecord, Entry, Onboardings, Signatures
from bot.store.outbox import LONGEST_WAIT, Outbox
from bot.store.parcels import Address, Delivery, Parcel, Purpose, Sent, apology_id
from bot.store.personal_data import ErasureReport, PersonalData
from bot.store.private_files import open_to_others, write_privately
from bot.store.questions import Questions, question_id
from bot.store.retention import Purged, Retention
from bot.store.rotation import Rotation, SealCounts
from bot.store.sealing import Seal, new_secret
from bot.store.store import Backlog, Store
from bot.store.threads import Threads

__all__ = [
    "LONGEST_WAIT",
    "Account",
    "Accounts",
    "Address",
    "AsyncClaims",
    "AsyncStore",
    "Audit",
    "Backlog",
    "Changes",
    "Condition",
    "DatabaseError",
    "DeadLetter",
    "DeadLetters",
    "Delivery",
    "EnrolmentRecord",
    "Entry",
    "ErasureReport",
    "Escalations",
    "Feedback",
    "NewerSchemaError",
    "NoDatabaseError",
    "Onboardings",
    "Outbox",
    "Parcel",
    "PersonalData",
    "PlaceKind",
    "Purged",
    "Purpose",
    "Questions",
    "Retention",
    "Rotation",
    "Seal",
    "SealCounts",
    "Sent",
    "Signatures",
    "Store",
    "StoreError",
    "Threads",
    "Waiting",
    "apology_id",
    "new_secret",
    "open_database",
    "open_to_others",
    "question_id",
    "sqlite_files",
    "write_privately",
]
