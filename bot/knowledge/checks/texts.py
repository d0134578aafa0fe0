"""What may be wrong in the words of one clause: brackets, and characters that are none."""

import re
import unicodedata

_CLOSES = {"（": "）", "(": ")", "《": "》", "【": "】", "「": "」", "『": "』", "〔": "〕", "“": "”"}
_OPENS = {closing: opening for opening, closing in _CLOSES.items()}
_BRACKETS = re.compile(f"[{re.escape(''.join([*_CLOSES, *_OPENS]))}]")
_ITEM = re.compile(r"(?:^|[\s；;，,、。：:])[0-9A-Za-z一二三四五六七八九十]{1,3}$")  # 1) and a） count items
_WRONG = re.compile(
    "[\\ufffd\\ue000-\\uf8ff\\u2e80-\\u2fdf\\u00ad\\u200b-\\u200f\\u2060\\ufeff]"  # no letters, and unseen ones
    "|笫(?=[0-9一二三四五六七八九十百])|丌(?!姓)"  # what wrong character maps make of 第 and 不
)


def unclosed_bracket(text: str) -> tuple[int, str] | None:
    """The first bracket that has no other of its kind, as its offset and itself; None where all are pairs."""
    folded = text.replace("（", "(").replace("）", ")")  # （a) is closed, if not prettily
    opened = list[tuple[int, str]]()
    for match in _BRACKETS.finditer(folded):
        offset, character = match.start(), match[0]
        if character in _CLOSES:
            opened.append((offset, character))
        elif opened and opened[-1][1] == _OPENS[character]:
            opened.pop()
        elif not (character == ")" and _ITEM.search(folded[max(0, offset - 4) : offset])):
            return offset, text[offset]
    return (opened[0][0], text[opened[0][0]]) if opened else None


def wrong_character(text: str) -> tuple[int, str] | None:
    """The first character that looks like another, or like nothing, as its offset and its name."""
    match = _WRONG.search(text)
    if match is None:
        return None
    shown = match[0] if unicodedata.category(match[0])[0] == "L" else ""
    return match.start(), f"{shown} U+{ord(match[0]):04X}".strip()
