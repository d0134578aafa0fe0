"""The pages of a heading, of a clause, and of what was found; a route to what is gone leads to the start."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

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
from bot.answering.citing import repealed
from bot.rulebook import Clause, Division, Owner, Rulebook
from bot.slack.blocks import limits
from bot.slack.blocks.elements import (
    actions,
    divider,
    heading,
    labelled_title,
    line,
    truncate,
)
from bot.slack.blocks.replies import owner_line, whom_to_ask_lines
from bot.slack.blocks.reply_row import Offers, reply_row, with_pressed
from bot.slack.blocks.rich_text import Block, context, pieces, quote, rich_text
from bot.slack.home.context import Frame, PageContext
from bot.slack.home.data import Throttled
from bot.slack.home.following import follow_buttons
from bot.slack.home.history import changes_page, versions_link, versions_page
from bot.slack.home.links import (
    Link,
    PageRoute,
    ToChanges,
    ToClause,
    ToHeading,
    ToPreface,
    ToStart,
    ToVersions,
    breadcrumbs,
    clause_links,
    clause_row,
    heading_row,
    link_buttons,
    paginate,
    subheading,
)
from bot.slack.home.start import books, search_box, start_page
from bot.wording import (
    answer_notes,
    as_of_message,
    change_to_come,
    citation_notes,
    clause_source,
    doubt_message,
    plain_sentences,
    refusal_message,
    small_talk_reply,
)

_OFFERS = Offers(is_private=True, can_share=True, in_view=True)
_MOST_QUOTES = 4  # blocks of quotation in a view, which also holds what was searched, twice


def page_at(route: PageRoute, ctx: PageContext) -> Iterator[Block]:
    """The page that a route leads to; one that is no longer there leads to the start, and says so."""
    match route:
        case ToStart(page):
            return start_page(page, ctx)
        case ToChanges(page):
            return changes_page(page, ctx)
        case _:
            return _found_page(route, ctx) or _gone(ctx)


def _found_page(route: PageRoute, ctx: PageContext) -> Iterator[Block] | None:
    """The page of what a route names; None where it is no longer there."""
    match route:
        case ToHeading(book, heading_key, page):
            division = ctx.division(book, heading_key)
            return division_page(division, page, ctx) if division else None
        case ToClause(book, article, page):
            clause = ctx.clause(book, article)
            return clause_page(clause, page, ctx) if clause else _repealed_page(f"{book}/{article}", ctx)
        case ToPreface(book, page):
            found = ctx.book(book)
            return preface_page(found, page, ctx) if found else None
        case ToVersions():
            return versions_page(route, ctx)
        case _:
            return None


def division_page(division: Division, page: int, ctx: PageContext) -> Iterator[Block]:
    """A page of what stands under a heading, with the ways back."""
    above = division.heading.above
    yield from breadcrumbs(ctx, *([Link(above.label, ToHeading.of(above))] if above else []))
    yield from _division_contents(division, page, ctx)


def _division_contents(division: Division, page: int, ctx: PageContext) -> Iterator[Block]:
    """The heading, and a page of its clauses and of the headings below it."""
    yield heading(division.heading.label)
    yield context(_edition(division, ctx))
    yield _owner(division.heading.owner, ctx)
    yield divider()
    route = ToHeading.of(division.heading)
    preface = ([rich_text(quote(piece))] for piece in pieces(division.heading.preface))
    clauses = ([clause_row(clause, ctx)] for clause in division.own_clauses)
    below = ([heading_row(each, ctx)] for each in division.divisions)
    yield from paginate(chain(preface, clauses, below), page, lambda number: replace(route, page=number), ctx)


def preface_page(book: Rulebook, page: int, ctx: PageContext) -> Iterator[Block]:
    """A page of what stands before the first heading of a book."""
    yield from breadcrumbs(ctx)
    yield heading(ctx.say("preface.title", title=book.title))
    quotes = ([rich_text(quote(piece))] for piece in pieces(book.preface.strip()))
    yield from paginate(quotes, page, lambda number: ToPreface(book.id, number), ctx)


def _edition(division: Division, ctx: PageContext) -> str:
    say, head = ctx.say, division.heading
    parts = [
        truncate(head.book_label, 300),
        say("home.version", version=truncate(head.version, 100)),
        say("contents.clauses", count=len(division.clauses)),
    ]
    if head.review_by:
        parts.append(say("home.review", date=head.review_by.isoformat()))
    return " · ".join(parts)


def clause_page(clause: Clause, page: int, ctx: PageContext) -> Iterator[Block]:
    """The clause word for word; a text that is too long for one view has several pages."""
    say, route = ctx.say, ToClause.of(clause)
    yield from breadcrumbs(ctx, Link(clause.heading.label, ToHeading.of(clause.heading)))
    yield heading(clause.numbered_title)
    yield context(clause.label)
    quotes = ([rich_text(quote(piece))] for piece in pieces(clause.text.rstrip()) or [""])
    yield from paginate(quotes, page, lambda number: replace(route, page=number), ctx)
    yield context(clause_source(clause, say))
    yield from map(context, filter(None, [change_to_come(clause, say)]))
    yield _owner(clause.heading.owner, ctx)
    offered = reply_row(Answer((Citation.whole(clause),), confidence=1.0), "", say, _OFFERS)
    rows = chain(versions_link(clause, ctx), follow_buttons(clause, ctx), offered)
    yield actions([element for row in rows for element in row["elements"]])
    yield from _related(clause, ctx)
    yield from _beside(clause, ctx)


def _related(clause: Clause, ctx: PageContext) -> Iterator[Block]:
    """The clauses that this one refers to, as buttons under a line that says so."""
    others = ctx.library.related(clause)
    if others:
        yield context(ctx.say("home.related"))
        yield from clause_links(others[: limits.ROW])


def _owner(owner: Owner, ctx: PageContext) -> Block:
    return owner_line(replace(owner, contact=ctx.channels.get(owner.address, owner.contact)), ctx.say)


def _beside(clause: Clause, ctx: PageContext) -> Iterator[Block]:
    before, after = ctx.library.neighbour(clause, -1), ctx.library.neighbour(clause, 1)
    links = []
    if before:
        links.append(Link(ctx.say("home.previous", clause=before.numbered_title), ToClause.of(before)))
    if after:
        links.append(Link(ctx.say("home.next", clause=after.numbered_title), ToClause.of(after)))
    if links:
        yield divider()
        yield from link_buttons(*links)


def results_page(reply: Reply | Throttled, ctx: PageContext) -> Iterator[Block]:
    """The reply to `ctx.query`, below what was asked."""
    if ctx.frame is Frame.HOME:
        yield from link_buttons(Link(ctx.say("home.start"), ToStart()))
        yield search_box(ctx)
    else:
        yield context(ctx.say("modal.asked", question=truncate(ctx.query, 300)))
    if isinstance(reply, Throttled):
        yield line(ctx.say("throttled.text", limit=reply.limit))
    else:
        yield from _replied(reply, ctx)
        yield from with_pressed(reply_row(reply, ctx.question, ctx.say, _OFFERS), ctx.pressed)


def _replied(reply: Reply, ctx: PageContext) -> Iterator[Block]:
    match reply:
        case Answer(citations):
            yield from map(line, filter(None, [as_of_message(reply, ctx.say)]))
            yield from _cited(citations, ctx, can_open=not reply.published)
            yield from map(context, answer_notes(reply, ctx.say))
        case Choice():
            yield from _nearest(reply, ctx)
        case Contents((division,)):
            yield from _division_contents(division, 1, ctx)
        case Contents():
            yield from books(1, ctx)
        case AboutBook() | SmallTalk():
            yield from map(line, plain_sentences(reply, ctx.say))
        case Refusal(Reason.NO_QUESTION):
            yield line(small_talk_reply(SmallTalkKind.HELP, ctx.say))
        case Refusal():
            yield from _refused(reply, ctx)


def _nearest(choice: Choice, ctx: PageContext) -> Iterator[Block]:
    nearest, *others = choice.options
    yield subheading(doubt_message(choice, ctx.say))
    yield from _cited([nearest], ctx)
    if others:
        yield line(ctx.say("choice.others"))
        yield from clause_links(option.clause for option in others)
    yield context(ctx.say("choice.none" if others else "choice.hint.one"))


def _cited(citations: Sequence[Citation], ctx: PageContext, *, can_open: bool = True) -> Iterator[Block]:
    """Clauses with their words; those of another day do not open: what is found there today says something else."""
    for index, citation in enumerate(citations):
        if index:
            yield divider()
        clause = citation.clause
        yield subheading(labelled_title(clause))
        yield from _quoted(citation, _MOST_QUOTES // len(citations), ctx)
        yield from map(context, citation_notes(citation, ctx.say))
        if can_open:
            number = clause.short_label or clause.title_or_first_words
            yield from link_buttons(Link(ctx.say("home.read", number=number), ToClause.of(clause)))
            yield from _related(clause, ctx)


def _quoted(citation: Citation, most: int, ctx: PageContext) -> Iterator[Block]:
    """The clause, or of a very long one the part in which the answer stands; that it is a part is said."""
    parts = pieces(citation.quote.rstrip()) or [""]
    answering = next((index for index, part in enumerate(parts) if citation.marked in part), 0)
    first = max(0, answering - most + 1)
    for part in parts[first : first + most]:
        yield rich_text(quote(part, citation.marked))
    if len(parts) > most:
        yield line(ctx.say("home.part"))


def _refused(refusal: Refusal, ctx: PageContext) -> Iterator[Block]:
    yield subheading(refusal_message(refusal, ctx.say))
    if refusal.nearest:
        yield line(ctx.say("refusal.successor" if refusal.repealed else "refusal.nearest"))
        yield from clause_links(citation.clause for citation in refusal.nearest)
    yield from whom_to_ask_lines(refusal, ctx.say)


def _repealed_page(name: str, ctx: PageContext) -> Iterator[Block] | None:
    """That a clause is no longer in force since when, with its successor; None where nothing is known of it."""
    clause = ctx.library.repealed.get(name)
    refusal = repealed(ctx.library, clause) if clause else None
    return chain(breadcrumbs(ctx), _refused(refusal, ctx)) if refusal else None


def _gone(ctx: PageContext) -> Iterator[Block]:
    notice = ctx.say("home.gone")
    if ctx.frame is Frame.HOME:
        yield from start_page(1, ctx, notice)
    else:
        yield line(notice)
        yield from breadcrumbs(ctx)
