"""What is published: the knowledge of a folder becomes a generation, passes the gate, and counts from then on."""

from bot.publishing.difference import BookDifference, differences
from bot.publishing.draft import Draft, draft_of, read_draft, read_generation
from bot.publishing.follower import Follower, Start, start
from bot.publishing.gate import MARGIN, Gate, Objection
from bot.publishing.lesson import Harm, Lesson, Teacher
from bot.publishing.publisher import Publisher, Verdict
from bot.publishing.trouble import Trouble, TroubleKind

__all__ = [
    "MARGIN",
    "BookDifference",
    "Draft",
    "Follower",
    "Gate",
    "Harm",
    "Lesson",
    "Objection",
    "Publisher",
    "Start",
    "Teacher",
    "Trouble",
    "TroubleKind",
    "Verdict",
    "differences",
    "draft_of",
    "read_draft",
    "read_generation",
    "start",
]
