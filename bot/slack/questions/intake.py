"""What arrives is kept in the store before Slack hears that it has arrived: from then on nothing can be lost."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePath

from bot.answering import SmallTalkKind, asks, small_talk_kind
from bot.inquiries import Asked, Surface
from bot.slack.process.monitoring import Metrics
from bot.slack.process.workers import Workers
from bot.slack.transport.arriving.message_events import (
    LONGEST,
    Deleted,
    Edited,
    Said,
    arrived,
    with_new_readers,
)
from bot.slack.transport.arriving.payloads import Body
from bot.store import AsyncStore
from bot.suggestions import for_window

_REMEMBERED = 10_000  # questions
_DOCUMENTS = frozenset({
    ".csv", ".doc", ".docx", ".htm", ".html", ".markdown", ".md", ".pdf", ".rtf", ".tsv", ".txt", ".wps", ".xhtml",
    ".xls", ".xlsx",
})  # fmt: skip


class TakenLately:
    """The questions that this process took last, or is taking right now, by their keys: ten thousand of them.

    Of a mention Slack tells twice, and of anything again that was not acknowledged in time.
    """

    def __init__(self) -> None:
        self._taken: OrderedDict[str, asyncio.Future[bool]] = OrderedDict()

    def find(self, key: str) -> "asyncio.Future[bool] | None":
        """The taking of a question, ended or not; None for one that is not known, or could not be taken."""
        return self._taken.get(key)

    def note(self, key: str, taken: "asyncio.Future[bool]") -> None:
        """A question is being taken."""
        self._taken[key] = taken
        taken.add_done_callback(partial(self._ended, key))
        if len(self._taken) > _REMEMBERED:
            self._taken.popitem(last=False)

    def _ended(self, key: str, taken: "asyncio.Future[bool]") -> None:
        if taken.cancelled() or taken.exception():
            self._taken.pop(key, None)


@dataclass(frozen=True)
class Intake:
    """Takes questions in: those for which there is a place are leased for so many seconds (`lease`), and begun.

    `workers` tells who does the work, and is woken where something waits. `direct` tells whoever wrote what belongs
    into the window of suggestions where that is; nothing of it is kept.
    """

    store: AsyncStore
    workers: Callable[[], Workers | None]
    lease: float
    metrics: Metrics
    forget_readers: Callable[[str], None]
    direct: Callable[[Asked], None]
    _lately: TakenLately = field(default_factory=TakenLately)

    async def take(self, body: Body, bot: str) -> None:
        """Take in what a message event tells of; `bot` is our own user id."""
        if channel := with_new_readers(body):
            self.forget_readers(channel)
        match arrived(body, bot):
            case Said() as said:
                await self._said(said)
            case Edited() as edited:
                await self._edited(edited)
            case Deleted(event, key, files):
                for file in files:
                    await self._withdrawn(f"{key}/{file}", f"{event}/{file}", Surface.FILE)
                await self._withdrawn(key, event)
            case None:
                pass

    async def ask(self, asked: Asked, event: str) -> None:
        """Take in what is asked; a message that was told of before, or is being kept right now, is not kept again."""
        taken = self._lately.find(asked.key)
        is_first = taken is None
        if taken is None:
            taken = asyncio.ensure_future(self._kept(asked, event))
            self._lately.note(asked.key, taken)
        if not (await asyncio.shield(taken) and is_first):
            self.metrics.repeated()

    async def _edited(self, edited: Edited) -> None:
        said = edited.said if edited.said and edited.said.asked.surface != Surface.THREAD else None
        if for_window(edited.text):
            if said:
                self.direct(said.asked)
            await self._withdrawn(edited.key, edited.event)
            return
        changes = edited.key, edited.text, edited.event, edited.said_at
        if await self.store.questions.revise(*changes, is_shared=edited.is_shared):
            self._wake()
        elif said:
            await self._said(said)

    async def _withdrawn(self, key: str, event: str, surface: Surface | None = None) -> None:
        if await self.store.questions.withdraw(key, event):
            self._wake(surface)

    async def _said(self, said: Said) -> None:
        asked = said.asked
        if asked.surface == Surface.THREAD:
            # What people say to each other is neither kept nor looked at any further.
            if said.mentions_others or for_window(asked.text):
                return
            if not asks(asked.text) and small_talk_kind(asked.text) is not SmallTalkKind.STOP:
                return
            if not await self.store.threads.is_followed(asked.place):
                return
        documents = _documents(said)
        for document in documents:
            await self.ask(document, f"{said.event}/{document.key}")
        if not documents or asks(asked.text):  # what stands beside a document names it, and is no question
            await self.ask(asked, said.event)

    async def _kept(self, asked: Asked, event: str) -> bool:
        """Whether it is new. Where nothing waits before it, it is begun at once: nobody needs to look for it."""
        if asked.surface != Surface.FILE and for_window(asked.text):
            self.direct(asked)
            return True
        workers = self.workers() if asked.surface != Surface.FILE else None
        with workers.answering.place() if workers else nullcontext() as begin:
            question = await self.store.questions.take(asked, event, self.lease if begin else 0.0)
            if question and begin:
                begin(question)
        if question and not begin:
            self._wake(asked.surface)
        return question is not None

    def _wake(self, surface: Surface | None = None) -> None:
        """Something waits to be answered, or a file to be read."""
        if workers := self.workers():
            (workers.importing if surface == Surface.FILE else workers.answering).wake()


def _documents(said: Said) -> Sequence[Asked]:
    """Each document that somebody dropped, as what waits on its own; beside words a picture is none."""
    has_words = bool(said.asked.text)
    files = [file for file in said.files if not has_words or PurePath(file.name).suffix.lower() in _DOCUMENTS]
    place = replace(said.asked.place, thread=said.asked.place.thread or said.asked.ts)
    return [
        replace(
            said.asked,
            key=f"{said.asked.key}/{file.id}",
            place=place,
            surface=Surface.FILE,
            text=file.name[:LONGEST],
        )
        for file in files
    ]
