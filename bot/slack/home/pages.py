"""Destination -> page. Pure, total: a place that is no longer there leads to the start, and says so."""

from collections.abc import Iterator

from bot.answering import Responder
from bot.slack.blocks.elements import line
from bot.slack.blocks.rich_text import Block
from bot.slack.home.chapter import chapter_page
from bot.slack.home.clause import clause_page
from bot.slack.home.context import Desk, Frame
from bot.slack.home.elements import crumbs
from bot.slack.home.results import results
from bot.slack.home.routes import Destination, Nowhere, ToChapter, ToClause, ToResults, ToStart
from bot.slack.home.start import start


def page_at(to: Destination, desk: Desk, responder: Responder) -> list[Block]:
    """The blocks of the page at a destination; `responder` is asked only for what was found."""
    match to:
        case ToStart(page):
            return list(start(page, desk))
        case ToResults():
            return list(results(responder(desk.query, desk.today), desk))
        case ToChapter(book, number, page):
            chapter = desk.chapter(book, number)
            return list(chapter_page(chapter, page, desk) if chapter else _gone(desk))
        case ToClause(book, article, page):
            clause = desk.clause(book, article)
            return list(clause_page(clause, page, desk) if clause else _gone(desk))
        case Nowhere():
            return list(_gone(desk))


def _gone(desk: Desk) -> Iterator[Block]:
    notice = desk.say("home.gone")
    if desk.frame is Frame.HOME:
        yield from start(1, desk, notice)
    else:
        yield line(notice)
        yield from crumbs(desk)
