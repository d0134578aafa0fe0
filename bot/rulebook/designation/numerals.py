"""Numerals as people write them: 12, １２, 十二, 廿五, 两百.

Every pattern that looks for a number is made with `NUMERAL`, or with the characters in `CHINESE_NUMERALS`.
"""

import re
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

LONGEST_NUMERAL = 20  # characters; the longest that is of use, 九千九百九十九万九千九百九十九, has 15
CHINESE_NUMERALS = "零〇一二两兩三四五六七八九十百千万萬亿億廿卅"
FINANCIAL_NUMERALS = (
    "壹贰貳叁參叄肆伍陆陸柒捌玖拾佰"  # those of invoices, which some documents count by: 壹、貳、
)
NUMERAL = rf"(?:\d{{1,{LONGEST_NUMERAL}}}|[{CHINESE_NUMERALS}]{{1,{LONGEST_NUMERAL}}})"
"""A numeral, as part of a pattern: bounded, so that a search in a long run of figures stays linear."""

_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ENGLISH_NUMERAL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ]?(?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES[::-1])})"
"""A number up to ninety-nine in English words, as part of a pattern."""

_REMEMBERED = (
    4_096  # numbers: to spell one out takes a tenth of a millisecond, and every label has one or two
)
_NUMERAL = re.compile(NUMERAL)
_SHORT = re.compile(r"(?P<above>.*[百千])(?P<last>[一二两三四五六七八九])")
_ROMAN = re.compile(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)
_ROMAN_WORTH = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SUBTRACTED = {"IV", "IX", "XL", "XC"}
_SPELT_OUT = str.maketrans({"兩": "两", "卅": "三十"})  # what cn2an does not know; 廿 it does


@cache
def _cn2an() -> ModuleType:
    """Imported by whoever first needs it: it takes longer than all else that `shouze --help` imports."""
    return import_module("cn2an")


def parse_numeral(written: str) -> int | None:
    """十二, 廿五, 两百 or 12 -> the number; None where the characters form none (百, 三十零) or are too many."""
    if not _NUMERAL.fullmatch(written):
        return None
    if written.isdecimal():
        return int(written)
    try:
        return int(_cn2an().cn2an(written.translate(_SPELT_OUT), "normal"))
    except (ValueError, LookupError):  # 三十零 makes it look for what is not there
        return None


def parse_ordinal(written: str) -> int | None:
    """As `parse_numeral`, but 五百九 is 509, as in 第五百九条: nobody leaves out tens where things are counted."""
    match = _SHORT.fullmatch(written)
    return parse_numeral(f"{match['above']}零{match['last']}" if match else written)


@lru_cache(_REMEMBERED)
def in_chinese(number: int) -> str:
    """12 -> 十二."""
    return str(_cn2an().an2cn(number))


def in_financial_chinese(number: int) -> str:
    """12 -> 壹拾贰, as on invoices."""
    return str(_cn2an().an2cn(number, "up"))


def parse_english(written: str) -> int | None:
    """Twelve, twenty-one -> the number, up to 99; None for other words."""
    word = written.lower().replace("-", "").replace(" ", "")
    tens = next((each for each in _TENS if word.startswith(each)), "")
    ones = word.removeprefix(tens)
    if (ones and ones not in _ONES[: 9 if tens else None]) or not word:
        return None
    return (10 * (_TENS.index(tens) + 2) if tens else 0) + (_ONES.index(ones) + 1 if ones else 0)


def parse_roman(written: str) -> int | None:
    """VIII or viii -> 8, up to 399; None where the letters form no number."""
    match = _ROMAN.fullmatch(written)
    if not written or match is None:
        return None
    return sum(
        worth if written.upper()[at : at + 2] not in _SUBTRACTED else -worth
        for at, worth in enumerate(_ROMAN_WORTH[letter] for letter in written.upper())
    )


def figures_of(written: str) -> str:
    """十二, 第五百九's 五百九, 12, XII, seven -> figures; A, B2 as they are; "" for what is no number."""
    written = written.replace(" ", "")
    if not written or (
        written.isascii() and len(written) == 1 and written.isalpha() and written not in "IVXivx"
    ):
        return written.upper()
    number = parse_english(written) or parse_ordinal(written)
    if number is None:
        number = parse_roman(written)
    if number is not None:
        return str(number)
    return written.upper() if written.isascii() and written.isalnum() else ""
