"""Hits -> a reply: where "good enough" is decided. Has never heard of Slack, HTTP, SQL or the clock."""

from bot.answering.build import Responders, build_analyzer, build_responder
from bot.answering.confidence import (
    Calibration,
    ConfidenceBreakdown,
    Feature,
    calibrations,
    explain_confidence,
)
from bot.answering.reply import (
    Answer,
    Choice,
    Citation,
    Contents,
    Reason,
    Refusal,
    Reply,
    SmallTalk,
    SmallTalkKind,
)
from bot.answering.responder import Responder
from bot.answering.small_talk import asks, small_talk_kind
from bot.answering.thread import Thread, Turn, next_thread, thread_within

__all__ = [
    "Answer",
    "Calibration",
    "Choice",
    "Citation",
    "ConfidenceBreakdown",
    "Contents",
    "Feature",
    "Reason",
    "Refusal",
    "Reply",
    "Responder",
    "Responders",
    "SmallTalk",
    "SmallTalkKind",
    "Thread",
    "Turn",
    "asks",
    "build_analyzer",
    "build_responder",
    "calibrations",
    "explain_confidence",
    "next_thread",
    "small_talk_kind",
    "thread_within",
]
