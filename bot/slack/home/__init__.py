"""The bot's own pages: its home tab, the modal 「问规则」, and the prompts in its pane. Decides nothing about rules."""

from bot.slack.home.failure import show_failure
from bot.slack.home.listeners import HomeListeners
from bot.slack.home.port import HomePort, NotAdmittedError, OpenQuestion, State
from bot.slack.home.views import ASK_RULE

__all__ = [
    "ASK_RULE",
    "HomeListeners",
    "HomePort",
    "NotAdmittedError",
    "OpenQuestion",
    "State",
    "show_failure",
]
