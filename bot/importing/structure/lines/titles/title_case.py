"""English titles by their capitals: each word but the small ones has one (Owners' Easements of Enjoyment)."""

import re

_SMALL = re.compile(
    "an?|the|any|all|each|every|no|not|and|n?or|but|of|to|into|in|onto|on|at|by|for|from|off|out|over|under|upon|up"
    "|within|without|with|between|among|as|than|via|per|vs|versus"
)
_WORD = re.compile(r"[^\W_][^\s–—/]*")


def main_words(title: str) -> int:
    """How many words of a title are no small ones; 0 where one has no capital, or it ends with a small one."""
    words = _WORD.findall(title)
    main = [word for word in words if not _SMALL.fullmatch(word.rstrip(".,;:)").casefold())]
    are_capital = all(word[0].isupper() or word[0].isdigit() for word in main)
    is_whole = bool(main) and main[-1] == words[-1] and words[0][0].isupper()
    return len(main) if are_capital and is_whole else 0
