"""Blocks -> HTML: pure, total and escaped. A block that this page does not know is shown as such, with its words."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count, groupby
from typing import Any

import jinja2
from markupsafe import Markup

from bot.workspace.block_kit import plain, readable
from bot.workspace.page.html import marks
from bot.workspace.page.html.forms import MenuOption, offered
from bot.workspace.page.html.markdown import markdown
from bot.workspace.page.html.mrkdwn import mrkdwn, plain_text
from bot.workspace.page.html.rich_text import rich_text
from bot.workspace.page.html.viewpoint import Viewpoint
from bot.workspace.wire import Payload


@cache
def environment() -> jinja2.Environment:
    """The templates, all of them escaping, compiled once."""
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("bot.workspace.page"),
        autoescape=True,
        undefined=jinja2.ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["by_group"] = _grouped
    return templates


def blocks_html(blocks: Iterable[Payload], viewpoint: Viewpoint) -> Markup:
    """The HTML of the blocks of a message, a modal or a home, as this reader sees them."""
    module = environment().get_template("blocks.html").make_module(texts(viewpoint))
    return Markup(module.blocks(list(blocks)))  # type: ignore[attr-defined]  # noqa: S704  # a macro, escaped


def texts(viewpoint: Viewpoint) -> dict[str, Any]:
    """The names that templates use: sentences, and texts and elements as this reader sees them."""
    numbers = count()

    def text_object(text: object) -> Markup:
        if isinstance(text, dict) and text.get("type") == "mrkdwn":
            return mrkdwn(plain(text), viewpoint)
        return plain_text(plain(text))

    return {
        "viewpoint": viewpoint,
        "t": viewpoint.phrase,
        "text_object": text_object,
        "rich_text": lambda elements: rich_text(elements, viewpoint),
        "markdown": markdown,
        "offered": lambda element: offered(element, viewpoint),
        "unknown": lambda kind: marks.unsupported(kind, viewpoint),
        "is_safe": marks.is_safe,
        "words_of": lambda block: readable([block]),
        "words_on": lambda element: plain(element.get("placeholder")) or str(element.get("action_id", "")),
        "typed_value": lambda element: _typed_value(element, viewpoint),
        "is_heading": lambda table, row, at: row == 0 or at == table.get("row_header_column_index", -1),
        "alignment": _alignment,
        "next_name": lambda: f"choice-{next(numbers)}",
    }


def _grouped(several: list[MenuOption]) -> Iterator[tuple[str, list[MenuOption]]]:
    """The choices by the label of their group, in the order in which they stand."""
    for label, group in groupby(several, lambda one: one.group):
        yield label, list(group)


def _typed_value(element: Payload, viewpoint: Viewpoint) -> str:
    """What stands in a text, date or number input from the start."""
    if isinstance(element.get("initial_date_time"), int | float):
        return viewpoint.moment(element["initial_date_time"]).strftime("%Y-%m-%dT%H:%M")
    for name in ("initial_value", "initial_date", "initial_time"):
        value = element.get(name)
        if value is not None:
            return readable([value]) if isinstance(value, dict) else str(value)
    return ""


def _alignment(table: Payload, column: int) -> str:
    settings = table.get("column_settings") or []
    given = settings[column] if column < len(settings) else None
    align = given.get("align") if isinstance(given, dict) else None
    return align if align in {"center", "right"} else "left"
