"""Who was asked back which of several clauses is meant, and says it: 第十条 -> 章程的, Article VIII, the second one.

Pure: the words, what was asked before, and the library.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from bot.answering.citing import MOST
from bot.answering.conversation.pointing.navigation import picked
from bot.answering.reply import Thread
from bot.rulebook import (
    LAST,
    Ambiguous,
    AtClause,
    AtClauses,
    AtDivision,
    Clause,
    Library,
    Reference,
    read_references,
)
from bot.rulebook.books_named import books_named
from bot.rulebook.designation.texts.frame import within_frame

_AROUND = re.compile(
    r"^(?:是|我?[说說要指](?:的是)?|(?:the|one|in|of)\b|\s)+|[里裡那]?(?:一?[本个個])?的?(?:那[条條])?$|\sone$",
    re.IGNORECASE,
)
_LONGEST = 60  # characters of a message that only says which


def option_picked(message: str, thread: Thread, library: Library) -> Clause | None:
    """The clause that a message picks by its place among those it was asked back about."""
    place, asked = picked(message), _asked_back(thread, thread.question, library)
    options = asked[1][:MOST] if asked else ()
    chosen = options[-1:] if place == LAST else options[place : place + 1] if place is not None else ()
    return chosen[0] if chosen else None


def of_several(message: str, thread: Thread, library: Library, as_titled: Callable[[str], str]) -> str:
    """What was asked before, with the book or heading that a message names; else the message.

    `as_titled` writes the titles of books in it as these do.
    """
    is_short = not thread.clauses and len(message) <= _LONGEST
    asked = _asked_back(thread, as_titled(thread.question), library) if is_short else None
    if asked is None:
        return message
    said = _AROUND.sub("", within_frame(as_titled(message).strip("?？。 ")))
    for whole in _wholes(said, asked[0], library):
        read = read_references(whole, library.names)
        found = library.find(read[0], alone=True) if len(read) == 1 else None
        if isinstance(found, AtClause | AtClauses | AtDivision):
            return whole
    return message


def _asked_back(thread: Thread, question: str, library: Library) -> tuple[Reference, Sequence[Clause]] | None:
    """What was asked last, where it may mean several clauses, and these."""
    before = read_references(question, library.names) if not thread.clauses and question else ()
    match library.find(before[0], alone=True) if len(before) == 1 else None:
        case Ambiguous(clauses):
            return before[0], clauses
        case _:
            return None


def _wholes(said: str, asked: Reference, library: Library) -> Iterator[str]:
    """What may be meant: what was asked, of a book that is named, or below a heading."""
    books = books_named(said, library.books) if said else []
    yield from (f"《{book.title}》{asked.written}" for book in books)
    yield f"{said} {asked.written}"
