"""Who reads a page: the language, the time zone, the hour, and the names behind ids. Knows no HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from bot.wording import Catalogue, Language, catalogue_for
from bot.workspace.state.users import User
from bot.workspace.state.workspace_state import State


@dataclass(frozen=True, slots=True)
class Names:
    """What people, channels and user groups are called, by id."""

    users: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader, now."""

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


def reading_of(user: User, state: State, zone: str = "") -> Reading:
    """The reader for this account; `zone` is the time zone of the browser, if it told one."""
    clock = _zone(zone) or _zone(user.tz) or UTC
    return Reading(
        say=catalogue_for(language_of_locale(user.locale)),
        zone=clock,
        now=datetime.fromtimestamp(state.clock(), UTC).astimezone(clock),
        names=_names(state, user),
    )


def language_of_locale(locale: str) -> Language:
    """The language of the interface for an account's locale (`zh-TW`, `en-US`, `de-DE`)."""
    return Language.CHINESE if locale.lower().startswith("zh") else Language.ENGLISH


def _names(state: State, reader: User) -> Names:
    """Channels that this reader does not find have no name."""
    return Names(
        users={one.id: one.real_name for one in state.people.all()},
        channels={one.id: one.name for one in state.channels.all() if one.name and one.visible_to(reader)},
        groups={one.id: one.handle for one in state.people.groups.values()},
    )


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (LookupError, ValueError, OSError):  # unknown, no name at all, or a folder of the database
        return None
