"""What is published: the knowledge of a folder becomes a generation, passes the gate, and counts from then on."""

from bot.publishing.assessing.assessment import LATELY, assess, impact_for_all
from bot.publishing.assessing.gate import MARGIN, Gate, Objection
from bot.publishing.assessing.impact import ChangedAnswer, Impact, Reading, impact
from bot.publishing.changes.difference import BookDifference, differences
from bot.publishing.changes.draft import Draft, draft_of, read_draft, read_generation
from bot.publishing.changes.transition import Transition
from bot.publishing.following.follower import Follower, Start, start, start_with_any
from bot.publishing.following.submission import CarryOut
from bot.publishing.following.trouble import Trouble, TroubleKind
from bot.publishing.history.acknowledgements import AcknowledgementRequests, new_requests
from bot.publishing.history.archive import Archive, PublishedChange, Version, read_library, versions
from bot.publishing.history.commencement import Commencements
from bot.publishing.lesson import Harm, Lesson, Teacher
from bot.publishing.publisher import Publisher, Verdict

__all__ = [
    "LATELY",
    "MARGIN",
    "AcknowledgementRequests",
    "Archive",
    "BookDifference",
    "CarryOut",
    "ChangedAnswer",
    "Commencements",
    "Draft",
    "Follower",
    "Gate",
    "Harm",
    "Impact",
    "Lesson",
    "Objection",
    "PublishedChange",
    "Publisher",
    "Reading",
    "Start",
    "Teacher",
    "Transition",
    "Trouble",
    "TroubleKind",
    "Verdict",
    "Version",
    "assess",
    "differences",
    "draft_of",
    "impact",
    "impact_for_all",
    "new_requests",
    "read_draft",
    "read_generation",
    "read_library",
    "start",
    "start_with_any",
    "versions",
]
