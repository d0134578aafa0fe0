"""A round is sent to everybody whom it is for, at their working hours and at Slack's pace, and closed in the end."""

import asyncio
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.onboarding.calendar import Calendar
from bot.pulse import Pulse, Round
from bot.slack.access.visibility import AccessResolver
from bot.slack.process.going_on import GoingOn
from bot.slack.pulse.messages import pulse_message
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import catalogue_for

_log = logging.getLogger(__name__)
_MOST = 50  # people who are written to at one look: what Slack takes of new conversations in a minute
_PACE = 60.0  # seconds between two looks that write


@dataclass
class PulseWatch:
    """Looks every `rest` seconds; `zone` is the organisation's, `ready` wakes the delivery."""

    store: AsyncStore
    access: AccessResolver
    calendar: Calendar
    zone: str
    team: str
    rest: float
    ready: Callable[[], None]

    async def run(self) -> None:
        """Look until it is cancelled; what goes wrong in one look, the next one tries again."""
        while True:
            written = 0
            with GoingOn(_log, "pulse not looked after"):
                written = await self.look()
            await asyncio.sleep(max(self.rest, _PACE if written else 0.0))

    async def look(self) -> int:
        """Close what is over, and ask whoever is to be asked at this moment; how many that were."""
        now = datetime.fromtimestamp(self.store.now(), UTC)
        today = now.astimezone(ZoneInfo(self.zone)).date()
        await self.store.pulses.close_until(today)
        pulse = self.access.rules().pulse
        asked = self._round_on(pulse, today) if pulse and pulse.is_sent else None
        if pulse is None or asked is None:
            return 0
        await self.store.pulses.open(asked)
        begun = await self.store.pulses.find(asked.id)
        if begun is None:
            return 0
        written, left = 0, await self._people(pulse) - await self.store.pulses.invited(begun.id)
        for person in sorted(left):
            if written < _MOST and await self._is_asked(person, begun, now):
                written += 1
        if written:
            self.ready()
        return written

    def _round_on(self, pulse: Pulse, today: date) -> Round | None:
        return pulse.round_on(today, partial(self.calendar.working_days.after, count=0))

    async def _people(self, pulse: Pulse) -> frozenset[str]:
        directory, audiences = self.access.directory, self.access.rules().library.audiences
        if not pulse.audiences:
            return await directory.staff()
        return await directory.members_of(
            member for key in pulse.audiences for member in audiences.get(key, ())
        )

    async def _is_asked(self, person: str, asked: Round, now: datetime) -> bool:
        """Whether they are written to: staff, let in, and at work at this moment."""
        reader = await self.access.directory.reader(person)
        if (
            not reader.is_staff
            or not self.calendar.allows(now, reader.zone)
            or await self.access.refusal_of(person)
        ):
            return False
        message = pulse_message(asked, {}, catalogue_for(reader.language))
        parcel = Parcel(Address(self.team, person), [message.as_payload()], Purpose.NOTICE, person)
        id_ = uuid.uuid5(uuid.NAMESPACE_OID, f"pulse/{self.team}/{asked.id}/{person}").hex
        return await self.store.pulses.invite(asked.id, person, parcel, id_)
