"""The days that a document names, and what the words around make of them: issued, adopted, in force."""

import re
from calendar import month_name
from collections.abc import Sequence
from datetime import date

from bot.rulebook.designation.numerals import parse_numeral

NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_FIGURE = "[0-9〇○零一二三四五六七八九十]"
_FIGURES = {"〇": "0", "○": "0", "零": "0"} | {
    sign: str(at) for at, sign in enumerate("一二三四五六七八九", 1)
}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}  # the year before the first
_REPUBLIC = 1911  # likewise, of 民國
_MONTHS = [month.lower() for month in month_name[1:]]
_MONTHS_BY_LETTERS = {month[:3]: place for place, month in enumerate(_MONTHS, 1)}
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS)
_DATE = (
    rf"(?:(?:(?P<era>(?:中[华華]\s{{0,3}})?民[国國]|{'|'.join(_ERAS)})\s{{0,3}}(?P<nth_year>[元百0-9〇○零一二三四五六七八九十]{{1,6}})"
    rf"|(?P<year>{_FIGURE}{{4}}))\s{{0,9}}年\s{{0,9}}(?P<month>{_FIGURE}{{1,3}})\s{{0,9}}月\s{{0,9}}(?P<day>{_FIGURE}{{1,3}})\s{{0,9}}日"
    r"|(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})"
    rf"|(?P<named>{_MONTH})\.?\s{{1,9}}(?P<nth>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,9}}(?P<ad>\d{{4}})"
    rf"|(?P<first>\d{{1,2}})\s{{1,9}}(?P<called>{_MONTH})\.?\s{{1,9}}(?P<anno>\d{{4}}))"
)
_BEGIN = "施行|實施|实施|生效|执行|起用"
_MADE = "发布|發布|公布|颁布|頒布|印发|印發|签发"
IN_FORCE = (
    re.compile(rf"自\s{{0,9}}{_DATE}\s{{0,9}}[起之]?[起日]?(?:正式|开始)?(?:{_BEGIN})"),
    re.compile(rf"(?:{_BEGIN})(?:日期|时间|日)?\s{{0,9}}[:：]?\s{{0,9}}{_DATE}"),
    re.compile(rf"{_DATE}\s{{0,9}}(?:起|正式|から|より)*(?:{_BEGIN})"),
    re.compile(
        rf"(?:effective|in force|(?:take|takes|took) effect)\W{{0,9}}(?:date|from|as of|on|since)?\W{{0,9}}{_DATE}",
        re.IGNORECASE,
    ),
)
ISSUED = (
    re.compile(rf"(?:{_MADE})(?:日期|时间)\s{{0,9}}[:：]?\s{{0,9}}{_DATE}"),
    re.compile(rf"{_DATE}[^。；]{{0,40}}?(?:{_MADE})"),
    re.compile(rf"(?:issued|published)\W{{0,9}}(?:date|on)?\W{{0,9}}{_DATE}", re.IGNORECASE),
    re.compile(rf"\s{{0,9}}{_DATE}\s{{0,9}}"),  # alone on its line
)
DAYS_ALONE = (
    ISSUED[0],
    ISSUED[2],
    re.compile(rf"{_DATE}\s{{0,9}}(?:{_MADE})"),
    re.compile(_DATE, re.IGNORECASE),
)
ADOPTED = (
    re.compile(rf"{_DATE}[^。；]{{0,40}}?(?:通过|通過|制定)"),
    re.compile(
        rf"(?:adopted|approved|ratified|passed)(?: by [^.;:\d]{{3,60}}?)?\W{{0,9}}(?:date|on)?\W{{0,9}}{_DATE}",
        re.IGNORECASE,
    ),
)
WHEN_ISSUED = re.compile(rf"自(?:{_MADE})之?日起(?:{_BEGIN})")
ANY_DATE = re.compile(_DATE, re.IGNORECASE)
_DAY_OF_REPUBLIC = re.compile(  # 109.02.12: from its eightieth year on, for few clauses have such numbers
    r"(?:[89]\d|1\d\d)[.．](?:0?[1-9]|1[0-2])[.．](?:0?[1-9]|[12]\d|3[01])(?![\d.．])"
)


def is_day(text: str) -> bool:
    """Whether a line is a day and nothing else."""
    return bool(ANY_DATE.fullmatch(text.translate(NARROW)))


def begins_with_day_of_republic(text: str) -> bool:
    """Whether a line may begin with a day that is written as the numbers of clauses are: 109.02.12 會議通過."""
    return bool(_DAY_OF_REPUBLIC.match(text.strip().translate(NARROW)))


def without_day(text: str) -> str:
    """A line without the day that it begins or ends with; the line as it is where it does neither."""
    days = [match for match in ANY_DATE.finditer(text.translate(NARROW)) if {*match.span()} & {0, len(text)}]
    return text.replace(text[days[-1].start() : days[-1].end()], "") if days else text


def day_of(texts: Sequence[str], meanings: Sequence[re.Pattern[str]]) -> date | None:
    """The last day to which the words around it give this meaning, in the first text that has one."""
    for meaning in meanings:
        for text in (text.translate(NARROW) for text in texts):
            found = (
                meaning.finditer(text)
                if meaning is not ISSUED[-1]
                else filter(None, [meaning.fullmatch(text)])
            )
            days = [day for match in found if (day := read_day(match))]
            if days:
                return days[-1]
    return None


def read_day(match: re.Match[str]) -> date | None:
    """The day that a match of such a meaning names; None where there is no such day."""
    named = match.groupdict()
    name = named["named"] or named["called"]
    month = _MONTHS_BY_LETTERS[name[:3].lower()] if name else _figure(named["month"] or named["m"])
    if named["era"]:
        year = _ERAS.get(named["era"], _REPUBLIC) + _figure(named["nth_year"].replace("元", "一"))
    else:
        year = _figure(named["year"] or named["y"] or named["ad"] or named["anno"])
    try:
        return date(year, month, _figure(named["day"] or named["d"] or named["nth"] or named["first"]))
    except ValueError:
        return None


def _figure(written: str) -> int:
    figures = "".join(_FIGURES.get(sign, sign) for sign in written)  # 二〇二六
    return int(figures) if figures.isdecimal() else parse_numeral(written) or 0
