"""The parts of the path in Slack, put together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.onboarding import Calendar, Onboarding, QuietHours, WorkingDays, summary_key
from bot.settings import OnboardingSettings
from bot.slack.access.visibility import AccessResolver
from bot.slack.ephemeral import EphemeralReply
from bot.slack.onboarding.due_list import Roll
from bot.slack.onboarding.enrolments import Courses
from bot.slack.onboarding.hr_group import HrGroup
from bot.slack.onboarding.joining import Joining
from bot.slack.onboarding.onboarding_app import Newcomers
from bot.slack.onboarding.oversight.assign_form import Arranging
from bot.slack.onboarding.oversight.commands import Commands
from bot.slack.onboarding.oversight.enrolling import Enrolling
from bot.slack.onboarding.oversight.extra_attempts import Granting
from bot.slack.onboarding.oversight.progress import Overseen
from bot.slack.onboarding.oversight.reporting import Reporting
from bot.slack.onboarding.posted_cards import Cards
from bot.slack.onboarding.quizzing import QuizListeners
from bot.slack.onboarding.record_progress import Advance
from bot.slack.onboarding.reminding import Reminding
from bot.slack.onboarding.schedule import Schedule
from bot.slack.onboarding.signing import SigningListeners
from bot.slack.onboarding.steps import StepListeners
from bot.slack.operations.in_flight import InFlight
from bot.slack.questions.intake import Intake
from bot.slack.surface import Modals
from bot.slack.transport.message_client import MessageClient
from bot.store import AsyncStore


@dataclass(frozen=True)
class OnboardingDependencies:
    """What the parts work with: those of the bot.

    `team` is our workspace; `today` tells the day in the organisation; `look` is how many seconds lie between two looks
    at what is due; `ready` is called when something is to be posted.
    """

    store: AsyncStore
    access: AccessResolver
    message_client: MessageClient
    in_flight: InFlight
    intake: Intake
    modals: Modals
    ephemeral: EphemeralReply
    team: str
    today: Callable[[], date]
    look: float
    ready: Callable[[], None]


def newcomers(
    onboarding: Onboarding | None, settings: OnboardingSettings, around: OnboardingDependencies
) -> Newcomers:
    """The parts over the paths (None: there are none, and nobody is put on one)."""
    paths, store, in_flight = onboarding or Onboarding(()), around.store, around.in_flight
    calendar = Calendar(WorkingDays(settings.onboarding_country), QuietHours(*settings.quiet_hours))
    courses = Courses(store, around.access, paths, calendar, around.today)
    cards = Cards(store, courses, around.team, around.ready)
    hr = HrGroup(settings.onboarding_hr, around.access.directory)
    overseen, advance = Overseen(courses, hr), Advance(store, courses, cards)
    roll = Roll(store, around.access.responders.library, around.today)
    schedule = Schedule(
        store, courses, cards, advance, Reminding(cards, around.access, hr), roll, around.look
    )
    modals, ephemeral = around.modals, around.ephemeral
    keys = tuple(map(summary_key, settings.secrets))
    reporting = Reporting(store, overseen, around.message_client, keys, modals, ephemeral, in_flight)
    enrolling = Enrolling(courses, around.message_client, in_flight, schedule.wake)
    granting = Granting(courses, overseen, advance, ephemeral, in_flight)
    commands = Commands(
        store,
        courses,
        overseen,
        schedule,
        advance,
        enrolling,
        reporting,
        granting,
        around.message_client,
        in_flight,
    )
    listeners = (
        Joining(store, paths, around.access.directory, schedule.wake),
        commands,
        reporting,
        enrolling,
        granting,
        Arranging(courses, modals, in_flight, commands.changed),
        StepListeners(store, courses, cards, advance, around.intake, modals, ephemeral, in_flight),
        QuizListeners(courses, cards, advance, ephemeral, in_flight),
        SigningListeners(store, courses, cards, advance, modals, in_flight),
    )
    return Newcomers(courses, overseen, schedule, listeners)
