"""How new colleagues come along, for their manager and HR: shown to them, or sent as a file with its summary."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

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
from bot.slack.blocks.messages import COMMAND, Message, note
from bot.slack.ephemeral import EphemeralReply
from bot.slack.onboarding.buttons import EXPORT, button, row
from bot.slack.onboarding.enrolments import Colleague
from bot.slack.onboarding.oversight.progress import Overseen, progress_messages
from bot.slack.operations.in_flight import InFlight
from bot.slack.surface import Modals, View, sentence
from bot.slack.transport.errors import NotTakenError, RateLimitedError, UncertainError
from bot.slack.transport.message_client import MessageClient
from bot.store import AsyncStore
from bot.wording import Catalogue
from bot.wording.spreadsheet import as_csv

Body = Mapping[str, Any]
Files = Mapping[str, bytes]  # by name

_log = logging.getLogger(__name__)
_SHOWN = 12  # digits of a hash: enough to compare by eye


@dataclass(frozen=True)
class Reporting:
    """Reports to one person what they may see: HR everybody, others those whose manager they are.

    `keys` seal the summary: the first of them; without any it is unsigned.
    """

    store: AsyncStore
    overseen: Overseen
    message_client: MessageClient
    keys: Sequence[bytes]
    modals: Modals
    ephemeral: EphemeralReply
    in_flight: InFlight

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`."""
        app.action(EXPORT)(self.clicked)

    async def clicked(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The files are asked for: on the home tab, or under the report."""
        await ack()
        async with self.in_flight:
            person, say = str(body["user"]["id"]), await self.modals.words(body)
            if "view" in body:
                title = say("onboarding.export.title")
                await self.modals.open(body, client, title, self._told(person, say), say)
            else:
                await self.ephemeral(body, note(await self.sent(person, say)))

    async def shown(self, person: str, say: Catalogue) -> tuple[Message, ...]:
        """How they come along, with whether the signatures hold; or why there is nothing to see."""
        colleagues = await self._theirs(person, self.overseen.by)
        if not colleagues:
            return (note(await self._nobody(person, say)),)
        chain = await asyncio.to_thread(self._chain)
        *first, last = progress_messages(colleagues, say, _footer(chain, say))
        return (*first, Message(last.text, (*last.blocks, row(export_button(say)))))

    async def sent(self, person: str, say: Catalogue) -> str:
        """Put the files into the direct conversation with this person; a sentence: they are there, or why not."""
        colleagues = await self._theirs(person, self.overseen.all_by)
        if not colleagues:
            return await self._nobody(person, say)
        directory = self.overseen.courses.access.directory
        known = await asyncio.gather(*(directory.reader(each.person) for each in colleagues))
        names = {reader.user: reader.name for reader in known}
        files, comment = await asyncio.to_thread(self._files, colleagues, names, person, say)
        try:
            await self.message_client.hand_over(person, files, comment)
        except (RateLimitedError, NotTakenError, UncertainError) as error:
            _log.error("report not sent", extra={"error": str(error)})  # Slack's code: no text of ours
            return _why_not(error, say)
        return say("onboarding.export.sent")

    async def _told(self, person: str, say: Catalogue) -> View:
        told = await self.sent(person, say)
        return sentence(say("onboarding.export.title"), line(told), say=say)

    async def _theirs(
        self, person: str, found: Callable[[str], Awaitable[Sequence[Colleague]]]
    ) -> Sequence[Colleague]:
        access = await self.overseen.courses.access.of_person(person)
        return () if access.refusal else await found(person)

    async def _nobody(self, person: str, say: Catalogue) -> str:
        is_hr = await self.overseen.hr.includes(person)
        return say("onboarding.progress.nobody" if is_hr else "onboarding.not-allowed")

    def _chain(self) -> ChainCheck:
        """The whole chain: that may take a second for ten thousand signatures."""
        return verify_chain(self.store.sync.signatures.chain())

    def _files(
        self, colleagues: Sequence[Colleague], names: Mapping[str, str], person: str, say: Catalogue
    ) -> tuple[Files, str]:
        """The CSV and its summary, and the words that go with them."""
        courses = self.overseen.courses
        now = courses.now()
        rows = report([each.course for each in colleagues], now, courses.calendar.working_days)
        chain, written = self._chain(), as_csv(rows, say, names)
        summary = summarise(written, rows, chain, now, person)
        name = f"onboarding-{courses.today().isoformat()}.csv"
        files = {
            name: written,
            name + SUMMARY_SUFFIX: summary_as_json(sign_summary(summary, self.keys)).encode(),
        }
        return files, self._comment(summary, name, chain, say)

    def _comment(self, summary: Summary, name: str, chain: ChainCheck, say: Catalogue) -> str:
        digest = summary.sha256[:_SHOWN]
        lines = [
            say("onboarding.export.files", people=summary.people, rows=summary.rows, digest=digest),
            say(
                "onboarding.export.verify",
                command=f"shouze onboarding verify --summary {name}{SUMMARY_SUFFIX}",
            ),
        ]
        lines += [] if self.keys else [say("onboarding.export.unsigned")]
        lines += [_footer(chain, say)] if chain.fault else []
        return "\n".join(lines)


def export_button(say: Catalogue) -> dict[str, Any]:
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
