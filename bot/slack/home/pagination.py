"""Paging: what is too much for one view is shared out over several."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.slack.blocks.rich_text import Block, context
from bot.slack.home.context import Desk
from bot.slack.home.elements import Way, buttons
from bot.slack.home.routes import Destination

# Slack takes 100 blocks and 250 kB a view; the rest is for what stands around, with the words searched (36 kB) twice.
_MOST_BLOCKS = 60
_MOST_BYTES = 150_000


def sheet(
    units: Iterable[Sequence[Block]], page: int, to: Callable[[int], Destination], desk: Desk
) -> Iterator[Block]:
    """One page of units (blocks that stay together), the last where there are fewer; then the ways to its neighbours.

    `to` tells where a page is.
    """
    sheets = list(_sheets(units))
    page = min(page, len(sheets))
    yield from sheets[page - 1]
    if len(sheets) > 1:
        yield context(desk.say("home.page", page=page, pages=len(sheets)))
        before = [Way(desk.say("home.page.previous"), to(page - 1))] if page > 1 else []
        after = [Way(desk.say("home.page.next"), to(page + 1))] if page < len(sheets) else []
        yield from buttons([*before, *after])


def _sheets(units: Iterable[Sequence[Block]]) -> Iterator[list[Block]]:
    taken: list[Block] = []
    size = 0
    for unit in units:
        length = len(
            json.dumps(unit)
        )  # every character beyond ASCII as \uXXXX: the longest that it is sent as
        if taken and (len(taken) + len(unit) > _MOST_BLOCKS or size + length > _MOST_BYTES):
            yield taken
            taken, size = [], 0
        taken += unit
        size += length
    yield taken
