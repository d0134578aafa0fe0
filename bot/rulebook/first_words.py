"""How a text begins: what names a clause without a title on a button and in a list."""

import re
from itertools import accumulate
from unicodedata import east_asian_width

_WIDEST = 40  # columns: twenty Chinese characters, forty Latin letters
_WORD = re.compile(r"[^\W\u2e80-\uffff]+$")  # of letters that are written without blanks between them
_PAUSES = " ,;:.，、；：。"


def first_words(text: str) -> str:
    """The beginning of a text in one line; … stands for what is left out, and no word is cut."""
    line = " ".join(text.split())
    columns = accumulate(2 if east_asian_width(each) in "WF" else 1 for each in line)
    end = sum(column <= _WIDEST for column in columns)
    if end == len(line):
        return line
    begun = line[:end]
    if _WORD.match(line[end]):
        begun = _WORD.sub("", begun) or begun
    return f"{begun.rstrip(_PAUSES)}…"
