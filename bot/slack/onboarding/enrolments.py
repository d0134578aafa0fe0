"""Who is on a path as the rest needs to know them, who of them may have to hear something, and who of HR looks on."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.onboarding.calendar import Calendar
from bot.onboarding.deadlines import days_late, due_day, opening_day
from bot.onboarding.path import Onboarding, Path, Stage
from bot.onboarding.progress import Enrolment, Journey, Progress, current_stage
from bot.rulebook import Clause, Library
from bot.slack.access.directory import Directory
from bot.slack.access.visibility import AccessResolver
from bot.store import AsyncStore, EnrolmentRecord
from bot.wording import Catalogue

_KEPT = 32  # libraries; staff see few different ones
_LATELY = 90 * 86_400.0  # seconds
_READ_AT_ONCE = 200  # enrolments that are read in one transaction
_AT_ONCE = 100  # of those who finished: twice as many as are told of anything in a minute


@dataclass(frozen=True)
class EnrolledUser:
    """Somebody on a path: what is stored, the journey as they see it today, and the words of their language."""

    record: EnrolmentRecord
    journey: Journey
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
        return self.journey.enrolment

    @property
    def path(self) -> Path:
        """The path as they see it."""
        return self.journey.path

    @property
    def progress(self) -> Progress:
        """What they have done."""
        return self.journey.progress

    @property
    def today(self) -> date:
        """The day it is where they live."""
        return self.day_of(self.now)

    def day_of(self, moment: datetime) -> date:
        """The day that a moment falls on where they live."""
        return moment.astimezone(ZoneInfo(self.enrolment.zone)).date()

    @property
    def current_stage(self) -> Stage | None:
        """The stage that they are in; None once all are done."""
        return current_stage(self.path, self.progress)

    def opening_day(self, stage: Stage) -> date:
        """The day from which a stage can be worked on."""
        return opening_day(self.enrolment, stage, self.calendar.working_days)

    def due_day(self, stage: Stage) -> date:
        """The day by which a stage is to be done."""
        return due_day(self.enrolment, stage, self.calendar.working_days)

    def days_late(self, stage: Stage) -> int:
        """By how many working days a stage is late; 0 where it is not."""
        return days_late(self.journey, stage, self.today, self.calendar.working_days)

    def stage(self, id: str) -> Stage | None:  # noqa: A002  # the field's own name
        """The stage with this id, if it is (still) there."""
        return next((stage for stage in self.path.stages if stage.id == id), None)

    def clause(self, name: str) -> Clause | None:
        """The clause of this name, if they see it today."""
        return self.library.by_name.get(name)


@dataclass(frozen=True)
class Enrolments:
    """Finds people on the paths of the moment; `today` tells the day in the organisation."""

    store: AsyncStore
    access: AccessResolver
    calendar: Calendar
    today: Callable[[], date]
    _seen: dict[int, tuple[Library, Onboarding]] = field(default_factory=dict)  # by the library's identity

    @property
    def onboarding(self) -> Onboarding:
        """All paths, as they are for who sees all that is in force."""
        return self.access.rules().onboarding or Onboarding(())

    async def find(self, person: str) -> EnrolledUser | None:
        """Somebody on a path; None where they are on none, or may see nothing of the rulebook."""
        record = await self.store.onboarding.enrolment_of(person)
        return await self.seen_by_themselves(record) if record else None

    async def seen_by_themselves(self, record: EnrolmentRecord) -> EnrolledUser | None:
        """A stored enrolment as the person on it sees it: only clauses that are in force and meant for them.

        None for who may see nothing of the rulebook (a guest, where guests may not), and where no path is written.
        """
        access, onboarding = await self.access.of_person(record.enrolment.person), self.onboarding
        if access.refusal or not onboarding.paths:
            return None
        library = access.responder.index.library
        paths = self._within(library, onboarding)
        journey = record.on(paths.path_of(record.enrolment.path, record.enrolment.role))
        return EnrolledUser(record, journey, library, access.say, self.calendar, self.now())

    def now(self) -> datetime:
        """The moment it is."""
        return datetime.fromtimestamp(self.store.now(), UTC)

    def day_in(self, zone: str) -> date:
        """The day it is in a time zone."""
        return self.now().astimezone(ZoneInfo(zone)).date()

    def _within(self, library: Library, onboarding: Onboarding) -> Onboarding:
        """The paths as they are for who sees this library."""
        if id(library) not in self._seen:
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            self._seen[id(library)] = library, onboarding.within(library)
        return self._seen[id(library)][1]


@dataclass
class DueEnrolments:
    """Whose enrolment is worth a look: most of those who finished their path have nothing to hear.

    `library` tells what is in force, `today` the day in the organisation. As they were when last read, `managers` is
    everybody on a path with their manager ("": nobody is named), and `unfinished` those of them who have not finished.
    """

    store: AsyncStore
    library: Callable[[], Library]
    today: Callable[[], date]
    managers: Mapping[str, str] = field(default_factory=dict)
    unfinished: frozenset[str] = frozenset()
    _compared: tuple[date, Library] | None = None
    _outdated: dict[str, None] = field(default_factory=dict)  # in the order in which they are looked at

    async def know(self) -> tuple[EnrolmentRecord, ...]:
        """Who is on a path, and under whom; those who have not finished."""
        self.managers = await self.store.onboarding.managers()
        unfinished = await self.store.onboarding.unfinished()
        self.unfinished = frozenset(record.enrolment.person for record in unfinished)
        return unfinished

    async def read(self) -> tuple[EnrolmentRecord, ...]:
        """Those to whom something may have to be said: not finished, or what they signed says something else today."""
        unfinished = await self.know()
        moment = self.today(), (library := self.library())
        if self._compared is None or self._compared[0] != moment[0] or self._compared[1] is not library:
            outdated = await self.store.signatures.outdated(library.fingerprints)
            self._compared, self._outdated = moment, dict.fromkeys(sorted(outdated - self.unfinished))
        finished = list(self._outdated)[:_AT_ONCE]
        for person in finished:  # whoever may not be written to now waits at the end, and nobody behind them
            self._outdated[person] = self._outdated.pop(person)
        return (*unfinished, *(await self.store.onboarding.enrolments(finished) if finished else ()))

    def was_told(self, person: str) -> None:
        """Somebody knows what changed of what they signed: who has finished is not read again that day."""
        self._outdated.pop(person, None)


@dataclass(frozen=True)
class HrGroup:
    """The people of HR, as the setting names them: `ids` of people and of user groups."""

    ids: Sequence[str]
    directory: Directory

    async def members(self) -> frozenset[str]:
        """The ids of the people."""
        return await self.directory.members_of(self.ids)

    async def includes(self, person: str) -> bool:
        """Whether this person is one of them."""
        return person in await self.members()


@dataclass(frozen=True)
class Supervision:
    """Who looks after whom: a manager after their own new colleagues, HR after all."""

    enrolments: Enrolments
    hr: HrGroup

    async def colleagues_of(self, person: str) -> tuple[EnrolledUser, ...]:
        """Whom somebody looks after, of those who have not finished their path, or have within 90 days."""
        store = self.enrolments.store
        manager = "" if await self.hr.includes(person) else person
        return await self._seen(await store.onboarding.unfinished(store.now() - _LATELY, manager))

    async def all_colleagues_of(self, person: str) -> tuple[EnrolledUser, ...]:
        """All whom somebody looks after; read in pieces, so that nobody's question waits for years of them."""
        store, is_hr = self.enrolments.store, await self.hr.includes(person)
        managers = await store.onboarding.managers()
        people = [one for one, manager in managers.items() if is_hr or manager == person]
        pieces = [
            await store.onboarding.enrolments(people[start : start + _READ_AT_ONCE])
            for start in range(0, len(people), _READ_AT_ONCE)
        ]
        return await self._seen([record for piece in pieces for record in piece])

    async def names(self, colleagues: Iterable[EnrolledUser]) -> Mapping[str, str]:
        """Their names as they stand in their profiles, by their ids."""
        directory = self.enrolments.access.directory
        users = await asyncio.gather(*(directory.reader(each.person) for each in colleagues))
        return {user.user: user.name for user in users}

    async def covers(self, person: str, colleague: EnrolledUser) -> bool:
        """Whether somebody looks after a colleague, and may change their path."""
        return colleague.enrolment.manager == person or await self.hr.includes(person)

    async def _seen(self, records: Iterable[EnrolmentRecord]) -> tuple[EnrolledUser, ...]:
        seen = await asyncio.gather(*map(self.enrolments.seen_by_themselves, records))
        return tuple(colleague for colleague in seen if colleague)
