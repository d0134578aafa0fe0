"""Whoever could not find something hears of it once, where they asked: in the thread that all could read, or alone."""

import asyncio
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.desk import Item, ItemState, Voice
from bot.inquiries import EscalationState
from bot.slack.desk.messages import Told, telling
from bot.slack.escalation.recipients import Recipients
from bot.slack.escalation.resolve import closed_letter
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import Catalogue


@dataclass(frozen=True)
class Tellings:
    """What is posted when an item is dealt with; what somebody may not see of the rulebook is not told them."""

    store: AsyncStore
    recipients: Recipients

    async def parcels(self, item: Item, state: ItemState, clause: str, reply: str) -> Mapping[str, Parcel]:
        """The messages to all who wait, each person once, by ids that are the same however often this is done.

        Who is let in no more hears nothing.
        """
        waiting = [voice for voice in item.waiting if state.is_told or voice.is_agreed]
        made = await asyncio.gather(
            *(self._telling(voice, Told(item.owner, state, None, reply), clause) for voice in waiting)
        )
        ids = (
            uuid.uuid5(uuid.NAMESPACE_OID, f"{item.id}/{voice.question}/{voice.person}").hex
            for voice in waiting
        )
        return {id_: parcel for id_, parcel in zip(ids, made, strict=True) if parcel}

    async def letters(self, item: Item, reply: str, by: str) -> Mapping[str, Parcel]:
        """The owner's letters on its questions, as they read once these are dealt with."""
        found: dict[str, Parcel] = {}
        for id_ in filter(None, (voice.escalation for voice in item.voices)):
            escalation = await self.store.escalations.find(id_)
            if escalation and escalation.state is EscalationState.OPEN:
                ended = replace(
                    escalation,
                    state=EscalationState.CLOSED,
                    reply=reply,
                    closed_at=self.store.now(),
                    closed_by=by,
                )
                letter = await closed_letter(ended, self.store, self.recipients)
                found |= {id_: letter} if letter else {}
        return found

    async def _telling(self, voice: Voice, told: Told, clause: str) -> Parcel | None:
        access = self.recipients.access
        here = (voice.surface, voice.channel, voice.person)
        library = await self.recipients.library_in_public(*here) if voice.is_asker else None
        if library is not None:
            found = library.by_name.get(clause)
            if found or not clause:
                say, asker = await access.words(voice), voice.person
                address = Address(voice.team, voice.channel, voice.thread)
                return _parcel(address, replace(told, clause=found), voice, asker, say)
        reader = await access.of_person(voice.person)
        if reader.refusal:
            return None
        found = reader.responder.index.library.by_name.get(clause)
        state = (
            ItemState.DISMISSED if clause and not found else told.state
        )  # they learn nothing of that clause
        direct = await self.recipients.channels.with_person(voice.person) or voice.person
        alone = replace(told, clause=found, state=state)
        return _parcel(Address(voice.team, direct), alone, voice, "", reader.say)


def _parcel(address: Address, told: Told, voice: Voice, asker: str, say: Catalogue) -> Parcel:
    shown = [message.as_payload() for message in telling(told, voice.text, asker, say)]
    return Parcel(address, shown, Purpose.DESK, subject=voice.question)
