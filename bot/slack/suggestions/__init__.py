"""匿名建议: staff write without their names, owners read and reply, and nobody can be told from what is kept."""

from bot.slack.suggestions.build import SuggestionBox, build_suggestions
from bot.slack.suggestions.messages import SHOW, suggest_button

__all__ = ["SHOW", "SuggestionBox", "build_suggestions", "suggest_button"]
