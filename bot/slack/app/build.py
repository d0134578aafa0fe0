"""The bot put together: each part with what it needs, and all that listens on the Bolt app."""

import asyncio
import weakref
from collections.abc import Callable, Sequence
from typing import Protocol
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.inquiries import Question
from bot.publishing import Commencements
from bot.slack.access.reader_watch import ReaderWatch
from bot.slack.acknowledging import build_acknowledging
from bot.slack.app.bot import Bot, Watches
from bot.slack.delivery import Apologies, DeliveryWorker, Pacing, Reconsideration
from bot.slack.dependencies import AppDependencies, SharedParts
from bot.slack.desk import Desk, build_desk
from bot.slack.escalation.open import EscalateListeners
from bot.slack.escalation.resolve import ResolveListeners
from bot.slack.failures import Failures
from bot.slack.feedback import FeedbackListeners
from bot.slack.gate import Gate
from bot.slack.home import HelpListeners, HomeData, HomeListeners, MyDataListeners
from bot.slack.home.most_cited import MostCited
from bot.slack.importing.build import build_importing
from bot.slack.listening import Acts, Listening
from bot.slack.onboarding import OnboardingApp, build_onboarding
from bot.slack.process.posting import Posting
from bot.slack.process.work import LeasedWorker
from bot.slack.process.workers import Workers
from bot.slack.publishing import (
    DecisionListeners,
    FollowerNotices,
    NoticeListeners,
    Notices,
    RulesWatch,
)
from bot.slack.pulse import PulseListeners, PulseWatch
from bot.slack.questions.answers import Answers
from bot.slack.questions.intake import Intake
from bot.slack.questions.listeners import QuestionListeners
from bot.slack.questions.posted_answers import PostedAnswers
from bot.slack.questions.readers import ReaderListeners
from bot.slack.questions.reasons import ReasonListeners
from bot.slack.questions.revised import Revised
from bot.slack.questions.sharing import SharingListeners
from bot.slack.questions.under_way import UnderWay
from bot.slack.review import build_review
from bot.slack.review.scope import Scopes
from bot.slack.suggestions.directions import Directions
from bot.slack.transport.message_client import MessageClient
from bot.slack.web_links import ClausePanels, PastedLinks

_HOUR = 3_600.0  # seconds
_DAY = 86_400.0  # seconds
_NEWS = 3  # days


def build_app(
    dependencies: AppDependencies,
    app: AsyncApp,
    writing: AsyncWebClient,
    team: str,
    *,
    may_look_up: bool = True,
) -> Bot:
    """The bot for one workspace, listening on `app`. `writing` never repeats a call by itself: the outbox does that."""
    common = SharedParts.of(dependencies, app.client, team, MessageClient(writing, may_look_up=may_look_up))
    pacing = Pacing.of(dependencies.timings, dependencies.at_once, dependencies.monotonic)
    posting = _posting(common, pacing)
    ready = posting.worker.wake
    intake = _intake(common, lambda: working())  # noqa: PLW0108  # it is there once something arrives

    async def refresh(person: str) -> None:
        if home := shown():  # which shows what the desk holds, and is made of it below
            await home.refresh(person)

    onboarding = build_onboarding(common, intake, ready)
    desk = build_desk(common, ready, refresh)
    acknowledging = build_acknowledging(common, ready, onboarding.signing.sign_elsewhere)
    review, reports = build_review(common, ready)
    importing = build_importing(common, ready)
    data = _home_data(common, onboarding, desk)
    home = HomeListeners(data, common.client)
    shown = weakref.ref(home)  # neither keeps the other, see bot/memory.py
    rooms: tuple[Registering, ...] = (
        # first those to whom what stands behind the slash command may belong
        *(onboarding, reports, _help(common, onboarding, desk, reports.scopes), importing.listeners),
        *(*desk.listeners, desk.suggestions, acknowledging.listeners),
        *(home, _panels(common, data, ready)),
    )
    posted = PostedAnswers(common.store, common.access, common.message_client, ready, home.show_again)
    workers = Workers(_answering(common, onboarding, posting), importing.worker, posting.worker)
    working = weakref.ref(workers)  # as above: what answers knows those who take in
    app.error(_failures(common, intake).failed)
    watches = (
        _rules_watch(common, ready),
        desk.watch,
        _pulse_watch(common, ready),
        review,
        acknowledging.watch,
        ReaderWatch(common.store, common.directory, common.dependencies.timings.rest / 2),
    )
    return Bot(
        app,
        _listening(common, app, rooms, intake, posted),
        common.store,
        common.directory,
        common.in_flight,
        onboarding,
        workers,
        Watches(*watches),
        refused=lambda: pacing.pause.why,
    )


def _help(common: SharedParts, onboarding: OnboardingApp, desk: Desk, scopes: Scopes) -> HelpListeners:
    readers = desk.suggestions.writers.readers
    return HelpListeners(common.access, onboarding, readers, scopes, common.message_client)


