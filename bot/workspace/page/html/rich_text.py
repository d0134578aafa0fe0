"""Slack's rich_text elements -> HTML. Pure, total, and everything escaped; an unknown element is shown as such."""

import re
from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup

from bot.workspace.page.html import marks
from bot.workspace.page.html.dates import written
from bot.workspace.page.html.emoji import emoji, from_code_points
from bot.workspace.page.html.reading import Reading
from bot.workspace.wire import Payload

STYLES = {
    "bold": Markup("<strong>{}</strong>"),
    "italic": Markup("<em>{}</em>"),
    "strike": Markup("<s>{}</s>"),
    "underline": Markup("<u>{}</u>"),
    "code": Markup("<code>{}</code>"),
}
_BULLETS = Markup('<ul class="list indent-{1}">{0}</ul>')
_NUMBERS = Markup('<ol class="list indent-{1}" start="{2}">{0}</ol>')
_SWATCH = Markup(
    '<svg class="swatch" viewBox="0 0 8 8" aria-hidden="true"><rect width="8" height="8" fill="{}"/></svg>'
)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}")


def rich_text(elements: Iterable[Payload], reading: Reading) -> Markup:
    """The paragraphs, lists, quotes and preformatted pieces of a rich_text block."""
    return Markup().join(_piece(element, reading) for element in elements)


def inline(elements: Iterable[Payload], reading: Reading) -> Markup:
    """The text, mentions, links, emoji and dates of one paragraph."""
    return Markup().join(_styled(element, reading) for element in elements)


def _piece(element: Payload, reading: Reading) -> Markup:
    kind, inner = element.get("type"), element.get("elements", [])
    match kind:
        case "rich_text_section":
            return Markup('<p class="text">{}</p>').format(inline(inner, reading))
        case "rich_text_quote":
            return Markup('<blockquote class="text">{}</blockquote>').format(inline(inner, reading))
        case "rich_text_preformatted":
            return Markup('<pre class="text">{}</pre>').format(inline(inner, reading))
        case "rich_text_list":
            return _list(element, reading)
        case _:
            return Markup("<p>{}</p>").format(marks.unsupported(kind, reading))


def _list(element: Payload, reading: Reading) -> Markup:
    items = Markup().join(Markup("<li>{}</li>").format(_item(one, reading)) for one in element["elements"])
    template = _NUMBERS if element.get("style") == "ordered" else _BULLETS
    depth, start = min(int(element.get("indent", 0)), 8), int(element.get("offset", 0)) + 1
    return template.format(items, depth, start)


def _item(element: Payload, reading: Reading) -> Markup:
    if element.get("type") == "rich_text_section":
        return Markup('<span class="text">{}</span>').format(inline(element["elements"], reading))
    return _piece(element, reading)


def _styled(element: Payload, reading: Reading) -> Markup:
    show = _INLINE.get(str(element.get("type")))
    shown = show(element, reading) if show else marks.unsupported(element.get("type"), reading)
    style = element.get("style")
    for name, template in STYLES.items():
        if isinstance(style, dict) and style.get(name):
            shown = template.format(shown)
    return shown


def _text(element: Payload, _: Reading) -> Markup:
    return Markup("{}").format(element["text"])


def _link(element: Payload, _: Reading) -> Markup:
    return marks.link(element["url"], element.get("text") or element["url"])


def _emoji(element: Payload, _: Reading) -> Markup:
    shown = from_code_points(str(element.get("unicode", ""))) or emoji(element["name"])
    return Markup('<span class="emoji" title=":{}:">{}</span>').format(element["name"], shown)


def _date(element: Payload, reading: Reading) -> Markup:
    try:
        shown = written(element["timestamp"], element["format"], reading)
    except (ValueError, OverflowError, OSError):  # no such day
        shown = str(element.get("fallback") or element["timestamp"])
    return (
        marks.link(element["url"], shown) if element.get("url") else Markup("<time>{}</time>").format(shown)
    )


def _colour(element: Payload, _: Reading) -> Markup:
    """A swatch needs no inline style: SVG takes the colour as an attribute."""
    value = str(element["value"])
    return Markup("{}{}").format(_SWATCH.format(value) if _COLOUR.fullmatch(value) else "", value)


_INLINE: Mapping[str, Callable[[Payload, Reading], Markup]] = {
    "text": _text,
    "link": _link,
    "emoji": _emoji,
    "date": _date,
    "color": _colour,
    "user": lambda element, reading: marks.user(element["user_id"], reading),
    "channel": lambda element, reading: marks.channel(element["channel_id"], reading),
    "usergroup": lambda element, reading: marks.user_group(element["usergroup_id"], reading),
    "broadcast": lambda element, _: marks.broadcast(element["range"]),
    "team": lambda element, _: marks.broadcast(element["team_id"]),
}
