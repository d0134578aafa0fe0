"""Slack's limits on what is shown with it, and how what is more than that is shared out.

The limits are as Slack's Block Kit reference states them, or as it was seen to refuse; they count characters, but where
another unit is named.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

LABEL = 75  # of a button, an option of a menu, or a suggested prompt
OPTION = 150  # of the value of an option
OVERFLOW = 5  # options in the menu behind ⋯
SELECT = 100  # options in a menu that says what it holds
HEADING = 150
VALUE = 2_000  # of a button
CONTEXT = 2_000
TYPED = 3_000  # what a person may type into a box of a form
QUOTE = 2_800  # a block of text may have 3,000; the rest is room for what Slack counts otherwise
ROW = 25  # elements in one block of buttons
TABLE_ROWS, TABLE_COLUMNS = 100, 20  # its header is a row
TABLE = 8_000  # in all cells: Slack takes 10,000, but a message has room for little more than that in all
PROMPTS = 4  # suggested in the pane
MESSAGE_BLOCKS = 50
MESSAGE = 13_200  # in all blocks together: near that, Slack refuses a message
FALLBACK = 3_000  # of the text for notifications: Slack takes 40,000, but nobody reads them there
METADATA = 3_000  # of a view
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000

Item = TypeVar("Item")


def packed(
    items: Iterable[Item], weigh: Callable[[Item], tuple[int, ...]], most: tuple[int, ...]
) -> Iterator[list[Item]]:
    """The items in their order, in as few lists as it takes; in none do the items' weights add up to more than `most`.

    An item that alone weighs more than that has a list of its own.
    """
    taken: list[Item] = []
    total: tuple[int, ...] = (0,) * len(most)
    for item in items:
        weight = weigh(item)
        heavier = tuple(map(sum, zip(total, weight, strict=True)))
        if taken and any(one > limit for one, limit in zip(heavier, most, strict=True)):
            yield taken
            taken, heavier = [], weight
        taken.append(item)
        total = heavier
    if taken:
        yield taken
