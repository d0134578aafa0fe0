"""Characters of fonts read back as those that were written.

A font draws a radical and the character that looks like it with one shape; a PDF then often tells the radical. NFKC
folds the Kangxi radicals (U+2F00 to 2FD5) and the compatibility ideographs (U+F900 to FAFF); of the supplement (U+2E80
to 2EF3) it folds two, so that the others that look like a whole character stand here.
"""

import unicodedata

_SUPPLEMENT = str.maketrans(
    "⺁⺃⺒⺓⺝⺠⺫⻁⻃⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻭⻮⻯⻰⻲",
    "厂乚巳幺月民目虎西西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄斉齐歯齿竜龙亀",
)
_SYMBOLS = str.maketrans("\uf0b7\uf06c\uf06e\uf0a7\uf0d8\uf075\uf0fc\uf0e8\uf0a8\uf0fe", "•●■▪➢◆✓→□☑")
"""What the fonts Symbol and Wingdings draw there: a PDF tells only the place in the font."""


def folded(text: str) -> str:
    """The text with radicals, compatibility ideographs and ligatures as what they show, all else as it is."""
    if text.isascii():
        return text
    text = text.translate(_SUPPLEMENT).translate(_SYMBOLS)
    return "".join(unicodedata.normalize("NFKC", each) if _is_compatible(each) else each for each in text)


def _is_compatible(character: str) -> bool:
    return (
        "\u2e80" <= character <= "\u2fd5"
        or "\uf900" <= character <= "\ufaff"
        or "\ufb00" <= character <= "\ufb06"
    )
