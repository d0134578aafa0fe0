"""How a text begins: what names a clause without a title on a button and in a list."""

from itertools import accumulate, takewhile
from unicodedata import east_asian_width

_WIDEST = 40  # columns: twenty Chinese characters, forty Latin letters
_PAUSES = " ,;:.，、；：。"


def first_words(text: str) -> str:
    """The beginning of a text in one line; … stands for what is left out, and no word is cut."""
    line = " ".join(text.split())
    columns = accumulate(2 if east_asian_width(each) in "WF" else 1 for each in line)
    end = sum(column <= _WIDEST for column in columns)
    if end == len(line):
        return line
    begun = line[:end]
    if _is_of_word(line[end]):
        cut = sum(1 for _ in takewhile(_is_of_word, reversed(begun)))
        begun = begun[: len(begun) - cut] or begun
    return f"{begun.rstrip(_PAUSES)}…"


def _is_of_word(letter: str) -> bool:
    """Whether it joins others into a word between blanks, as Chinese characters do not."""
    return letter.isalnum() and not "\u2e80" <= letter <= "\uffff"
