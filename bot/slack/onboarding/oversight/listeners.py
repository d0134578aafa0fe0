"""`/rule onboarding ...`, the form and the button: one's own path, and what managers and HR do with those of others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.onboarding.path import Stage
from bot.onboarding.progress import Ending, StageClosed
from bot.onboarding.quiz import ExtraAttempts, QuizOutcome
from bot.slack.blocks.elements import line
from bot.slack.blocks.messages import COMMAND, OutgoingMessage, note
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.onboarding.buttons import ASSIGN, ASSIGN_FORM, GRANT, carried
from bot.slack.onboarding.enrolments import EnrolledUser, Enrolments, Supervision
from bot.slack.onboarding.journey.messages import overview_message
from bot.slack.onboarding.journey.posted_cards import ProgressRecorder
from bot.slack.onboarding.oversight.commands import Command, Verb, assign_form, assigned, parse
from bot.slack.onboarding.oversight.enrolling import Enrolling
from bot.slack.onboarding.oversight.reporting import Reporting
from bot.slack.surface import Screen, View, modal
from bot.slack.transport.arriving.payloads import Click, SlashCommand, Submission
from bot.slack.transport.message_client import MessageClient
from bot.wording import Catalogue

_OF_HR = {Verb.START, Verb.RESTART}  # the rest is for the manager of the new colleague, too


@dataclass(frozen=True)
class OversightListeners:
    """Listens to `/rule onboarding` and to what managers and HR click; each reply is for who asked alone.

    `wake` is called where something may have to be posted at once.
    """

    supervision: Supervision
    progress: ProgressRecorder
    enrolling: Enrolling
    reporting: Reporting
    message_client: MessageClient
    screen: Screen
    wake: Callable[[], None]

    def register(self, listening: Listening) -> None:
        """Listen; this must come before what listens to the slash command as a question."""
        listening.on_command(COMMAND, self.commanded, lambda text: parse(text) is not None, Shows.TO_PERSON)
        listening.on_click(ASSIGN, self.assign, Shows.IN_MODAL)
        listening.on_submission(ASSIGN_FORM, self.assigned, Shows.TO_PERSON)
        listening.on_click(GRANT, self.grant, Shows.TO_PERSON)

    async def commanded(self, typed: SlashCommand, say: Catalogue) -> None:
        """A command is typed."""
        if command := parse(typed.text):
            replies = await self._replies(command, typed.person, say)
            await self.message_client.whisper(typed.alone, replies)

    async def assign(self, click: Click, say: Catalogue) -> None:
        """The empty form."""
        await self.screen.open_modal(click.trigger, "onboarding.arrange", self._form(say), say)

    async def assigned(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The form is filled in."""
        await self.screen.answer_form(ack, "onboarding.arrange", self._assigned(form, say), say)

    async def grant(self, click: Click, say: Catalogue) -> None:
        """The manager, or HR, read that somebody has no try left, and lets them try again."""
        [person] = carried(click)
        colleague = await self._enrolments.find(person)
        if colleague is None:
            result = say("onboarding.not-on-path")
        elif not await self.supervision.covers(click.person, colleague):
            result = say("onboarding.not-allowed")
        else:
            result = await self._grant(colleague, click.person, say)
        await self.screen.whisper(click, note(result))

    async def carry_out(self, command: Command, by: str, say: Catalogue) -> str:
        """What was done to somebody's path, in a sentence; or why not."""
        if command.unread:
            return say("onboarding.unread", word=command.unread)
        if not command.person:
            return say("onboarding.whom", command=COMMAND)
        record = await self._enrolments.store.onboarding.enrolment_of(command.person)
        is_theirs = record and record.enrolment.manager == by and command.verb not in _OF_HR
        if not (is_theirs or await self.supervision.hr.includes(by)):
            return say("onboarding.not-allowed")
        if command.verb in _OF_HR:
            return await self.enrolling.enrol(command, by, say)
        if command.verb is Verb.END:
            return await self._end(command.person, by, say)
        colleague = await self._enrolments.seen_by_themselves(record) if record else None
        return (
            await self._change_path(command, colleague, by, say)
            if colleague
            else say("onboarding.not-on-path")
        )

    @property
    def _enrolments(self) -> Enrolments:
        return self.supervision.enrolments

    async def _replies(self, command: Command, person: str, say: Catalogue) -> Sequence[OutgoingMessage]:
        match command.verb:
            case Verb.SHOW:
                own = await self._enrolments.find(person)
                return (overview_message(own) if own else await self.enrolling.offer(person, say),)
            case Verb.HELP:
                is_hr = await self.supervision.hr.includes(person)
                return (note(say("onboarding.usage.hr" if is_hr else "onboarding.usage", command=COMMAND)),)
            case Verb.REPORT:
                return await self.reporting.messages(person, say)
            case Verb.EXPORT:
                return (note(await self.reporting.send_files(person, say)),)
            case _:
                return (note(await self.carry_out(command, person, say)),)

    async def _form(self, say: Catalogue) -> View:
        roles = [role for path in self._enrolments.onboarding.paths for role in path.roles]
        return assign_form(roles, say)

    async def _assigned(self, form: Submission, say: Catalogue) -> View:
        command = assigned(form)
        if await self._enrolments.find(command.person) is None:
            command = replace(command, verb=Verb.START)
        result = await self.carry_out(command, form.person, say)
        return modal("onboarding.arrange", [line(result)], say)

    async def _end(self, person: str, by: str, say: Catalogue) -> str:
        """The path of somebody ends, also of one who may see nothing any more: a guest, or who has left."""
        is_new = await self._enrolments.store.onboarding.end(person, by)
        self.wake()
        return say("onboarding.end.done" if is_new else "onboarding.not-on-path")

    async def _change_path(self, command: Command, colleague: EnrolledUser, by: str, say: Catalogue) -> str:
        onboarding, person = self._enrolments.store.onboarding, colleague.person
        match command.verb:
            case Verb.PAUSE:
                is_new = await onboarding.pause(person, by, colleague.today)
                return say("onboarding.pause.done" if is_new else "onboarding.pause.already")
            case Verb.RESUME:
                is_new = await onboarding.resume(person, by, colleague.today)
                return say("onboarding.resume.done" if is_new else "onboarding.resume.already")
            case Verb.SKIP:
                return await self._skip(colleague, by, say)
            case Verb.GRANT:
                return await self._grant(colleague, by, say)
            case _:
                return await self._change_people(command, colleague, by, say)

    async def _skip(self, colleague: EnrolledUser, by: str, say: Catalogue) -> str:
        """The stage that they are in comes to its end, whatever is open in it."""
        stage = colleague.current_stage
        if stage is None:
            return say("onboarding.skip.nothing")
        skipped = StageClosed(stage.id, Ending.SKIPPED, colleague.now)
        await self._enrolments.store.onboarding.skip(colleague.person, by, skipped)
        await self.progress.record_and_show(colleague.person, stage.id)
        self.wake()
        return say("onboarding.skip.done", stage=stage.title)

    async def _grant(self, colleague: EnrolledUser, by: str, say: Catalogue) -> str:
        """Let them try the quiz that they are stuck at as often again, and show it to them."""
        stage = _stuck_at(colleague)
        status = colleague.progress.quiz(stage) if stage else None
        if stage is None or stage.quiz is None or status is None:
            return say("onboarding.grant.nothing")
        extra = ExtraAttempts(stage.id, status.attempt, colleague.now)
        await self._enrolments.store.onboarding.grant(colleague.person, by, extra)
        after = await self.progress.record(colleague.person)
        await self.progress.cards.open(after or colleague, stage)
        return say("onboarding.grant.done", stage=stage.title, count=stage.quiz.attempts)

    async def _change_people(self, command: Command, colleague: EnrolledUser, by: str, say: Catalogue) -> str:
        """Another role, first day, buddy or manager; those who come new hear what they have to do."""
        given = {name: getattr(command, name) for name in ("buddy", "manager", "start", "role")}
        changes: dict[str, Any] = {name: value for name, value in given.items() if value}
        if not changes:
            return say("onboarding.whom", command=COMMAND)
        if command.role:
            changes["path"] = self._enrolments.onboarding.path_for(command.role).id
        await self._enrolments.store.onboarding.change(colleague.person, by, **changes)
        await self.progress.cards.show_open_tasks(await self._enrolments.find(colleague.person) or colleague)
        return say("onboarding.change.done")


def _stuck_at(colleague: EnrolledUser) -> Stage | None:
    """The first stage that has not come to its end and at whose quiz no try is left."""
    for stage in colleague.path.stages:
        status = colleague.progress.quiz(stage)
        is_out = status is not None and status.outcome is QuizOutcome.OUT_OF_TRIES
        if is_out and not colleague.progress.ending(stage):
            return stage
    return None
