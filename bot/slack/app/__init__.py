"""The bot put together (`build`), and as it runs and ends (`bot`)."""

from bot.slack.app.bot import Bot
from bot.slack.app.build import build_app

__all__ = ["Bot", "build_app"]