def _failures(common: SharedParts, intake: Intake) -> Failures:
    timings = common.dependencies.timings
    return Failures(common.message_client, common.directory, intake.take, common.in_flight, timings)


def _intake(common: SharedParts, workers: Callable[[], Workers | None]) -> Intake:
    directions = Directions(common.access, common.message_client, common.in_flight)
    return Intake(
        common.store,
        workers,
        common.dependencies.timings.lease,
        common.dependencies.metrics,
        common.directory.forget,
        directions,
    )


def _pulse_watch(common: SharedParts, ready: Callable[[], None]) -> PulseWatch:
    given, zone = common.dependencies, common.dependencies.settings.onboarding_zone
    return PulseWatch(
        common.store, common.access, given.calendar, zone, common.team, given.timings.look, ready
    )


def _rules_watch(common: SharedParts, ready: Callable[[], None]) -> RulesWatch:
    """Looks after the rules and who hears of them; news is no older than it is known what was posted of it."""
    dependencies, store, team = common.dependencies, common.store, common.team
    settings, timings, keep = dependencies.settings, dependencies.timings, dependencies.retention
    monotonic = dependencies.monotonic
    news = min(_NEWS, keep.parcels, keep.questions) * _DAY
    return RulesWatch(
        dependencies.follower,
        store,
        common.access,
        team,
        settings.rules_channel or "",
        ready,
        timings.follow,
        Commencements(
            dependencies.store.publications, common.archive, dependencies.today, dependencies.zone, _NEWS
        ),
        Notices(
            store, common.archive, common.access, team, ready, news, common.rules_channel(ready), monotonic
        ),
        FollowerNotices(
            store, common.archive, common.access, dependencies.calendar, team, ready, timings.look, monotonic
        ),
    )


def _posting(common: SharedParts, pacing: Pacing) -> Posting:
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
        common.awaited.tell,
    )
    worker = LeasedWorker(
        outbox.take, outbox.deliver, dependencies.at_once, timings.rest, brisk=timings.brisk, woken=woken
    )
    return Posting(outbox, worker)


def _answering(common: SharedParts, onboarding: OnboardingApp, posting: Posting) -> LeasedWorker[Question]:
    dependencies, settings = common.dependencies, common.dependencies.settings
    timings = dependencies.timings
    answers = Answers(
        common.store,
        common.access,
        common.message_client,
        timings,
        settings.questions_a_minute,
        posting,
        dependencies.metrics,
        common.status,
        onboarding.preferred_clauses,
        onboarding.count_question,
        common.privacy_notice,
    )
    settle = UnderWay(common.store, answers.answer, timings.lease)
    return LeasedWorker(answers.take, settle, dependencies.at_once, timings.rest, brisk=timings.brisk)


def _home_data(common: SharedParts, onboarding: OnboardingApp, desk: Desk) -> HomeData:
    dependencies = common.dependencies
    return HomeData(
        common.store,
        MostCited(common.store),
        common.access,
        common.in_flight,
        onboarding,
        desk,
        common.team,
        dependencies.metrics,
        dependencies.settings.questions_a_minute,
        dependencies.disclosure,
        common.archive,
    )


def _panels(common: SharedParts, data: HomeData, ready: Callable[[], None]) -> ClausePanels:
    settings, store, screen = common.dependencies.settings, common.store, common.screen
    posted = PostedAnswers(store, common.access, common.message_client, ready)
    escalations = EscalateListeners(store, common.recipients, screen, posted, ready)
    zone = ZoneInfo(settings.onboarding_zone)
    return ClausePanels(data, escalations, common.message_client, screen, settings.site, zone)


class Registering(Protocol):
    """What listens to something."""

    def register(self, listening: Listening) -> None:
        """Start listening."""


def _listening(
    common: SharedParts,
    app: AsyncApp,
    rooms: Sequence[Registering],
    intake: Intake,
    posted: PostedAnswers,
) -> Listening:
    dependencies, store, access, screen = common.dependencies, common.store, common.access, common.screen
    recipients, keep = common.recipients, dependencies.retention
    ready = posted.ready
    listening = Listening(app, Acts(common.in_flight, Gate(access, screen), store.claims))
    for listeners in (
        *rooms,
        ReaderListeners(common.directory, store),
        ReasonListeners(store, access, screen),
        QuestionListeners(
            store,
            access,
            common.message_client,
            intake,
            screen,
            posted,
            Revised(common.archive, dependencies.zone),
            ready,
        ),
        SharingListeners(store, access, screen, posted, common.awaited, ready),
        FeedbackListeners(store, screen, posted),
        EscalateListeners(store, recipients, screen, posted, ready),
        ResolveListeners(store, recipients, screen, posted, ready),
        PulseListeners(store, common.message_client, screen),
        MyDataListeners(store, access, screen, keep),
        PastedLinks(access, common.message_client, common.in_flight, dependencies.settings.site),
        NoticeListeners(common.archive, access, screen),
        DecisionListeners(store, common.directory, dependencies.settings.rules_owners, screen, ready),
    ):
        listeners.register(listening)
    return listening
