"""Where the messages of a path stand in the outbox, and how they are kept up to date.

The card of a stage stands in one place at a time, and so does its letter to a buddy or manager: whoever opens it again,
or is reminded, finds it at the end of the conversation, and it is gone from where it was. The place has a number, and
with it an id of its own.
"""

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.onboarding import Stage
from bot.slack.blocks.messages import Message
from bot.slack.onboarding.enrolments import Colleague, Courses
from bot.slack.onboarding.messages import helpers, tasks_letter
from bot.slack.onboarding.stage_card import card
from bot.store import Address, AsyncStore, Parcel, Purpose

_MOST_ASKED = 4  # questions of earlier new colleagues that are offered
_LOOKED_AT = 20  # clauses that are often asked for, of which some may not be seen by everybody

Parcels = dict[str, Parcel]
What = tuple[str, ...]


def parcel_id(*what: object) -> str:
    """The id of a parcel that is about something: the same for the same."""
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(what)).hex


@dataclass(frozen=True)
class Cards:
    """Puts messages about paths into the outbox; `ready` is called when something is to be posted."""

    store: AsyncStore
    courses: Courses
    team: str
    ready: Callable[[], None]

    def parcel(self, person: str, *messages: Message) -> Parcel:
        """A direct message: Slack opens the conversation where there is none. No message: what stands there goes."""
        return Parcel(
            Address(self.team, person), [each.as_payload() for each in messages], Purpose.ONBOARDING
        )

    async def put(self, id_: str, person: str, *messages: Message) -> None:
        """Have something posted, or changed in its place."""
        await self.store.outbox.enqueue(self.parcel(person, *messages), id_)
        self.ready()

    async def card(self, colleague: Colleague, stage: Stage) -> Message:
        """The card of a stage as it stands now."""
        return card(colleague, stage, await self.asked_most(colleague))

    async def asked_most(self, colleague: Colleague) -> Sequence[str]:
        """What earlier new colleagues asked most, in the words of the clauses: nobody reads what another typed."""
        names = await self.store.onboarding.most_asked(_LOOKED_AT)
        clauses = [clause for name in names if (clause := colleague.clause(name))]
        return [clause.questions[0] for clause in clauses if clause.questions][:_MOST_ASKED]

    async def open(self, colleague: Colleague, stage: Stage) -> None:
        """Post a stage's card at the end of the conversation; the first time, its buddy and manager hear of it too."""
        parcels = await self.at_the_end(colleague, stage, await self.card(colleague, stage))
        if not await self.greet(colleague, stage, parcels):
            for id_, parcel in parcels.items():
                await self.store.outbox.enqueue(parcel, id_)
        self.ready()

    async def greet(self, colleague: Colleague, stage: Stage, parcels: Parcels) -> bool:
        """Post the first card of a stage; False where somebody has already, and nothing is posted."""
        for helper in helpers(
            stage, colleague
        ):  # first: who dies between the two says it again, in its place
            await self.ask_helper(colleague, stage, helper)
        return await self.store.onboarding.say_once(colleague.person, stage.id, parcels)

    async def at_the_end(
        self, colleague: Colleague, stage: Stage, message: Message, helper: str = ""
    ) -> Parcels:
        """The parcels that post a stage's card, or its letter to a `helper`, at the end, and take it from before."""
        what, person = _what(colleague, stage, helper), helper or colleague.person
        place = await self._place(what)
        parcels = {parcel_id(*what, place + 1): self._numbered(colleague, what, place + 1, person, message)}
        if place:
            parcels[parcel_id(*what, place)] = self._numbered(colleague, what, place, person)
        return parcels

    async def refresh(self, colleague: Colleague, stage: Stage) -> None:
        """Have all that shows a stage show it as it stands: the card, and what buddy and manager have to do."""
        what = _what(colleague, stage)
        if place := await self._place(what):
            await self.put(parcel_id(*what, place), colleague.person, await self.card(colleague, stage))
        for helper in helpers(stage, colleague):
            if await self._place(_what(colleague, stage, helper)):
                await self.ask_helper(colleague, stage, helper)

    async def ask_helper(self, colleague: Colleague, stage: Stage, helper: str) -> None:
        """Have a buddy or manager see what they have to do in a stage; said again, it changes in its place.

        The first one is noted among what was said about the colleague: it goes when all about them is erased.
        """
        say = (await self.courses.access.of_person(helper)).say
        letter, what = tasks_letter(colleague, stage, helper, say), _what(colleague, stage, helper)
        place = await self._place(what) or 1
        id_ = parcel_id(*what, place)
        parcel = self._numbered(colleague, what, place, helper, letter)
        key = f"tasks/{parcel_id(*what)}"
        # Under an id, not the helper's name: that would stay when all about the helper is erased.
        if not await self.store.onboarding.say_once(colleague.person, key, {id_: parcel}):
            await self.store.outbox.enqueue(parcel, id_)
        self.ready()

    async def tell_helpers(self, colleague: Colleague) -> None:
        """Have buddy and manager see what they have to do in the stages that were opened."""
        for stage in colleague.path.stages:
            if stage.id in colleague.enrolled.said:
                for helper in helpers(stage, colleague):
                    await self.ask_helper(colleague, stage, helper)

    async def _place(self, what: What) -> int:
        """The number of the place where it stands; 0: it was not posted yet, or so long ago that it is lost."""
        return await self.store.outbox.last_number(parcel_id(*what))

    def _numbered(
        self, colleague: Colleague, what: What, place: int, person: str, *messages: Message
    ) -> Parcel:
        parcel, subject = self.parcel(person, *messages), colleague.enrolled.id
        return replace(parcel, subject=subject, series=parcel_id(*what), number=place)


def _what(colleague: Colleague, stage: Stage, helper: str = "") -> What:
    """What stands in one place at a time: the card of a stage, or its letter to a buddy or manager."""
    return ("tasks" if helper else "card", colleague.enrolled.id, stage.id, helper)
