"""Where everything that people do with our buttons, forms, commands and shortcuts, and all events, come in."""

from bot.slack.listening.acts import Acts
from bot.slack.listening.registration import Listening
from bot.slack.listening.registry import Registration, Registry, nothing_more

__all__ = ["Acts", "Listening", "Registration", "Registry", "nothing_more"]
