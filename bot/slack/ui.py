"""Reply -> Slack messages. Pure functions; every reply becomes at least one message, and no clause is cut."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.answering import Answer, Citation, Contents, Reason, Refusal, Reply
from bot.rulebook import Chapter, Clause, Library
from bot.slack.rich_text import Block, bullets, context, pieces, quote, rich_text, section, text, user
from bot.wording import Wording, owner, why

SHARE = "share_answer"
COMMAND = "/rule"
_FULLEST = 10_000  # characters a message: Slack refuses it near 13,200
_FALLBACK = 3_000  # characters of the text that notifications and screen readers use


@dataclass(frozen=True)
class Message:
    """One message to post: its blocks, and the text that says the same where blocks are not shown."""

    text: str
    blocks: tuple[Block, ...]


def messages(reply: Reply, say: Wording) -> tuple[Message, ...]:
    """The reply as messages: one, unless its clauses are too long for that."""
    return _packed(_blocks(reply, say), _fallback(reply, say))


def private(reply: Reply, say: Wording) -> tuple[Message, ...]:
    """The reply for one person alone; an answer comes with the button that shares it."""
    shown = messages(reply, say)
    if not isinstance(reply, Answer):
        return shown
    last = shown[-1]
    return (*shown[:-1], Message(last.text, (*last.blocks, _share_button(reply, say))))


def shared(answer: Answer, by: str, say: Wording) -> tuple[Message, ...]:
    """An answer shown to the channel by a person (their id)."""
    named = rich_text(section(user(by), text(f" {say('share.by')}")))
    first, *rest = messages(answer, say)
    return (Message(first.text, (named, *first.blocks)), *rest)


def cited(value: str, library: Library) -> Answer | None:
    """The answer that a share button stands for; None where one of its clauses is no longer there."""
    clauses = {_name(clause): clause for clause in library.clauses}
    names = value.split()
    if not all(name in clauses for name in names):
        return None
    return Answer(tuple(Citation.whole(clauses[name]) for name in names), confidence=1.0)


def note(sentence: str) -> Message:
    """A plain sentence."""
    return Message(escape(sentence), (rich_text(section(text(sentence))),))


def escape(content: str) -> str:
    """Text for a field in which Slack reads `<...>` as markup."""
    return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _blocks(reply: Reply, say: Wording) -> Iterator[Block]:
    match reply:
        case Answer(citations):
            for citation in citations:
                yield from _citation(citation, say)
        case Contents((chapter,)):
            yield from _chapter(chapter, say)
        case Contents(chapters):
            yield from _contents(chapters, say)
        case Refusal():
            yield from _refusal(reply, say)


def _citation(citation: Citation, say: Wording) -> Iterator[Block]:
    clause = citation.clause
    head = section(text(f"{clause.label} {clause.title}".strip(), bold=True))
    first, *rest = pieces(citation.quote.rstrip()) or [""]
    yield rich_text(head, quote(first))
    for piece in rest:
        yield rich_text(quote(piece))
    heading = clause.heading
    yield context(
        say(
            "answer.path",
            chapter=heading.label,
            version=heading.version,
            effective=clause.effective.isoformat(),
        )
    )


def _chapter(chapter: Chapter, say: Wording) -> Iterator[Block]:
    yield rich_text(section(text(chapter.heading.label, bold=True)))
    yield from _lists(f"{clause.number} {_title(clause)}" for clause in chapter.clauses)
    yield context(say("contents.hint.slack"))


def _contents(chapters: Sequence[Chapter], say: Wording) -> Iterator[Block]:
    for _, of_book in groupby(chapters, key=lambda chapter: chapter.heading.book):
        several = list(of_book)
        heading = several[0].heading
        title = say("contents.book", title=heading.book_title, version=heading.version)
        yield rich_text(section(text(title, bold=True)))
        yield from _lists(
            f"{chapter.heading.label}（{say('contents.clauses', count=len(chapter.clauses))}）"
            for chapter in several
        )
    yield context(say("contents.hint.slack"))


def _refusal(refusal: Refusal, say: Wording) -> Iterator[Block]:
    if refusal.reason is Reason.NO_QUESTION:
        yield rich_text(section(text(_help(say))))
        return
    yield rich_text(section(text(why(refusal.reason, say), bold=True)))
    if refusal.nearest:
        yield rich_text(section(text(say("refusal.nearest"))))
        yield from _lists(
            f"{citation.clause.label} {_title(citation.clause)}" for citation in refusal.nearest
        )
    if refusal.owner and refusal.reason is Reason.SILENT:
        yield rich_text(section(text(owner(refusal.owner, say))))


def _lists(lines: Iterable[str]) -> Iterator[Block]:
    """Bullets, parted so that no block holds more than a message may."""
    taken: list[Block] = []
    size = 0
    for line in lines:
        if taken and size + len(line) > _FULLEST // 2:
            yield rich_text(bullets(*taken))
            taken, size = [], 0
        taken.append(section(text(line)))
        size += len(line)
    if taken:
        yield rich_text(bullets(*taken))


def _title(clause: Clause) -> str:
    return clause.title or f"{clause.text.strip()[:20]}…"


def _share_button(answer: Answer, say: Wording) -> Block:
    named = " ".join(_name(citation.clause) for citation in answer.citations)
    label = {"type": "plain_text", "text": say("share.button")}
    return {
        "type": "actions",
        "elements": [{"type": "button", "action_id": SHARE, "text": label, "value": named}],
    }


def _name(clause: Clause) -> str:
    return f"{clause.heading.book}/{clause.number}"


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
        case Contents(chapters):
            lines = [say("contents.title"), *(chapter.heading.label for chapter in chapters)]
        case Refusal(reason, nearest):
            lines = [_help(say) if reason is Reason.NO_QUESTION else why(reason, say)]
            lines += [citation.clause.label for citation in nearest]
    whole = escape("\n".join(lines))
    return whole if len(whole) <= _FALLBACK else f"{whole[:_FALLBACK]}…"


def _help(say: Wording) -> str:
    return say("help.text", example=say("help.example"), command=COMMAND)


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
