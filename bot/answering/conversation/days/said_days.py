"""Words that tell a day, a month or a year: 2026-03-01, 2026年3月, 1 March 2026; from some day also 上个月, last year.

Ours: dateparser, which reads the same, takes 7.1 and 三月 for days too.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.rulebook.designation.numerals import NUMERAL, parse_numeral

_YEAR, _MONTH, _DAY = (
    r"(?P<year>(?:19|20)\d\d)",
    r"(?P<month>1[0-2]|0?[1-9])",
    r"(?P<day>3[01]|[12]\d|0?[1-9])",
)
_SOME_MONTH = rf"(?:\s*(?P<month>{NUMERAL})\s*月(?:份|\s*(?P<day>{NUMERAL})\s*[日号])?)?(?P<edge>[初底末])?"
_OF_RULES = r"(?:怎么|如何)?(?:规定|条文|文本|版本|内容|说)?(?:的|是什么)?"
_BEFORE, _AFTER = (
    r"(?:[在于]\s{0,3})?",
    rf"\s*(?:时|那时|当时|施行|有效|生效|的时候)?(?:的|是)?{_OF_RULES}",
)
_AS_OF = r"\b(?:as (?:of|at)|on|in)\s+"
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
MONTH_NAME = (
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
"""The name of a month in English, as part of a pattern."""
_NAME, _TH = rf"(?P<name>{MONTH_NAME})", r"(?:st|nd|rd|th)?(?!\d)"

_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week"}
_UNITS |= {"月": "month", "季": "quarter", "季度": "quarter", "年": "year"}
_IN_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS_OFF = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_DAYS_OFF |= {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
_YEARS_OFF = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "明": 1, "后": 2}
_TURNS = {"last": -1, "previous": -1, "this": 0, "next": 1}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

_Match = re.Match[str]
_Span = tuple[date, date] | None


@dataclass(frozen=True)
class SaidDays:
    """Where in a text days are told, and the first and last of them; None where there is no such day: 2月30日."""

    start: int
    end: int
    span: _Span

    def day(self, today: date | None) -> date | None:
        """The one that is meant: today, if they go on still, else the last, on which all their changes are made."""
        if today and self.span and self.span[0] <= today <= self.span[1]:
            return today
        return self.span and self.span[1]


def said_days(said: str, today: date | None) -> list[SaidDays]:
    """All that are told in a text; without `today` only those that are told with their year."""
    found = [(match, _told(match)) for form in _FORMS for match in form.finditer(said)]
    if today:
        found += [
            (match, _from(today, days, match)) for form, days in _RELATIVE for match in form.finditer(said)
        ]
    told = {match.span(): SaidDays(*match.span(), span) for match, span in found}.values()
    return [each for each in told if not any(_is_within(each, other) for other in told)]


def _is_within(one: SaidDays, other: SaidDays) -> bool:
    return one is not other and other.start <= one.start and one.end <= other.end


def _from(today: date, days: Callable[[_Match, date], _Span], match: _Match) -> _Span:
    try:
        return days(match, today)
    except (ValueError, OverflowError):  # 9999年前
        return None


def _told(match: _Match) -> _Span:
    return _span_of(int(match["year"]), match.groupdict())


def _span_of(year: int, found: dict[str, str | None]) -> _Span:
    """A year, or of it the month and the day that were found."""
    month, day = _month_of(found), _number(found.get("day"))
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    try:
        first = date(year, month, day or 1)
    except ValueError:
        return None
    return first, first if day else date(year, month, monthrange(year, month)[1])


def _month_of(found: dict[str, str | None]) -> int | None:
    if name := found.get("name"):
        return 1 + _MONTHS.index(name[:3].lower()) // 3
    return _number(found.get("month"))


def _number(written: str | None) -> int | None:
    return None if written is None else parse_numeral(written) or 0


def _day_off(match: _Match, today: date) -> _Span:
    day = today + timedelta(_DAYS_OFF[" ".join(match["off"].lower().split())])
    return day, day


def _turned(match: _Match, today: date) -> _Span:
    """The week, month or quarter so many before or after that of today: 上上个月, last quarter."""
    word, unit = match["turns"].lower(), match["unit"].lower()
    turns = _TURNS.get(word) or (-len(word) if "上" in word else len(word))
    unit = _UNITS.get(unit, unit)
    if unit == "week":
        first = today + timedelta(weeks=turns, days=-today.weekday())
        return _edge(match, (first, first + timedelta(6)))
    months = _IN_MONTHS[unit]
    began = ((today.year * 12 + today.month - 1) // months + turns) * months
    return _edge(match, (_month(began), _month(began + months) - timedelta(1)))


def _year_off(match: _Match, today: date) -> _Span:
    """The year so many before or after that of today, or a month of it: 去年三月, March last year."""
    word = match["turns"].lower()
    off = _TURNS[word] if word in _TURNS else _YEARS_OFF[word]
    return _edge(match, _span_of(today.year + off, match.groupdict()))


def _edge(match: _Match, span: _Span) -> _Span:
    """Of 去年底 and 上月初 the day at that end."""
    edge = match.groupdict().get("edge")
    if span is None or edge is None:
        return span
    return (span[0], span[0]) if edge == "初" else (span[1], span[1])


def _ago(match: _Match, today: date) -> _Span:
    """So long before today: 三个月前, 半年前, two weeks ago."""
    written, unit = match["count"].lower(), match["unit"].lower()
    unit = _UNITS.get(unit, unit)
    count = 0.5 if written == "半" else _COUNTS.get(written) or parse_numeral(written) or 0
    if unit in {"day", "week"}:
        day = today - timedelta(days=int(count * (7 if unit == "week" else 1)))
        return day, day
    first = _month(today.year * 12 + today.month - 1 - int(count * _IN_MONTHS[unit]))
    day = first.replace(day=min(today.day, monthrange(first.year, first.month)[1]))
    return day, day


def _month(months: int) -> date:
    """The first day of a month, so many after January of the year 0."""
    return date(months // 12, months % 12 + 1, 1)


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_FORMS = (
    _form(rf"[@＠]\s*{_YEAR}[-/.]{_MONTH}(?:[-/.]{_DAY})?(?![-/.]?\d)\s*的?"),
    _form(rf"(?<![\d.@＠-])(?<![@＠]\s){_YEAR}-{_MONTH}-{_DAY}(?![\d-])\s*的?"),
    _form(rf"{_AS_OF}{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?(?![-/.]?\d)\s*的?"),
    _form(rf"{_BEFORE}{_YEAR}\s*年\s*{_MONTH}\s*月(?:份|\s*{_DAY}\s*[日号])?{_AFTER}"),
    _form(rf"{_BEFORE}{_YEAR}\s*年(?=的|时|那时|当时|施行|有效|生效|$){_AFTER}"),
    _form(
        rf"(?:{_AS_OF}|(?<!^\d\s)(?<![^.\d]\d\s)(?<![^.\d]\d\d\s)){_NAME}(?:\s+{_DAY}{_TH})?,?\s+{_YEAR}\b"
    ),
    _form(rf"{_AS_OF}(?:the\s+)?{_DAY}{_TH}(?:\s+of)?\s+{_NAME},?\s+{_YEAR}\b"),
)

_RELATIVE: tuple[tuple[re.Pattern[str], Callable[[_Match, date], _Span]], ...] = (
    (_form(rf"{_BEFORE}(?P<off>大?[前后]天|[昨明][天日]){_AFTER}"), _day_off),
    (
        _form(rf"(?:{_AS_OF})?(?:the\s+)?\b(?P<off>(?:day\s+(?:before|after)\s+)?(?:yesterday|tomorrow))\b"),
        _day_off,
    ),
    (
        _form(
            rf"{_BEFORE}(?P<turns>上{{1,3}}|下{{1,3}})一?个?(?P<unit>月|季度?|周|星期|礼拜)(?P<edge>[初底末])?{_AFTER}"
        ),
        _turned,
    ),
    (_form(rf"(?:{_AS_OF})?\b(?P<turns>last|previous|next)\s+(?P<unit>week|month|quarter)\b"), _turned),
    (_form(rf"{_BEFORE}(?P<turns>[前去明后]|上(?=一?年))一?年度?{_SOME_MONTH}{_AFTER}"), _year_off),
    (_form(rf"{_BEFORE}(?P<turns>[今本])年(?=\s*{NUMERAL}\s*月|[初底末]){_SOME_MONTH}{_AFTER}"), _year_off),
    (_form(rf"(?:{_AS_OF})?\b(?P<turns>last|previous|next)\s+year\b"), _year_off),
    (
        _form(
            rf"(?:{_AS_OF})?{_NAME}(?:\s+{_DAY}{_TH})?\s+(?:of\s+)?(?P<turns>last|previous|this|next)\s+year\b"
        ),
        _year_off,
    ),
    (
        _form(
            rf"{_BEFORE}(?P<count>{NUMERAL}|半)\s*(?:个\s*)?(?P<unit>天|日|周|星期|礼拜|月|季度?|年)(?:以|之)?前{_AFTER}"
        ),
        _ago,
    ),
    (
        _form(
            rf"(?:{_AS_OF})?\b(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})\s+(?P<unit>day|week|month|quarter|year)s?\s+ago\b"
        ),
        _ago,
    ),
)
