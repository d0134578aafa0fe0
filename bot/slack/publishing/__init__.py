"""The rules change while the bot runs: followed here, and told to whoever looks after them."""

from bot.slack.publishing.decisions import DecisionListeners
from bot.slack.publishing.following import FollowerNotices
from bot.slack.publishing.notices import NoticeListeners, Notices
from bot.slack.publishing.watch import RulesWatch

__all__ = ["DecisionListeners", "FollowerNotices", "NoticeListeners", "Notices", "RulesWatch"]
