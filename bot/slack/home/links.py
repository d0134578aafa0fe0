"""What leads on from a page: rows with a button, rows of buttons, the way back, and the parts of a long list."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.rulebook import Chapter
from bot.rulebook import Clause
from bot.slack.blocks import limits
from bot.slack.blocks.elements import (
    NumberedAction,
    action_rows,
    button,
    line,
    numbered_title,
    plain,
    truncate,
)
from bot.slack.blocks.limits import packed
from bot.slack.blocks.rich_text import Block
from bot.slack.blocks.rich_text import context
from bot.slack.home.context import Frame
from bot.slack.home.context import PageContext
from bot.slack.home.routes import Destination
from bot.slack.home.routes import ToChapter
from bot.slack.home.routes import ToClause
from bot.slack.home.routes import ToResults
from bot.slack.home.routes import ToStart

GO = NumberedAction("go")  # every button that leads somewhere
_LONGEST_LINE = 300  # characters of a title in a list
# Of what Slack takes in a view the rest is for what stands around, with the words searched (36 kB) twice.
_MOST_BLOCKS, _MOST_BYTES = limits.VIEW_BLOCKS - 40, limits.VIEW_BYTES - 100_000


@dataclass(frozen=True)
class Link:
    """A button: what stands on it, and where it leads."""

    label: str
    to: Destination


def subheading(content: str) -> Block:
    """The title of a part of a page."""
    return line(truncate(content, _LONGEST_LINE), is_bold=True)


def row(content: str, to: Destination, ctx: PageContext) -> Block:
    """An entry of a list, with a button at its end."""
    link = _button(Link(ctx.say("home.view"), to), 0)
    link |= {"accessibility_label": truncate(content, limits.LABEL)}
    return {"type": "section", "text": plain(truncate(content, _LONGEST_LINE)), "accessory": link}


def clause_row(clause: Clause, ctx: PageContext) -> Block:
    """A clause in a list."""
    return row(numbered_title(clause), ToClause.of(clause), ctx)


def link_buttons(*links: Link) -> Iterator[Block]:
    """Buttons beside each other, in as many blocks as it takes: none for no links."""
    return action_rows([_button(link, place) for place, link in enumerate(links)])


def clause_links(clauses: Iterable[Clause]) -> Iterator[Block]:
    """A button for each clause: 「7.2 首次回复」."""
    return link_buttons(*(Link(numbered_title(clause), ToClause.of(clause)) for clause in clauses))


def chapter_links(chapters: Iterable[Chapter], ctx: PageContext) -> Iterator[Block]:
    """A button for each chapter, with how many clauses it has."""
    return link_buttons(
        *(Link(_counted(chapter, ctx), ToChapter.of(chapter.heading)) for chapter in chapters)
    )


def breadcrumbs(ctx: PageContext, *further: Link) -> Iterator[Block]:
    """The ways back from a page: to the start (a modal has none), to what was found, and further ones."""
    links = [Link(ctx.say("home.start"), ToStart())] if ctx.frame is Frame.HOME else []
    links += [Link(ctx.say("home.results"), ToResults())] if ctx.query else []
    return link_buttons(*links, *further)


def paginate(
    units: Iterable[Sequence[Block]], page: int, to: Callable[[int], Destination], ctx: PageContext
) -> Iterator[Block]:
    """One page of units (blocks that stay together), the last where there are fewer; then links to its neighbours.

    `to` tells where a page is.
    """
    # JSON has every character beyond ASCII as \\uXXXX: the longest that it is sent as.
    weighed = packed(units, lambda unit: (len(unit), len(json.dumps(unit))), (_MOST_BLOCKS, _MOST_BYTES))
    pages = list(weighed) or [[]]
    page = min(page, len(pages))
    for unit in pages[page - 1]:
        yield from unit
    if len(pages) > 1:
        yield context(ctx.say("home.page", page=page, pages=len(pages)))
        before = [Link(ctx.say("home.page.previous"), to(page - 1))] if page > 1 else []
        after = [Link(ctx.say("home.page.next"), to(page + 1))] if page < len(pages) else []
        yield from link_buttons(*before, *after)


def _counted(chapter: Chapter, ctx: PageContext) -> str:
    label = truncate(chapter.heading.label, limits.LABEL - 12)
    return ctx.say("home.chapter", chapter=label, count=len(chapter.clauses))


def _button(link: Link, place: int) -> Block:
    return button(GO.id(place), link.label, str(link.to))
