"""Staff are asked now and then what they think of the rules: sent at their working hours, answered by buttons."""

from bot.slack.pulse.answering import PulseListeners
from bot.slack.pulse.asking import PulseWatch
from bot.slack.pulse.messages import TREND, result_blocks, trend_view

__all__ = ["TREND", "PulseListeners", "PulseWatch", "result_blocks", "trend_view"]
