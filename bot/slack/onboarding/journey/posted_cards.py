"""The messages of a path in the outbox, and how they are kept up to date.

The card of a stage stands in one place at a time, and so does what a buddy or manager has to do in it: whoever opens it
again, or is reminded, finds it at the end of the conversation, and it is gone from where it was. Each posting has a
number, and with it an id of its own.
"""

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.onboarding import Assignee, EscalateToManager, ReminderDue, Stage
from bot.slack.blocks.messages import Message
from bot.slack.onboarding.enrolments import EnrolledUser, Enrolments, HrGroup
from bot.slack.onboarding.journey.messages import helpers, reminder, stuck_message, tasks_message
from bot.slack.onboarding.journey.stage_card import stage_card
from bot.store import ON_PATH, Address, Parcel
from bot.wording import Catalogue

_MOST_ASKED = 4  # questions of earlier new colleagues that are offered
_LOOKED_AT = 20  # clauses that are often asked for, of which some may not be seen by everybody

Parcels = dict[str, Parcel]
Subject = tuple[str, ...]


def parcel_id(*subject: object) -> str:
    """The id of a parcel about a subject: the same for the same."""
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(subject)).hex


@dataclass(frozen=True)
class Cards:
    """Puts messages about paths into the outbox; `ready` is called when something is to be posted."""

    enrolments: Enrolments
    team: str
    ready: Callable[[], None]

    def parcel(self, person: str, *messages: Message) -> Parcel:
        """A direct message: Slack opens the conversation where there is none. No message: what stands there goes."""
        return Parcel(Address(self.team, person), [message.as_payload() for message in messages], ON_PATH)

    async def put(self, id_: str, person: str, *messages: Message) -> None:
        """Have something posted, or changed in its place."""
        await self.enrolments.store.outbox.put(self.parcel(person, *messages), id_)
        self.ready()

    async def post_once(self, colleague: EnrolledUser, key: str, parcels: Parcels) -> bool:
        """Have parcels posted unless this `key` was on this path; False where it was."""
        return await self.enrolments.store.onboarding.post_once(colleague.person, key, parcels)

    async def card(self, colleague: EnrolledUser, stage: Stage) -> Message:
        """The card of a stage as it stands now."""
        return stage_card(colleague, stage, await self.asked_most(colleague))

    async def asked_most(self, colleague: EnrolledUser) -> Sequence[str]:
        """What earlier new colleagues asked most, in the words of the clauses: nobody reads what another typed."""
        names = await self.enrolments.store.onboarding.most_asked(_LOOKED_AT)
        clauses = [clause for name in names if (clause := colleague.clause(name))]
        return [clause.questions[0] for clause in clauses if clause.questions][:_MOST_ASKED]

    async def open(self, colleague: EnrolledUser, stage: Stage) -> None:
        """Post a stage's card at the end of the conversation; the first time, its buddy and manager hear of it too."""
        parcels = await self.at_the_end(colleague, stage, await self.card(colleague, stage))
        if not await self.greet(colleague, stage, parcels):
            for id_, parcel in parcels.items():
                await self.enrolments.store.outbox.put(parcel, id_)
        self.ready()

    async def greet(self, colleague: EnrolledUser, stage: Stage, parcels: Parcels) -> bool:
        """Post the first card of a stage; False where somebody has already, and nothing is posted."""
        for helper in helpers(
            stage, colleague
        ):  # first: who dies between the two says it again, in its place
            await self.show_tasks(colleague, stage, helper)
        return await self.post_once(colleague, stage.id, parcels)

    async def at_the_end(
        self, colleague: EnrolledUser, stage: Stage, message: Message, helper: str = ""
    ) -> Parcels:
        """The parcels that post a stage's card, or the tasks of a `helper`, at the end, and take it from before."""
        subject, person = _subject(colleague, stage, helper), helper or colleague.person
        times = await self._times_posted(subject)
        parcels = {parcel_id(*subject, times + 1): self.parcel(person, message)}
        if times:
            parcels[parcel_id(*subject, times)] = self.parcel(person)
        return parcels

    async def refresh(self, colleague: EnrolledUser, stage: Stage) -> None:
        """Have all that shows a stage show it as it stands: the card, and what buddy and manager have to do."""
        subject = _subject(colleague, stage)
        if times := await self._times_posted(subject):
            await self.put(parcel_id(*subject, times), colleague.person, await self.card(colleague, stage))
        for helper in helpers(stage, colleague):
            if await self._times_posted(_subject(colleague, stage, helper)):
                await self.show_tasks(colleague, stage, helper)

    async def show_tasks(self, colleague: EnrolledUser, stage: Stage, helper: str) -> None:
        """Have a buddy or manager see what they have to do in a stage; said again, it changes in its place.

        The first one is noted among what was posted about the colleague: it goes when all about them is erased.
        """
        message = tasks_message(colleague, stage, helper, await self.words_of(helper))
        subject = _subject(colleague, stage, helper)
        id_ = parcel_id(*subject, await self._times_posted(subject) or 1)
        # Under an id, not the helper's name: that would stay when all about the helper is erased.
        key = f"tasks/{parcel_id(*subject)}"
        if await self.post_once(colleague, key, {id_: self.parcel(helper, message)}):
            self.ready()
        else:
            await self.put(id_, helper, message)

    async def show_open_tasks(self, colleague: EnrolledUser) -> None:
        """Have buddy and manager see what they have to do in the stages that were opened."""
        for stage in colleague.path.stages:
            if stage.id in colleague.record.posted_once:
                for helper in helpers(stage, colleague):
                    await self.show_tasks(colleague, stage, helper)

    async def words_of(self, person: str) -> Catalogue:
        """The sentences of a person's language."""
        return (await self.enrolments.access.of_person(person)).say

    async def _times_posted(self, subject: Subject) -> int:
        """How often it was posted, by which it is found; 0: not yet, or so long ago that it is lost."""
        times = 0
        while await self.enrolments.store.outbox.find(parcel_id(*subject, times + 1)):
            times += 1
        return times


@dataclass(frozen=True)
class Reminders:
    """Notices about late stages as parcels: to whom one goes, and what it takes the place of."""

    cards: Cards
    hr: HrGroup

    async def parcels(self, colleague: EnrolledUser, due: ReminderDue | EscalateToManager) -> Parcels:
        """The parcels of a notice; none where nobody is named who could be told."""
        match due:
            case ReminderDue(assignee=Assignee.NEW_HIRE, stage=stage):
                card = reminder(await self.cards.card(colleague, stage), colleague, due)
                return await self.cards.at_the_end(colleague, stage, card)
            case ReminderDue(person=helper, stage=stage):
                tasks = tasks_message(colleague, stage, helper, await self.cards.words_of(helper))
                return await self.cards.at_the_end(colleague, stage, tasks, helper)
            case EscalateToManager(manager=manager):
                people = [manager] if manager else sorted(await self.hr.members())
                return dict([await self._stuck(colleague, due, person) for person in people])

    async def _stuck(
        self, colleague: EnrolledUser, due: EscalateToManager, person: str
    ) -> tuple[str, Parcel]:
        message = stuck_message(colleague, due, await self.cards.words_of(person))
        id_ = parcel_id("word", colleague.record.id, due.stage.id, due.assignee, person)
        return id_, self.cards.parcel(person, message)


def _subject(colleague: EnrolledUser, stage: Stage, helper: str = "") -> Subject:
    """What stands in one place at a time: the card of a stage, or the tasks of a buddy or manager in it."""
    return ("tasks" if helper else "card", colleague.record.id, stage.id, helper)
