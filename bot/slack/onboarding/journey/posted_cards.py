"""The messages of a path in the outbox, kept up to date: what somebody did is recorded, and their cards say so.

The card of a stage stands in one place at a time, and so does what a buddy or manager has to do in it: whoever opens it
again, or is reminded, finds it at the end of the conversation, and it is gone from where it was. Each posting has a
number, and with it an id of its own.
"""

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.onboarding.path import Stage
from bot.onboarding.progress import Ending, StageClosed, stages_to_close
from bot.onboarding.quiz import Attempt, finished_attempt
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.onboarding.enrolments import EnrolledUser, Enrolments
from bot.slack.onboarding.journey.messages import helpers, tasks_message
from bot.slack.onboarding.journey.question_card import result_card
from bot.slack.onboarding.journey.stage_card import stage_card
from bot.store import Address, Entry, Parcel, Purpose
from bot.wording import Catalogue

_MOST_ASKED = 4  # questions of earlier new colleagues that are offered
_LOOKED_AT = 20  # clauses that are often asked for, of which some may not be seen by everybody
Parcels = dict[str, Parcel]
Key = tuple[str, ...]


def parcel_id(*key: object) -> str:
    """The id of a parcel, or of a series of them, made of what it is: the same for the same."""
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(key)).hex


@dataclass(frozen=True)
class Cards:
    """Puts messages about paths into the outbox; `ready` is called when something is to be posted."""

    enrolments: Enrolments
    team: str
    ready: Callable[[], None]

    def parcel(self, person: str, *messages: OutgoingMessage) -> Parcel:
        """A direct message: Slack opens the conversation where there is none. No message: what stands there goes."""
        payloads = [message.as_payload() for message in messages]
        return Parcel(Address(self.team, person), payloads, Purpose.ONBOARDING)

    async def put(self, id_: str, person: str, *messages: OutgoingMessage) -> None:
        """Have something posted, or changed in its place."""
        await self.enrolments.store.outbox.enqueue(self.parcel(person, *messages), id_)
        self.ready()

    async def post_once(self, colleague: EnrolledUser, key: str, parcels: Parcels) -> bool:
        """Have parcels posted unless this `key` was on this path; False where it was."""
        return await self.enrolments.store.onboarding.post_once(colleague.person, key, parcels)

    async def card(self, colleague: EnrolledUser, stage: Stage) -> OutgoingMessage:
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
                await self.enrolments.store.outbox.enqueue(parcel, id_)
        self.ready()

    async def greet(self, colleague: EnrolledUser, stage: Stage, parcels: Parcels) -> bool:
        """Post the first card of a stage; False where somebody has already, and nothing is posted."""
        # First: who dies between the two says it again, in its place.
        for helper in helpers(stage, colleague):
            await self.show_tasks(colleague, stage, helper)
        return await self.post_once(colleague, stage.id, parcels)

    async def at_the_end(
        self, colleague: EnrolledUser, stage: Stage, message: OutgoingMessage, helper: str = ""
    ) -> Parcels:
        """The parcels that post a stage's card, or the tasks of a `helper`, at the end, and take it from before."""
        key, person = _key(colleague, stage, helper), helper or colleague.person
        last = await self._last_number(key)
        parcels = {parcel_id(*key, last + 1): self._numbered(key, last + 1, person, message)}
        if last:
            parcels[parcel_id(*key, last)] = self._numbered(key, last, person)
        return parcels

    async def refresh(self, colleague: EnrolledUser, stage: Stage) -> None:
        """Have all that shows a stage show it as it stands: card, last result, what buddy and manager have to do."""
        key = _key(colleague, stage)
        if last := await self._last_number(key):
            await self.put(parcel_id(*key, last), colleague.person, await self.card(colleague, stage))
        last = await self._last_number(_result_key(colleague, stage))
        for attempt in colleague.progress.attempts:
            if (attempt.stage, attempt.number) == (stage.id, last):
                await self.show_result(colleague, stage, attempt)
        for helper in helpers(stage, colleague):
            if await self._last_number(_key(colleague, stage, helper)):
                await self.show_tasks(colleague, stage, helper)

    async def show_result(self, colleague: EnrolledUser, stage: Stage, attempt: Attempt) -> None:
        """Have a colleague see how an attempt at a stage's quiz went; said again, it changes in its place."""
        key, number = _result_key(colleague, stage), attempt.number
        parcel = self._numbered(key, number, colleague.person, result_card(colleague, stage, attempt))
        await self.enrolments.store.outbox.enqueue(parcel, parcel_id(*key, number))
        self.ready()

    async def show_tasks(self, colleague: EnrolledUser, stage: Stage, helper: str) -> None:
        """Have a buddy or manager see what they have to do in a stage; said again, it changes in its place.

        The first one is noted among what was posted about the colleague: it goes when all about them is erased.
        """
        message = tasks_message(colleague, stage, helper, await self.words_of(helper))
        key = _key(colleague, stage, helper)
        number = await self._last_number(key) or 1
        id_, parcel = parcel_id(*key, number), self._numbered(key, number, helper, message)
        # Under an id, not the helper's name: that would stay when all about the helper is erased.
        if not await self.post_once(colleague, f"tasks/{parcel_id(*key)}", {id_: parcel}):
            await self.enrolments.store.outbox.enqueue(parcel, id_)
        self.ready()

    async def show_open_tasks(self, colleague: EnrolledUser) -> None:
        """Have buddy and manager see what they have to do in the stages that were opened."""
        for stage in colleague.path.stages:
            if stage.id in colleague.record.posted_once:
                for helper in helpers(stage, colleague):
                    await self.show_tasks(colleague, stage, helper)

    async def words_of(self, person: str) -> Catalogue:
        """The sentences of a person's language."""
        return (await self.enrolments.access.of_person(person)).say

    async def _last_number(self, key: Key) -> int:
        """The number of the posting that shows it; 0: it was not posted yet, or so long ago that it is lost."""
        return await self.enrolments.store.outbox.last_number(parcel_id(*key))

    def _numbered(self, key: Key, number: int, person: str, *messages: OutgoingMessage) -> Parcel:
        _, enrolment, *_ = key
        parcel = self.parcel(person, *messages)
        return replace(parcel, subject=enrolment, series=parcel_id(*key), number=number)


