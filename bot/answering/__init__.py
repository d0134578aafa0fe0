"""Hits -> a reply: where "good enough" is decided. Has never heard of Slack, HTTP, SQL or the clock."""

from bot.answering.build import Responders, build_responder, taught
from bot.answering.citing import book_owners, owners_to_ask
from bot.answering.conversation.small_talk import addresses_people, asks, small_talk_kind
from bot.answering.current import CurrentRules, RulesInForce
from bot.answering.deciding.chooser import CHOICES, Abstention, Chooser, Verdict
from bot.answering.deciding.confidence import ConfidenceBreakdown, explain_confidence
from bot.answering.deciding.fact import Fact
from bot.answering.grounds import Grounds, Way, grounds
from bot.answering.recently_used import RecentlyUsed
from bot.answering.reply import (
    AboutBook,
    Answer,
    BookQuestion,
    Choice,
    Citation,
    Contents,
    Lack,
    Reason,
    Refusal,
    Reply,
    SmallTalk,
    SmallTalkKind,
    Thread,
    Unmentioned,
    next_thread,
    thread_within,
)
from bot.answering.responder import Responder
from bot.answering.result import result_of

__all__ = [
    "CHOICES",
    "AboutBook",
    "Abstention",
    "Answer",
    "BookQuestion",
    "Choice",
    "Chooser",
    "Citation",
    "ConfidenceBreakdown",
    "Contents",
    "CurrentRules",
    "Fact",
    "Grounds",
    "Lack",
    "Reason",
    "RecentlyUsed",
    "Refusal",
    "Reply",
    "Responder",
    "Responders",
    "RulesInForce",
    "SmallTalk",
    "SmallTalkKind",
    "Thread",
    "Unmentioned",
    "Verdict",
    "Way",
    "addresses_people",
    "asks",
    "book_owners",
    "build_responder",
    "explain_confidence",
    "grounds",
    "next_thread",
    "owners_to_ask",
    "result_of",
    "small_talk_kind",
    "taught",
    "thread_within",
]
