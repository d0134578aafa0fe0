"""A chapter's page: who owns it, when it is reviewed, and its clauses."""

from collections.abc import Iterator
from dataclasses import replace

from bot.rulebook import Chapter
from bot.slack.blocks.elements import divider, heading, truncate
from bot.slack.blocks.rich_text import Block, context
from bot.slack.home.context import Desk
from bot.slack.home.elements import clause_row, crumbs
from bot.slack.home.pagination import sheet
from bot.slack.home.routes import ToChapter
from bot.wording import whom_to_ask


def chapter_page(chapter: Chapter, page: int, desk: Desk) -> Iterator[Block]:
    """A page of the chapter's clauses, with the ways back."""
    yield from crumbs(desk)
    yield from chapter_contents(chapter, page, desk)


def chapter_contents(chapter: Chapter, page: int, desk: Desk) -> Iterator[Block]:
    """The chapter's head and a page of its clauses."""
    yield heading(chapter.heading.label)
    yield context(_standing(chapter, desk))
    yield context(truncate(whom_to_ask(chapter.heading.owner, desk.say), 500))
    yield divider()
    place = ToChapter.of(chapter.heading)
    rows = ([clause_row(clause, desk)] for clause in chapter.clauses)
    yield from sheet(rows, page, lambda there: replace(place, page=there), desk)


def _standing(chapter: Chapter, desk: Desk) -> str:
    say, head = desk.say, chapter.heading
    parts = [
        say("home.book", title=truncate(head.book_title, 300)),
        say("home.version", version=truncate(head.version, 100)),
        say("contents.clauses", count=len(chapter.clauses)),
    ]
    if chapter.review_by:
        parts.append(say("home.review", date=chapter.review_by.isoformat()))
    return " · ".join(parts)
