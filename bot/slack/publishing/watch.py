"""Follows what counts while the bot runs, and tells the rules' channel once what keeps the folder from counting."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from bot.generation import Event
from bot.publishing import Commencements, Follower, Trouble, TroubleKind, impact_for_all
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.process.going_on import looking
from bot.slack.process.threads import in_daemon_thread
from bot.slack.publishing.following import FollowerNotices
from bot.slack.publishing.messages import (
    elsewhere_message,
    is_settled,
    parcel_id,
    posted_in,
    settled_message,
    trouble_message,
)
from bot.slack.publishing.notices import Notices
from bot.store import Address, AsyncStore, Delivery, Parcel, Purpose
from bot.wording import catalogue_for, place

_log = logging.getLogger(__name__)


@dataclass
class RulesWatch:
    """Looks every so many `seconds`, where there is a follower.

    `channel` is `#name` or an id ("": nobody is told), `ready` wakes the delivery.
    """

    follower: Follower | None
    store: AsyncStore
    access: AccessResolver
    team: str
    channel: str
    ready: Callable[[], None]
    seconds: float
    commencements: Commencements
    notices: Notices
    followers: FollowerNotices
    _told: dict[str, Trouble] = field(
        default_factory=dict
    )  # by their keys, since the last time that there was none
    _followed: str = ""
    _seen: tuple[tuple[int, int], date] | None = None
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        """Look for as long as the bot runs, where the rules change meanwhile."""
        if self.follower:
            await looking(self.look, self.seconds, _log, "rules not followed")

    async def follow(self, versions: tuple[int, int]) -> None:
        """Look where something was published or settled since the last time, the folder is another, or the day is."""
        if not self.follower:
            return
        seen = versions, self.follower.rules.today()
        if seen != self._seen or not await asyncio.to_thread(self.follower.is_settled):
            await self.look()
            self._seen = seen

    async def look(self) -> None:
        """Look once, off the event loop, and tell what is new, where there is a follower."""
        if self.follower:
            async with self._looking:  # whoever looks after all bots may look, too
                await self._look(self.follower)

    async def _look(self, follower: Follower) -> None:
        trouble = await in_daemon_thread(follower.look)  # to carry out a change may take minutes
        if follower.generation != self._followed:
            self._followed = follower.generation
            _log.info("rules", extra={"generation": self._followed})
        await self._settle(trouble)  # where that fails, at the next look
        if trouble and trouble.key not in self._told:
            await self._tell(trouble, follower)  # where that fails, at the next look
            errors = (*trouble.issues, *(error for each in trouble.objections for error in each.errors))
            places = [f"{place(each, follower.folder)} {each.kind}" for each in errors]
            _log.error("rules do not count", extra={"kind": trouble.kind, "places": places})
            self._told[trouble.key] = trouble
        day, _ = await asyncio.to_thread(self.commencements.note, self.store.now())
        await self.notices.look(f"{follower.generation}/{day}")
        await self.followers.look()

    async def _tell(self, trouble: Trouble, follower: Follower) -> None:
        """Once, whichever process comes to it first: the parcel is known by what it tells."""
        if trouble.kind is TroubleKind.DECLINED or not self.channel:  # whoever declined it said so there
            return
        id_, is_told = await self._last(trouble.key)
        if is_told:
            return
        channel = await self.access.directory.channels.meant(self.channel)
        if not channel:
            _log.error("rules channel not found: the bot must be a member")
            return
        message = await self._message(trouble, follower, channel)
        parcel = Parcel(Address(self.team, channel), [message.as_payload()], Purpose.RULES)
        await self.store.outbox.enqueue(parcel, id_)
        self.ready()

    async def _message(self, trouble: Trouble, follower: Follower, channel: str) -> OutgoingMessage:
        """What it is and what to do; where guests or other organisations read, only where to look."""
        say = catalogue_for(self.access.directory.language)
        if not await self.access.may_show_in(channel):
            return elsewhere_message(trouble, say)
        if trouble.kind is TroubleKind.WAITING:
            store, way, now = self.store.sync, follower.publisher.transition_to, self.store.now()
            impact = await asyncio.to_thread(impact_for_all, store, way, trouble.generation, now)
            trouble = replace(trouble, impact=impact)
        return trouble_message(trouble, say, follower.folder)

    async def _last(self, key: str) -> tuple[str, Delivery | None]:
        """The parcel that tells of a trouble, which may have been met and settled before; None where none does yet."""
        for id_ in (parcel_id(key, before) for before in count()):
            delivery = await self.store.outbox.find(id_)
            if delivery is None or not is_settled(posted_in(delivery)):
                break
        return id_, delivery

    async def _settle(self, met: Trouble | None) -> None:
        """What was told and is over, or another now: its message says so; should it come back, it is told anew."""
        over = {key: each for key, each in self._told.items() if met is None or key != met.key}
        for key, trouble in over.items():
            _, delivery = await self._last(key)
            if delivery and (sentence := await self._end(trouble, met)):
                message = settled_message(catalogue_for(self.access.directory.language)(sentence))
                parcel = replace(delivery.parcel, messages=[message.as_payload()])
                await self.store.outbox.enqueue(parcel, delivery.id)
                self.ready()
            del self._told[key]

    async def _end(self, trouble: Trouble, met: Trouble | None) -> str:
        """The name of the sentence that says how it ended; "" where whoever decided it said so."""
        if trouble.kind is not TroubleKind.WAITING:
            is_told_anew = met is not None and met.kind is not TroubleKind.DECLINED
            return "rules.replaced" if is_told_anew else "rules.mended"
        log = await asyncio.to_thread(self.store.sync.publications.log)
        since = (each for each in log if each.place > trouble.proposal and each.event is not Event.COMMENCED)
        end = next(since, None)
        if end is None or end.generation != trouble.generation or end.by.startswith("cli:"):
            return "rules.done.elsewhere"
        return "rules.done.withdrawn" if end.event is Event.WITHDRAWN else ""
