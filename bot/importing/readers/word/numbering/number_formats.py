"""Numbers in the formats of Word's lists (ECMA-376, part 1, 17.18.59 ST_NumberFormat)."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.importing.readers.word.numbering.english_numbers import cardinal, ordinal, ordinal_mark
from bot.rulebook.designation.numerals import in_chinese, in_financial_chinese

LARGEST = 32_767  # Word counts no further
_FIGURES = "零一二三四五六七八九"
_TRADITIONAL_FINANCIAL = str.maketrans("贰叁陆", "貳參陸")
_JAPANESE_FINANCIAL = str.maketrans("壹贰叁肆陆柒捌玖佰仟", "壱弐参四六七八九百阡", "零")
_KOREAN = str.maketrans("一二三四五六七八九十百千万", "일이삼사오육칠팔구십백천만")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ONE_LEFT_OUT = re.compile(r"一(?=[十百千])")


def _chinese(zero: str) -> Callable[[int], str]:
    return lambda number: in_chinese(number).replace("零", zero)


def _positional(figures: str) -> Callable[[int], str]:
    return lambda number: "".join(figures[int(figure)] for figure in str(number))


def _chinese_counting(number: int) -> str:
    """九十九, and after it 一○○."""
    return in_chinese(number) if number < 100 else _positional("○" + _FIGURES[1:])(number)


def _japanese(number: int) -> str:
    """百一: no zero between, and no 一 before a unit."""
    return _ONE_LEFT_OUT.sub("", in_chinese(number).replace("零", ""))


def _letters(alphabet: str) -> Callable[[int], str]:
    """a, b, … z, aa, bb: the letter is repeated."""
    return lambda number: alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)


def _signs(signs: str) -> Callable[[int], str]:
    """A sign a number, and figures after the last sign."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _sexagenary(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else str(number)


def _roman(number: int) -> str:
    written = "M" * (number // 1000)
    for one, five, ten, unit in (("C", "D", "M", 100), ("X", "L", "C", 10), ("I", "V", "X", 1)):
        figure = number // unit % 10
        if figure in {4, 9}:
            written += one + (five if figure == 4 else ten)
        else:
            written += five * (figure // 5) + one * (figure % 5)
    return written


def _figures(number: int) -> str:
    return str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimal": _figures,
        "decimalHalfWidth": _figures,
        "decimalZero": lambda number: f"{number:02}",
        "decimalFullWidth": _positional("０１２３４５６７８９"),
        "decimalFullWidth2": _positional("０１２３４５６７８９"),
        "none": lambda _: "",
        "numberInDash": lambda number: f"- {number} -",
        "hex": lambda number: f"{number:X}",
        "upperRoman": _roman,
        "lowerRoman": lambda number: _roman(number).lower(),
        "upperLetter": _letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "lowerLetter": _letters("abcdefghijklmnopqrstuvwxyz"),
        "ordinal": lambda number: f"{number}{ordinal_mark(number)}",
        "cardinalText": lambda number: cardinal(number).capitalize(),
        "ordinalText": lambda number: ordinal(number).capitalize(),
        "chineseCounting": _chinese_counting,
        "chineseCountingThousand": _chinese("〇"),
        "chineseLegalSimplified": in_financial_chinese,
        "taiwaneseCounting": _chinese_counting,
        "taiwaneseCountingThousand": in_chinese,
        "taiwaneseDigital": _positional("○" + _FIGURES[1:]),
        "ideographDigital": _positional("〇" + _FIGURES[1:]),
        "ideographLegalTraditional": lambda number: in_financial_chinese(number).translate(
            _TRADITIONAL_FINANCIAL
        ),
        "ideographTraditional": _signs(_STEMS),
        "ideographZodiac": _signs(_BRANCHES),
        "ideographZodiacTraditional": _sexagenary,
        "ideographEnclosedCircle": _signs("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "decimalEnclosedCircle": _signs(_CIRCLED),
        "decimalEnclosedCircleChinese": _signs(_CIRCLED),
        "decimalEnclosedFullstop": _signs("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        "decimalEnclosedParen": _signs("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        "japaneseCounting": _japanese,
        "japaneseDigitalTenThousand": _positional("〇" + _FIGURES[1:]),
        "japaneseLegal": lambda number: in_financial_chinese(number).translate(_JAPANESE_FINANCIAL),
        "aiueo": _letters("ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"),
        "aiueoFullWidth": _letters(
            "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
        ),
        "irohaFullWidth": _letters(
            "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
        ),
        "koreanCounting": lambda number: _japanese(number).translate(_KOREAN),
        "koreanDigital": _positional("영일이삼사오육칠팔구"),
        "koreanDigital2": _positional(_FIGURES),
        "ganada": _letters("가나다라마바사아자차카타파하"),
        "chosung": _letters("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
        "russianUpper": _letters("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
        "russianLower": _letters("абвгдежзиклмнопрстуфхцчшщыэюя"),
    }
)
_TELL_ZERO = {
    "decimal",
    "decimalHalfWidth",
    "decimalZero",
    "decimalFullWidth",
    "decimalFullWidth2",
    "none",
    "hex",
}
_PADDED = re.compile(r"(?P<first>0*1)\s*(?:,|$)")
_WORDS_END = 1000  # of cardinalText and ordinalText; what Word shows from here on is not known


def written_in(number: int, number_format: str) -> tuple[str, bool]:
    """The number as Word shows it, and whether that is sure; in figures where the format has no word for it.

    `number_format` is a name of ST_NumberFormat, or the `w:format` of a custom one ("001, 002, 003, ...").
    """
    if padded := _PADDED.match(number_format):
        return str(number).zfill(len(padded["first"])), True
    write = _FORMATS.get(number_format)
    told = 0 <= number <= LARGEST and (number > 0 or number_format in _TELL_ZERO)
    if write is None or not told:
        return str(number), False
    return write(number), not (number_format in {"cardinalText", "ordinalText"} and number >= _WORDS_END)


NUMBER_FORMATS = tuple(_FORMATS)
"""The formats that are known."""
