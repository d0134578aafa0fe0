"""The bot's own pages: its home tab, the modal 「问规则」, and the prompts in its pane. Decides nothing about rules."""

from bot.slack.home.data import HomeData
from bot.slack.home.help import HelpListeners
from bot.slack.home.listeners import HomeListeners
from bot.slack.home.my_data.listeners import MyDataListeners
from bot.slack.home.views import show_failure

__all__ = ["HelpListeners", "HomeData", "HomeListeners", "MyDataListeners", "show_failure"]
