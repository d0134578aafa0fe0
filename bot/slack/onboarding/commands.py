"""`/rule onboarding ...`: one's own path, and what managers and HR do with those of others."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.onboarding import Closed, Ending, Enrolment, current_stage
from bot.slack.gateway import Gateway
from bot.slack.onboarding.advance import Advance
from bot.slack.onboarding.courses import Colleague, Courses
from bot.slack.onboarding.orders import Order, Verb, order
from bot.slack.onboarding.overview import as_message
from bot.slack.onboarding.progress import Overseen, progress_messages
from bot.slack.onboarding.schedule import Schedule
from bot.slack.onboarding.summary import summary
from bot.slack.running import Running
from bot.slack.stored import Stored
from bot.slack.ui import COMMAND, Message, note
from bot.wording import Wording

Body = Mapping[str, Any]
Told = tuple[Message, ...]
_OF_HR = {Verb.START, Verb.RESTART}  # the rest is for the manager of the new colleague, too


class Names(TypedDict, total=False):
    """Who goes with a new colleague."""

    buddy: str
    manager: str


@dataclass(frozen=True)
class Commands:
    """Listens to the command; what is said is said to the one who typed it alone."""

    stored: Stored
    courses: Courses
    overseen: Overseen
    schedule: Schedule
    advance: Advance
    gateway: Gateway
    running: Running

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`; this must come before what listens to the command as a question."""
        app.command(COMMAND, [_is_order])(self.ordered)

    async def ordered(self, ack: AsyncAck, body: Body) -> None:
        """One order."""
        await ack()
        async with self.running:
            wanted, user = order(str(body.get("text") or "")), str(body["user_id"])
            say = (await self.courses.sights.alone(user)).say
            if wanted:
                await self.gateway.whisper(str(body["response_url"]), await self._done(wanted, user, say))

    async def _done(self, wanted: Order, user: str, say: Wording) -> Told:
        match wanted.verb:
            case Verb.SHOW:
                colleague = await self.courses.of(user)
                return (as_message(colleague) if colleague else note(say("onboarding.none")),)
            case Verb.HELP:
                is_hr = await self.overseen.hr.includes(user)
                return (note(say("onboarding.usage.hr" if is_hr else "onboarding.usage", command=COMMAND)),)
            case Verb.REPORT:
                return await self._report(user, say)
            case _:
                return (note(await self._changed(wanted, user, say)),)

    async def _report(self, user: str, say: Wording) -> Told:
        colleagues = await self.overseen.by(user)
        if not colleagues:
            is_hr = await self.overseen.hr.includes(user)
            return (note(say("onboarding.progress.nobody" if is_hr else "onboarding.not-allowed")),)
        footer = await asyncio.to_thread(summary, self.stored.store.signatures, say)
        return progress_messages(colleagues, say, footer)

    async def _changed(self, wanted: Order, user: str, say: Wording) -> str:
        """What was done to somebody's path, in a sentence; or why not."""
        if wanted.unread:
            return say("onboarding.unread", word=wanted.unread)
        if not wanted.who:
            return say("onboarding.whom", command=COMMAND)
        there = await self.courses.of(wanted.who)
        is_theirs = there is not None and there.enrolment.manager == user and wanted.verb not in _OF_HR
        if not (is_theirs or await self.overseen.hr.includes(user)):
            return say("onboarding.not-allowed")
        if wanted.verb in _OF_HR:
            return await self._started(wanted, user, say)
        if there is None:
            return say("onboarding.not-on-path")
        return await self._of_colleague(wanted, there, say)

    async def _started(self, wanted: Order, user: str, say: Wording) -> str:
        if not self.courses.onboarding.paths:
            return say("onboarding.no-paths")
        reader = await self.courses.sights.readers.reader(wanted.who)
        if reader.is_guest or reader.is_outsider:
            return say("onboarding.no-staff")
        path = self.courses.onboarding.path_for(wanted.role)
        names = Names(buddy=wanted.buddy, manager=wanted.manager)
        start = wanted.start or self.courses.day_in(reader.zone)
        new = Enrolment(wanted.who, path.id, wanted.role, start, reader.zone, **names)
        onboarding, now = self.stored.store.onboarding, self.stored.now()
        put = onboarding.restart if wanted.verb is Verb.RESTART else onboarding.enrol
        if not await self.stored(put, new, user, now):
            return say("onboarding.started.already", command=COMMAND)
        self.schedule.wake()
        return say("onboarding.started", path=path.title, date=start.isoformat())

    async def _of_colleague(self, wanted: Order, there: Colleague, say: Wording) -> str:
        onboarding, person = self.stored.store.onboarding, there.person
        match wanted.verb:
            case Verb.PAUSE:
                is_new = await self.stored(onboarding.pause, person, there.today)
                return say("onboarding.pause.done" if is_new else "onboarding.pause.already")
            case Verb.RESUME:
                is_new = await self.stored(onboarding.resume, person, there.today)
                return say("onboarding.resume.done" if is_new else "onboarding.resume.already")
            case Verb.SKIP:
                stage = current_stage(there.path, there.progress)
                if stage is None:
                    return say("onboarding.skip.nothing")
                await self.advance.shown(person, stage.id, Closed(stage.id, Ending.SKIPPED, there.now))
                self.schedule.wake()
                return say("onboarding.skip.done", stage=stage.title)
            case _:
                return await self._renamed(wanted, there, say)

    async def _renamed(self, wanted: Order, there: Colleague, say: Wording) -> str:
        """Another role, first day, buddy or manager; those who come new hear what they have to do."""
        changes: dict[str, Any] = {"buddy": wanted.buddy, "manager": wanted.manager, "start": wanted.start}
        if wanted.role:
            changes |= {"role": wanted.role, "path": self.courses.onboarding.path_for(wanted.role).id}
        given = {name: value for name, value in changes.items() if value}
        if not given:
            return say("onboarding.whom", command=COMMAND)
        await self.stored(self.stored.store.onboarding.change, there.person, **given)
        await self.advance.cards.tell_helpers(await self.courses.of(there.person) or there)
        return say("onboarding.change.done")


async def _is_order(body: Body) -> bool:
    """Bolt's matcher: whether the command is for us."""
    return order(str(body.get("text") or "")) is not None
