"""Where a new text differs from an old one, in whole sentences or in words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]+|[^。！？；\n]+|\n+")
# A number in Chinese, a word with the space behind it or a figure (8:30); of other Chinese each character.
_WORD = re.compile(r"[〇零一二两三四五六七八九十百千万亿]+|[^\W一-鿿]+(?:[.:]\d+)*\s*|.", re.DOTALL)
_LIKE, _RUN = 0.5, 3  # of the shorter text, so much is kept in runs of so many words: else it is marked whole
_MANY = 1_000_000  # pairs of words: more are not compared, for somebody waits


class DiffKind(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class DiffPiece:
    """Sentences or words that were kept, removed or added."""

    kind: DiffKind
    text: str


def diff(old: str, new: str) -> tuple[DiffPiece, ...]:
    """From the old text to the new one, sentence by sentence.

    The pieces kept and removed make up the old text, those kept and added the new one, character for character.
    """
    return tuple(_pieces(_SENTENCE.findall(old), _SENTENCE.findall(new), _as_a_whole))


def word_diff(old: str, new: str) -> tuple[DiffPiece, ...]:
    """The same, where of sentences that are much alike only those words are marked that are not the same."""
    return tuple(_pieces(_SENTENCE.findall(old), _SENTENCE.findall(new), _word_by_word))


def _pieces(
    old: list[str], new: list[str], replaced: Callable[[str, str], Iterator[DiffPiece]]
) -> Iterator[DiffPiece]:
    for kind, old_from, old_to, new_from, new_to in _compared(old, new).get_opcodes():
        removed, added = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if kind == "equal":
            yield DiffPiece(DiffKind.KEPT, removed)
        else:
            yield from replaced(removed, added)


def _as_a_whole(removed: str, added: str) -> Iterator[DiffPiece]:
    if removed:
        yield DiffPiece(DiffKind.REMOVED, removed)
    if added:
        yield DiffPiece(DiffKind.ADDED, added)


def _word_by_word(removed: str, added: str) -> Iterator[DiffPiece]:
    old, new = _WORD.findall(removed), _WORD.findall(added)
    if len(old) * len(new) > _MANY:
        return _as_a_whole(removed, added)
    runs = (block.size for block in _compared(old, new).get_matching_blocks())
    is_like = sum(size for size in runs if size >= _RUN) >= _LIKE * min(len(old), len(new))
    return _pieces(old, new, _as_a_whole) if is_like else _as_a_whole(removed, added)


def _compared(old: list[str], new: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, old, new, autojunk=False)
