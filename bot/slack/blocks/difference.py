"""What changes from one text to another, sentence by sentence."""

from collections.abc import Iterator
from typing import Any

from bot.rulebook.editions.diff import DiffKind, diff
from bot.slack.blocks.rich_text import Block, pieces, rich_text, text

_STYLES: dict[DiffKind, dict[str, Any]] = {
    DiffKind.KEPT: {},
    DiffKind.REMOVED: {"style": {"strike": True}},
    DiffKind.ADDED: {"style": {"bold": True}},
}


def difference(old: str, new: str) -> Iterator[Block]:
    """Both texts as one quotation: what goes is struck through, what comes is bold."""
    for piece in diff(old.rstrip(), new.rstrip()):
        for part in pieces(piece.text):
            quoted = {**text(part), **_STYLES[piece.kind]}
            yield rich_text({"type": "rich_text_quote", "elements": [quoted]})
