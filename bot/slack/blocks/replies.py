"""Replies as blocks: the cards that staff see."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.answering import Answer, Choice, Citation, Contents, Reason, Refusal, Reply, SmallTalk, SmallTalkKind
from bot.rulebook import Clause, Division
from bot.slack.blocks.buttons import choice_buttons, related_buttons
from bot.slack.blocks.elements import labelled_title, line, numbered_title, title_or_excerpt
from bot.slack.blocks.limits import packed
from bot.slack.blocks.rich_text import Block, bullets, context, pieces, quote, rich_text, section, text
from bot.wording import (
    Catalogue,
    clause_source,
    doubt_message,
    refusal_message,
    small_talk_reply,
    whom_to_ask,
)

_FULLEST_LIST = 5_000  # characters a list: half of what one message is filled with


def blocks(reply: Reply, say: Catalogue) -> Iterator[Block]:
    """The blocks of a reply, as many as it takes; no block is longer than Slack allows."""
    match reply:
        case Answer(citations):
            for citation in citations:
                yield from _citation(citation, say)
        case Choice():
            yield from _choice(reply, say)
        case SmallTalk(kind):
            yield line(small_talk_reply(kind, say))
        case Contents((division,)):
            yield from _division(division)
            yield context(say("contents.hint.slack"))
        case Contents(divisions):
            yield from _contents(divisions, say)
        case Refusal():
            yield from _refusal(reply, say)


def quoted(clause: Clause, words: str, marked: str = "") -> Iterator[Block]:
    """Words of a clause under its name; `marked` stands out in them."""
    head = section(text(labelled_title(clause), bold=True))
    first, *rest = pieces(words.rstrip()) or [""]
    yield rich_text(head, quote(first, marked))
    for piece in rest:
        yield rich_text(quote(piece, marked))


def _citation(citation: Citation, say: Catalogue) -> Iterator[Block]:
    yield from quoted(citation.clause, citation.quote, citation.marked)
    if citation.missing_part:
        yield context(say("answer.no-part", part=citation.missing_part))
    yield context(clause_source(citation.clause, say))
    if citation.related:
        yield related_buttons(citation.related)


def _division(division: Division) -> Iterator[Block]:
    yield line(division.heading.label, is_bold=True)
    yield from _lists(numbered_title(clause) for clause in division.own_clauses)
    for below in division.divisions:
        yield from _division(below)


def _choice(choice: Choice, say: Catalogue) -> Iterator[Block]:
    nearest, *others = choice.options
    yield line(doubt_message(choice, say), is_bold=True)
    yield from _citation(nearest, say)
    if others:
        yield line(say("choice.others"))
        yield choice_buttons(others)
    yield context(say("choice.none"))


def _contents(divisions: Sequence[Division], say: Catalogue) -> Iterator[Block]:
    for _, of_book in groupby(divisions, key=lambda division: division.heading.book):
        several = list(of_book)
        heading = several[0].heading
        title = say("contents.book", title=heading.book_title, version=heading.version)
        yield line(title, is_bold=True)
        yield from _lists(
            f"{indent}{each.heading.label}（{say('contents.clauses', count=len(each.clauses))}）"
            for division in several
            for indent, each in (("", division), *(("　", below) for below in division.divisions))
        )
    yield context(say("contents.hint.slack"))


def _refusal(refusal: Refusal, say: Catalogue) -> Iterator[Block]:
    if refusal.reason is Reason.NO_QUESTION:
        yield line(small_talk_reply(SmallTalkKind.HELP, say))
        return
    yield line(refusal_message(refusal.reason, say), is_bold=True)
    if refusal.nearest:
        yield line(say("refusal.nearest"))
        yield from _lists(
            f"{citation.clause.label} {title_or_excerpt(citation.clause)}" for citation in refusal.nearest
        )
    if refusal.owner and refusal.reason is Reason.SILENT:
        yield line(whom_to_ask(refusal.owner, say))


def _lists(lines: Iterable[str]) -> Iterator[Block]:
    """Bullets, parted so that no block holds more than a message may."""
    for some in packed(lines, lambda each: (len(each),), (_FULLEST_LIST,)):
        yield rich_text(bullets(*(section(text(each)) for each in some)))
