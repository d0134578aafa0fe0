"""The button under a report: the draft as an archive in the thread. Nothing is written where the rules are."""

from dataclasses import dataclass

from bot.slack.blocks.messages import note
from bot.slack.importing.cards import WRITE_DRAFT, draft_comment
from bot.slack.importing.documents import Documents
from bot.slack.listening import Listening, Shows
from bot.slack.surface import Screen
from bot.slack.transport.payloads import Click
from bot.store import AsyncClaims
from bot.wording import Catalogue


@dataclass(frozen=True)
class DraftListeners:
    """Listens to the button under a report."""

    documents: Documents
    screen: Screen
    claims: AsyncClaims

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(WRITE_DRAFT, self.write, Shows.TO_PERSON)

    async def write(self, click: Click, say: Catalogue) -> None:
        """The document is read anew, and its draft handed over once: what stands in the button is looked up again."""
        claim = f"draft:{click.person}:{click.value}"
        if refusal := await self.documents.refusal(click.person):
            await self.screen.whisper(click, note(say(refusal)))
        elif self.documents.is_busy:
            await self.screen.whisper(click, note(say("importing.busy")))
        elif not await self.claims.take(claim):
            await self.screen.whisper(click, note(say("importing.given")))
        else:
            is_given = False
            try:
                is_given = await self._handed_over(click, say)
            finally:
                if not is_given:
                    await self.claims.release(claim)

    async def _handed_over(self, click: Click, say: Catalogue) -> bool:
        report = await self.documents.read(click.value, click.person, click.place.channel, say)
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
