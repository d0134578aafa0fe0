"""A clause's page: its whole text, where it stands, whom to ask, and the ways on from it."""

from collections.abc import Iterator
from dataclasses import replace

from bot.rulebook import Clause
from bot.slack.blocks.elements import divider, heading, line, numbered_title, truncate
from bot.slack.blocks.rich_text import Block, context, pieces, quote, rich_text
from bot.slack.home.context import Desk
from bot.slack.home.elements import Way, buttons, clause_buttons, crumbs
from bot.slack.home.pagination import sheet
from bot.slack.home.routes import ToChapter, ToClause
from bot.wording import clause_source, whom_to_ask


def clause_page(clause: Clause, page: int, desk: Desk) -> Iterator[Block]:
    """The clause word for word; a text that is too long for one view has several pages."""
    say, place = desk.say, ToClause.of(clause)
    yield from crumbs(desk, Way(clause.heading.label, ToChapter.of(clause.heading)))
    yield heading(numbered_title(clause))
    yield context(clause.label)
    quotes = ([rich_text(quote(piece))] for piece in pieces(clause.text.rstrip()) or [""])
    yield from sheet(quotes, page, lambda there: replace(place, page=there), desk)
    yield context(clause_source(clause, say))
    yield line(truncate(whom_to_ask(clause.heading.owner, say), 500))
    yield from related(clause, desk)
    yield from _beside(clause, desk)


def related(clause: Clause, desk: Desk) -> Iterator[Block]:
    """The clauses that this one refers to, as buttons under a line that says so."""
    others = desk.related(clause)
    if others:
        yield context(desk.say("home.related"))
        yield from clause_buttons(others[:25])


def _beside(clause: Clause, desk: Desk) -> Iterator[Block]:
    before, after = desk.beside(clause)
    ways = []
    if before:
        ways.append(Way(desk.say("home.previous", clause=numbered_title(before)), ToClause.of(before)))
    if after:
        ways.append(Way(desk.say("home.next", clause=numbered_title(after)), ToClause.of(after)))
    if ways:
        yield divider()
        yield from buttons(ways)
