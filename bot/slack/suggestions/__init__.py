"""匿名建议: staff write without their names, owners read and reply, and nobody can be told from what is kept."""

from bot.slack.suggestions.build import SuggestionBox, build_suggestions
from bot.slack.suggestions.messages import suggest_button

__all__ = ["SuggestionBox", "build_suggestions", "suggest_button"]
