"""The elements that every message and page is made of, within Slack's limits whatever they are given."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.rulebook import Clause
from bot.slack.blocks import limits
from bot.slack.blocks.rich_text import Block, rich_text, section, text


@dataclass(frozen=True)
class NumberedAction:
    """What several buttons of a block do: Slack takes an action id only once there, so they are `name_0`, `name_1`."""

    name: str

    def id(self, index: int) -> str:
        """The action id of the button at a place."""
        return f"{self.name}_{index}"

    @property
    def pattern(self) -> re.Pattern[str]:
        """The action ids of all its buttons, for their listener."""
        return re.compile(rf"^{re.escape(self.name)}_\d+$")


def truncate(content: str, most: int) -> str:
    """The content in at most so many characters; … stands for what is left out."""
    return content if len(content) <= most else f"{content[: most - 1]}…"


def labelled_title(clause: Clause) -> str:
    """「《运营中心守则》第七章第二条（7.2）首次回复」: its label, its number if that is shorter, its title."""
    number = str(clause.number)
    if clause.printed is not None or number in clause.place or len(clause.number.levels) == 1:
        return clause.titled_label
    return f"{clause.label}（{number}）{clause.title}".strip()


def plain(content: str) -> Block:
    """Text in which nothing acts as markup, never empty (Slack refuses that)."""
    return {"type": "plain_text", "text": content or " ", "emoji": False}


def heading(content: str) -> Block:
    """The title of a page."""
    return {"type": "header", "text": plain(truncate(content, limits.HEADING))}


def line(content: str, *, is_bold: bool = False) -> Block:
    """A sentence."""
    return rich_text(section(text(content, bold=is_bold)))


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def divided_once(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, without a line right below another: parts that draw one at their end or beginning may be empty."""
    last: Block = {}
    for block in blocks:
        if not block["type"] == last.get("type") == "divider":
            yield block
        last = block


def moment(at: float) -> Block:
    """A point in time, which Slack shows in the reader's zone."""
    fallback = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return {"type": "date", "timestamp": int(at), "format": "{date_num} {time}", "fallback": fallback}


def day(at: float) -> Block:
    """The day of it."""
    fallback = datetime.fromtimestamp(at, UTC).date().isoformat()
    return moment(at) | {"format": "{date_num}", "fallback": fallback}


def button(action: str, label: str, value: str, *, is_main: bool = False) -> Block:
    """A button; its value comes back when it is clicked."""
    style = {"style": "primary"} if is_main else {}
    text = plain(truncate(label, limits.LABEL))
    return {"type": "button", "action_id": action, "text": text, "value": value, **style}


def option(label: str, value: str) -> Block:
    """What can be chosen: in a menu, or as a box to tick."""
    return {"text": plain(truncate(label, limits.LABEL)), "value": value}


def menu(action: str, options: Sequence[Block]) -> Block:
    """The menu behind ⋯, of at most five options."""
    return {"type": "overflow", "action_id": action, "options": list(options[: limits.OVERFLOW])}


def select(action: str, label: str, options: Sequence[Block]) -> Block:
    """A menu that says what it holds."""
    placeholder = plain(truncate(label, limits.LABEL))
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": placeholder,
        "options": list(options[: limits.SELECT]),
    }


def actions(elements: Iterable[Block]) -> Block:
    """Buttons and other elements beside each other."""
    return {"type": "actions", "elements": list(elements)}


def action_rows(elements: Sequence[Block]) -> Iterator[Block]:
    """Buttons beside each other, in as many blocks as it takes: none for no buttons."""
    for start in range(0, len(elements), limits.ROW):
        yield actions(elements[start : start + limits.ROW])
