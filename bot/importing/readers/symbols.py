"""Characters of the fonts Symbol and Wingdings, which say nothing by their codes alone."""

import re

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_PRIVATE = 0xF000  # symbol fonts have their characters from here on

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆",
    0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x58: "✠",
    **{0x80 + at: sign for at, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0x54: "☒", 0xA3: "□", 0x97: "●", 0xA2: "■"}
_SYMBOL = {
    **{ord(latin): greek for latin, greek in zip(
        "ABCDEFGHIKLMNOPQRSTUWXYZabcdefghiklmnopqrstuwxyz",
        "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖαβχδεφγηικλμνοπθρστυωξψζ",
        strict=True,
    )},
    **{code: chr(code) for code in range(0x20, 0x40) if code not in {0x22, 0x24, 0x27, 0x2A, 0x2D}},
    0x22: "∀", 0x24: "∃", 0x27: "∍",
    0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5B: "[", 0x5D: "]", 0x7B: "{", 0x7C: "|", 0x7D: "}", 0x7E: "∼",
    0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡",
    0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD6: "√", 0xD7: "⋅", 0xE5: "∑",
}  # fmt: skip
_PRIVATE_CODE = re.compile("[\uf000-\uf0ff]")
_SYMBOL_CODE = re.compile("[·\uf000-\uf0ff]")  # its bullet is often stored as a point
_WINGDINGS_CODE = re.compile("[!-ÿ\uf000-\uf0ff]")
_SIGN_OF_LIST = re.compile("^(?P<indent>[ \t]{0,99})(?P<sign>[\uf000-\uf0ff])(?=[ \t])", re.MULTILINE)
_BULLET_OF_SYMBOL = "\uf0b7"
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def is_private(character: str) -> bool:
    """Whether a font alone says what it is."""
    return "\ue000" <= character <= "\uf8ff"


def symbol_font(name: str) -> str:
    """The symbol font that a PDF calls so, with its cut and the mark of a part of it: ABCDEF+Wingdings2-Regular."""
    letters = "".join(filter(str.isalnum, name.lower()))
    longest_first = sorted(_FONTS, key=len, reverse=True)
    return next((font for font in longest_first if "".join(font.split()) in letters), name)


def symbol(code: int, font: str) -> str:
    """The character that a symbol font shows for a code; `UNKNOWN` where nobody has written down which that is."""
    signs = _FONTS.get(font.lower())
    if signs is None and not _PRIVATE <= code <= _PRIVATE + 0xFF:
        return chr(code)
    return (_SYMBOL if signs is None else signs).get(code & 0xFF, UNKNOWN)


def in_font(text: str, font: str) -> str:
    """A text that is set in this font, as it reads."""
    of_symbol = _SYMBOL_CODE if font.lower() == "symbol" else _PRIVATE_CODE
    told = _WINGDINGS_CODE if font.lower().startswith("wingdings") else of_symbol
    return told.sub(lambda match: symbol(ord(match[0]), font), text)


def bullet(text: str, font: str) -> str:
    """The sign before an item of a list that is not numbered."""
    return in_font(text, font).replace(UNKNOWN, "•")


def with_signs_of_lists(text: str) -> str:
    """A text that has lost its fonts, with the sign before each item of a list as Symbol or Wingdings has it."""

    def shown(match: re.Match[str]) -> str:
        font = "symbol" if match["sign"] == _BULLET_OF_SYMBOL else "wingdings"
        return match["indent"] + bullet(match["sign"], font)

    return _SIGN_OF_LIST.sub(shown, text)
