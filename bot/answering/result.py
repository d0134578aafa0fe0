"""What becomes of a question that got a reply, as it is kept and compared."""

from collections.abc import Sequence

from bot.answering.reply import (
    AboutBook,
    Answer,
    Choice,
    Citation,
    Contents,
    Refusal,
    Reply,
    SmallTalk,
    SmallTalkKind,
)
from bot.inquiries import Outcome, QuestionResult


def result_of(reply: Reply, thread: str | None = None) -> QuestionResult:
    """What became of the question; `thread` is the state of its conversation."""
    match reply:
        case Answer(citations, confidence):
            return QuestionResult(Outcome.ANSWER, _names(citations), confidence, thread=thread)
        case Choice(options, confidence):
            return QuestionResult(Outcome.CHOICE, _names(options), confidence, thread=thread)
        case Refusal(_, nearest, _, confidence):
            return QuestionResult(Outcome.REFUSAL, _names(nearest), confidence, thread=thread)
        case Contents() | AboutBook():
            return QuestionResult(Outcome.CONTENTS, thread=thread)
        case SmallTalk(kind):
            outcome = Outcome.STOPPED if kind is SmallTalkKind.STOP else Outcome.COURTESY
            return QuestionResult(outcome, thread=thread)


def _names(citations: Sequence[Citation]) -> tuple[str, ...]:
    return tuple(citation.clause.name for citation in citations)
