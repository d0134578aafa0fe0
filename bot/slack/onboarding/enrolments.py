"""A new colleague as the rest needs to know them: their course over what they may see, and their language."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.onboarding import Calendar, Enrolment, Journey, Onboarding, Path, Progress, Stage
from bot.rulebook import Clause, Library
from bot.slack.access.visibility import AccessResolver
from bot.store import AsyncStore, Enrolled
from bot.wording import Catalogue

_KEPT = 32  # libraries; staff see few different ones


@dataclass(frozen=True)
class Colleague:
    """Somebody on a path: what is stored, the course as they see it today, and the words of their language."""

    enrolled: Enrolled
    course: Journey
    library: Library
    say: Catalogue
    calendar: Calendar
    now: datetime

    @property
    def person(self) -> str:
        """Their Slack id."""
        return self.enrolment.person

    @property
    def enrolment(self) -> Enrolment:
        """The path they are on, since when, and with whom."""
        return self.course.enrolment

    @property
    def path(self) -> Path:
        """The path as they see it."""
        return self.course.path

    @property
    def progress(self) -> Progress:
        """What they have done."""
        return self.course.progress

    @property
    def today(self) -> date:
        """The day it is where they live."""
        return self.day_of(self.now)

    def day_of(self, moment: datetime) -> date:
        """The day that a moment falls on where they live."""
        return moment.astimezone(ZoneInfo(self.enrolment.zone)).date()

    def stage(self, id: str) -> Stage | None:  # noqa: A002  # the field's own name
        """The stage with this id, if it is (still) there."""
        return next((stage for stage in self.path.stages if stage.id == id), None)

    def clause(self, name: str) -> Clause | None:
        """The clause of this name, if they see it today."""
        return self.library.by_name.get(name)


@dataclass(frozen=True)
class Courses:
    """Finds new colleagues; `today` tells the day in the organisation, by which rules come into force."""

    store: AsyncStore
    access: AccessResolver
    onboarding: Onboarding
    calendar: Calendar
    today: Callable[[], date]
    _seen: dict[tuple[int, date], tuple[Library, Library, Onboarding]] = field(default_factory=dict)

    async def of(self, person: str) -> Colleague | None:
        """The colleague, if this person is on a path and may see the rulebook."""
        enrolled = await self.store.onboarding.course(person)
        return await self.seen(enrolled) if enrolled else None

    async def seen(self, enrolled: Enrolled) -> Colleague | None:
        """The same from what is stored."""
        access = await self.access.of_person(enrolled.enrolment.person)
        if access.refusal or not self.onboarding.paths:
            return None
        library, paths = self._within(access.responder.index.library)
        course = enrolled.on(paths.path_of(enrolled.enrolment.path, enrolled.enrolment.role))
        return Colleague(enrolled, course, library, access.say, self.calendar, self.now())

    def now(self) -> datetime:
        """The moment it is."""
        return datetime.fromtimestamp(self.store.now(), UTC)

    def day_in(self, zone: str) -> date:
        """The day it is in a time zone."""
        return self.now().astimezone(ZoneInfo(zone)).date()

    def _within(self, library: Library) -> tuple[Library, Onboarding]:
        """What is in force of the library today, and the paths within it."""
        key = (id(library), self.today())
        if key not in self._seen:
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            in_force = library.in_force(self.today())
            self._seen[key] = (library, in_force, self.onboarding.within(in_force))
        return self._seen[key][1:]
