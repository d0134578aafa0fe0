"""Putting people on a path: HR puts others on one, and whoever works here may begin their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.onboarding import Enrolment
from bot.slack.blocks.messages import COMMAND, Message, note
from bot.slack.onboarding.buttons import START, button, row
from bot.slack.onboarding.enrolments import Courses
from bot.slack.onboarding.oversight.commands_typed import Order, Verb
from bot.slack.operations.in_flight import InFlight
from bot.slack.transport.message_client import MessageClient
from bot.wording import Catalogue

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Enrolling:
    """Puts people on paths; `wake` is called when somebody is on one, and the welcome comes as to those who join."""

    courses: Courses
    message_client: MessageClient
    in_flight: InFlight
    wake: Callable[[], None]

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`."""
        app.action(START)(self.clicked)

    async def offer(self, person: str, say: Catalogue) -> Message:
        """For somebody on no path: that this is so, and for staff the button that begins theirs."""
        reader = await self.courses.access.directory.reader(person)
        if not (self.courses.onboarding.paths and reader.is_staff):
            return note(say("onboarding.none"))
        told = note(say("onboarding.start.offer"))
        begin = row(button(START, say("onboarding.start"), is_main=True))
        return Message(told.text, (*told.blocks, begin))

    async def clicked(self, ack: AsyncAck, body: Body) -> None:
        """Somebody begins their own path; the button is gone then."""
        await ack()
        async with self.in_flight:
            person = str(body["user"]["id"])
            say = (await self.courses.access.of_person(person)).say
            told = note(await self._own(person, say))
            await self.message_client.whisper(str(body["response_url"]), [told], replace=True)

    async def started(self, wanted: Order, by: str, say: Catalogue) -> str:
        """Put somebody on the path of a role, or anew; the sentence that says what came of it."""
        if not self.courses.onboarding.paths:
            return say("onboarding.no-paths")
        told = await self._enrolled(wanted, by, say)
        return told or say("onboarding.started.already", command=COMMAND)

    async def _own(self, person: str, say: Catalogue) -> str:
        """The same for oneself, from today on; the role is the title, where a path names it."""
        if not self.courses.onboarding.paths:
            return say("onboarding.none")
        title = (await self.courses.access.directory.reader(person)).title
        role = title if self.courses.onboarding.path_for(title).roles else ""
        told = await self._enrolled(Order(Verb.START, person, role), person, say)
        return told or say("onboarding.start.already", command=COMMAND)

    async def _enrolled(self, wanted: Order, by: str, say: Catalogue) -> str:
        """What came of it; "" where they are on a path."""
        reader = await self.courses.access.directory.reader(wanted.who)
        if not reader.is_staff:
            return say("onboarding.no-staff")
        path = self.courses.onboarding.path_for(wanted.role)
        start = wanted.start or self.courses.day_in(reader.zone)
        new = Enrolment(wanted.who, path.id, wanted.role, start, reader.zone, wanted.buddy, wanted.manager)
        onboarding = self.courses.store.onboarding
        put = onboarding.restart if wanted.verb is Verb.RESTART else onboarding.enrol
        if not await put(new, by):
            return ""
        self.wake()
        return say("onboarding.started", path=path.title, date=start.isoformat())
