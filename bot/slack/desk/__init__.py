"""The owner's desk: what staff could not find comes before whoever can mend it, and they hear of it."""

from bot.slack.desk.build import Desk, build_desk
from bot.slack.desk.watch import DeskWatch

__all__ = ["Desk", "DeskWatch", "build_desk"]
