"""The bot put together: the Bolt app, and the two workers that empty the store."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Responders
from bot.inquiries import Question
from bot.onboarding.path import Onboarding
from bot.settings import SlackSettings
from bot.slack.access.directory import Directory
from bot.slack.access.visibility import AccessResolver, Admission
from bot.slack.delivery import Apologies, DeliveryWorker, Pacing, Reconsideration
from bot.slack.ending import Budget
from bot.slack.escalation.open import EscalateListeners
from bot.slack.escalation.recipients import Recipients
from bot.slack.escalation.resolve import ResolveListeners
from bot.slack.failures import Failures
from bot.slack.feedback import FeedbackListeners
from bot.slack.home import HomeData, HomeListeners, MyDataListeners
from bot.slack.home.most_cited import MostCited
from bot.slack.listening import Listening
from bot.slack.monitoring import Metrics
from bot.slack.onboarding import OnboardingApp, OnboardingDependencies, build_onboarding
from bot.slack.questions.answers import Answers
from bot.slack.questions.intake import Intake
from bot.slack.questions.listeners import QuestionListeners
from bot.slack.questions.privacy_notice import PrivacyNotice
from bot.slack.surface import Screen, Status
from bot.slack.transport.message_client import MessageClient
from bot.slack.work import InFlight, LeasedWorker, Timings
from bot.store import AsyncStore, Delivery, Retention, Store, StoreError

_ANSWERS_AT_ONCE = 16  # but for their searches they wait for the store, or for Slack
_HOUR = 3_600.0  # seconds
_A_DAY = 23 * 60 * 60.0  # seconds: an account is remembered for a day
_LOOK = 0.05  # seconds between two looks at what is left
_DELIVERIES_AT_ONCE = 16  # calls mostly wait for Slack


@dataclass(frozen=True)
class AppDependencies:
    """What the bot is given to work with; `clock` tells seconds since 1970, `today` the day in the organisation.

    `monotonic` tells seconds that never go back, whatever becomes of the clock.
    """

    settings: SlackSettings
    responders: Responders
    store: Store
    today: Callable[[], date]
    clock: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    timings: Timings = field(default_factory=Timings)
    retention: Retention = field(default_factory=Retention)
    metrics: Metrics = field(default_factory=Metrics)
    onboarding: Onboarding | None = None


@dataclass(frozen=True)
class Bot:
    """The parts of a running bot: `answering` and `delivering` do what waits in the store.

    `refused` tells Slack's word for why it refuses the app, empty where it does not.
    """

    app: AsyncApp
    answering: LeasedWorker[Question]
    delivering: LeasedWorker[Delivery]
    in_flight: InFlight
    store: AsyncStore
    directory: Directory
    onboarding: OnboardingApp
    listening: Listening
    refused: Callable[[], str]

    @asynccontextmanager
    async def at_work(self, budget: Budget) -> AsyncIterator[None]:
        """The workers run; in the end what can be done now is done, as far as the budget goes."""
        jobs = (self.onboarding.schedule.run, self.answering.run, self.delivering.run, self._know_everybody)
        tasks = [asyncio.create_task(job()) for job in jobs]
        try:
            yield
        finally:
            budget.start()
            await self._emptied(budget)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.answering.finished(budget.left)
            await self.delivering.finished(budget.left)
            self.store.close()

    async def _emptied(self, budget: Budget) -> None:
        """Clicks end, questions that wait are answered, and answers are posted, as far as there is time.

        What is not due yet, or another process is at, is nobody's business here; nor is what neither the store nor
        Slack takes at all.
        """
        with suppress(TimeoutError, StoreError):
            async with budget.spent():
                await self.in_flight.drained(budget.left)
                while await self._has_work():
                    await asyncio.sleep(_LOOK)

    async def _has_work(self) -> bool:
        is_at_hand = not self.refused() and await self.store.at_hand() > 0
        return is_at_hand or self.answering.is_busy or self.delivering.is_busy

    async def _know_everybody(self) -> None:
        while True:
            await self.directory.know_everybody()
            await asyncio.sleep(_A_DAY)


def build_app(
    dependencies: AppDependencies,
    app: AsyncApp,
    writing: AsyncWebClient,
    team: str,
    *,
    may_look_up: bool = True,
) -> Bot:
    """The bot for one workspace, listening on `app`. `writing` never repeats a call by itself: the outbox does that."""
    settings, timings, metrics = dependencies.settings, dependencies.timings, dependencies.metrics
    responders, monotonic, today = dependencies.responders, dependencies.monotonic, dependencies.today
    library, limit = responders.library, settings.questions_a_minute

    store, in_flight = AsyncStore(dependencies.store, dependencies.clock), InFlight(timings.settle)
    message_client = MessageClient(writing, may_look_up=may_look_up)
    screen = Screen(app.client, message_client)
    directory = Directory(
        app.client, library.audiences, team, monotonic, settings.onboarding_zone, memory=store.accounts
    )
    access = AccessResolver(
        responders, directory, Admission(settings.allow_guests, settings.allow_shared_channels)
    )

    pacing = Pacing.of(timings, _DELIVERIES_AT_ONCE, monotonic)
    patience, apologies = settings.delivery_hours * _HOUR, Apologies(store, access)
    reconsideration = Reconsideration(store, access, timings.fresh)
    outbox = DeliveryWorker(
        message_client, store, timings, pacing, patience, reconsideration, apologies, metrics
    )
    delivering = LeasedWorker(
        outbox.take, outbox.deliver, _DELIVERIES_AT_ONCE, timings.rest, brisk=timings.brisk, leaves_some=True
    )
    ready, question_waits = delivering.wake, asyncio.Event()
    intake = Intake(store, question_waits.set, metrics, directory.changed)
    onboarding = build_onboarding(
        dependencies.onboarding,
        settings,
        OnboardingDependencies(
            store, access, message_client, intake, screen, team, today, timings.look, ready
        ),
    )
    answers = Answers(
        store,
        access,
        message_client,
        timings,
        today,
        limit,
        ready,
        metrics,
        Status(app.client, monotonic),
        onboarding.preferred_clauses,
        onboarding.count_question,
        PrivacyNotice(store, dependencies.retention.questions, settings.privacy_notice),
    )
    answering = LeasedWorker(
        answers.take,
        answers.answer,
        _ANSWERS_AT_ONCE,
        timings.rest,
        brisk=timings.brisk,
        woken=question_waits,
    )

    recipients = Recipients(directory.channels, access)
    keep = dependencies.retention
    home = HomeData(
        store,
        MostCited(store),
        access,
        in_flight,
        onboarding,
        today,
        team,
        metrics,
        limit,
        keep.questions,
    )
    listening = Listening(app, in_flight, access, screen, store.claims)
    for listeners in (
        onboarding,  # first: what stands behind the slash command may be for it, and is no question then
        QuestionListeners(store, access, message_client, intake, screen, today, ready),
        FeedbackListeners(store, screen),
        EscalateListeners(store, recipients, screen, ready),
        ResolveListeners(store, recipients, screen, ready),
        HomeListeners(home, app.client),
        MyDataListeners(store, access, screen, keep),
    ):
        listeners.register(listening)
    app.error(Failures(message_client, directory, intake.take, in_flight, timings).failed)
    return Bot(
        app,
        answering,
        delivering,
        in_flight,
        store,
        directory,
        onboarding,
        listening,
        lambda: pacing.pause.why,
    )
