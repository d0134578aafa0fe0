"""What is published is signed by whoever it is meant for: asked alone, reminded, and counted for who looks after it."""

from bot.slack.acknowledging.build import Acknowledging, build_acknowledging

__all__ = ["Acknowledging", "build_acknowledging"]
