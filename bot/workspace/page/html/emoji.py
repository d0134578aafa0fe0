"""Emoji by the names that Slack gives them; a name that is not here stays written as `:name:`."""

import re
from collections.abc import Mapping

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

_NAMED = re.compile(r":([a-z0-9_+'-]+):")


def emoji(name: str) -> str:
    """The character, or the name between colons."""
    return EMOJI.get(name.partition("::")[0], f":{name}:")


def with_emoji(text: str) -> str:
    """The text with the names of known emoji replaced."""
    return _NAMED.sub(lambda named: emoji(named[1]), text)


def from_code_points(points: str) -> str:
    """The characters of `1f44d` or `1f468-200d-1f4bb`; nothing where it is not written so."""
    try:
        return "".join(chr(int(point, 16)) for point in points.split("-"))
    except (ValueError, OverflowError):
        return ""
