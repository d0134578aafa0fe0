"""The bot put together with Slack, connected and ended: that of one workspace, or those of all who installed it."""

from bot.slack.serving.installed import House, on_slack_of_all, serve_installed
from bot.slack.serving.one import Announcements, on_slack, serve

__all__ = ["Announcements", "House", "on_slack", "on_slack_of_all", "serve", "serve_installed"]
