"""Reminders as parcels: to whom one goes, and what it takes the place of."""

from dataclasses import dataclass

from bot.onboarding import Assignee as Who
from bot.onboarding import EscalateToManager, ReminderDue
from bot.slack.access.visibility import AccessResolver
from bot.slack.onboarding.enrolments import Colleague
from bot.slack.onboarding.hr_group import HrGroup
from bot.slack.onboarding.messages import reminded, tasks_letter, to_manager
from bot.slack.onboarding.posted_cards import Cards, Parcels, parcel_id
from bot.store import Parcel


@dataclass(frozen=True)
class Reminding:
    """Writes reminders."""

    cards: Cards
    access: AccessResolver
    hr: HrGroup

    async def parcels(self, colleague: Colleague, word: ReminderDue | EscalateToManager) -> Parcels:
        """The parcels of a word; none where nobody is named who could be told."""
        match word:
            case ReminderDue(assignee=Who.NEW_HIRE, stage=stage):
                card = reminded(await self.cards.card(colleague, stage), colleague, word)
                return await self.cards.at_the_end(colleague, stage, card)
            case ReminderDue(person=helper, stage=stage):
                say = (await self.access.of_person(helper)).say
                letter = tasks_letter(colleague, stage, helper, say)
                return await self.cards.at_the_end(colleague, stage, letter, helper)
            case EscalateToManager(manager=manager):
                told = [manager] if manager else sorted(await self.hr.members())
                return dict([await self._to_manager(colleague, word, person) for person in told])

    async def _to_manager(
        self, colleague: Colleague, word: EscalateToManager, person: str
    ) -> tuple[str, Parcel]:
        letter = to_manager(colleague, word, (await self.access.of_person(person)).say)
        id_ = parcel_id("word", colleague.enrolled.id, word.stage.id, word.assignee, person)
        return id_, self.cards.parcel(person, letter)
