"""What outlives the process: questions, what is to be posted, and what people said about it. The only SQL.

It has never heard of Slack's API or of the clock: times are passed in, in seconds since 1970.
"""

from bot.store.async_repositories import AsyncClaims
from bot.store.async_store import AsyncStore
from bot.store.audit import Audit
from bot.store.database.condition import Condition, StoreError
from bot.store.database.opening import (
    DatabaseError,
    NewerSchemaError,
    NoDatabaseError,
    open_database,
    sqlite_files,
)
from bot.store.database.private_files import open_to_others, private_folder, write_privately
from bot.store.database.tenancy import ALONE
from bot.store.deliveries.dead_letters import DeadLetter, DeadLetters, PlaceKind, Waiting
from bot.store.deliveries.outbox import LONGEST_WAIT, Outbox
from bot.store.deliveries.parcels import Address, Delivery, Hold, Parcel, Purpose, Sent, apology_id
from bot.store.desk import ChapterFigures, ChapterReview, Closed, Closing, Items, LearnedPairs
from bot.store.inquiries.escalations import Escalations
from bot.store.inquiries.feedback import Feedback
from bot.store.inquiries.questions import Completion, Questions, question_id
from bot.store.inquiries.threads import Threads
from bot.store.installations import GRACE_DAYS, Installation
from bot.store.onboarding import Changes, EnrolmentRecord, Entry, Onboardings, Signatures
from bot.store.personal.accounts import Account, Accounts
from bot.store.personal.kept import Kept
from bot.store.personal.personal_data import ErasureReport, PersonalData
from bot.store.personal.retention import Purged, Retention
from bot.store.personal.rotation import Rotation, SealCounts
from bot.store.personal.sealing import Seal, new_secret
from bot.store.publishing.following import Follower, Following
from bot.store.publishing.publications import Publications
from bot.store.store import Backlog, Store

__all__ = [
    "ALONE",
    "GRACE_DAYS",
    "LONGEST_WAIT",
    "Account",
    "Accounts",
    "Address",
    "AsyncClaims",
    "AsyncStore",
    "Audit",
    "Backlog",
    "Changes",
    "ChapterFigures",
    "ChapterReview",
    "Closed",
    "Closing",
    "Completion",
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
    "Follower",
    "Following",
    "Hold",
    "Installation",
    "Items",
    "Kept",
    "LearnedPairs",
    "NewerSchemaError",
    "NoDatabaseError",
    "Onboardings",
    "Outbox",
    "Parcel",
    "PersonalData",
    "PlaceKind",
    "Publications",
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
    "private_folder",
    "question_id",
    "sqlite_files",
    "write_privately",
]
