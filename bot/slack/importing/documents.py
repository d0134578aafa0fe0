"""A file that somebody dropped -> what it holds, for those who look after a part of the rules."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.generation import Generation
from bot.importing.source import ImportRefusedError, Refusal
from bot.knowledge import write_files
from bot.slack.access.visibility import AccessResolver
from bot.slack.escalation.recipients import Recipients
from bot.slack.importing.conversion import DocumentReport, DocumentRequest, Job, NotReadError, convert, room
from bot.slack.importing.slack_files import NotFetchedError, SlackFile, SlackFiles, Unfetched
from bot.slack.process.monitoring import log_incident
from bot.store import Publications
from bot.wording import Catalogue, refusal_sentence

_AT_ONCE = 2  # documents: the rest of the machine is for answers
_LONGEST_NAME = 200  # bytes before the ending: file systems take 255


@dataclass(frozen=True)
class Documents:
    """Fetches documents and has them read, two at a time; nothing is written but to a folder that goes at once.

    They are compared with the rules that count; before any were published with what is in the `knowledge` folder (None:
    with nothing). Each step may take `seconds`.
    """

    files: SlackFiles
    recipients: Recipients
    publications: Publications
    access: AccessResolver
    knowledge: Path | None
    today: Callable[[], date]
    seconds: float
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    @property
    def is_busy(self) -> bool:
        """Whether another document would have to wait."""
        return self._places.locked()

    async def refusal(self, person: str) -> str:
        """The name of the sentence for whoever looks after no part of the rules; "" for owners."""
        is_owner = await self.recipients.is_owner(person, self.access.rules().library)
        return "" if is_owner else "importing.not-owner"

    async def read(self, asked: DocumentRequest, person: str, channel: str, say: Catalogue) -> DocumentReport:
        """What the file holds that stands in this conversation with a person, read as they said, in their language."""
        try:
            file = await self.files.find(asked.file)
            if channel not in file.rooms and person != file.user:
                return DocumentReport(say(f"importing.{Unfetched.GONE}"))
            async with self._places:
                return await self._converted(file, asked, person, say)
        except NotFetchedError as error:
            return DocumentReport(_why_not(error, say))
        except NotReadError as error:
            if error.is_late:
                return DocumentReport(say("importing.late", minutes=round(self.seconds / 60)))
            return DocumentReport(say("importing.unread", id=log_incident(error, f"file {asked.file}")))

    async def _converted(
        self, file: SlackFile, asked: DocumentRequest, person: str, say: Catalogue
    ) -> DocumentReport:
        counting = await asyncio.to_thread(self._counting)
        if not counting and self.knowledge and not self.knowledge.is_dir():
            return DocumentReport(
                say("importing.terminal")
            )  # a draft would open what an older book keeps closed
        groups = (await self.access.directory.reader(person)).groups
        with room() as folder:
            document = folder / "document" / _file_name(file.name)
            document.parent.mkdir()
            if counting:
                (folder / "knowledge").mkdir()
                await asyncio.to_thread(write_files, counting.files, folder / "knowledge")
            await self.files.fetch(file, document)
            job = Job(
                str(document),
                str(folder / "knowledge" if counting or not self.knowledge else self.knowledge),
                str(folder / "draft.zip"),
                say.language,
                self.today().isoformat(),
                tuple(sorted(groups)),
                round(self.seconds),
                asked.changes,
                asked.parts,
            )
            return await convert(job)

    def _counting(self) -> Generation | None:
        newest = self.publications.newest()
        return self.publications.kept(newest) if newest else None


def _file_name(name: str) -> str:
    """The name of a file, which was made by whoever dropped it, as one that is a name and nothing else."""
    plain = "".join(each for each in name.replace("\\", "/").rpartition("/")[2] if each.isprintable())
    stem, dot, suffix = plain.encode("utf-8", "ignore").decode().strip(". ").rpartition(".")
    short = (stem if dot else suffix).encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
    return f"{short or 'document'}.{suffix[:8] if dot else 'txt'}"


def _why_not(error: NotFetchedError, say: Catalogue) -> str:
    if error.why is Unfetched.TOO_LARGE:
        return refusal_sentence(ImportRefusedError(Refusal.TOO_LARGE, file=say("importing.file")), say)
    return say(f"importing.{error.why}")
