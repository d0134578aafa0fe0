"""What leads on from a page: where a button leads, rows and rows of buttons, the way back, the parts of a long list.

A route is written into a button's value (`clause operations-code/7.1 p2`), and read back when it is clicked.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.rulebook import Clause, ClauseNumber, Division, Heading, MalformedNumberError
from bot.slack.blocks import limits
from bot.slack.blocks.elements import (
    NumberedAction,
    action_rows,
    button,
    line,
    plain,
    truncate,
)
from bot.slack.blocks.limits import packed
from bot.slack.blocks.rich_text import Block, context
from bot.slack.home.context import Frame, PageContext

GO = NumberedAction("go")  # every button that leads somewhere
_LONGEST_LINE = 300  # characters of a title in a list
# Of what Slack takes in a view the rest is for what stands around, with the words searched (36 kB) twice.
_MOST_BLOCKS, _MOST_BYTES = limits.VIEW_BLOCKS - 40, limits.VIEW_BYTES - 100_000
_WRITTEN = re.compile(
    r"(?:(?P<list>start|changes)|(?P<kind>heading|clause|preface|versions) (?P<book>[^/]+)/(?P<place>[^ ]+))"
    r"(?: p(?P<page>[1-9][0-9]{0,8}))?",
    re.DOTALL,
)


@dataclass(frozen=True)
class ToStart:
    """The start page; pages count from 1."""

    page: int = 1

    def __str__(self) -> str:
        return f"start{_paged(self.page)}"


@dataclass(frozen=True)
class ToHeading:
    """What stands under a heading, by the book's id and the heading's key."""

    book: str
    heading: str
    page: int = 1

    @classmethod
    def of(cls, heading: Heading) -> "ToHeading":
        """This heading."""
        return cls(heading.book, heading.key)

    def __str__(self) -> str:
        return f"heading {self.book}/{self.heading}{_paged(self.page)}"


@dataclass(frozen=True)
class ToClause:
    """The text of a clause."""

    book: str
    number: ClauseNumber
    page: int = 1

    @classmethod
    def of(cls, clause: Clause) -> "ToClause":
        """This clause."""
        return cls(clause.heading.book, clause.number)

    def __str__(self) -> str:
        return f"clause {self.book}/{self.number}{_paged(self.page)}"


@dataclass(frozen=True)
class ToPreface:
    """What stands before the first heading of a book."""

    book: str
    page: int = 1

    def __str__(self) -> str:
        return f"preface {self.book}/whole{_paged(self.page)}"


@dataclass(frozen=True)
class ToChanges:
    """What was published lately."""

    page: int = 1

    def __str__(self) -> str:
        return f"changes{_paged(self.page)}"


@dataclass(frozen=True)
class ToVersions:
    """All that a clause said, says and will say."""

    book: str
    number: ClauseNumber
    page: int = 1

    @classmethod
    def of(cls, clause: Clause) -> "ToVersions":
        """Those of this clause."""
        return cls(clause.heading.book, clause.number)

    @property
    def name(self) -> str:
        """The name of the clause."""
        return f"{self.book}/{self.number}"

    def __str__(self) -> str:
        return f"versions {self.name}{_paged(self.page)}"


@dataclass(frozen=True)
class ToResults:
    """What was found; the words searched for stand in the view, they may be longer than a button's value."""

    def __str__(self) -> str:
        return "results"


@dataclass(frozen=True)
class Nowhere:
    """A value that nobody here writes (any more)."""

    def __str__(self) -> str:
        return "nowhere"


PageRoute = ToStart | ToHeading | ToClause | ToPreface | ToChanges | ToVersions | Nowhere


Route = PageRoute | ToResults


def read_route(value: str) -> Route:
    """The route that a button's value names."""
    match = _WRITTEN.fullmatch(value)
    if match is None:
        return ToResults() if value == str(ToResults()) else Nowhere()
    page = int(match["page"] or 1)
    if match["list"]:
        return ToStart(page) if match["list"] == "start" else ToChanges(page)
    return _to_part(match["kind"], match["book"], match["place"], page)


def _to_part(kind: str, book: str, place: str, page: int) -> PageRoute:
    if kind == "heading":
        return ToHeading(book, place, page)
    if kind == "preface":
        return ToPreface(book, page)
    try:
        number = ClauseNumber.parse(place)
    except MalformedNumberError:
        return Nowhere()
    return ToClause(book, number, page) if kind == "clause" else ToVersions(book, number, page)


def _paged(page: int) -> str:
    return f" p{page}" if page > 1 else ""


@dataclass(frozen=True)
class Link:
    """A button: what stands on it, and where it leads."""

    label: str
    to: Route


def subheading(content: str) -> Block:
    """The title of a part of a page."""
    return line(truncate(content, _LONGEST_LINE), is_bold=True)


def row(content: str, to: Route, ctx: PageContext, label: str = "home.view") -> Block:
    """An entry of a list, with a button at its end."""
    link = _button(Link(ctx.say(label), to), 0)
    link |= {"accessibility_label": truncate(content, limits.LABEL)}
    return {"type": "section", "text": plain(truncate(content, _LONGEST_LINE)), "accessory": link}


def clause_row(clause: Clause, ctx: PageContext) -> Block:
    """A clause in a list."""
    return row(clause.numbered_title, ToClause.of(clause), ctx)


def link_buttons(*links: Link) -> Iterator[Block]:
    """Buttons beside each other, in as many blocks as it takes: none for no links."""
    return action_rows([_button(link, index) for index, link in enumerate(links)])


def clause_links(clauses: Iterable[Clause]) -> Iterator[Block]:
    """A button for each clause: 「7.2 首次回复」."""
    return link_buttons(*(Link(clause.numbered_title, ToClause.of(clause)) for clause in clauses))


def heading_links(divisions: Iterable[Division], ctx: PageContext) -> Iterator[Block]:
    """A button for each heading, with how many clauses stand under it."""
    return link_buttons(*(Link(_counted(each, ctx), ToHeading.of(each.heading)) for each in divisions))


def heading_row(division: Division, ctx: PageContext) -> Block:
    """A heading in a list."""
    return row(_counted(division, ctx), ToHeading.of(division.heading), ctx)


def breadcrumbs(ctx: PageContext, *further: Link) -> Iterator[Block]:
    """The ways back from a page: to the start (a modal has none), to what was found, and further ones."""
    links = [Link(ctx.say("home.start"), ToStart())] if ctx.frame is Frame.HOME else []
    links += [Link(ctx.say("home.results"), ToResults())] if ctx.query else []
    return link_buttons(*links, *further)


def paginate(
    units: Iterable[Sequence[Block]], page: int, to: Callable[[int], Route], ctx: PageContext
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


def _counted(division: Division, ctx: PageContext) -> str:
    label = truncate(division.heading.label, limits.LABEL - 12)
    return ctx.say("home.heading", heading=label, count=len(division.clauses))


def _button(link: Link, index: int) -> Block:
    return button(GO.id(index), link.label, str(link.to))
