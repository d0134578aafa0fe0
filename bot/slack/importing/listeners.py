"""The buttons under a document: how it is read, and its draft as an archive. Nothing is written where the rules are."""

from dataclasses import dataclass

from bot.slack.blocks.messages import note
from bot.slack.gate import Shows
from bot.slack.importing.cards import READ_AS, WRITE_DRAFT, draft_comment, report_message
from bot.slack.importing.conversion import DocumentRequest
from bot.slack.importing.documents import Documents
from bot.slack.listening import Listening
from bot.slack.surface import Screen
from bot.slack.transport.arriving.payloads import Click
from bot.store import AsyncClaims
from bot.wording import Catalogue


@dataclass(frozen=True)
class DraftListeners:
    """Listens to the buttons under a document."""

    documents: Documents
    screen: Screen
    claims: AsyncClaims

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(WRITE_DRAFT, self.write, Shows.TO_PERSON)
        listening.on_click(READ_AS.pattern, self.read, Shows.TO_PERSON)

    async def read(self, click: Click, say: Catalogue) -> None:
        """The document is read once more, as the button says, and reported on to whoever clicked."""
        if refusal := await self._refusal(click):
            await self.screen.whisper(click, note(say(refusal)))
            return
        asked = DocumentRequest.of(click.value)
        report = await self.documents.read(asked, click.person, click.place.channel, say)
        await self.screen.whisper(click, report_message(report, asked, say))

    async def write(self, click: Click, say: Catalogue) -> None:
        """The document is read anew, and its draft handed over once: what stands in the button is looked up again."""
        claim = f"draft:{click.person}:{click.value}"
        if refusal := await self._refusal(click):
            await self.screen.whisper(click, note(say(refusal)))
        elif not await self.claims.take(claim):
            await self.screen.whisper(click, note(say("importing.given")))
        else:
            is_given = False
            try:
                is_given = await self._handed_over(click, say)
            finally:
                if not is_given:
                    await self.claims.release(claim)

    async def _refusal(self, click: Click) -> str:
        """The name of the sentence for who may not, or has to wait; "" for anybody else."""
        refusal = await self.documents.refusal(click.person)
        return refusal or ("importing.busy" if self.documents.is_busy else "")

    async def _handed_over(self, click: Click, say: Catalogue) -> bool:
        report = await self.documents.read(
            DocumentRequest.of(click.value), click.person, click.place.channel, say
        )
        if not report.folders:
            await self.screen.whisper(click, note(report.refusal or say("importing.no-draft")))
            return False
        files = {f"{report.folders[0]}.zip": report.archive}
        comment = draft_comment(report, say)
        told = await self.screen.hand_over(click.person, files, comment, say, thread=click.place.thread)
        is_given = told == say("sending.sent")  # the file in the thread says that by itself
        if not is_given:
            await self.screen.whisper(click, note(told))
        return is_given
