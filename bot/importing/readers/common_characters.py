"""Whether a file tells the characters that it shows: some PDFs show 不 and hold 丌, and a quotation would be wrong."""

import re
from collections import Counter
from functools import cache

from bot.importing.readers.symbols import is_private
from bot.importing.source import ImportRefusedError, Refusal

_SHARE = 0.003  # of the characters: in books of law at most a tenth of that is rare
_FEWEST = 3  # a short text may have a rare word
_FEW_KINDS = (
    8  # a text has so many rare terms and names at most; a wrong map changes more, or very common ones
)
_THOUSANDTHS = {  # of the characters of rules; what carries a sentence is missing where a map holds another for it
    "的": 40, "有": 13, "或": 10, "不": 10, "以": 9, "应應": 9, "一": 6, "为為": 5, "在": 4, "与與": 3, "及": 3,
    "由": 3, "于於": 2,
}  # fmt: skip
_ALWAYS = "的不"  # in a text of any length
_EXPECTED = 5  # times: a right text may lack what should stand less often
_SHOWN = 8
_KANA = re.compile("[\u3041-\u30fa]")


@cache
def common_characters() -> frozenset[str]:
    """The 6,700 Chinese characters of the first levels of GB 2312 (3,755) and Big5 (5,401)."""
    second = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    simplified = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    traditional = (bytes([row, cell]) for row in range(0xA4, 0xC7) for cell in second)
    return frozenset(
        {code.decode("gb2312", "ignore") for code in simplified}
        | {code.decode("big5", "ignore") for code in traditional if code <= b"\xc6\x7e"}
    ) - {""}


@cache
def japanese_characters() -> frozenset[str]:
    """The 2,965 Chinese characters of the first level of JIS X 0208, in which 円 and 県 are common."""
    rows = ((row, cell) for row in range(0xB0, 0xD0) for cell in range(0xA1, 0xFF))
    return frozenset(bytes(code).decode("euc_jp", "ignore") for code in rows) - {""}


def refuse_wrong_characters(text: str) -> None:
    """Raises ImportRefusedError where over three characters in a thousand are rare, and no few terms explain it."""
    is_japanese = bool(_KANA.search(text))
    common = common_characters() | (japanese_characters() if is_japanese else frozenset())
    rare = Counter(each for each in text if _is_suspicious(each, common))
    count = rare.total()
    if count < _FEWEST or count <= _SHARE * len(text):
        return
    if not all(map(_is_chinese, rare)) or len(rare) > _FEW_KINDS or not (is_japanese or _is_complete(text)):
        shown = "".join(each for each, _ in rare.most_common(_SHOWN) if each.isprintable())
        raise ImportRefusedError(Refusal.WRONG_CHARACTERS, characters=shown or "�", count=str(count))


def _is_complete(text: str) -> bool:
    """Whether each character without which no text of its length is written stands in it."""
    length = sum(map(_is_chinese, text))
    return all(
        any(sign in text for sign in signs)
        for signs, share in _THOUSANDTHS.items()
        if signs in _ALWAYS or share * length >= 1000 * _EXPECTED
    )


def _is_suspicious(character: str, common: frozenset[str]) -> bool:
    if _is_chinese(character):
        return character not in common
    return is_private(character) or character == "\ufffd" or character < " "


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"
