"""Reply -> Slack messages. Pure functions; every reply becomes at least one message, and no clause is cut."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.answering import Answer, Choice, Contents, Courtesy, Kind, Reason, Refusal, Reply
from bot.slack.blocks.buttons import reply_buttons
from bot.slack.blocks.replies import blocks
from bot.slack.blocks.rich_text import Block, rich_text, section, text, user
from bot.wording import Wording, courtesy, why

COMMAND = "/rule"
_FULLEST = 10_000  # characters a message: Slack refuses it near 13,200
_FALLBACK = 3_000  # characters of the text that notifications and screen readers use


@dataclass(frozen=True)
class Message:
    """One message to post: its blocks, and the text that says the same where blocks are not shown."""

    text: str
    blocks: tuple[Block, ...]

    def as_payload(self) -> dict[str, Any]:
        """The message as Slack's methods take it."""
        return {"text": self.text, "blocks": list(self.blocks)}


def messages(
    reply: Reply, say: Wording, question: str = "", *, can_stop: bool = False
) -> tuple[Message, ...]:
    """The reply as messages: one, unless its clauses are too long for that; below it, what can be done with it."""
    shown = _packed(blocks(reply, say), _fallback(reply, say))
    return _with(shown, reply_buttons(reply, question, say, can_stop=can_stop))


def private(reply: Reply, say: Wording, question: str = "") -> tuple[Message, ...]:
    """The reply for one person alone; an answer comes with the button that shares it."""
    shown = _packed(blocks(reply, say), _fallback(reply, say))
    return _with(shown, reply_buttons(reply, question, say, can_share=True))


def shared(answer: Answer, by: str, say: Wording) -> tuple[Message, ...]:
    """An answer shown to the channel by a person (their id)."""
    named = rich_text(section(user(by), text(f" {say('share.by')}")))
    first, *rest = messages(answer, say)
    return (Message(first.text, (named, *first.blocks)), *rest)


def note(sentence: str) -> Message:
    """A plain sentence."""
    return Message(escape(sentence), (rich_text(section(text(sentence))),))


def escape(content: str) -> str:
    """Text for a field in which Slack reads `<...>` as markup."""
    return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _with(shown: tuple[Message, ...], buttons: tuple[Block, ...]) -> tuple[Message, ...]:
    last = shown[-1]
    return (*shown[:-1], Message(last.text, (*last.blocks, *buttons)))


def _fallback(reply: Reply, say: Wording) -> str:
    match reply:
        case Answer(citations):
            lines = [
                say(
                    "answer.fallback",
                    label=c.clause.label,
                    title=f" {c.clause.title}".rstrip(),
                    text=c.quote.rstrip(),
                )
                for c in citations
            ]
        case Choice(options):
            names = "、".join(option.clause.label for option in options)
            lines = [say("choice.fallback", clauses=names)]
        case Courtesy(kind):
            lines = [courtesy(kind, say)]
        case Contents(chapters):
            lines = [say("contents.title"), *(chapter.heading.label for chapter in chapters)]
        case Refusal(reason, nearest):
            lines = [courtesy(Kind.HELP, say) if reason is Reason.NO_QUESTION else why(reason, say)]
            lines += [citation.clause.label for citation in nearest]
    whole = escape("\n".join(lines))
    return whole if len(whole) <= _FALLBACK else f"{whole[:_FALLBACK]}…"


def _packed(blocks: Iterable[Block], fallback: str) -> tuple[Message, ...]:
    """Blocks shared out over messages, each within Slack's limits of 50 blocks and some 13,000 characters."""
    sheets: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        length = _length(block)
        if sheets[-1] and (size + length > _FULLEST or len(sheets[-1]) >= 40):
            sheets.append([])
            size = 0
        sheets[-1].append(block)
        size += length
    return tuple(Message(fallback, tuple(sheet)) for sheet in sheets)


def _length(part: Any) -> int:  # noqa: ANN401  # JSON: any value of a block
    if isinstance(part, dict):
        return sum(_length(value) for key, value in part.items() if key not in {"type", "style"})
    if isinstance(part, list):
        return sum(map(_length, part))
    return len(part) if isinstance(part, str) else 0
