"""What a follow-up asks, written out with what was asked before."""

import re

from bot.answering.reply import Reply, Thread, next_thread
from bot.rulebook import Clause

_LONGEST_BEFORE = 60  # characters of what was asked before that stay: some three short questions
_ENGLISH = re.compile(r"[a-z0-9'-]+")


def combined_question(thread: Thread, question: str, reply: Reply) -> str:
    """A follow-up, as it was understood: with what was asked before, while that still counts.

    Once the talk has moved to another clause, only those words of before are kept that the clause speaks of too: the
    lateness that somebody began with must not find its way back into the third question about sick leave.
    """
    clauses = next_thread(thread, "", reply).clauses
    before = thread.question
    if clauses and clauses[0] not in thread.clauses[:1]:
        before = _spoken_of(before, clauses[0])
    return f"{before} {question}".strip()[-_LONGEST_BEFORE:]


def _spoken_of(before: str, clause: Clause) -> str:
    """The pieces of what was asked before that stand in a clause, of two characters at least; of English, the words."""
    text = f"{clause.title}\n{clause.text}"
    if before.isascii():
        spoken = set(_ENGLISH.findall(text.lower()))
        return " ".join(word for word in _ENGLISH.findall(before.lower()) if word in spoken)
    kept, start = [], 0
    while start < len(before) - 1:
        end = start
        while end < len(before) and before[start : end + 1] in text:
            end += 1
        if end - start >= 2 and before[start:end].strip():
            kept.append(before[start:end].strip())
        start = max(end, start + 1)
    return " ".join(kept)
