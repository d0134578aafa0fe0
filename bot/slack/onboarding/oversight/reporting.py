"""How new colleagues come along, for their manager and HR: shown to them, or sent as a file with its summary."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.onboarding import (
    SUMMARY_SUFFIX,
    ChainCheck,
    Summary,
    report,
    sign_summary,
    summarise,
    summary_as_json,
    verify_chain,
)
from bot.slack.blocks.elements import line
from bot.slack.blocks.messages import COMMAND
from bot.slack.blocks.messages import Message
from bot.slack.blocks.messages import note
from bot.slack.blocks.rich_text import Block
from bot.slack.listening import Listening
from bot.slack.onboarding.buttons import EXPORT
from bot.slack.onboarding.buttons import button
from bot.slack.onboarding.buttons import row
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.slack.onboarding.oversight.progress import Supervision
from bot.slack.onboarding.oversight.progress import progress_messages
from bot.slack.surface import EphemeralReply
from bot.slack.surface import Modals
from bot.slack.surface import View
from bot.slack.surface import modal
from bot.slack.transport.errors import NotTakenError
from bot.slack.transport.errors import RateLimitedError
from bot.slack.transport.errors import UncertainError
from bot.slack.transport.message_client import MessageClient
from bot.slack.transport.payloads import Click
from bot.wording import Catalogue
from bot.wording.spreadsheet import as_csv

Files = Mapping[str, bytes]  # by name

_log = logging.getLogger(__name__)
_SHOWN = 12  # digits of a hash: enough to compare by eye


@dataclass(frozen=True)
class Reporting:
    """Reports to one person on those whom they look after.

    `keys` sign the summary: the first of them; without any it is unsigned.
    """

    supervision: Supervision
    message_client: MessageClient
    keys: Sequence[bytes]
    modals: Modals
    ephemeral: EphemeralReply

    def register(self, listening: Listening) -> None:
        """Listen."""
        listening.on_click(EXPORT, self.export)

    async def export(self, click: Click, say: Catalogue) -> None:
        """The files are asked for: on the home tab, or under the report."""
        if click.view:
            title = say("onboarding.export.title")
            await self.modals.show(click.trigger, title, self._send(click.person, say), say)
        else:
            await self.ephemeral.to(click, note(await self.send_files(click.person, say)))

    async def messages(self, person: str, say: Catalogue) -> tuple[Message, ...]:
        """How they come along, with whether the signatures hold; or why there is nothing to see."""
        is_admitted = await self._is_admitted(person)
        colleagues = await self.supervision.colleagues_of(person) if is_admitted else ()
        if not colleagues:
            return (note(await self._nobody(person, say)),)
        chain = await asyncio.to_thread(self._chain)
        *first, last = progress_messages(colleagues, say, _footer(chain, say))
        return (*first, Message(last.text, (*last.blocks, row(export_button(say)))))

    async def send_files(self, person: str, say: Catalogue) -> str:
        """Put the files into the direct conversation with this person; a sentence: they are there, or why not."""
        is_admitted = await self._is_admitted(person)
        colleagues = await self.supervision.all_colleagues_of(person) if is_admitted else ()
        if not colleagues:
            return await self._nobody(person, say)
        directory = self.supervision.enrolments.access.directory
        users = await asyncio.gather(*(directory.reader(each.person) for each in colleagues))
        names = {user.user: user.name for user in users}
        files, comment = await asyncio.to_thread(self._files, colleagues, names, person, say)
        try:
            await self.message_client.hand_over(person, files, comment)
        except (RateLimitedError, NotTakenError, UncertainError) as error:
            _log.error("report not sent", extra={"error": str(error)})  # Slack's code: no text of ours
            return _why_not(error, say)
        return say("onboarding.export.sent")

    async def _send(self, person: str, say: Catalogue) -> View:
        result = await self.send_files(person, say)
        return modal(say("onboarding.export.title"), [line(result)], say)

    async def _is_admitted(self, person: str) -> bool:
        return not (await self.supervision.enrolments.access.of_person(person)).refusal

    async def _nobody(self, person: str, say: Catalogue) -> str:
        is_hr = await self.supervision.hr.includes(person)
        return say("onboarding.progress.nobody" if is_hr else "onboarding.not-allowed")

    def _chain(self) -> ChainCheck:
        """The whole chain: that may take a second for ten thousand signatures."""
        return verify_chain(self.supervision.enrolments.store.sync.signatures.chain())

    def _files(
        self, colleagues: Sequence[EnrolledUser], names: Mapping[str, str], person: str, say: Catalogue
    ) -> tuple[Files, str]:
        """The CSV and its summary, and the words that go with them."""
        enrolments = self.supervision.enrolments
        now = enrolments.now()
        rows = report([each.journey for each in colleagues], now, enrolments.calendar.working_days)
        chain, written = self._chain(), as_csv(rows, say, names)
        summary = summarise(written, rows, chain, now, person)
        name = f"onboarding-{enrolments.today().isoformat()}.csv"
        files = {
            name: written,
            name + SUMMARY_SUFFIX: summary_as_json(sign_summary(summary, self.keys)).encode(),
        }
        return files, self._comment(summary, name, chain, say)

    def _comment(self, summary: Summary, name: str, chain: ChainCheck, say: Catalogue) -> str:
        digest = summary.sha256[:_SHOWN]
        verify = f"shouze onboarding verify --summary {name}{SUMMARY_SUFFIX}"
        lines = [
            say("onboarding.export.files", people=summary.people, rows=summary.rows, digest=digest),
            say("onboarding.export.verify", command=verify),
        ]
        lines += [] if self.keys else [say("onboarding.export.unsigned")]
        lines += [_footer(chain, say)] if chain.fault else []
        return "\n".join(lines)


def export_button(say: Catalogue) -> Block:
    """The button that sends the files."""
    return button(EXPORT, say("onboarding.export"))


def _footer(chain: ChainCheck, say: Catalogue) -> str:
    """Whether the signatures hold, and the hash by which the files of the same state are known."""
    if chain.fault:
        return say("onboarding.progress.broken", command="shouze onboarding verify")
    last, command = chain.end[:16] or "–", f"{COMMAND} onboarding report csv"
    return say("onboarding.progress.signed", count=chain.count, last=last, command=command)


def _why_not(error: RateLimitedError | NotTakenError | UncertainError, say: Catalogue) -> str:
    match error:
        case RateLimitedError():
            return say("onboarding.export.later")
        case UncertainError():
            return say("onboarding.export.uncertain")
        case NotTakenError(code="missing_scope"):
            return say("onboarding.export.scope")
        case NotTakenError(code=code):
            return say("onboarding.export.refused", code=code)
