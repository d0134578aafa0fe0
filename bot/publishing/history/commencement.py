"""What takes force on a day that was planned: written down in the log, and so told like what is published."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.generation import COUNTING
from bot.publishing.changes.difference import commenced_on
from bot.publishing.history.archive import Archive
from bot.rulebook import Timeline
from bot.store import Publications


@dataclass
class Commencements:
    """Looks back over so many `days`, today among them: what could not be told by then is no news.

    `today` tells the day in the organisation, whose time zone is `zone`.
    """

    publications: Publications
    archive: Archive
    today: Callable[[], date]
    zone: str
    days: int
    _noted: tuple[date, str] | None = field(default=None)

    def note(self, now: float) -> tuple[date, str]:
        """Have the log say what took force, each day once, whichever process comes to it; the moment it is told of.

        A text that is published on the very day that it is in force from is told as published, and not twice.
        """
        moment = self.today(), self.publications.newest()
        if moment != self._noted:
            for ago in reversed(range(self.days)):
                self._note(now, moment[0] - timedelta(days=ago))
            self._noted = moment
        return moment

    def _note(self, now: float, day: date) -> None:
        zone = ZoneInfo(self.zone)
        log = self.publications.log()
        before = [each for each in log if each.event in COUNTING and each.at.astimezone(zone).date() < day]
        if not before:
            return
        library = self.archive.library(before[-1].generation)
        if day in Timeline(library).changes and any(commenced_on(day, library)):
            self.publications.commence(now, before[-1].generation, day)
