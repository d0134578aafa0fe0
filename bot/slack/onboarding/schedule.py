"""What is due is said: the welcome, the cards of stages, reminders, and what is to be signed again.

Whether something was said stands in the store, in one transaction with its parcel: several processes look at the same
time, and each word is said by one of them, once. A process that dies has said it or leaves it to the next look.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from bot.onboarding import (
    ChangedClause,
    Stage,
    is_over,
    notice_due,
    opening_day,
    own_steps,
)
from bot.slack.onboarding.due_list import Roll
from bot.slack.onboarding.enrolments import Colleague, Courses
from bot.slack.onboarding.posted_cards import Cards, Parcels, parcel_id
from bot.slack.onboarding.record_progress import Advance, complete
from bot.slack.onboarding.reminding import Reminding
from bot.slack.onboarding.sign_form import changed_for, resign_letter
from bot.slack.onboarding.welcome import welcome
from bot.store import AsyncStore, Enrolled

_log = logging.getLogger(__name__)
WELCOME = ""
_MOST, _WINDOW = 50, 60.0  # words in so many seconds, of all processes: what Slack takes of new conversations


@dataclass(frozen=True)
class Schedule:
    """Looks at everybody on a path; `rest` seconds lie between two looks, unless `wake` is called."""

    store: AsyncStore
    courses: Courses
    cards: Cards
    advance: Advance
    reminding: Reminding
    roll: Roll
    rest: float
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Somebody was put on a path."""
        self._woken.set()

    async def run(self) -> None:
        """Look until it is cancelled; what goes wrong in one look, the next one tries again."""
        while True:
            self._woken.clear()
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001  # the database may be away for a while
                _log.error("not looked", extra={"error": type(error).__name__})  # ids only
            with suppress(TimeoutError):
                async with asyncio.timeout(self.rest):
                    await self._woken.wait()

    async def look(self) -> int:
        """Say what is due at this moment; how many words that were (fifty a minute at most: the rest waits)."""
        said, room, due = 0, await self._room(), await self.roll.read()
        for enrolled in sorted(due, key=lambda each: WELCOME in each.said):  # the newest do not wait
            if room <= 0:
                break
            if await self._said(enrolled):
                said, room = said + 1, await self._room()
        if said:
            self.cards.ready()
        return said

    async def _room(self) -> int:
        """How many words may be said at this moment."""
        return _MOST - await self.store.onboarding.said_since(self.store.now() - _WINDOW)

    async def _said(self, enrolled: Enrolled) -> bool:
        """Whether something was said to or about this colleague; one word a look."""
        try:
            if await self._left(enrolled):
                return False
            colleague = await self.courses.seen(enrolled)
            return colleague is not None and await self._due(colleague)
        except Exception as error:  # noqa: BLE001  # nobody waits because of somebody else's course
            _log.error("not said", extra={"error": type(error).__name__})  # ids only
            return False

    async def _left(self, enrolled: Enrolled) -> bool:
        """Whether they have left the organisation: then their path ends. Whoever goes with them may have left, too."""
        there = enrolled.enrolment
        for person in filter(None, {there.person, there.buddy, there.manager}):
            if not (await self.courses.access.directory.reader(person)).is_reading:
                await self.store.onboarding.leave(person)
                self._woken.set()  # the others hear of it in a look of its own
                return True
        return False

    async def _due(self, colleague: Colleague) -> bool:
        enrolment, said = colleague.enrolment, colleague.enrolled.said
        if colleague.today < enrolment.start:
            return False
        if WELCOME not in said:
            return await self._welcomed(colleague)
        if left := complete(colleague):  # a process died before it had kept that
            await self.advance.shown(colleague.person, left[0].stage)
            return False
        if not colleague.enrolled.is_finished and is_over(colleague.path, colleague.progress):
            await self.store.onboarding.finish(colleague.person)
        if not colleague.calendar.allows(colleague.now, enrolment.zone) or enrolment.is_paused:
            return False
        if stage := _to_greet(colleague):
            card = await self.cards.card(colleague, stage)
            return await self.cards.greet(
                colleague, stage, await self.cards.at_the_end(colleague, stage, card)
            )
        return await self._resigning(colleague) or await self._reminded(colleague)

    async def _welcomed(self, colleague: Colleague) -> bool:
        """The welcome, at the first moment that is not quiet where they live, whatever the day."""
        quiet = colleague.calendar.quiet_hours
        if quiet.is_quiet(colleague.now, colleague.enrolment.zone):
            return False
        message = welcome(colleague, await self.cards.asked_most(colleague))
        id_ = parcel_id("welcome", colleague.person, self.store.now())
        return await self._once(colleague, WELCOME, {id_: self.cards.parcel(colleague.person, message)})

    async def _resigning(self, colleague: Colleague) -> bool:
        """What changed since they signed it, once for each change."""
        changes = changed_for(colleague)
        what = _of_changes(changes)
        if not changes or what in colleague.enrolled.said:
            self.roll.told(colleague.person)
            return False
        letter = self.cards.parcel(colleague.person, resign_letter(changes, colleague.say))
        return await self._once(colleague, what, {resign_id(colleague, changes): letter})

    async def _reminded(self, colleague: Colleague) -> bool:
        word = notice_due(colleague.course, colleague.enrolled.sent, colleague.now, colleague.calendar)
        if word is None or _was_greeted_today(colleague, word.stage):
            return False
        parcels = await self.reminding.parcels(colleague, word)
        if not parcels:
            return False  # nobody is named who could be told: once somebody is, they are
        return await self.store.onboarding.note_sent(colleague.person, word, parcels)

    async def _once(self, colleague: Colleague, what: str, parcels: Parcels) -> bool:
        return await self.store.onboarding.say_once(colleague.person, what, parcels)


def resign_id(colleague: Colleague, changes: Sequence[ChangedClause]) -> str:
    """The id of the letter on these changes."""
    return parcel_id(colleague.enrolled.id, _of_changes(changes))


def _of_changes(changes: Sequence[ChangedClause]) -> str:
    """What is said of these changes, once on a path."""
    digests = [(each.clause.name, each.clause.fingerprint) for each in changes]
    return f"resign/{parcel_id(digests)}"


def _to_greet(colleague: Colleague) -> Stage | None:
    """The first stage that is open and was not greeted; the very first waits a day for the button that begins it."""
    days = colleague.calendar.working_days
    for place, stage in enumerate(colleague.path.stages):
        opens = opening_day(colleague.enrolment, stage, days)
        if opens > colleague.today:
            return None
        is_awaited = place == 0 and opens == colleague.today
        if (
            stage.id not in colleague.enrolled.said
            and own_steps(stage, colleague.progress)
            and not is_awaited
        ):
            return stage
    return None


def _was_greeted_today(colleague: Colleague, stage: Stage) -> bool:
    greeted = colleague.enrolled.said_at.get(stage.id)
    return greeted is not None and colleague.day_of(greeted) == colleague.today
