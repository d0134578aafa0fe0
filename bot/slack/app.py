"""The bot put together: the Bolt app, and the two pumps that empty the store."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Responders
from bot.onboarding import Onboarding
from bot.settings import SlackSettings
from bot.slack.access.admission import Admission
from bot.slack.access.channels import Rooms
from bot.slack.access.directory import Readers
from bot.slack.access.visibility import Sights
from bot.slack.delivery.apologies import Losses
from bot.slack.delivery.dead_letters import Undelivered
from bot.slack.delivery.rate_limiter import Pace
from bot.slack.delivery.worker import Courier
from bot.slack.ephemeral import Aside
from bot.slack.escalation.open import PassingListeners
from bot.slack.escalation.recipients import Addressing
from bot.slack.escalation.resolve import ClosingListeners
from bot.slack.failures import Failures
from bot.slack.feedback.listeners import FeedbackListeners
from bot.slack.home import HomeListeners
from bot.slack.home.data import Host
from bot.slack.onboarding import Around, Newcomers, newcomers
from bot.slack.operations.in_flight import Running
from bot.slack.operations.leased_worker import Pump
from bot.slack.operations.metrics import Metrics
from bot.slack.operations.timings import Tempo
from bot.slack.questions.answers import Answers
from bot.slack.questions.intake import Intake
from bot.slack.questions.listeners import Listeners
from bot.slack.questions.shortcut import ShortcutListener
from bot.slack.questions.status import Status
from bot.slack.surface import Modals
from bot.slack.transport.message_client import Gateway
from bot.store import Delivery, Question, Retention, Store
from bot.store.async_store import Stored

_ANSWERS_AT_ONCE = 4  # searches are work for the processor: more would not be done sooner
_A_DAY = 23 * 60 * 60.0  # seconds: an account is remembered for a day
_LOOK = 0.05  # seconds between two looks at what is left
_DELIVERIES_AT_ONCE = 16  # calls mostly wait for Slack


@dataclass(frozen=True)
class Surroundings:
    """What the bot is given to work with; `clock` tells seconds since 1970, `today` the day in the organisation."""

    settings: SlackSettings
    responders: Responders
    store: Store
    today: Callable[[], date]
    clock: Callable[[], float] = time.time
    tempo: Tempo = field(default_factory=Tempo)
    retention: Retention = field(default_factory=Retention)
    metrics: Metrics = field(default_factory=Metrics)
    onboarding: Onboarding | None = None


@dataclass(frozen=True)
class Bot:
    """The parts of a running bot."""

    app: AsyncApp
    answers: Pump[Question]
    courier: Pump[Delivery]
    running: Running
    stored: Stored
    readers: Readers
    newcomers: Newcomers

    @asynccontextmanager
    async def at_work(self, drain: float) -> AsyncIterator[None]:
        """The pumps run; in the end nothing new is taken, and what is under way has `drain` seconds."""
        everybody = asyncio.create_task(_always_known(self.readers))
        looking = asyncio.create_task(self.newcomers.schedule.run())
        pumps = [asyncio.create_task(pump.run()) for pump in (self.answers, self.courier)]
        try:
            yield
        finally:
            await self._emptied(drain)
            for pump in (looking, *pumps, everybody):
                pump.cancel()
                with suppress(asyncio.CancelledError):
                    await pump
            await self.answers.finished(drain)
            await self.courier.finished(drain)
            self.stored.close()

    async def _emptied(self, drain: float) -> None:
        """Clicks end, questions that wait are answered, and answers are posted, as far as there is time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(drain):
                await self.running.drained(drain)
                while await self.stored(self.stored.store.left):
                    await asyncio.sleep(_LOOK)


def assembled(surroundings: Surroundings, app: AsyncApp, writing: AsyncWebClient, team: str) -> Bot:
    """The bot for one workspace, listening on `app`. `writing` never repeats a call by itself: the outbox does that."""
    settings, tempo, metrics = surroundings.settings, surroundings.tempo, surroundings.metrics
    stored, gateway, running = Stored(surroundings.store, surroundings.clock), Gateway(writing), Running()
    readers = Readers(app.client, surroundings.responders.library.audiences, team, surroundings.clock)
    admission = Admission(settings.allow_guests, settings.allow_shared_channels)
    sights = Sights(surroundings.responders, readers, admission)
    rooms, status = Rooms(app.client, surroundings.clock), Status(app.client, surroundings.clock)
    lost = Undelivered(stored, sights, rooms, Losses(stored))
    courier = Courier(gateway, stored, tempo, Pace(tempo.interval, tempo.burst), lost, metrics)
    deliveries = Pump(courier.take, courier.deliver, _DELIVERIES_AT_ONCE, tempo.rest)
    limit, ready, today = settings.questions_a_minute, deliveries.wake, surroundings.today

    def asked() -> None:  # the pump takes questions in, and its answers know the paths that ask with a button
        questions.wake()

    intake = Intake(stored, asked, metrics)
    around = Around(stored, sights, gateway, running, intake, app.client, team, today, tempo.look, ready)
    paths = newcomers(surroundings.onboarding, settings, around)
    answers = Answers(stored, sights, gateway, tempo, today, limit, ready, metrics, status, paths)
    questions = Pump(answers.take, answers.answer, _ANSWERS_AT_ONCE, tempo.rest)
    library = surroundings.responders.library
    paths.register(app)
    Listeners(stored, sights, gateway, intake, running, Aside(gateway)).register(app)
    modals, aside, addressing = Modals(sights), Aside(gateway), Addressing(rooms, sights)
    FeedbackListeners(stored, modals, aside, running).register(app)
    PassingListeners(stored, addressing, modals, library, running, ready).register(app)
    ClosingListeners(stored, addressing, modals, aside, running, ready).register(app)
    ShortcutListener(intake, modals, gateway).register(app)
    HomeListeners(Host(stored, sights, running, paths, today, team, metrics)).register(app)
    app.error(Failures(gateway, readers).failed)
    return Bot(app, questions, deliveries, running, stored, readers, paths)


async def _always_known(readers: Readers) -> None:
    while True:
        await readers.know_everybody()
        await asyncio.sleep(_A_DAY)
