"""The inline pieces that texts share: mentions, links, emoji. Everything that comes in is escaped.

The table of emoji is kept by hand: the library `emoji` lacks names that Slack has, such as `large_green_circle`.
"""

import re
from collections.abc import Mapping
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from bot.workspace.page.viewpoint import Viewpoint

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

STYLES = {
    "bold": Markup("<strong>{}</strong>"),
    "italic": Markup("<em>{}</em>"),
    "strike": Markup("<s>{}</s>"),
    "underline": Markup("<u>{}</u>"),
    "code": Markup("<code>{}</code>"),
}
_LINK = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>')
_MENTION = Markup('<span class="mention">{}</span>')
EMOJI: Mapping[str, str] = {
    "+1": "👍", "-1": "👎", "100": "💯", "alarm_clock": "⏰", "arrow_right": "➡️", "bell": "🔔", "bento": "🍱",
    "blue_book": "📘", "book": "📖", "bookmark": "🔖", "books": "📚", "bulb": "💡", "calendar": "📆", "clap": "👏",
    "clipboard": "📋", "closed_book": "📕", "coffee": "☕", "cry": "😢", "eyes": "👀", "fire": "🔥",
    "green_book": "📗", "grin": "😁", "handshake": "🤝", "heart": "❤️", "heavy_check_mark": "✔️",
    "hourglass": "⌛", "hourglass_flowing_sand": "⏳", "hugging_face": "🤗", "information_source": "ℹ️", "joy": "😂",
    "key": "🔑", "large_blue_circle": "🔵", "large_green_circle": "🟢", "large_yellow_circle": "🟡", "link": "🔗",
    "lock": "🔒", "loudspeaker": "📢", "mag": "🔍", "mailbox": "📫", "mega": "📣", "memo": "📝", "muscle": "💪",
    "ok": "🆗", "ok_hand": "👌", "orange_book": "📙", "page_facing_up": "📄", "party_popper": "🎉", "pencil": "📝",
    "pencil2": "✏️", "point_down": "👇", "point_right": "👉", "pray": "🙏", "pushpin": "📌", "question": "❓",
    "raised_hands": "🙌", "red_circle": "🔴", "robot_face": "🤖", "rocket": "🚀", "scales": "⚖️", "scroll": "📜",
    "seedling": "🌱", "shield": "🛡️", "slightly_smiling_face": "🙂", "smile": "😄", "sparkles": "✨",
    "speech_balloon": "💬", "star": "⭐", "tada": "🎉", "thinking_face": "🤔", "thumbsdown": "👎", "thumbsup": "👍",
    "trophy": "🏆", "warning": "⚠️", "wave": "👋", "white_check_mark": "✅", "x": "❌", "zap": "⚡",
}  # fmt: skip
QUICK = ("thumbsup", "white_check_mark", "eyes", "raised_hands", "heart", "tada")

_KEPT = re.compile(r"\d{4}-\d\d-\d\d|(?<![\w-])--[a-z][a-z-]*")  # dates, and options of a command
_NAMED = re.compile(r":([a-z0-9_+'-]+):")


def user(user_id: str, viewpoint: Viewpoint) -> Markup:
    """@ and the person's name."""
    return _MENTION.format(f"@{viewpoint.names.users.get(user_id, user_id)}")


def channel(channel_id: str, viewpoint: Viewpoint) -> Markup:
    """# and the channel's name; a channel that the reader does not find stays nameless."""
    return _MENTION.format(
        f"#{viewpoint.names.channels.get(channel_id) or viewpoint.phrase('channel.unknown')}"
    )


def user_group(group_id: str, viewpoint: Viewpoint) -> Markup:
    """@ and the handle of a user group."""
    return _MENTION.format(f"@{viewpoint.names.groups.get(group_id, group_id)}")


def broadcast(scope: str) -> Markup:
    """@here, @channel, @everyone."""
    return Markup('<span class="mention is-broadcast">{}</span>').format(f"@{scope}")


def link(url: str, label: str) -> Markup:
    """A link; an address of another kind than the web's or mail's is shown as text."""
    return _LINK.format(url, label) if is_safe(url) else escape(label)


def date(timestamp: float, form: str, fallback: str, url: str | None, viewpoint: Viewpoint) -> Markup:
    """A time in Slack's date format, as a link where it has an address."""
    shown = viewpoint.written(timestamp, form, fallback)
    return link(url, shown) if url else unbroken(shown)


def is_safe(url: str) -> bool:
    """Whether the address may be followed."""
    try:
        return urlsplit(url).scheme.lower() in SAFE_SCHEMES
    except ValueError:
        return False


def unsupported(kind: object, viewpoint: Viewpoint) -> Markup:
    """In the place of a piece of text that this page does not know."""
    return Markup('<span class="unsupported">{}</span>').format(viewpoint.phrase("unsupported", type=kind))


def emoji(name: str) -> str:
    """The character, or the name between colons."""
    return EMOJI.get(name.partition("::")[0], f":{name}:")


def with_emoji(text: str) -> str:
    """The text with the names of known emoji replaced."""
    return _NAMED.sub(lambda named: emoji(named[1]), text)


def unbroken(text: str) -> Markup:
    """The text; a browser would break dates and the options of a command at their hyphens."""
    kept = [Markup('<span class="kept">{}</span>').format(one) for one in _KEPT.findall(text)]
    between = map(escape, _KEPT.split(text))
    return Markup().join(chain.from_iterable(zip_longest(between, kept, fillvalue=Markup())))


def from_code_points(points: str) -> str:
    """The characters of `1f44d` or `1f468-200d-1f4bb`; nothing where it is not written so."""
    try:
        return "".join(chr(int(point, 16)) for point in points.split("-"))
    except (ValueError, OverflowError):
        return ""
