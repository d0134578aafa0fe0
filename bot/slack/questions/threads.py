"""What a conversation has come to, as the store keeps it: the question as understood, and the clauses by name."""

import json

from bot.answering import Thread
from bot.rulebook import Library


def written(thread: Thread) -> str:
    """A thread as a text."""
    return json.dumps([thread.question, *(clause.name for clause in thread.clauses)], ensure_ascii=False)


def read(state: str, library: Library) -> Thread:
    """The thread that was written; clauses that are no longer there (or not for this reader) are left out."""
    if not state:
        return Thread()
    question, *names = json.loads(state)
    clauses = library.by_name
    return Thread(question, tuple(clauses[name] for name in names if name in clauses))
