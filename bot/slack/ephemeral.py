"""Moved to `surface`."""

from bot.slack.surface import EphemeralReply

__all__ = ["EphemeralReply"]
