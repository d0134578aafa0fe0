"""Where a new text differs from an old one, in whole sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]+|[^。！？；\n]+|\n+")


class DiffKind(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class DiffPiece:
    """Whole sentences that were kept, removed or added."""

    kind: DiffKind
    text: str


def diff(old: str, new: str) -> tuple[DiffPiece, ...]:
    """From the old text to the new one, sentence by sentence.

    The pieces kept and removed make up the old text, those kept and added the new one, character for character.
    """
    return tuple(_pieces(_SENTENCE.findall(old), _SENTENCE.findall(new)))


def _pieces(old: list[str], new: list[str]) -> Iterator[DiffPiece]:
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        removed, added = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if kind == "equal":
            yield DiffPiece(DiffKind.KEPT, removed)
            continue
        if removed:
            yield DiffPiece(DiffKind.REMOVED, removed)
        if added:
            yield DiffPiece(DiffKind.ADDED, added)
