"""Signs on a web page that are letters in a font of signs, as the bullets of Word are: l in Wingdings."""

import re

from selectolax.lexbor import LexborNode

from bot.importing.readers.symbols import bullet

_FAMILY = re.compile(r"font-family\s*:\s*[\"']?(?P<name>[\w -]+)", re.IGNORECASE)
_WITH_SIZE = re.compile(
    r"(?<![\w-])font\s*:[^;]*?\d(?:pt|px|em|rem|%)[^;\s]*\s+[\"']?(?P<name>[\w -]+)", re.IGNORECASE
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
