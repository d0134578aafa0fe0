"""What is due is posted: the welcome, the cards of stages, reminders, and what is to be signed again.

Whether something was posted stands in the store, in one transaction with its parcel: several processes look at the same
time, and each message is posted by one of them, once. A process that dies has posted it or leaves it to the next look.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field

from bot.onboarding.deadlines import EscalateToManager, ReminderDue, notice_due
from bot.onboarding.path import Assignee, Stage
from bot.onboarding.progress import is_over, own_steps
from bot.rulebook import Library
from bot.slack.onboarding.enrolments import DueEnrolments, EnrolledUser, HrGroup
from bot.slack.onboarding.journey.messages import reminder, stuck_message, tasks_message, welcome_message
from bot.slack.onboarding.journey.posted_cards import Cards, Parcels, ProgressRecorder, completed, parcel_id
from bot.slack.onboarding.journey.signing import changes_id, changes_key, changes_message, changes_to_sign
from bot.slack.onboarding.reminding import may_be_written_to, wanted
from bot.slack.process.going_on import GoingOn
from bot.store import EnrolmentRecord, Parcel

_log = logging.getLogger(__name__)
WELCOME = ""  # by this key the welcome is known to have been posted; the card of a stage by the stage's id
# Messages in so many seconds, of all processes: what Slack takes of new conversations.
_MOST, _WINDOW = 50, 60.0


@dataclass(frozen=True)
class Reminders:
    """Notices about late stages as parcels: to whom one goes, and what it takes the place of."""

    cards: Cards
    hr: HrGroup

    async def parcels(self, colleague: EnrolledUser, due: ReminderDue | EscalateToManager) -> Parcels:
        """The parcels of a notice; none where nobody is named who could be told."""
        match due:
            case ReminderDue(assignee=Assignee.NEW_HIRE, stage=stage):
                card = reminder(await self.cards.card(colleague, stage), colleague, due)
                return await self.cards.at_the_end(colleague, stage, card)
            case ReminderDue(person=helper, stage=stage):
                tasks = tasks_message(colleague, stage, helper, await self.cards.words_of(helper))
                return await self.cards.at_the_end(colleague, stage, tasks, helper)
            case EscalateToManager(manager=manager):
                people = [manager] if manager else sorted(await self.hr.members())
                return dict([await self._stuck(colleague, due, person) for person in people])

    async def _stuck(
        self, colleague: EnrolledUser, due: EscalateToManager, person: str
    ) -> tuple[str, Parcel]:
        access = await self.cards.enrolments.access.of_person(person)
        library = Library(()) if access.refusal else access.responder.index.library
        message = stuck_message(colleague, due, library, access.say)
        id_ = parcel_id("word", colleague.record.id, due.stage.id, due.assignee, person)
        return id_, self.cards.parcel(person, message)


@dataclass(frozen=True)
class Schedule:
    """Looks at everybody on a path; `rest` seconds lie between two looks, unless `wake` is called."""

    progress: ProgressRecorder
    reminders: Reminders
    due: DueEnrolments
    rest: float
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Somebody was put on a path."""
        self._woken.set()

    async def run(self, due: float = 0.0) -> None:
        """Look until it is cancelled, from `due` seconds on; what goes wrong in one look, the next one tries again."""
        await self._rested(due)
        while True:
            self._woken.clear()
            with GoingOn(_log, "not looked"):
                await self.look()
            await self._rested(self.rest)

    async def _rested(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def look(self) -> int:
        """Post what is due at this moment; to how many enrolments that was (fifty a minute at most: the rest waits)."""
        posted, room, due = 0, await self._room(), await self.due.read()
        for record in sorted(due, key=lambda each: WELCOME in each.posted_once):  # the newest do not wait
            if room <= 0:
                break
            if await self._posted_about(record):
                posted, room = posted + 1, await self._room()
        if posted:
            self._cards.ready()
        return posted

    @property
    def _cards(self) -> Cards:
        return self.progress.cards

    async def _room(self) -> int:
        """How many messages may be posted at this moment."""
        return _MOST - await self.progress.enrolments.store.onboarding.posted_within(_WINDOW)

    async def _posted_about(self, record: EnrolmentRecord) -> bool:
        """Whether something was posted to or about this colleague; one message a look."""
        with GoingOn(_log, "not said"):  # nobody waits because of somebody else's path
            if await self._has_left(record):
                return False
            colleague = await self.progress.enrolments.seen_by_themselves(record)
            return colleague is not None and await self._posted_due(colleague)
        return False

    async def _has_left(self, record: EnrolmentRecord) -> bool:
        """Whether they have left the organisation: then their path ends. Whoever goes with them may have left, too."""
        enrolments, enrolment = self.progress.enrolments, record.enrolment
        for person in filter(None, {enrolment.person, enrolment.buddy, enrolment.manager}):
            if not (await enrolments.access.directory.reader(person)).is_reading:
                await enrolments.store.onboarding.leave(person)
                self._woken.set()  # the others hear of it in a look of its own
                return True
        return False

    async def _posted_due(self, colleague: EnrolledUser) -> bool:
        enrolment, record = colleague.enrolment, colleague.record
        if colleague.today < enrolment.start:
            return False
        if WELCOME not in record.posted_once:
            return await self._welcomed(colleague)
        if unrecorded := completed(colleague):  # a process died before it had kept that
            await self.progress.record_and_show(colleague.person, unrecorded[0].stage)
            return False
        if not record.is_finished and is_over(colleague.path, colleague.progress):
            await self.progress.enrolments.store.onboarding.finish(colleague.person)
        is_silent = not colleague.calendar.allows(colleague.now, enrolment.zone) or enrolment.is_paused
        if await self._reminded_as_wanted(colleague) or is_silent:
            return False
        if stage := _to_greet(colleague):
            card = await self._cards.card(colleague, stage)
            parcels = await self._cards.at_the_end(colleague, stage, card)
            return await self._cards.greet(colleague, stage, parcels)
        return await self._told_of_changes(colleague) or await self._reminded(colleague)

    async def _welcomed(self, colleague: EnrolledUser) -> bool:
        """The welcome, at the first moment that is not quiet where they live, whatever the day."""
        quiet = colleague.calendar.quiet_hours
        if quiet.is_quiet(colleague.now, colleague.enrolment.zone):
            return False
        message = welcome_message(colleague, await self._cards.asked_most(colleague))
        id_ = parcel_id("welcome", colleague.person, self.progress.enrolments.store.now())
        parcels = {id_: self._cards.parcel(colleague.person, message)}
        return await self._cards.post_once(colleague, WELCOME, parcels)

    async def _told_of_changes(self, colleague: EnrolledUser) -> bool:
        """What changed since they signed it, once for each change; not what all are asked to sign at this moment."""
        asked = await self.progress.enrolments.store.acknowledgements.signing(colleague.person)
        changes = tuple(each for each in changes_to_sign(colleague) if each.clause.name not in asked)
        key = changes_key(changes)
        if not changes or key in colleague.record.posted_once:
            self.due.was_told(colleague.person)
            return False
        message = changes_message(changes, colleague.say)
        parcels = {changes_id(colleague, changes): self._cards.parcel(colleague.person, message)}
        return await self._cards.post_once(colleague, key, parcels)

    async def _reminded_as_wanted(self, colleague: EnrolledUser) -> bool:
        """What a manager or HR asked for, once it may be said where its reader lives; whether something was."""
        for key, due in wanted(colleague):
            if await may_be_written_to(due.person, colleague, self.progress.enrolments):
                parcels = await self.reminders.parcels(colleague, due)
                if await self._cards.post_once(colleague, key, parcels):
                    self._cards.ready()
                    return True
        return False

    async def _reminded(self, colleague: EnrolledUser) -> bool:
        due = notice_due(colleague.journey, colleague.record.notices, colleague.now, colleague.calendar)
        if due is None:
            return False
        greeted = colleague.record.posted_once_at.get(due.stage.id)
        if greeted and colleague.day_of(greeted) == colleague.today:
            return False
        parcels = await self.reminders.parcels(colleague, due)
        if not parcels:
            return False  # nobody is named who could be told: once somebody is, they are
        return await self.progress.enrolments.store.onboarding.post_notice(colleague.person, due, parcels)


def _to_greet(colleague: EnrolledUser) -> Stage | None:
    """The first stage that is open and was not greeted; the very first waits a day for the button that begins it."""
    for index, stage in enumerate(colleague.path.stages):
        opens = colleague.opening_day(stage)
        if opens > colleague.today:
            return None
        is_awaited = index == 0 and opens == colleague.today
        is_new = stage.id not in colleague.record.posted_once
        if is_new and own_steps(stage, colleague.progress) and not is_awaited:
            return stage
    return None
