"""Makes Slack show what the outbox holds: each parcel once, at a pace that Slack takes, for as long as that takes."""

from bot.slack.delivery.apologies import Apologies
from bot.slack.delivery.pacing import AppPause, SlowChannels
from bot.slack.delivery.reconsideration import Reconsideration
from bot.slack.delivery.worker import DeliveryWorker, Pacing

__all__ = [
    "Apologies",
    "AppPause",
    "DeliveryWorker",
    "Pacing",
    "Reconsideration",
    "SlowChannels",
]
