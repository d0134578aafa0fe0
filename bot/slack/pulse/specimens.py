"""What the pulse looks like at its longest; see `bot/slack/specimens.py`."""

from collections.abc import Iterator
from datetime import date

from bot.pulse import MOST_QUESTIONS, PulseQuestion, QuestionResult, Round, RoundResult
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.blocks.rich_text import Block
from bot.slack.pulse.messages import pulse_message, result_blocks, trend_view
from bot.slack.surface import View
from bot.tallies import ENOUGH_PEOPLE
from bot.wording import Catalogue

_QUESTIONS = tuple(PulseQuestion(f"q{number}", "？" * 300) for number in range(MOST_QUESTIONS))
_RESULT = RoundResult(
    "2026-01", ENOUGH_PEOPLE, [QuestionResult(each, {5: ENOUGH_PEOPLE}) for each in _QUESTIONS]
)
_ROUND = Round("2026-01", date(2026, 1, 5), date(2026, 1, 12), _QUESTIONS)


def pulse_messages(say: Catalogue) -> Iterator[tuple[str, OutgoingMessage]]:
    """What staff are asked, with a score given to each."""
    yield "pulse", pulse_message(_ROUND, {each.id: 5 for each in _QUESTIONS}, say)


def pulse_at_home(say: Catalogue) -> tuple[Block, ...]:
    """What came of it, as owners read it."""
    return tuple(result_blocks([_RESULT, _RESULT], say))


def pulse_views(say: Catalogue) -> Iterator[tuple[str, View]]:
    """The rounds so far."""
    yield "rounds of the pulse", trend_view([_RESULT] * 99, say)
