"""Whose eyes a page is drawn for: the language, the time zone, the hour, and the names behind ids. Knows no HTML."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time, format_timedelta

from bot.wording import Catalogue, Language, catalogue_for
from bot.workspace.state import User, WorkspaceState

Width = Literal["short", "medium", "long", "full"]
"""How much of a date or a time is written, in the words of CLDR."""
_TOKEN = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Names:
    """What people, channels and user groups are called, by id."""

    users: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """One reader, now: `say` has the sentences in the reader's language, `zone` and `now` the reader's clock."""

    say: Catalogue
    zone: tzinfo
    now: datetime
    names: Names = Names()

    @property
    def locale(self) -> str:
        """The language as HTML and Babel write it: `zh` or `en`."""
        return str(self.say.language)

    def phrase(self, name: str, /, **values: object) -> str:
        """A sentence of the page; `name` is what follows `page.` in the catalogue."""
        return self.say(f"page.{name}", **values)

    def moment(self, ts: str | float) -> datetime:
        """The time of a message timestamp, on this reader's clock."""
        return datetime.fromtimestamp(float(ts), UTC).astimezone(self.zone)

    def clock(self, moment: datetime, width: Width = "short") -> str:
        """The time of day: 15:04 or 3:04 PM; with the width `medium` the seconds too."""
        return _plain(format_time(moment, width, locale=self.locale))

    def date(self, moment: datetime, width: Width) -> str:
        """The date in CLDR's width: `medium`, `long`, or `full` with the weekday."""
        return _plain(format_date(moment, width, locale=self.locale))

    def full(self, moment: datetime) -> str:
        """Date and time, for a tooltip."""
        return f"{self.date(moment, 'full')} {self.clock(moment)}"

    def near(self, moment: datetime) -> str:
        """Yesterday, today, tomorrow; nothing for other days."""
        distance = (moment.date() - self.now.date()).days
        name = {-1: "day.yesterday", 0: "day.today", 1: "day.tomorrow"}.get(distance)
        return self.phrase(name) if name else ""

    def day(self, moment: datetime) -> str:
        """Today, yesterday, or weekday and date."""
        return self.near(moment) or _plain(format_skeleton("MMMMEEEEd", moment, locale=self.locale))

    def written(self, timestamp: float, form: str, fallback: str = "") -> str:
        """Slack's date format filled in, `{date_short} {time}`; an unknown token stays as it is written.

        `fallback` is for a timestamp that is no day of any calendar.
        """
        try:
            moment = self.moment(timestamp)
        except (ValueError, OverflowError, OSError):
            return fallback

        def fill(token: re.Match[str]) -> str:
            fill_in = _TOKENS.get(token[1])
            return fill_in(self, moment) if fill_in else token[0]

        return _TOKEN.sub(fill, form)


def viewpoint_of(user: User, state: WorkspaceState, zone: str = "") -> Viewpoint:
    """The viewpoint of this account; `zone` is the time zone of the browser, if it told one.

    Channels that the reader does not find have no name.
    """
    clock = _zone(zone) or _zone(user.tz) or UTC
    channels = [one for one in state.channels.values() if one.name and one.visible_to(user)]
    names = Names(
        users={one.id: one.real_name for one in state.users.values()},
        channels={one.id: one.name for one in channels},
        groups={one.id: one.handle for one in state.users.groups.values()},
    )
    is_chinese = user.locale.lower().startswith("zh")  # whatever the region: zh-CN, zh-TW
    say = catalogue_for(Language.CHINESE if is_chinese else Language.ENGLISH)
    return Viewpoint(say, clock, datetime.fromtimestamp(state.clock(), UTC).astimezone(clock), names)


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (LookupError, ValueError, OSError):  # unknown, no name at all, or a folder of the database
        return None


def _plain(text: str) -> str:
    """Without the narrow spaces of CLDR, which some fonts lack."""
    return text.replace("\u202f", " ").replace("\u2009", " ")


_TOKENS: Mapping[str, Callable[[Viewpoint, datetime], str]] = {
    "date_num": lambda _, moment: moment.date().isoformat(),
    "date_slash": lambda _, moment: moment.strftime("%Y/%m/%d"),
    "date": lambda reader, moment: reader.date(moment, "long"),
    "date_short": lambda reader, moment: reader.date(moment, "medium"),
    "date_long": lambda reader, moment: reader.date(moment, "full"),
    "date_pretty": lambda reader, moment: reader.near(moment) or reader.date(moment, "long"),
    "date_short_pretty": lambda reader, moment: reader.near(moment) or reader.date(moment, "medium"),
    "date_long_pretty": lambda reader, moment: reader.near(moment) or reader.date(moment, "full"),
    "day_divider_pretty": Viewpoint.day,
    "time": Viewpoint.clock,
    "time_secs": lambda reader, moment: reader.clock(moment, "medium"),
    "ago": lambda reader, moment: format_timedelta(
        moment - reader.now, add_direction=True, locale=reader.locale
    ),
}
