"""Slack's rich_text elements -> HTML. Pure, total, and everything escaped; an unknown element is shown as such."""

import re
from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup

from bot.workspace.page.html import marks
from bot.workspace.page.html.marks import emoji, from_code_points
from bot.workspace.page.html.viewpoint import Viewpoint
from bot.workspace.wire import Payload

_BULLETS = Markup('<ul class="list indent-{1}">{0}</ul>')
_NUMBERS = Markup('<ol class="list indent-{1}" start="{2}">{0}</ol>')
_SWATCH = Markup(
    '<svg class="swatch" viewBox="0 0 8 8" aria-hidden="true"><rect width="8" height="8" fill="{}"/></svg>'
)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}")


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
    "text": lambda element, _: marks.escaped(element["text"]),
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
