"""The elements that every message and page is made of, within Slack's limits whatever they are given."""

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.rulebook import Clause
from bot.slack.blocks.rich_text import Block, rich_text, section, text

_LONGEST_HEADING, _LONGEST_LABEL = 150, 75  # Slack's limits
_EXCERPT = 20  # characters of the text that stand for a title


def shortened(content: str, most: int) -> str:
    """The content in at most so many characters; … stands for what is left out."""
    return content if len(content) <= most else f"{content[: most - 1]}…"


def called(clause: Clause) -> str:
    """A clause's number and title, or its first words where it has none."""
    return f"{clause.number} {clause.title.strip() or shortened(clause.text.strip(), _EXCERPT)}".strip()


def plain(content: str) -> Block:
    """Text in which nothing acts as markup, never empty (Slack refuses that)."""
    return {"type": "plain_text", "text": content or " ", "emoji": False}


def heading(content: str) -> Block:
    """The title of a page."""
    return {"type": "header", "text": plain(shortened(content, _LONGEST_HEADING))}


def line(content: str, *, is_bold: bool = False) -> Block:
    """A sentence."""
    return rich_text(section(text(content, bold=is_bold)))


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def moment(at: float) -> Block:
    """A point in time, which Slack shows in the reader's zone."""
    fallback = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return {"type": "date", "timestamp": int(at), "format": "{date_num} {time}", "fallback": fallback}


def button(action: str, label: str, value: str, *, is_main: bool = False) -> Block:
    """A button; its value comes back when it is clicked."""
    style = {"style": "primary"} if is_main else {}
    text = plain(shortened(label, _LONGEST_LABEL))
    return {"type": "button", "action_id": action, "text": text, "value": value, **style}


def actions(elements: Iterable[Block]) -> Block:
    """Buttons and other elements beside each other."""
    return {"type": "actions", "elements": list(elements)}
