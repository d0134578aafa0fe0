"""A day that stands beside a number: what was, or will be, in force then (7.1 @2026-03-01, 7.1 2026年3月的规定)."""

import re
from dataclasses import dataclass
from datetime import date

_YEAR, _MONTH, _DAY = (
    r"(?P<year>(?:19|20)\d\d)",
    r"(?P<month>1[0-2]|0?[1-9])",
    r"(?P<day>3[01]|[12]\d|0?[1-9])",
)
_AT = re.compile(rf"[@＠]\s*{_YEAR}[-/.]{_MONTH}(?:[-/.]{_DAY})?(?![-/.]?\d)")
_BARE = re.compile(rf"(?<![\d.@＠-])(?<![@＠nft]\s){_YEAR}-{_MONTH}-{_DAY}(?![\d-])\s*的?")
_SAID = re.compile(
    rf"(?:(?:在|于)\s{{0,3}})?{_YEAR}\s*年\s*{_MONTH}\s*月(?:\s*{_DAY}\s*[日号])?\s*"
    r"(?:时|那时|当时|施行|有效|生效|的时候)?(?:的|是)?(?:怎么|如何)?(?:规定|条文|文本|版本|内容|说)?(?:的|是什么)?"
)
_IN_ENGLISH = re.compile(rf"\b(?:as (?:of|at)|on|in)\s+{_YEAR}-{_MONTH}(?:-{_DAY})?(?!-?\d)", re.IGNORECASE)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_NAME = rf"(?:{'|'.join(_MONTHS)}|{'|'.join(each[:3] for each in _MONTHS)})"
_SOME_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月"
_NAMED = re.compile(
    rf"\b(?:as (?:of|at)|on|in)\s+(?P<name>{_MONTH_NAME})\.?(?:\s+{_DAY}(?:st|nd|rd|th)?(?!\d))?,?\s+{_YEAR}\b",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"[@＠]\s*(?:\d{2,4}[-/.年][\d./年月日号-]*|\d{4,8}(?!\d))"
    r"|(?<![\d.-])(?:19|20)\d\d(?:(?:-\d{1,2}){1,2}|\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?)"
    # what is now counts as if it were not said: 今年的 7.1
    rf"|(?:[去前明]年|[上下]个?(?:月|季度|周|星期)|[今本]年(?=\s*{_SOME_MONTH}))(?:\s*{_SOME_MONTH})?"
    r"(?:\s*\d{1,2}\s*[日号])?(?:初|底)?|昨天|前天"
    rf"|\b(?:last|next) (?:year|month|week)\b|\byesterday\b"
    rf"|\b{_MONTH_NAME}\.?(?:\s+\d{{1,2}}\w{{0,2}})?,?\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)  # what is written as a day is, whether there is such a day or not
_ABOUT = re.compile(
    r"\b(?:as (?:of|at)|on|in)\s*$|(?:时|那时|当时|施行|有效|生效|的时候)?的?(?:规定|条文|文本|版本|内容)?$",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(r"^[@＠]|规定|条文|文本|版本|as (?:of|at)", re.IGNORECASE)
_AROUND = " \t\r\n，,。？?；;：:"


@dataclass(frozen=True)
class PointInTime:
    """What is said beside a day; where only the month is named, `day` is its first.

    `is_explicit`: the day is that of the rules, whatever else is said (我三月按7.1报销 may be about anything).
    """

    rest: str
    day: date
    is_explicit: bool


def point_in_time(said: str) -> PointInTime | None:
    """What was said, without the one day in it; None where it names none, several, or one that there is not."""
    found = [match for form in (_AT, _IN_ENGLISH, _NAMED, _SAID, _BARE) for match in form.finditer(said)]
    if len(found) != 1:
        return None
    [match] = found
    rest = f"{said[: match.start()]} {said[match.end() :]}".strip(_AROUND)
    try:
        day = date(int(match["year"]), _month(match), int(match["day"] or 1))
    except ValueError:
        return None
    return PointInTime(rest, day, bool(_EXPLICIT.search(match[0])))


def _month(match: re.Match[str]) -> int:
    """The month of a year, by its number or its English name."""
    written = match.groupdict()
    if name := written.get("name"):
        return 1 + next(place for place, month in enumerate(_MONTHS) if month.startswith(name.lower()))
    return int(written["month"])


def beside_no_day(said: str) -> str | None:
    """What stands beside what is written as a day (7.1 @2026-13-01); None where nothing is written so."""
    rest, found = _MEANT.subn(" ", said)
    return _ABOUT.sub("", rest.strip(_AROUND)).strip(_AROUND + "的") if found else None
