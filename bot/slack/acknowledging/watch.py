"""Looks after what is to be signed: who is to be asked, whoever is late, how many have, and in the end who has not.

All of it stands in the store: several processes look at the same time, and each message is posted by one of them, once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, partial

from bot.onboarding.acknowledgements import Acknowledgement, Signer, is_reminder_due, report_day
from bot.onboarding.calendar import Calendar
from bot.onboarding.deadlines import MOST
from bot.rulebook import Library
from bot.rulebook.clause import is_open
from bot.slack.acknowledging.messages import Standing, asking, count_message, reminding, unsigned_message
from bot.slack.acknowledging.reading import Readings, parcel_id
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.process.going_on import GoingOn, looking
from bot.slack.publishing.rules_channel import Lost, RulesChannel
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import catalogue_for

_MOST, _WINDOW = (
    50,
    60.0,
)  # people in so many seconds, of all processes: what Slack takes of new conversations
_LATELY = 3_600.0  # seconds in which what was signed after the end is counted in the channel
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AcknowledgementWatch:
    """Looks every `rest` seconds; `ready` wakes the delivery.

    `channel` (`#name` or an id, "": none) reads how many have signed, `hr` are ids of people and groups who hear who
    has not. `calendar` says when people are written to, `today` the day in the organisation.
    """

    store: AsyncStore
    readings: Readings
    calendar: Calendar
    today: Callable[[], date]
    team: str
    channel: str
    hr: Sequence[str]
    ready: Callable[[], None]
    rest: float
    rules_channel: RulesChannel

    async def run(self) -> None:
        """Look until it is cancelled."""
        await looking(self.look, self.rest, _log, "signatures not looked after")

    async def look(self) -> None:
        """Do all that is due at this moment."""
        acknowledgements = self.store.acknowledgements
        known = await acknowledgements.known()
        for new in await asyncio.to_thread(lambda: list(self.readings.requests.begun(known))):
            await acknowledgements.begin(new)
        for each in await acknowledgements.all(is_open=True):
            if self.today() <= each.due:
                await self._ask(each)
            else:
                await self._remind(each)
            await self._count(each, is_closed=await self._closed(each))
        for each in await acknowledgements.signed_late(_LATELY):
            await self._count(each, is_closed=True)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.store.now(), UTC)

    async def _room(self) -> int:
        return _MOST - await self.store.acknowledgements.asked_within(_WINDOW)

    async def _ask(self, each: Acknowledgement) -> None:
        asked, room = await self.store.acknowledgements.signers(each.id), await self._room()
        meant = await self._meant(each)
        if each.who and not (meant or asked):
            whom = catalogue_for(self.readings.access.directory.language).listed(map(_audience, each.who))
            await self.rules_channel.lost(Lost.SIGNING, each.id, whom)
        for person in meant:
            if room <= 0:
                return
            if person not in asked and await self._attempted(self._is_asked(each, person)):
                room -= 1
                self.ready()

    async def _is_asked(self, each: Acknowledgement, person: str) -> bool:
        reader = await self.readings.access.directory.reader(person)
        if not self.calendar.allows(self._now(), reader.zone) or await self._begins_with_it(each, person):
            return False
        found = await self.readings.of(each, person)
        if found is None:
            return False
        parcels = {parcel_id(each.id, person, 0): self.parcel(person, *asking(*found))}
        return await self.store.acknowledgements.ask(each.id, person, parcels)

    async def _begins_with_it(self, each: Acknowledgement, person: str) -> bool:
        """Whether they are new here, and never knew it otherwise: their path has what they sign."""
        record = await self.store.onboarding.enrolment_of(person)
        return record is not None and record.enrolment.start >= each.day

    async def _remind(self, each: Acknowledgement) -> None:
        room = await self._room()
        for signer in (await self.store.acknowledgements.signers(each.id)).values():
            if room <= 0:
                return
            if signer.signed_at or signer.reminders >= MOST:
                continue
            reader = await self.readings.access.directory.reader(signer.person)
            if is_reminder_due(each, signer, self._now(), self.calendar, reader.zone):
                room -= await self._attempted(self._is_reminded(each, signer))

    async def _is_reminded(self, each: Acknowledgement, signer: Signer) -> bool:
        person = signer.person
        found = await self.readings.of(each, person)
        if found is None:
            gone = {parcel_id(each.id, person, n): self.parcel(person) for n in range(signer.reminders + 1)}
            await self.store.acknowledgements.release(each.id, person, gone)
            self.ready()
            return False
        number = signer.reminders + 1
        parcels = {parcel_id(each.id, person, number): self.parcel(person, reminding(*found))}
        if number > 1:
            parcels[parcel_id(each.id, person, number - 1)] = self.parcel(person)
        is_done = await self.store.acknowledgements.remind(each.id, person, number, parcels)
        self.ready()
        return is_done

    async def _attempted(self, act: Awaitable[bool]) -> bool:
        with GoingOn(_log, "not asked to sign"):  # nobody waits because of somebody else
            return await act
        return False

    async def _closed(self, each: Acknowledgement) -> bool:
        """Whether it came to its end by now: after the reminders, when HR hears who has not signed."""
        if self.today() < report_day(each, self.calendar.working_days):
            signers = (await self.store.acknowledgements.signers(each.id)).values()
            if self.today() <= each.due or not all(signer.signed_at for signer in signers):
                return False
        late = await self.unsigned(each)
        parcels = {}
        hr = await self.readings.access.directory.members_of(self.hr) if late else frozenset()
        if late and not hr:
            await self.rules_channel.lost(Lost.UNSIGNED, each.id)
        for person in hr:
            access = await self.readings.access.of_person(person)
            book = "" if access.refusal else _label(access.responder.index.library, each)
            message = unsigned_message(book, late, access.say)
            parcels[parcel_id(each.id, "hr", person)] = replace(self.parcel(person, message), subject=each.id)
        if await self.store.acknowledgements.close(each.id, parcels):
            self.ready()
        return True  # by this process or another one

    async def unsigned(self, each: Acknowledgement) -> Sequence[str]:
        """Who was asked and has not signed, of those who still work here and may see it."""
        signers = (await self.store.acknowledgements.signers(each.id)).values()
        waiting = [signer.person for signer in signers if not signer.signed_at]
        return [person for person in waiting if await self.readings.of(each, person)]

    async def _count(self, each: Acknowledgement, *, is_closed: bool) -> None:
        if not self.channel or not (
            channel := await self.readings.access.directory.channels.meant(self.channel)
        ):
            return
        signers = (await self.store.acknowledgements.signers(each.id)).values()
        signed = sum(signer.signed_at is not None for signer in signers)
        access = self.readings.access
        is_open = await access.may_show_in(channel)
        book = _label(access.rules().library.seen_by(frozenset()), each) if is_open else ""
        standing = Standing(each.id, book, each.due, len(signers), signed, is_closed)
        message = count_message(standing, catalogue_for(access.directory.language))
        id_ = parcel_id(each.id, "count")
        before = await self.store.outbox.find(id_)
        payload = message.as_payload()
        if signers and (before is None or list(before.parcel.messages) != [payload]):
            await self.store.outbox.enqueue(
                Parcel(Address(self.team, channel), [payload], Purpose.RULES), id_
            )
            self.ready()

    async def _meant(self, each: Acknowledgement) -> Sequence[str]:
        """Whom it may be for, as Slack last told of groups and accounts: each is looked at again before."""
        allows = cache(partial(self.calendar.allows, self._now()))
        directory, library = self.readings.access.directory, self.readings.access.rules().library
        members = {key: await directory.members_of(ids) for key, ids in library.audiences.items()}
        clauses = [clause for name in each.clauses if (clause := library.by_name.get(name))]
        if each.who:
            people = sorted(frozenset().union(*(members.get(key, frozenset()) for key in each.who)))
        else:
            people = [account.id for account in await self.store.accounts.staff() if allows(account.zone)]
        restrictions = {clause.restriction for clause in clauses}
        return [person for person in people if _sees_any(person, restrictions, members)]

    def parcel(self, person: str, *messages: OutgoingMessage) -> Parcel:
        """A direct message; no message: what stands there goes."""
        payloads = [message.as_payload() for message in messages]
        return Parcel(Address(self.team, person), payloads, Purpose.ONBOARDING, person)


def _label(seen: Library, each: Acknowledgement) -> str:
    """What the book is called; "" where it is not in what these readers see."""
    return next((book.label for book in seen.all_books if book.id == each.book), "")


def _audience(key: str) -> str:
    """What an audience is called in its book."""
    return key.partition("/")[2]


def _sees_any(
    person: str, restrictions: set[tuple[frozenset[str], ...]], members: Mapping[str, frozenset[str]]
) -> bool:
    groups = frozenset(key for key, people in members.items() if person in people)
    return any(is_open(restriction, groups) for restriction in restrictions)
