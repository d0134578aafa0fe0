"""What each form and message about suggestions looks like at its longest; see `bot/slack/specimens.py`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.rulebook import Library
from bot.slack.blocks import limits
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.blocks.rich_text import Block
from bot.slack.suggestions import messages
from bot.slack.surface import View
from bot.suggestions import CODE_LENGTH, Remark, Suggestion
from bot.wording import Catalogue

_CODE = "0" * CODE_LENGTH
_SAID = Remark("？" * limits.TYPED, date(2026, 1, 5), is_shown=True)
_SUGGESTION = Suggestion(
    "0" * 32, "code", (_SAID, replace(_SAID, is_owner=True)) * 10 + (_SAID,), is_handled=True
)


def suggestion_messages(say: Catalogue) -> Iterator[tuple[str, OutgoingMessage]]:
    """What owners are told."""
    yield "suggestions shown", messages.shown_message(9, say)


def suggestion_views(library: Library, say: Catalogue) -> Iterator[tuple[str, View]]:
    """All forms."""
    yield "suggest", messages.suggest_form(list(library.books) * 2, _CODE, "？" * limits.TYPED, say)
    yield (
        "suggestion not sent",
        messages.suggest_form(library.books[:1], _CODE, "？", say, "suggestion.book-moved"),
    )
    yield "suggestion sent", messages.sent(_CODE, library.books[0], say)
    yield "suggestion again", messages.conversation(_SUGGESTION, messages.Continued(_CODE, _CODE), say)
    yield "suggestion on a book that is gone", messages.conversation(_SUGGESTION, None, say)
    yield "suggestion reply", messages.reply_form(_SUGGESTION, _CODE, say)


def suggestions_at_home(say: Catalogue) -> tuple[Block, ...]:
    """All that the home tab shows to an owner."""
    ids = (str(number) for number in range(6))
    return tuple(messages.owner_blocks([replace(_SUGGESTION, id=each) for each in ids], say))
