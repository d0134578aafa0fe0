"""The pieces that pages are put together from; whatever a title holds, Slack takes them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.rulebook import Chapter, Clause
from bot.slack.blocks.elements import actions, button, line, numbered_title, plain, truncate
from bot.slack.blocks.rich_text import Block
from bot.slack.home.context import Desk, Frame
from bot.slack.home.routes import Destination, ToChapter, ToClause, ToResults, ToStart

GO = re.compile(r"^go_\d+$")  # every button that leads somewhere
_LONGEST_LABEL, _MOST_IN_ROW = 75, 25  # Slack's limits
_LONGEST_LINE = 300  # characters of a title in a list


@dataclass(frozen=True)
class Way:
    """A button: what stands on it, and where it leads."""

    label: str
    to: Destination


def subheading(content: str) -> Block:
    """The title of a part of a page."""
    return line(truncate(content, _LONGEST_LINE), is_bold=True)


def row(content: str, to: Destination, desk: Desk) -> Block:
    """An entry of a list, with a button at its end."""
    label = Way(desk.say("home.view"), to)
    view = _button(label, 0) | {"accessibility_label": truncate(content, _LONGEST_LABEL)}
    return {"type": "section", "text": plain(truncate(content, _LONGEST_LINE)), "accessory": view}


def clause_row(clause: Clause, desk: Desk) -> Block:
    """A clause in a list."""
    return row(numbered_title(clause), ToClause.of(clause), desk)


def buttons(ways: Sequence[Way]) -> Iterator[Block]:
    """Buttons beside each other, in as many blocks as it takes: none for no ways."""
    for start in range(0, len(ways), _MOST_IN_ROW):
        several = ways[start : start + _MOST_IN_ROW]
        yield actions(_button(way, place) for place, way in enumerate(several))


def clause_buttons(clauses: Iterable[Clause]) -> Iterator[Block]:
    """A button for each clause: 「7.2 首次回复」."""
    return buttons([Way(numbered_title(clause), ToClause.of(clause)) for clause in clauses])


def chapter_buttons(chapters: Iterable[Chapter], desk: Desk) -> Iterator[Block]:
    """A button for each chapter, with how many clauses it has."""
    return buttons([Way(_counted(chapter, desk), ToChapter.of(chapter.heading)) for chapter in chapters])


def crumbs(desk: Desk, *further: Way) -> Iterator[Block]:
    """The ways back from a page: to the start (a modal has none), to what was found, and further ones."""
    ways = [Way(desk.say("home.start"), ToStart())] if desk.frame is Frame.HOME else []
    ways += [Way(desk.say("home.results"), ToResults())] if desk.query else []
    return buttons([*ways, *further])


def _counted(chapter: Chapter, desk: Desk) -> str:
    label = truncate(chapter.heading.label, _LONGEST_LABEL - 12)
    return desk.say("home.chapter", chapter=label, count=len(chapter.clauses))


def _button(way: Way, place: int) -> Block:
    return button(f"go_{place}", way.label, str(way.to))
