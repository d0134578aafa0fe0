"""The start page: search, one's open questions, what has changed, and all books with their headings."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from bot.inquiries import Escalation
from bot.rulebook import Clause, Rulebook
from bot.slack.blocks import limits
from bot.slack.blocks.elements import day, divider, heading, line, plain, truncate
from bot.slack.blocks.rich_text import Block, bullets, context, quote, rich_text, section, text
from bot.slack.home.context import PageContext
from bot.slack.home.history import changes_link
from bot.slack.home.links import ToClause, ToPreface, ToStart, heading_links, paginate, row, subheading
from bot.slack.home.my_data.view import open_button
from bot.slack.suggestions import suggest_button
from bot.wording import PREFACE_OF_SEVERAL

SEARCH = "search_rules"
_MOST_CHANGED = 5
_MOST_OPEN = 5
_LONGEST_QUESTION = 150  # characters of one's own question in the list


def start_page(page: int, ctx: PageContext, notice: str = "") -> Iterator[Block]:
    """The start page; `notice` is a line on what has just happened."""
    yield heading(ctx.say("home.title"))
    if notice:
        yield line(notice)
    yield search_box(ctx)
    if page == 1:
        yield from ctx.desk
        yield from ctx.first_weeks
        yield from _open_questions(ctx)
        yield from _changed(ctx)
    yield divider()
    yield from books(page, ctx)
    yield divider()
    yield context(ctx.say("home.about", number=ctx.say("help.number")))
    yield from map(context, ctx.disclosure.sentences("data.home", ctx.say))
    yield open_button(ctx.say, suggest_button(ctx.say))


def books(page: int, ctx: PageContext) -> Iterator[Block]:
    """All books with their outermost headings, or a page of them."""
    units = chain.from_iterable(_book(book, ctx) for book in ctx.library.books)
    yield from paginate(units, page, ToStart, ctx)


def search_box(ctx: PageContext) -> Block:
    """The box to search in, with what was searched; Enter sends it."""
    # Slack keeps what was typed in a block that stays: on the start page the box is another one, and empty.
    initial = {"initial_value": ctx.query} if ctx.query else {}
    return {
        "type": "input",
        "block_id": "search/again" if ctx.query else "search/first",
        "dispatch_action": True,
        "label": plain(ctx.say("home.search")),
        "element": {
            "type": "plain_text_input",
            "action_id": SEARCH,
            "placeholder": plain(ctx.say("home.search.example", example=ctx.say("help.example"))),
            "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
            **initial,
        },
    }


def _open_questions(ctx: PageContext) -> Iterator[Block]:
    questions = ctx.open_questions
    if not questions:
        return
    yield subheading(ctx.say("home.open"))
    yield rich_text(bullets(*(_open_question(question, ctx) for question in questions[:_MOST_OPEN])))
    if len(questions) > _MOST_OPEN:
        yield context(ctx.say("home.open.more", count=len(questions) - _MOST_OPEN))


def _open_question(escalation: Escalation, ctx: PageContext) -> Block:
    words = truncate(escalation.text, _LONGEST_QUESTION) or " "
    link = {"type": "link", "url": escalation.link, "text": words} if escalation.link else text(words)
    state = ctx.say(f"home.state.{escalation.state}")
    return section(link, text(" · "), day(escalation.opened_at), text(f" · {state}"))


def _changed(ctx: PageContext) -> Iterator[Block]:
    changed = recently_changed(ctx)
    if changed:
        yield subheading(ctx.say("home.changed"))
    for clause in changed:
        dated = ctx.say(
            "home.changed.clause", clause=clause.numbered_title, date=clause.effective.isoformat()
        )
        yield row(dated, ToClause.of(clause), ctx)
    yield from changes_link(ctx)


def recently_changed(ctx: PageContext) -> list[Clause]:
    """The clauses that came into force last, newest first: those later than the oldest of their book, at most five."""
    changed: list[Clause] = []
    for book in ctx.library.books:
        oldest = min((clause.effective for clause in book.clauses), default=date.max)
        changed += (clause for clause in book.clauses if clause.effective > oldest)
    return sorted(changed, key=lambda clause: clause.effective, reverse=True)[:_MOST_CHANGED]


def _book(book: Rulebook, ctx: PageContext) -> Iterator[list[Block]]:
    """A book's title and outermost headings; those of a long book in several units, each under the title."""
    standing = ctx.say(
        "home.book.standing",
        version=truncate(book.version, 100),
        clauses=len(book.clauses),
        effective=book.effective.isoformat(),
    )
    if book.document_number:
        standing = f"{standing} · {book.document_number}"
    head = [subheading(book.label), context(standing)]
    for first in range(0, len(book.divisions), limits.ROW):
        preface = [] if first else _preface(book, ctx)
        yield [*head, *preface, *heading_links(book.divisions[first : first + limits.ROW], ctx)]


def _preface(book: Rulebook, ctx: PageContext) -> Iterator[Block]:
    """What stands before its first heading; of a long one the beginning, with a button for all of it."""
    preface = book.preface.strip()
    if len(preface) > PREFACE_OF_SEVERAL:
        yield row(truncate(preface, PREFACE_OF_SEVERAL), ToPreface(book.id), ctx, "preface.whole")
    elif preface:
        yield rich_text(quote(preface))
