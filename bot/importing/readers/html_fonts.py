"""Signs on a web page that are letters in a font of signs, as the bullets of Word are: l in Wingdings."""

import re

from selectolax.lexbor import LexborNode

from bot.importing.readers.symbols import bullet

_FAMILY = re.compile(r"font-family\s{0,3}:\s{0,3}[\"']?(?P<name>[\w -]{1,60})", re.IGNORECASE)
_WITH_SIZE = re.compile(
    r"(?<![\w-])font\s{0,3}:[^;]{0,40}?\d(?:pt|px|em|rem|%)[^;\s]{0,20}\s{1,3}[\"']?(?P<name>[\w -]{1,60})",
    re.IGNORECASE,
)
_OF_SIGNS = re.compile(r"wingdings|symbol$", re.IGNORECASE)
_MOST = 2  # signs; a sentence in such a font was meant to be read


def font_of(node: LexborNode) -> str:
    """The font that a tag names; "" where it names none."""
    style = node.attributes.get("style") or ""
    named = _FAMILY.search(style) or _WITH_SIZE.search(style)
    return (named["name"] if named else (node.attributes.get("face") or "").partition(",")[0]).strip()


def shown(text: str, font: str) -> str:
    """A text as its font shows it."""
    is_sign = _OF_SIGNS.match(font) and 0 < len(text.strip()) <= _MOST
    return bullet(text, font) if is_sign else text
