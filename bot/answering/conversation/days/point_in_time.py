"""A day that stands beside a number: what was, or will be, in force then (7.1 @2026-03-01, 7.1 上个月的规定)."""

import re
from dataclasses import dataclass
from datetime import date

from bot.answering.conversation.days.said_days import MONTH_NAME, said_days
from bot.rulebook import names_reference

_SOME_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月"
_MEANT = re.compile(
    r"[@＠]\s*(?:\d{2,4}[-/.年][\d./年月日号-]*|\d{4,8}(?!\d))"
    r"|(?<![\d.-])(?:(?:19|20)\d\d(?:-\d{1,2}){1,2}|\d{4,6}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?)"
    # what is now counts as if it were not said: 今年的 7.1
    rf"|(?:[去前明]年|[上下]+个?(?:月|季度|周|星期)|[今本]年(?=\s*{_SOME_MONTH}))(?:\s*{_SOME_MONTH})?"
    r"(?:\s*\d{1,2}\s*[日号])?(?:初|底)?|昨天|前天"
    r"|\b(?:last|next) (?:year|month|week|quarter)\b|\byesterday\b"
    r"|(?<!\d)\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d(?!\d)"
    rf"|(?:\b\d{{1,2}}(?:st|nd|rd|th)\s+(?:of\s+)?|(?<=\d\s)\d{{1,2}}\s+)?{MONTH_NAME}(?:\s+\d{{1,2}}\w{{0,2}})?,?\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)  # what is written as a day is, whether there is such a day or not
_ABOUT = re.compile(
    r"\b(?:as (?:of|at)|on|in)\s*$|(?:时|那时|当时|施行|有效|生效|的时候)?的?(?:规定|条文|文本|版本|内容)?$",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(r"^[@＠]|规定|条文|文本|版本|as (?:of|at)", re.IGNORECASE)
_ASKED = re.compile(r"(?:怎么|如何)(?:规定|写|说)的|\bdid\b.*\b(?:say|read)\b", re.IGNORECASE)
_AROUND = " \t\r\n，,。？?；;：:"
_SOME_DAY = date(2000, 7, 1)  # from which 上个月 counts where only the words are looked at


@dataclass(frozen=True)
class PointInTime:
    """What is said beside a day; of a month or a year that is named, `day` is the last, or today while it lasts.

    `is_explicit`: the day is that of the rules, whatever else is said (我三月按7.1报销 may be about anything).
    """

    rest: str
    day: date
    is_explicit: bool


def point_in_time(said: str, today: date | None) -> PointInTime | None:
    """What was said, without the one day in it; None where it names none, several, or one that there is not.

    上个月 and last year are days where `today` is known, from which they count.
    """
    found = said_days(said, today)
    if len(found) != 1 or (day := found[0].day(today)) is None:
        return None
    [told] = found
    rest = f"{said[: told.start]} {said[told.end :]}".strip(_AROUND)
    is_explicit = _EXPLICIT.search(said[told.start : told.end]) or _ASKED.search(said)
    return PointInTime(rest, day, bool(is_explicit))


def beside_no_day(said: str) -> str | None:
    """What stands beside what is written as a day (7.1 @2026-13-01); None where nothing is written so."""
    rest, found = _MEANT.subn(" ", said)
    return _ABOUT.sub("", rest.strip(_AROUND)).strip(_AROUND + "的") if found else None


def names_no_day(said: str, today: date | None) -> bool:
    """Whether something is written as a day that is none: 2026-13-45, 2月30日 of a year."""
    found = said_days(said, today or _SOME_DAY)
    return any(told.span is None for told in found) or (not found and beside_no_day(said) is not None)


def names_reference_then(said: str) -> bool:
    """Whether what stands beside the days in a text names a clause or heading: 7.1 上个月, 7.1 @2026-13-01."""
    rest = said
    for told in sorted(said_days(said, _SOME_DAY), key=lambda each: each.start, reverse=True):
        rest = f"{rest[: told.start]} {rest[told.end :]}"
    return any(names_reference(each) for each in (rest, beside_no_day(said)) if each)
