"""Which days are working days, and which hours are left in peace."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
from holidays import HolidayBase

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


class UnknownCountryError(ValueError):
    """A country whose holidays are not known; carries it as `country`."""

    def __init__(self, country: str) -> None:
        super().__init__(
            f"{country!r} is no country whose holidays are known; write two letters as in ISO 3166: CN"
        )
        self.country = country


class WorkingDays:
    """The working days of a country ("CN", or "DE" and "DE-BY" where its parts differ).

    Weekends on which people work to make up for a holiday (China's 调休) are working days. They are known once the
    government has said so, late in the year before: until then, and after 2100, weekends are off and all else is as
    the law has it. Raises UnknownCountryError.
    """

    def __init__(self, country: str = "CN") -> None:
        self.country = country
        _year(country, 2026)  # an unknown country is told at the start, not on the first question

    def is_working(self, day: date) -> bool:
        """Whether people work on that day."""
        return _year(self.country, day.year).is_working_day(day)

    def after(self, day: date, count: int) -> date:
        """The working day `count` working days after `day`; 0: `day` itself, or the first one that follows."""
        day = self._first(day)
        for _ in range(count):
            day = self._first(day + _DAY)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and with `last`; 0 where `last` is not later."""
        days = (first + _DAY * ahead for ahead in range(1, (last - first).days + 1))
        return sum(self.is_working(day) for day in days)

    def later(self, moment: datetime, hours: float, zone: str) -> datetime:
        """The moment (UTC) so many hours after one with its zone; only those of working days in `zone` count."""
        now, left = moment.astimezone(UTC), timedelta(hours=hours)
        while True:
            day = now.astimezone(ZoneInfo(zone)).date()
            ends = datetime.combine(day + _DAY, time(), ZoneInfo(zone)).astimezone(UTC)
            if self.is_working(day):
                if now + left <= ends:
                    return now + left
                left -= ends - now
            now = ends

    def deadline(self, since: float, hours: float, zone: str) -> float:
        """As `later`, in seconds since 1970."""
        return self.later(datetime.fromtimestamp(since, UTC), hours, zone).timestamp()

    def _first(self, day: date) -> date:
        while not self.is_working(day):
            day += _DAY
        return day


@dataclass(frozen=True)
class QuietHours:
    """From `start` until `end` on the clock where somebody lives, over midnight too; none where they are the same."""

    start: time = time(20)
    end: time = time(9)

    def is_quiet(self, moment: datetime, zone: str) -> bool:
        """Whether a moment (with its zone) lies in them where somebody lives."""
        clock = moment.astimezone(ZoneInfo(zone)).time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def next_allowed(self, moment: datetime, zone: str) -> datetime:
        """The first moment (UTC) from this one on that is not quiet there; whole minutes, unless it is this one.

        It is looked for minute by minute: an hour that the clock leaves out or shows twice then needs no rule.
        """
        moment = moment.astimezone(UTC)
        while self.is_quiet(moment, zone):
            moment = moment.replace(second=0, microsecond=0) + _MINUTE
        return moment


@dataclass(frozen=True)
class Calendar:
    """When people are written to: on working days, outside the quiet hours."""

    working_days: WorkingDays
    quiet_hours: QuietHours

    def allows(self, moment: datetime, zone: str) -> bool:
        """Whether somebody who lives in that zone may be written to at that moment."""
        day = moment.astimezone(ZoneInfo(zone)).date()
        return self.working_days.is_working(day) and not self.quiet_hours.is_quiet(moment, zone)


def known_zone(name: str, otherwise: str) -> str:
    """The time zone of this name; where there is none, `otherwise`: what Slack tells is not ours to choose."""
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):  # no such zone, no name of one, or a folder
        return otherwise


@cache
def _year(country: str, year: int) -> HolidayBase:
    """A year's holidays, never added to again: filling one object from several threads would corrupt it."""
    code, _, part = country.partition("-")
    try:
        return holidays.country_holidays(code, subdiv=part or None, years=year, expand=False)
    except NotImplementedError as error:
        raise UnknownCountryError(country) from error
