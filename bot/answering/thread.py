"""What a conversation has come to: a value that is passed into the responder and comes out of it again."""

from dataclasses import dataclass

from bot.answering.reply import Answer, Choice, Contents, Reply
from bot.rulebook import Clause, Library

_LONGEST = 60  # characters of what was asked before that stay: some three short questions


@dataclass(frozen=True)
class Thread:
    """The question before, as it was understood, and the clauses last cited (or offered), in their order."""

    question: str = ""
    clauses: tuple[Clause, ...] = ()


def next_thread(thread: Thread, understood: str, reply: Reply) -> Thread:
    """The thread after a reply; a refusal or small talk leaves it as it was."""
    match reply:
        case Answer(citations) | Choice(citations):
            return Thread(understood, tuple(citation.clause for citation in citations))
        case Contents((chapter,)):
            return Thread(understood, chapter.clauses)
        case _:
            return thread


def combined_question(thread: Thread, question: str, reply: Reply) -> str:
    """A follow-up, as it was understood: with what was asked before, while that still counts.

    Once the talk has moved to another clause, only those words of before are kept that the clause speaks of too: the
    lateness that somebody began with must not find its way back into the third question about sick leave.
    """
    clauses = next_thread(thread, "", reply).clauses
    before = thread.question
    if clauses and clauses[0] not in thread.clauses[:1]:
        before = _spoken_of(before, clauses[0])
    return f"{before} {question}".strip()[-_LONGEST:]


def _spoken_of(before: str, clause: Clause) -> str:
    """The pieces of what was asked before that stand in a clause, the longest first, two characters at least."""
    text = f"{clause.title}\n{clause.text}"
    kept, start = [], 0
    while start < len(before) - 1:
        end = start
        while end < len(before) and before[start : end + 1] in text:
            end += 1
        if end - start >= 2 and before[start:end].strip():
            kept.append(before[start:end].strip())
        start = max(end, start + 1)
    return " ".join(kept)


@dataclass(frozen=True)
class Turn:
    """A reply, and the thread as it goes on from there."""

    reply: Reply
    thread: Thread


def thread_within(thread: Thread, library: Library) -> Thread:
    """The thread as it may go on for readers of `library`: anew, where it came to a clause that they do not see.

    A follow-up (第二款呢) quotes from the thread itself, and who reads along, or belongs to an audience, changes.
    """
    return thread if all(clause in library.clauses for clause in thread.clauses) else Thread()
