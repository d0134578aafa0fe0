"""Replies as blocks: the cards that staff see."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.answering import Answer, Choice, Citation, Contents, Courtesy, Kind, Reason, Refusal, Reply
from bot.rulebook import Chapter, Clause
from bot.slack.blocks.buttons import choice_buttons, related_buttons
from bot.slack.blocks.rich_text import Block, bullets, context, pieces, quote, rich_text, section, text
from bot.wording import Wording, courtesy, owner, standing, why

_FULLEST_LIST = 5_000  # characters a list: half of what a message may hold


def blocks(reply: Reply, say: Wording) -> Iterator[Block]:
    """The blocks of a reply, as many as it takes; no block is longer than Slack allows."""
    match reply:
        case Answer(citations):
            for citation in citations:
                yield from _citation(citation, say)
        case Choice(options):
            yield rich_text(section(text(say("choice.title"), bold=True)))
            yield choice_buttons(options)
            yield context(say("choice.none"))
        case Courtesy(kind):
            yield rich_text(section(text(courtesy(kind, say))))
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
    yield rich_text(head, quote(first, citation.marked))
    for piece in rest:
        yield rich_text(quote(piece, citation.marked))
    yield context(standing(clause, say))
    if citation.related:
        yield related_buttons(citation.related)


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
        yield rich_text(section(text(courtesy(Kind.HELP, say))))
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
        if taken and size + len(line) > _FULLEST_LIST:
            yield rich_text(bullets(*taken))
            taken, size = [], 0
        taken.append(section(text(line)))
        size += len(line)
    if taken:
        yield rich_text(bullets(*taken))


def _title(clause: Clause) -> str:
    return clause.title or f"{clause.text.strip()[:20]}…"
