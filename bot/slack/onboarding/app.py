"""Onboarding put together over the paths, and what the rest of the bot asks of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.onboarding.report_signature import summary_key
from bot.rulebook import Clause
from bot.slack.blocks.elements import line
from bot.slack.blocks.rich_text import Block
from bot.slack.dependencies import SharedParts
from bot.slack.listening import Listening
from bot.slack.onboarding.buttons import ASSIGN, MINE, button, row
from bot.slack.onboarding.enrolments import DueEnrolments, Enrolments, HrGroup, Supervision
from bot.slack.onboarding.journey.listeners import JourneyListeners
from bot.slack.onboarding.journey.posted_cards import Cards, ProgressRecorder
from bot.slack.onboarding.journey.quiz import QuizListeners
from bot.slack.onboarding.journey.signing import SigningListeners
from bot.slack.onboarding.oversight.enrolling import Enrolling
from bot.slack.onboarding.oversight.listeners import OversightListeners
from bot.slack.onboarding.oversight.one_colleague import ColleagueListeners, colleague_menu
from bot.slack.onboarding.oversight.reporting import Reporting, progress_blocks, report_buttons
from bot.slack.onboarding.reminding import RemindersAsked
from bot.slack.onboarding.schedule import Reminders, Schedule
from bot.slack.questions.intake import Intake
from bot.wording import Catalogue

_MOST_AT_HOME = 20  # people whose progress is shown in the home tab


@dataclass(frozen=True)
class OnboardingApp:
    """Onboarding for the rest of the bot; people who are on no path cost no look into the store."""

    supervision: Supervision
    schedule: Schedule
    signing: SigningListeners
    registering: Sequence[Callable[[Listening], None]]

    def register(self, listening: Listening) -> None:
        """Listen to joins, the command and the buttons; this comes before what takes the command as a question."""
        for register in self.registering:
            register(listening)

    async def preferred_clauses(self, person: str) -> frozenset[Clause]:
        """The clauses of the stage that a person is in: of two that answer equally well, theirs comes first."""
        is_on_path = person in self.schedule.due.unfinished
        colleague = await self.supervision.enrolments.find(person) if is_on_path else None
        stage = colleague.current_stage if colleague else None
        return frozenset(stage.clauses) if stage else frozenset()

    async def count_question(self, person: str, clauses: Sequence[str]) -> None:
        """A question of theirs was answered by these clauses (by name): counted, without a name, for those to come."""
        if person in self.schedule.due.unfinished and clauses:
            await self.supervision.enrolments.store.onboarding.count_question(person, clauses)

    def has_path(self, person: str) -> bool:
        """Whether somebody is on a path that has not come to its end."""
        return person in self.schedule.due.managers

    async def oversees(self, person: str) -> bool:
        """Whether paths of others are theirs to look after."""
        is_manager = person in self.schedule.due.managers.values()
        return is_manager or await self.supervision.hr.includes(person)

    async def home_blocks(self, person: str, say: Catalogue) -> Sequence[Block]:
        """What the home tab shows: the way to one's own path, and how one's people come along."""
        blocks: list[Block] = []
        if self.has_path(person):
            blocks.append(row(button(MINE, say("onboarding.mine"), is_main=True)))
        if await self.oversees(person):
            colleagues = await self.supervision.colleagues_of(person)
            blocks.append(line(say("onboarding.progress.title"), is_bold=True))
            blocks += progress_blocks(colleagues, say, _MOST_AT_HOME)
            names = await self.supervision.names(colleagues)
            menu = [colleague_menu(colleagues, names, say)] if colleagues else []
            blocks.append(row(button(ASSIGN, say("onboarding.arrange")), *menu, *report_buttons(say)))
        return blocks


def build_onboarding(common: SharedParts, intake: Intake, ready: Callable[[], None]) -> OnboardingApp:
    """Onboarding over the paths of the moment; where there are none, nobody is put on one.

    `ready` is called when something is to be posted.
    """
    given, settings = common.dependencies, common.dependencies.settings
    store, access = common.store, common.access
    enrolments = Enrolments(store, access, given.calendar, given.today)
    hr = HrGroup(settings.onboarding_hr, access.directory)
    supervision = Supervision(enrolments, hr)
    cards = Cards(enrolments, common.team, ready)
    progress = ProgressRecorder(cards)
    due = DueEnrolments(store, lambda: access.rules().library, given.today)
    schedule = Schedule(progress, Reminders(cards, hr), due, given.timings.look)
    keys = tuple(summary_key(each, settings.tenant) for each in settings.secrets)
    client, screen = common.message_client, common.screen
    enrolling = Enrolling(enrolments, client, schedule.wake)
    reporting = Reporting(supervision, client, keys, screen)
    signing = SigningListeners(progress, screen)
    listeners = (
        enrolling,
        reporting,
        ColleagueListeners(supervision, RemindersAsked(enrolments, schedule.wake), screen),
        OversightListeners(supervision, progress, enrolling, reporting, client, screen, schedule.wake),
        JourneyListeners(progress, intake, screen),
        QuizListeners(progress, screen),
        signing,
    )
    return OnboardingApp(supervision, schedule, signing, [each.register for each in listeners])
