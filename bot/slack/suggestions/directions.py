"""What would be kept under a name is not kept: whoever wrote it to the bot reads where the window is.

Nor does it go through the outbox, where it would tell the second in which somebody was about to write.
"""

import asyncio
import logging
from dataclasses import dataclass, field

from bot.inquiries import Asked, Surface
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.messages import note
from bot.slack.process.work import InFlight
from bot.slack.transport.errors import NotNowError, NotTakenError
from bot.slack.transport.message_client import MessageClient
from bot.store import Address, question_id
from bot.suggestions import for_window

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Directions:
    """Tells people where the window is, meanwhile: the acknowledgement of what they wrote does not wait for it."""

    access: AccessResolver
    message_client: MessageClient
    in_flight: InFlight
    _telling: set[asyncio.Task[None]] = field(default_factory=set)

    def __call__(self, asked: Asked) -> None:
        """In their direct conversation; elsewhere for their eyes only."""
        task = asyncio.create_task(self._told(asked))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _told(self, asked: Asked) -> None:
        with self.in_flight.counted():
            try:
                await self._tell(asked)
            except (NotNowError, NotTakenError) as error:
                _log.warning("no directions given: %s", type(error).__name__)

    async def _tell(self, asked: Asked) -> None:
        access = await self.access.of_person(asked.person)
        written = for_window(asked.text)
        way = "suggestion.way.code" if written and written.code else "suggestion.way"
        said = note(access.say(access.refusal or way))
        if asked.surface == Surface.DIRECT:
            mark = {"delivery": question_id(asked.key), "place": 0, "digest": ""}
            await self.message_client.post(Address.at(asked.place), said.as_payload(), mark)
        else:
            alone = Address.at(asked.place, person=asked.person, response_url=asked.response_url)
            await self.message_client.whisper(alone, [said])
