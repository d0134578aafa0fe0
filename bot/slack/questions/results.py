"""What the store keeps of a reply, and of the conversation that it belongs to."""

import json
from collections.abc import Sequence

from bot.answering import Answer
from bot.answering import Choice
from bot.answering import Citation
from bot.answering import Contents
from bot.answering import Refusal
from bot.answering import Reply
from bot.answering import SmallTalk
from bot.answering import SmallTalkKind
from bot.answering import Thread
from bot.inquiries import Outcome
from bot.inquiries import QuestionResult
from bot.rulebook import Library


def result_of(reply: Reply, thread: str | None = None) -> QuestionResult:
    """What became of the question; `thread` is the state of its conversation."""
    match reply:
        case Answer(citations, confidence):
            return QuestionResult(Outcome.ANSWER, _names(citations), confidence, thread=thread)
        case Choice(options, confidence):
            return QuestionResult(Outcome.CHOICE, _names(options), confidence, thread=thread)
        case Refusal(_, nearest, _, confidence):
            return QuestionResult(Outcome.REFUSAL, _names(nearest), confidence, thread=thread)
        case Contents():
            return QuestionResult(Outcome.CONTENTS, thread=thread)
        case SmallTalk(kind):
            outcome = Outcome.STOPPED if kind is SmallTalkKind.STOP else Outcome.COURTESY
            return QuestionResult(outcome, thread=thread)


def _names(citations: Sequence[Citation]) -> tuple[str, ...]:
    return tuple(citation.clause.name for citation in citations)


def saved_thread(thread: Thread) -> str:
    """A thread as a text."""
    return json.dumps([thread.question, *(clause.name for clause in thread.clauses)], ensure_ascii=False)


def restored_thread(state: str, library: Library) -> Thread:
    """The thread that was written; clauses that are no longer there (or not for this reader) are left out."""
    if not state:
        return Thread()
    question, *names = json.loads(state)
    clauses = library.by_name
    return Thread(question, tuple(clauses[name] for name in names if name in clauses))
