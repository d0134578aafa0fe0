"""The bot put together: the Bolt app, and the two workers that empty the store."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import RulesInForce
from bot.inquiries import Question
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
from bot.wording import Disclosure

_ANSWERS_AT_ONCE = 16  # but for their searches they wait for the store, or for Slack
_HOUR = 3_600.0  # seconds
_A_DAY = 23 * 60 * 60.0  # seconds: an account is remembered for a day
_LOOK = 0.05  # seconds between two looks at what is left
_DELIVERIES_AT_ONCE = 16  # calls mostly wait for Slack


@dataclass(frozen=True)
class AppDependencies:
    """What the bot is given to work with.

    `rules` tells the rules of the moment, `today` the day in the organisation, `clock` seconds since 1970, `monotonic`
    seconds that never go back, whatever becomes of the clock.
    """

    settings: SlackSettings
    rules: Callable[[], RulesInForce]
    store: Store
    today: Callable[[], date]
    clock: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    timings: Timings = field(default_factory=Timings)
    retention: Retention = field(default_factory=Retention)
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def disclosure(self) -> Disclosure:
        """What people are told of what becomes of their questions."""
        return Disclosure(self.retention.questions, self.settings.asked_host)


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


@dataclass(frozen=True)
class _Common:
    """What all parts of a bot work with."""

    dependencies: AppDependencies
    client: AsyncWebClient
    team: str
    store: AsyncStore
    in_flight: InFlight
    message_client: MessageClient
    directory: Directory
    access: AccessResolver

    @classmethod
    def of(
        cls, dependencies: AppDependencies, client: AsyncWebClient, team: str, message_client: MessageClient
    ) -> "_Common":
        """Made for one workspace."""
        settings, rules = dependencies.settings, dependencies.rules
        store = AsyncStore(dependencies.store, dependencies.clock)
        directory = Directory(
            client,
            lambda: rules().library.audiences,
            team,
            dependencies.monotonic,
            settings.onboarding_zone,
            memory=store.accounts,
        )
        admission = Admission(settings.allow_guests, settings.allow_shared_channels)
        access = AccessResolver(rules, directory, admission)
        in_flight = InFlight(dependencies.timings.settle)
        return cls(dependencies, client, team, store, in_flight, message_client, directory, access)

    @property
    def screen(self) -> Screen:
        """Where people look."""
        return Screen(self.client, self.message_client)


def build_app(
    dependencies: AppDependencies,
    app: AsyncApp,
    writing: AsyncWebClient,
    team: str,
    *,
    may_look_up: bool = True,
) -> Bot:
    """The bot for one workspace, listening on `app`. `writing` never repeats a call by itself: the outbox does that."""
    settings, timings = dependencies.settings, dependencies.timings
    common = _Common.of(dependencies, app.client, team, MessageClient(writing, may_look_up=may_look_up))
    store, directory, access = common.store, common.directory, common.access

    pacing = Pacing.of(timings, _DELIVERIES_AT_ONCE, dependencies.monotonic)
    delivering = _delivering(common, pacing)
    ready, question_waits = delivering.wake, asyncio.Event()
    intake = Intake(store, question_waits.set, dependencies.metrics, directory.changed)
    onboarding = build_onboarding(
        settings,
        OnboardingDependencies(
            store,
            access,
            common.message_client,
            intake,
            common.screen,
            team,
            dependencies.today,
            timings.look,
            ready,
        ),
    )
    answering = _answering(common, onboarding, ready, question_waits)
    listening = _listening(common, app, onboarding, intake, ready)
    failures = Failures(common.message_client, directory, intake.take, common.in_flight, timings)
    app.error(failures.failed)
    return Bot(
        app,
        answering,
        delivering,
        common.in_flight,
        store,
        directory,
        onboarding,
        listening,
        lambda: pacing.pause.why,
    )


def _delivering(common: _Common, pacing: Pacing) -> LeasedWorker[Delivery]:
    dependencies, store, access = common.dependencies, common.store, common.access
    timings, woken = dependencies.timings, asyncio.Event()
    outbox = DeliveryWorker(
        common.message_client,
        store,
        timings,
        pacing,
        dependencies.settings.delivery_hours * _HOUR,
        Reconsideration(store, access, timings.fresh),
        Apologies(store, access),
        dependencies.metrics,
        woken.set,
    )
    return LeasedWorker(
        outbox.take, outbox.deliver, _DELIVERIES_AT_ONCE, timings.rest, brisk=timings.brisk, woken=woken
    )


def _answering(
    common: _Common, onboarding: OnboardingApp, ready: Callable[[], None], woken: asyncio.Event
) -> LeasedWorker[Question]:
    dependencies, settings = common.dependencies, common.dependencies.settings
    timings = dependencies.timings
    answers = Answers(
        common.store,
        common.access,
        common.message_client,
        timings,
        settings.questions_a_minute,
        ready,
        dependencies.metrics,
        Status(common.client, dependencies.monotonic),
        onboarding.preferred_clauses,
        onboarding.count_question,
        PrivacyNotice(common.store, dependencies.disclosure, settings.privacy_notice),
    )
    return LeasedWorker(
        answers.take, answers.answer, _ANSWERS_AT_ONCE, timings.rest, brisk=timings.brisk, woken=woken
    )


def _listening(
    common: _Common, app: AsyncApp, onboarding: OnboardingApp, intake: Intake, ready: Callable[[], None]
) -> Listening:
    dependencies, store, access, screen = common.dependencies, common.store, common.access, common.screen
    recipients, keep = Recipients(common.directory.channels, access), dependencies.retention
    home = HomeData(
        store,
        MostCited(store),
        access,
        common.in_flight,
        onboarding,
        common.team,
        dependencies.metrics,
        dependencies.settings.questions_a_minute,
        dependencies.disclosure,
    )
    listening = Listening(app, common.in_flight, access, screen, store.claims)
    for listeners in (
        onboarding,  # first: what stands behind the slash command may be for it, and is no question then
        QuestionListeners(store, access, common.message_client, intake, screen, ready),
        FeedbackListeners(store, screen),
        EscalateListeners(store, recipients, screen, ready),
        ResolveListeners(store, recipients, screen, ready),
        HomeListeners(home, common.client),
        MyDataListeners(store, access, screen, keep),
    ):
        listeners.register(listening)
    return listening
