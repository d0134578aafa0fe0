"""What people say about answers: feedback, questions passed on to owners, rules looked up for a message."""

from bot.slack.voices.rooms import Rooms
from bot.slack.voices.status import Status
from bot.slack.voices.undelivered import Undelivered
from bot.slack.voices.voices import Voices

__all__ = ["Rooms", "Status", "Undelivered", "Voices"]
