"""What was found: the same replies as everywhere, with buttons that lead to the clauses' pages."""

from collections.abc import Iterator, Sequence

from bot.answering import Answer, Choice, Citation, Contents, Reason, Refusal, Reply, SmallTalk, SmallTalkKind
from bot.slack.blocks.elements import divider, line, truncate
from bot.slack.blocks.rich_text import Block, context, pieces, quote, rich_text
from bot.slack.home.chapter import chapter_contents
from bot.slack.home.clause import related
from bot.slack.home.context import Desk, Frame
from bot.slack.home.elements import Way, buttons, clause_buttons, subheading
from bot.slack.home.routes import ToClause, ToStart
from bot.slack.home.start import books, search_box
from bot.wording import clause_source, refusal_message, small_talk_reply, whom_to_ask

_PIECES = 4  # quotes of 2,800 characters in a view, which also holds what was searched, twice


def results(reply: Reply, desk: Desk) -> Iterator[Block]:
    """The reply to `desk.query`, below what was asked."""
    if desk.frame is Frame.HOME:
        yield from buttons([Way(desk.say("home.start"), ToStart())])
        yield search_box(desk)
    else:
        yield context(desk.say("modal.asked", question=truncate(desk.query, 300)))
    yield from _replied(reply, desk)


def _replied(reply: Reply, desk: Desk) -> Iterator[Block]:
    match reply:
        case Answer(citations):
            yield from _cited(citations, desk)
        case Choice(options):
            yield subheading(desk.say("choice.title"))
            yield from clause_buttons(option.clause for option in options)
            yield context(desk.say("choice.none"))
        case Contents((chapter,)):
            yield from chapter_contents(chapter, 1, desk)
        case Contents():
            yield from books(1, desk)
        case SmallTalk(kind):
            yield line(small_talk_reply(kind, desk.say))
        case Refusal(Reason.NO_QUESTION):
            yield line(small_talk_reply(SmallTalkKind.HELP, desk.say))
        case Refusal():
            yield from _refused(reply, desk)


def _cited(citations: Sequence[Citation], desk: Desk) -> Iterator[Block]:
    for place, citation in enumerate(citations):
        if place:
            yield divider()
        clause = citation.clause
        yield subheading(f"{clause.label} {clause.title}".strip())
        yield from _quoted(citation, _PIECES // len(citations), desk)
        yield context(clause_source(clause, desk.say))
        yield from buttons([Way(desk.say("home.read", number=clause.number), ToClause.of(clause))])
        yield from related(clause, desk)


def _quoted(citation: Citation, most: int, desk: Desk) -> Iterator[Block]:
    """The clause, or of a very long one the part in which the answer stands; that it is a part is said."""
    parts = pieces(citation.quote.rstrip()) or [""]
    answering = next((place for place, part in enumerate(parts) if citation.marked in part), 0)
    first = max(0, answering - most + 1)
    for part in parts[first : first + most]:
        yield rich_text(quote(part, citation.marked))
    if len(parts) > most:
        yield line(desk.say("home.part"))


def _refused(refusal: Refusal, desk: Desk) -> Iterator[Block]:
    yield subheading(refusal_message(refusal.reason, desk.say))
    if refusal.nearest:
        yield line(desk.say("refusal.nearest"))
        yield from clause_buttons(citation.clause for citation in refusal.nearest)
    if refusal.owner and refusal.reason is Reason.SILENT:
        yield line(truncate(whom_to_ask(refusal.owner, desk.say), 500))
