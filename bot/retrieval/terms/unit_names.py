"""Slips in what clauses are called beside their numbers: secton 4.01, 弟三条, 第三跳."""

import re
from collections.abc import Callable

from bot.retrieval.terms.pinyin import Pinyin
from bot.retrieval.terms.spelling import EditNeighbours
from bot.rulebook import NUMERAL

_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{5,9}(?=[ ]?\.?[ ]?(?:\d|[IVX]{1,5}(?![A-Za-z])))")
_NAMES = {f"{name}{plural}" for name in ("article", "section", "clause", "chapter") for plural in ("", "s")}
_UNIT = re.compile(rf"(?P<before>第\s?{NUMERAL}\s?)(?P<slip>[\u4e00-\u9fff])")
_ORDINAL = re.compile(rf"(?P<slip>[\u4e00-\u9fff])(?P<behind>\s?{NUMERAL}\s?[条條章节節])")
_UNITS = {"tiao": "条", "zhang": "章", "jie": "节"}
_NO_SLIPS = set("第条條章节節的地")  # 公司的三条


class UnitNames:
    """Mends slips in the names of units; `knows` tells which words are the book's own, and no slips."""

    def __init__(self, knows: Callable[[str], bool], pinyin: Callable[[], Pinyin]) -> None:
        self._knows = knows
        self._pinyin = pinyin
        self._near = EditNeighbours(_NAMES)

    def mended(self, text: str, *, alone: bool) -> str:
        """A text without them; `alone`: nothing but a reference is said, so that 弟三条 and 第三张 are slips too."""
        text = _WORD.sub(self._word, text)
        text = _UNIT.sub(lambda match: self._unit(match, alone=alone), text)
        return _ORDINAL.sub(self._ordinal, text) if alone else text

    def _word(self, match: re.Match[str]) -> str:
        word = match[0].lower()
        is_mended = word not in _NAMES and not self._knows(word)
        meant = self._near.nearest(word) if is_mended else None
        written = meant if meant and meant[0] == word[0] else match[0]
        is_glued = written.lower() in _NAMES and match.string[match.end()].isdecimal()
        return f"{written} " if is_glued else written  # section4.01

    def _unit(self, match: re.Match[str], *, alone: bool) -> str:
        sounds = set() if match["slip"] in _NO_SLIPS else self._sounds(match["slip"])
        meant = next((unit for sound, unit in _UNITS.items() if sound in sounds), "")
        return f"{match['before']}{meant}" if meant == "条" or (meant and alone) else match[0]

    def _ordinal(self, match: re.Match[str]) -> str:
        is_slip = match["slip"] not in _NO_SLIPS and "di" in self._sounds(match["slip"])
        return f"第{match['behind']}" if is_slip else match[0]

    def _sounds(self, character: str) -> set[str]:
        return {sound for (sound,) in self._pinyin().sounds(character)}
