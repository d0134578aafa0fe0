"""What changes from one text to another, with the words that differ marked."""

from collections.abc import Iterator
from typing import Any

from bot.rulebook.editions.diff import DiffKind, word_diff
from bot.slack.blocks.limits import QUOTE, packed
from bot.slack.blocks.rich_text import Block, pieces, rich_text, text

_STYLES: dict[DiffKind, dict[str, Any]] = {
    DiffKind.KEPT: {},
    DiffKind.REMOVED: {"style": {"strike": True}},
    DiffKind.ADDED: {"style": {"bold": True}},
}


def difference(old: str, new: str) -> Iterator[Block]:
    """Both texts as one quotation: what goes is struck through, what comes is bold."""
    runs = (
        {**text(part), **_STYLES[piece.kind]}
        for piece in word_diff(old.rstrip(), new.rstrip())
        for part in pieces(piece.text)
    )
    for some in packed(runs, lambda run: (len(run["text"]),), (QUOTE,)):
        yield rich_text({"type": "rich_text_quote", "elements": some})
