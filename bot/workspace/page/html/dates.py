"""Times and days as people write them: of messages, of day lines, and in rich text."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from babel.dates import format_date, format_skeleton, format_time, format_timedelta

from bot.workspace.page.html.reading import Reading

_TOKEN = re.compile(r"\{(\w+)\}")


def clock(moment: datetime, reading: Reading) -> str:
    """The time of day: 15:04 or 3:04 PM."""
    return _plain(format_time(moment, "short", locale=reading.locale))


def full(moment: datetime, reading: Reading) -> str:
    """Day and time, for a tooltip."""
    return f"{_day(moment, reading, 'full')} {clock(moment, reading)}"


def day(moment: datetime, reading: Reading) -> str:
    """Today, yesterday, or weekday and date."""
    return _pretty(moment, reading) or _plain(format_skeleton("MMMMEEEEd", moment, locale=reading.locale))


def written(timestamp: float, form: str, reading: Reading) -> str:
    """Slack's date format filled in, `{date_short} {time}`; an unknown token stays as it is written."""
    moment = reading.moment(timestamp)

    def fill(token: re.Match[str]) -> str:
        fill_in = _TOKENS.get(token[1])
        return fill_in(moment, reading) if fill_in else token[0]

    return _TOKEN.sub(fill, form)


def _day(moment: datetime, reading: Reading, width: str) -> str:
    return _plain(format_date(moment, width, locale=reading.locale))


def _pretty(moment: datetime, reading: Reading) -> str:
    """Yesterday, today, tomorrow; nothing for other days."""
    distance = (moment.date() - reading.now.date()).days
    name = {-1: "day.yesterday", 0: "day.today", 1: "day.tomorrow"}.get(distance)
    return reading.phrase(name) if name else ""


def _ago(moment: datetime, reading: Reading) -> str:
    return format_timedelta(moment - reading.now, add_direction=True, locale=reading.locale)


def _plain(text: str) -> str:
    """Without the narrow spaces of CLDR, which some fonts lack."""
    return text.replace("\u202f", " ").replace("\u2009", " ")


_TOKENS: Mapping[str, Callable[[datetime, Reading], str]] = {
    "date_num": lambda moment, _: moment.date().isoformat(),
    "date_slash": lambda moment, _: moment.strftime("%Y/%m/%d"),
    "date": lambda moment, reading: _day(moment, reading, "long"),
    "date_short": lambda moment, reading: _day(moment, reading, "medium"),
    "date_long": lambda moment, reading: _day(moment, reading, "full"),
    "date_pretty": lambda moment, reading: _pretty(moment, reading) or _day(moment, reading, "long"),
    "date_short_pretty": lambda moment, reading: _pretty(moment, reading) or _day(moment, reading, "medium"),
    "date_long_pretty": lambda moment, reading: _pretty(moment, reading) or _day(moment, reading, "full"),
    "day_divider_pretty": day,
    "time": clock,
    "time_secs": lambda moment, reading: _plain(format_time(moment, "medium", locale=reading.locale)),
    "ago": _ago,
}
