"""Who comes onto a path, and leaves it: staff who join, those whom HR puts on one, and who begins their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.onboarding.progress import Enrolment
from bot.slack.access.slack_user import SlackUser
from bot.slack.blocks.messages import COMMAND, OutgoingMessage, note
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.onboarding.buttons import START, button, row
from bot.slack.onboarding.enrolments import Enrolments
from bot.slack.onboarding.oversight.commands import Command, Verb
from bot.slack.transport.arriving.payloads import Body, Click
from bot.slack.transport.message_client import MessageClient
from bot.wording import Catalogue

BY_ITSELF = ""  # who enrolled them: nobody, they joined


@dataclass(frozen=True)
class Enrolling:
    """Puts people on paths; `wake` is called when somebody is on one, so that the welcome does not wait."""

    enrolments: Enrolments
    message_client: MessageClient
    wake: Callable[[], None]

    def register(self, listening: Listening) -> None:
        """Listen; what joining and leaving mean is stored before Slack hears that the event has arrived."""
        listening.on_kept_event("team_join", self.joined, Shows.NOTHING)
        listening.on_kept_event("user_change", self.changed, Shows.NOTHING)
        listening.on_click(START, self.start, Shows.TO_PERSON)

    async def joined(self, body: Body, _: str) -> None:
        """Put staff on the path of their role; a second join changes nothing."""
        user = self.enrolments.access.directory.account(body["event"]["user"])
        if self.enrolments.onboarding.paths and user.is_staff:
            await self._enrol(self._own_enrolment(user), BY_ITSELF)

    async def changed(self, body: Body, _: str) -> None:
        """Somebody has another language, became a guest, or left; who has left hears nothing more."""
        user: Body = body["event"]["user"]
        await self.enrolments.access.directory.account_changed(user)
        await self.enrolments.store.reader_changes.note(str(user["id"]))
        if user.get("deleted"):
            await self.enrolments.store.onboarding.leave(str(user["id"]))

    async def offer(self, person: str, say: Catalogue) -> OutgoingMessage:
        """For somebody on no path: that this is so, and for staff the button that begins theirs."""
        user = await self.enrolments.access.directory.reader(person)
        if not (self.enrolments.onboarding.paths and user.is_staff):
            return note(say("onboarding.none"))
        words = note(say("onboarding.start.offer"))
        begin = row(button(START, say("onboarding.start"), is_main=True))
        return OutgoingMessage(words.text, (*words.blocks, begin))

    async def start(self, click: Click, say: Catalogue) -> None:
        """Somebody begins their own path; the button is gone then."""
        result = note(await self._start_own(click.person, say))
        await self.message_client.whisper(click.alone, [result], replace=True)

    async def enrol(self, command: Command, by: str, say: Catalogue) -> str:
        """Put somebody on the path of a role, or anew; the sentence that says what came of it."""
        if not self.enrolments.onboarding.paths:
            return say("onboarding.no-paths")
        user = await self.enrolments.access.directory.reader(command.person)
        if not user.is_staff:
            return say("onboarding.no-staff")
        new = self._enrolment(user, command.role, command.start, command.buddy, command.manager)
        if await self._enrol(new, by, anew=command.verb is Verb.RESTART):
            return self._started(new, say)
        return say("onboarding.started.already", command=COMMAND)

    async def _start_own(self, person: str, say: Catalogue) -> str:
        if not self.enrolments.onboarding.paths:
            return say("onboarding.none")
        user = await self.enrolments.access.directory.reader(person)
        if not user.is_staff:
            return say("onboarding.no-staff")
        new = self._own_enrolment(user)
        is_new = await self._enrol(new, person)
        return self._started(new, say) if is_new else say("onboarding.start.already", command=COMMAND)

    def _own_enrolment(self, user: SlackUser) -> Enrolment:
        """Somebody's way from today on; the role is their title, where a path names it."""
        is_role = bool(self.enrolments.onboarding.path_for(user.title).roles)
        return self._enrolment(user, user.title if is_role else "")

    def _enrolment(
        self, user: SlackUser, role: str, start: date | None = None, buddy: str = "", manager: str = ""
    ) -> Enrolment:
        path = self.enrolments.onboarding.path_for(role)
        start = start or self.enrolments.day_in(user.zone)
        return Enrolment(user.user, path.id, role, start, user.zone, buddy, manager)

    async def _enrol(self, new: Enrolment, by: str, *, anew: bool = False) -> bool:
        """Store it; False where they are on a path already."""
        onboarding = self.enrolments.store.onboarding
        is_new = await (onboarding.restart if anew else onboarding.enrol)(new, by)
        if is_new:
            self.wake()
        return is_new

    def _started(self, new: Enrolment, say: Catalogue) -> str:
        path = self.enrolments.onboarding.path(new.path)
        return say("onboarding.started", path=path.title, date=new.start.isoformat())
