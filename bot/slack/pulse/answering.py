"""What somebody answers: kept until the round closes, changed as often as they like, and marked for them alone."""

from dataclasses import dataclass

from bot.slack.blocks.messages import note
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.pulse.messages import SCORE, Given, pulse_message
from bot.slack.surface import Screen
from bot.slack.transport.arriving.payloads import Click
from bot.slack.transport.message_client import MessageClient
from bot.store import AsyncStore
from bot.wording import Catalogue


@dataclass(frozen=True)
class PulseListeners:
    """Listens to the scores. What is marked is changed where it was clicked: the outbox never holds an answer."""

    store: AsyncStore
    message_client: MessageClient
    screen: Screen

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(SCORE.pattern, self.scored, Shows.NOTHING)

    async def scored(self, click: Click, say: Catalogue) -> None:
        """One of the five."""
        given = Given.read(click.value)
        asked = await self.store.pulses.find(given.round) if given else None
        is_asked = asked and given and given.question in {each.id for each in asked.questions}
        if not (asked and given and is_asked) or not await self.store.pulses.answer(
            given.round, click.person, given.question, given.score
        ):
            await self.screen.whisper(click, note(say("pulse.over")))
            return
        answers = await self.store.pulses.answers(given.round, click.person)
        await self.message_client.whisper(click.alone, [pulse_message(asked, answers, say)], replace=True)
