"""`/rule onboarding ...`: one's own path, and what managers and HR do with those of others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.onboarding import Ending, StageClosed, current_stage
from bot.slack.blocks.messages import COMMAND, Message, note
from bot.slack.onboarding.enrolments import Colleague, Courses
from bot.slack.onboarding.oversight.commands_typed import Order, Verb, order
from bot.slack.onboarding.oversight.enrolling import Enrolling
from bot.slack.onboarding.oversight.extra_attempts import Granting
from bot.slack.onboarding.oversight.progress import Overseen
from bot.slack.onboarding.oversight.reporting import Reporting
from bot.slack.onboarding.overview import as_message
from bot.slack.onboarding.record_progress import Advance
from bot.slack.onboarding.schedule import Schedule
from bot.slack.operations.in_flight import InFlight
from bot.slack.transport.message_client import MessageClient
from bot.store import AsyncStore
from bot.wording import Catalogue

Body = Mapping[str, Any]
Told = tuple[Message, ...]
_OF_HR = {Verb.START, Verb.RESTART}  # the rest is for the manager of the new colleague, too


@dataclass(frozen=True)
class Commands:
    """Listens to the command; what is said is said to the one who typed it alone."""

    store: AsyncStore
    courses: Courses
    overseen: Overseen
    schedule: Schedule
    advance: Advance
    enrolling: Enrolling
    reporting: Reporting
    granting: Granting
    message_client: MessageClient
    in_flight: InFlight

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`; this must come before what listens to the command as a question."""
        app.command(COMMAND, [_is_order])(self.ordered)

    async def ordered(self, ack: AsyncAck, body: Body) -> None:
        """One order."""
        await ack()
        async with self.in_flight:
            wanted, user = order(str(body.get("text") or "")), str(body["user_id"])
            say = (await self.courses.access.of_person(user)).say
            if wanted:
                await self.message_client.whisper(
                    str(body["response_url"]), await self._done(wanted, user, say)
                )

    async def _done(self, wanted: Order, user: str, say: Catalogue) -> Told:
        match wanted.verb:
            case Verb.SHOW:
                colleague = await self.courses.of(user)
                return (as_message(colleague) if colleague else await self.enrolling.offer(user, say),)
            case Verb.HELP:
                is_hr = await self.overseen.hr.includes(user)
                return (note(say("onboarding.usage.hr" if is_hr else "onboarding.usage", command=COMMAND)),)
            case Verb.REPORT:
                return await self.reporting.shown(user, say)
            case Verb.EXPORT:
                return (note(await self.reporting.sent(user, say)),)
            case _:
                return (note(await self.changed(wanted, user, say)),)

    async def changed(self, wanted: Order, user: str, say: Catalogue) -> str:
        """What was done to somebody's path, in a sentence; or why not."""
        if wanted.unread:
            return say("onboarding.unread", word=wanted.unread)
        if not wanted.who:
            return say("onboarding.whom", command=COMMAND)
        enrolled = await self.store.onboarding.course(wanted.who)
        is_theirs = enrolled and enrolled.enrolment.manager == user and wanted.verb not in _OF_HR
        if not (is_theirs or await self.overseen.hr.includes(user)):
            return say("onboarding.not-allowed")
        if wanted.verb in _OF_HR:
            return await self.enrolling.started(wanted, user, say)
        if wanted.verb is Verb.END:
            return await self._ended(wanted.who, say)
        there = await self.courses.seen(enrolled) if enrolled else None
        return await self._of_colleague(wanted, there, say) if there else say("onboarding.not-on-path")

    async def _ended(self, person: str, say: Catalogue) -> str:
        """The path of somebody ends, also of one who may see nothing any more: a guest, or who has left."""
        is_new = await self.store.onboarding.end(person)
        self.schedule.wake()
        return say("onboarding.end.done" if is_new else "onboarding.not-on-path")

    async def _of_colleague(self, wanted: Order, there: Colleague, say: Catalogue) -> str:
        onboarding, person = self.store.onboarding, there.person
        match wanted.verb:
            case Verb.PAUSE:
                is_new = await onboarding.pause(person, there.today)
                return say("onboarding.pause.done" if is_new else "onboarding.pause.already")
            case Verb.RESUME:
                is_new = await onboarding.resume(person, there.today)
                return say("onboarding.resume.done" if is_new else "onboarding.resume.already")
            case Verb.SKIP:
                stage = current_stage(there.path, there.progress)
                if stage is None:
                    return say("onboarding.skip.nothing")
                await self.advance.shown(person, stage.id, StageClosed(stage.id, Ending.SKIPPED, there.now))
                self.schedule.wake()
                return say("onboarding.skip.done", stage=stage.title)
            case Verb.GRANT:
                return await self.granting.grant(there, say)
            case _:
                return await self._renamed(wanted, there, say)

    async def _renamed(self, wanted: Order, there: Colleague, say: Catalogue) -> str:
        """Another role, first day, buddy or manager; those who come new hear what they have to do."""
        changes: dict[str, Any] = {"buddy": wanted.buddy, "manager": wanted.manager, "start": wanted.start}
        if wanted.role:
            changes |= {"role": wanted.role, "path": self.courses.onboarding.path_for(wanted.role).id}
        given = {name: value for name, value in changes.items() if value}
        if not given:
            return say("onboarding.whom", command=COMMAND)
        await self.store.onboarding.change(there.person, **given)
        await self.advance.cards.tell_helpers(await self.courses.of(there.person) or there)
        return say("onboarding.change.done")


async def _is_order(body: Body) -> bool:
    """Bolt's matcher: whether the command is for us."""
    return order(str(body.get("text") or "")) is not None
