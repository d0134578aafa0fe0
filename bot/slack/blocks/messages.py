"""Reply -> Slack messages. Pure functions; every reply becomes at least one message, and no clause is cut."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answering import (
    AboutBook,
    Answer,
    Choice,
    Citation,
    Contents,
    Reason,
    Refusal,
    Reply,
    SmallTalk,
    SmallTalkKind,
)
from bot.rulebook import Clause, Rulebook
from bot.rulebook.told_apart import told_apart
from bot.slack.blocks import limits
from bot.slack.blocks.elements import line, truncate
from bot.slack.blocks.limits import packed
from bot.slack.blocks.replies import blocks, change_blocks, whole_preface
from bot.slack.blocks.reply_row import Offers, reply_row, with_pressed
from bot.slack.blocks.rich_text import Block, context, rich_text, section, text, user
from bot.wording import (
    Catalogue,
    answer_notes,
    as_of_message,
    doubt_message,
    plain_sentences,
    refusal_message,
    small_talk_reply,
)

COMMAND = "/rule"
_LONGEST_QUESTION = 300  # characters of what was asked, above its reply
# What stands above and below a reply (who shared it, buttons) has its share of what a message may hold.
_FULLEST, _MOST_BLOCKS = limits.MESSAGE - 3_200, limits.MESSAGE_BLOCKS - 10


@dataclass(frozen=True)
class OutgoingMessage:
    """One message to post: its blocks, and the text that says the same where blocks are not shown."""

    text: str
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> "OutgoingMessage":
        """The message as it was stored."""
        return cls(str(payload["text"]), tuple(payload["blocks"]))

    def as_payload(self) -> dict[str, Any]:
        """The message as Slack's methods take it."""
        return {"text": self.text, "blocks": list(self.blocks)}


def messages(
    reply: Reply, say: Catalogue, question: str = "", offers: Offers | None = None
) -> tuple[OutgoingMessage, ...]:
    """The reply as messages: one, unless its clauses are too long for that; below it, what can be done with it."""
    row = reply_row(reply, question, say, offers or Offers())
    *others, last = shared_out(blocks(reply, say, question), _fallback(reply, say))
    return (*others, OutgoingMessage(last.text, (*last.blocks, *row)))


def shared(answer: Answer, by: str, say: Catalogue) -> tuple[OutgoingMessage, ...]:
    """An answer shown to the channel by a person (their id)."""
    named = rich_text(section(user(by), text(f" {say('share.by')}")))
    first, *rest = messages(answer, say)
    return (OutgoingMessage(first.text, (named, *first.blocks)), *rest)


def preface_messages(book: Rulebook, say: Catalogue) -> tuple[OutgoingMessage, ...]:
    """All that stands before the first heading of a book."""
    return shared_out(whole_preface(book, say), escape(say("preface.title", title=book.title)))


def with_context(messages: Sequence[OutgoingMessage], sentence: str) -> tuple[OutgoingMessage, ...]:
    """The messages with a small grey line under the last of them."""
    *others, last = messages
    return (*others, OutgoingMessage(last.text, (*last.blocks, context(sentence))))


def change_messages(before: Clause, after: Clause, say: Catalogue) -> tuple[OutgoingMessage, ...]:
    """What changes of a clause, as many messages as it takes."""
    title = say("change.title", clause=before.label, date=after.effective.isoformat())
    parts = packed(
        change_blocks(before, after, say), lambda block: (1, _length(block)), (_MOST_BLOCKS, _FULLEST)
    )
    return tuple(OutgoingMessage(truncate(escape(title), limits.FALLBACK), tuple(some)) for some in parts)


def under_question(message: OutgoingMessage, question: str, say: Catalogue) -> OutgoingMessage:
    """The message below what was asked."""
    asked = say("modal.asked", question=truncate(" ".join(question.split()), _LONGEST_QUESTION))
    return OutgoingMessage(message.text, (context(asked), *message.blocks))


def with_said(message: OutgoingMessage, said: Sequence[str]) -> OutgoingMessage:
    """The message with what was pressed below its row."""
    return OutgoingMessage(message.text, with_pressed(message.blocks, said))


def note(sentence: str) -> OutgoingMessage:
    """A plain sentence."""
    return OutgoingMessage(escape(sentence), (line(sentence),))


def escape(content: str) -> str:
    """Text for a field in which Slack reads `<...>` as markup."""
    return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shared_out(blocks: Iterable[Block], fallback: str) -> tuple[OutgoingMessage, ...]:
    """The blocks in as few messages as Slack allows."""
    full = packed(blocks, lambda block: (1, _length(block)), (_MOST_BLOCKS, _FULLEST))
    return tuple(OutgoingMessage(fallback, tuple(some)) for some in full)


def _fallback(reply: Reply, say: Catalogue) -> str:
    match reply:
        case Answer(citations):
            lines = [*filter(None, [as_of_message(reply, say)])]
            lines += [_in_words(citation, say) for citation in citations]
            lines += answer_notes(reply, say)
        case Choice(options):
            lines = [doubt_message(reply, say), _in_words(options[0], say)]
            if len(options) > 1:
                lines += [say("choice.others"), *_listed(options[1:])]
        case Contents(divisions):
            lines = [say("contents.title"), *(division.heading.label for division in divisions)]
        case AboutBook() | SmallTalk():
            lines = list(plain_sentences(reply, say))
        case Refusal(reason, nearest):
            lines = [
                small_talk_reply(SmallTalkKind.HELP, say)
                if reason is Reason.NO_QUESTION
                else refusal_message(reply, say)
            ]
            lines += _listed(nearest)
    return truncate(escape("\n".join(lines)), limits.FALLBACK)


def _listed(citations: Sequence[Citation]) -> Iterator[str]:
    for named in told_apart([citation.clause for citation in citations], with_book=True):
        yield " ".join(named).strip()


def _in_words(citation: Citation, say: Catalogue) -> str:
    clause = citation.clause
    title = f" {clause.title}".rstrip()
    return say("answer.fallback", label=clause.label, title=title, text=citation.quote.rstrip())


def _length(part: Any) -> int:  # noqa: ANN401  # JSON: any value of a block
    if isinstance(part, dict):
        return sum(_length(value) for key, value in part.items() if key not in {"type", "style"})
    if isinstance(part, list):
        return sum(map(_length, part))
    return len(part) if isinstance(part, str) else 0