def _key(colleague: EnrolledUser, stage: Stage, helper: str = "") -> Key:
    """What stands in one place at a time: the card of a stage, or the tasks of a buddy or manager in it."""
    return ("tasks" if helper else "card", colleague.record.id, stage.id, helper)


def _result_key(colleague: EnrolledUser, stage: Stage) -> Key:
    """How the attempts at a stage's quiz went; each stands where it was posted."""
    return "result", colleague.record.id, stage.id, ""


@dataclass(frozen=True)
class ProgressRecorder:
    """Records what was done; the same once more changes nothing."""

    cards: Cards

    @property
    def enrolments(self) -> Enrolments:
        """Those whose progress it is."""
        return self.cards.enrolments

    async def record(self, person: str, *entries: Entry) -> EnrolledUser | None:
        """Keep the entries and what is complete, also where a process died before it kept that.

        The colleague as they stand then, or None for somebody on no path.
        """
        to_record: Sequence[Entry] = entries
        while True:  # more than once where need be: a quiz that is passed may complete its stage
            for entry in to_record:
                await self.enrolments.store.onboarding.record(person, entry)
            colleague = await self.enrolments.find(person)
            to_record = completed(colleague) if colleague else ()
            if not to_record:
                return colleague

    async def record_and_show(self, person: str, stage: str, *entries: Entry) -> None:
        """Record, and have whatever shows that stage show it as it stands."""
        colleague = await self.record(person, *entries)
        shown = colleague.stage(stage) if colleague else None
        if colleague and shown:
            await self.cards.refresh(colleague, shown)


def completed(colleague: EnrolledUser) -> Sequence[Attempt | StageClosed]:
    """The attempts at quizzes that are finished, or the stages that are done, and whose end is not stored yet.

    A stage that asks nothing of them waits for its day: its clauses may not be in force yet.
    """
    progress, now = colleague.progress, colleague.now
    attempts = [
        attempt
        for stage in colleague.path.stages
        if stage.quiz
        and (status := progress.quiz(stage))
        and (attempt := finished_attempt(stage.quiz, stage.id, status, now))
    ]
    return attempts or [
        StageClosed(stage.id, Ending.DONE, now)
        for stage in stages_to_close(colleague.path, progress)
        if stage.steps or colleague.opening_day(stage) <= colleague.today
    ]
