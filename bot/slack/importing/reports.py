"""A file that waits in the store -> the report on it, back into the store: exactly one reply a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from structlog.contextvars import bind_contextvars

from bot.inquiries import Outcome, Question, QuestionResult
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.messages import OutgoingMessage, note, with_context
from bot.slack.importing.cards import report_message
from bot.slack.importing.conversion import DocumentRequest
from bot.slack.importing.documents import Documents
from bot.slack.process.monitoring import Metrics, log_incident
from bot.slack.process.work import RepeatedEndError, Timings
from bot.slack.questions.privacy_notice import PrivacyNotice
from bot.slack.surface import Status
from bot.slack.transport.errors import NotNowError
from bot.store import Address, AsyncStore, Parcel, Purpose, StoreError
from bot.wording import Catalogue

_TRIES = 3  # a file with which the process ended so often gets an apology


@dataclass(frozen=True)
class DocumentReports:
    """Reports on the files that wait in the store.

    `limit` is how many things one person may ask in a minute; `ready` is called when something is to be posted.
    """

    store: AsyncStore
    access: AccessResolver
    documents: Documents
    timings: Timings
    limit: int
    ready: Callable[[], None]
    metrics: Metrics
    status: Status
    privacy_notice: PrivacyNotice

    async def take(self, slots: int) -> Sequence[Question]:
        """Lease files that wait."""
        return await self.store.questions.lease(slots, self.timings.file_lease, files=True)

    async def report(self, question: Question) -> None:
        """Settle one file, whatever happens."""
        bind_contextvars(question=question.id)
        say = await self.access.words_of(question.asked.person)
        try:
            outcome, message = await self._reported(question, say)
            if message and await self.privacy_notice.is_due(question):
                [message] = with_context([message], self.privacy_notice.sentence(say))
        except StoreError:
            raise  # it is taken again when its lease runs out
        except NotNowError:
            await self.store.questions.put_off(question, self.timings.again)
            return
        except Exception as error:  # noqa: BLE001  # the person must be told, and the file settled
            incident = log_incident(error, f"file {question.id}")
            outcome, message = Outcome.FAILED, note(say("failure.text", id=incident))
        messages = [message.as_payload()] if message else []
        parcel = Parcel(Address.at(question.asked.place), messages, Purpose.REPORT)
        if await self.store.questions.complete(question, QuestionResult(outcome), parcel):
            self.metrics.settled(outcome, question.asked.surface)
        self.ready()

    async def _reported(self, question: Question, say: Catalogue) -> tuple[Outcome, OutgoingMessage | None]:
        """What became of it, and what is said; nothing of a file that was taken back."""
        asked = question.asked
        if question.attempts > _TRIES:
            raise RepeatedEndError
        if question.is_withdrawn:
            return Outcome.WITHDRAWN, None
        if refusal := await self.access.refusal_of(asked.person):
            return Outcome.NOT_ADMITTED, note(say(refusal))
        if question.exceeds(self.limit):
            is_first = question.recent == self.limit
            return Outcome.THROTTLED, note(say("throttled.text", limit=self.limit)) if is_first else None
        if refusal := await self.documents.refusal(asked.person):
            return Outcome.NOT_ADMITTED, note(say(refusal))
        await self.status(asked, say)
        file = DocumentRequest(asked.key.rpartition("/")[2])
        report = await self.documents.read(file, asked.person, asked.place.channel, say)
        outcome = Outcome.REFUSAL if report.refusal else Outcome.REPORT
        return outcome, report_message(report, file, say)
