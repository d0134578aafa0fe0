"""The buttons by which a reader follows a clause, its chapter or its book, or what they asked, or no longer does."""

from collections.abc import Iterator

from bot.rulebook import Clause
from bot.slack.blocks.elements import NumberedAction, actions, button
from bot.slack.blocks.rich_text import Block
from bot.slack.home.context import PageContext
from bot.slack.home.links import Route, ToClause, read_route
from bot.slack.publishing.following import ASKED, names_of

FOLLOW = NumberedAction("follow")
_ON, _OFF = "+", "-"


def follow_buttons(clause: Clause, ctx: PageContext) -> Iterator[Block]:
    """One each for the clause, its heading and its book, and one for all that they asked about lately."""
    elements = []
    for index, (kind, name) in enumerate({**names_of(clause), ASKED: ASKED}.items()):
        is_on = name in ctx.followed
        label = ctx.say(f"following.{'stop-' if is_on else ''}{kind}", **_named(kind, clause))
        elements.append(
            button(FOLLOW.id(index), label, f"{_OFF if is_on else _ON}{name}\n{ToClause.of(clause)}")
        )
    yield actions(elements)


def _named(kind: str, clause: Clause) -> dict[str, str]:
    return {"heading": clause.heading.label} if kind == "heading" else {}


def read_follow(value: str) -> tuple[str, bool, Route]:
    """What a button's value names, whether it is to be followed from now on, and the page that it stands on."""
    written, _, route = value.partition("\n")
    return written[1:], written.startswith(_ON), read_route(route)
