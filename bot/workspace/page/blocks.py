"""Blocks -> HTML: pure, total and escaped. A block that this page does not know is shown as such, with its words."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import count, groupby
from typing import Any

import jinja2
from markupsafe import Markup

from bot.workspace.block_kit import plain, readable
from bot.workspace.page import marks
from bot.workspace.page.forms import offered
from bot.workspace.page.marks import emoji, from_code_points
from bot.workspace.page.markup import markdown, mrkdwn, plain_text
from bot.workspace.page.viewpoint import Viewpoint
from bot.workspace.wire import Payload

_BULLETS = Markup('<ul class="list indent-{1}">{0}</ul>')
_NUMBERS = Markup('<ol class="list indent-{1}" start="{2}">{0}</ol>')
_SWATCH = Markup(
    '<svg class="swatch" viewBox="0 0 8 8" aria-hidden="true"><rect width="8" height="8" fill="{}"/></svg>'
)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}")


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
    templates.filters["by_group"] = lambda several: [
        (label, list(group)) for label, group in groupby(several, lambda one: one.group)
    ]
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
        "unbroken": marks.unbroken,
        "words_of": lambda block: readable([block]),
        "words_on": lambda element: plain(element.get("placeholder")) or str(element.get("action_id", "")),
        "typed_value": lambda element: _typed_value(element, viewpoint),
        "is_heading": lambda table, row, at: row == 0 or at == table.get("row_header_column_index", -1),
        "alignment": _alignment,
        "next_name": lambda: f"choice-{next(numbers)}",
    }


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


def rich_text(elements: Iterable[Payload], viewpoint: Viewpoint) -> Markup:
    """The paragraphs, lists, quotes and preformatted pieces of a rich_text block."""
    return Markup().join(_piece(element, viewpoint) for element in elements)


def inline(elements: Iterable[Payload], viewpoint: Viewpoint) -> Markup:
    """The text, mentions, links, emoji and dates of one paragraph."""
    return Markup().join(_styled(element, viewpoint) for element in elements)


def _piece(element: Payload, viewpoint: Viewpoint) -> Markup:
    kind, inner = element.get("type"), element.get("elements", [])
    match kind:
        case "rich_text_section":
            return Markup('<p class="text">{}</p>').format(inline(inner, viewpoint))
        case "rich_text_quote":
            return Markup('<blockquote class="text">{}</blockquote>').format(inline(inner, viewpoint))
        case "rich_text_preformatted":
            return Markup('<pre class="text">{}</pre>').format(inline(inner, viewpoint))
        case "rich_text_list":
            return _list(element, viewpoint)
        case _:
            return Markup("<p>{}</p>").format(marks.unsupported(kind, viewpoint))


def _list(element: Payload, viewpoint: Viewpoint) -> Markup:
    items = Markup().join(Markup("<li>{}</li>").format(_item(one, viewpoint)) for one in element["elements"])
    template = _NUMBERS if element.get("style") == "ordered" else _BULLETS
    depth, start = min(int(element.get("indent", 0)), 8), int(element.get("offset", 0)) + 1
    return template.format(items, depth, start)


def _item(element: Payload, viewpoint: Viewpoint) -> Markup:
    if element.get("type") == "rich_text_section":
        return Markup('<span class="text">{}</span>').format(inline(element["elements"], viewpoint))
    return _piece(element, viewpoint)


def _styled(element: Payload, viewpoint: Viewpoint) -> Markup:
    show = _INLINE.get(str(element.get("type")))
    shown = show(element, viewpoint) if show else marks.unsupported(element.get("type"), viewpoint)
    style = element.get("style")
    for name, template in marks.STYLES.items():
        if isinstance(style, dict) and style.get(name):
            shown = template.format(shown)
    return shown


def _emoji(element: Payload, _: Viewpoint) -> Markup:
    shown = from_code_points(str(element.get("unicode", ""))) or emoji(element["name"])
    return Markup('<span class="emoji" title=":{}:">{}</span>').format(element["name"], shown)


def _date(element: Payload, viewpoint: Viewpoint) -> Markup:
    fallback = str(element.get("fallback") or element["timestamp"])
    return marks.date(element["timestamp"], element["format"], fallback, element.get("url"), viewpoint)


def _colour(element: Payload, _: Viewpoint) -> Markup:
    """A swatch needs no inline style: SVG takes the colour as an attribute."""
    value = str(element["value"])
    return Markup("{}{}").format(_SWATCH.format(value) if _COLOUR.fullmatch(value) else "", value)


_INLINE: Mapping[str, Callable[[Payload, Viewpoint], Markup]] = {
    "text": lambda element, _: marks.unbroken(element["text"]),
    "link": lambda element, _: marks.link(element["url"], element.get("text") or element["url"]),
    "emoji": _emoji,
    "date": _date,
    "color": _colour,
    "user": lambda element, viewpoint: marks.user(element["user_id"], viewpoint),
    "channel": lambda element, viewpoint: marks.channel(element["channel_id"], viewpoint),
    "usergroup": lambda element, viewpoint: marks.user_group(element["usergroup_id"], viewpoint),
    "broadcast": lambda element, _: marks.broadcast(element["range"]),
    "team": lambda element, _: marks.broadcast(element["team_id"]),
}
