"""Hits -> a reply: where "good enough" is decided. Has never heard of Slack, HTTP, SQL or the clock."""

from bot.answering.build import Responders, thread_within
from bot.answering.confidence import Calibration, calibrations
from bot.answering.decision import Decision, Feature, decision
from bot.answering.reply import Answer, Choice, Citation, Contents, Courtesy, Kind, Reason, Refusal, Reply
from bot.answering.responder import Responder
from bot.answering.small_talk import asks, courtesy
from bot.answering.thread import Thread, Turn, next_thread

__all__ = [
    "Answer",
    "Calibration",
    "Choice",
    "Citation",
    "Contents",
    "Courtesy",
    "Decision",
    "Feature",
    "Kind",
    "Reason",
    "Refusal",
    "Reply",
    "Responder",
    "Responders",
    "Thread",
    "Turn",
    "asks",
    "calibrations",
    "courtesy",
    "decision",
    "next_thread",
    "thread_within",
]
