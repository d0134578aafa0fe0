"""Follows what counts while the bot runs, and tells the rules' channel once what keeps the folder from counting."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.publishing import Follower, Trouble, TroubleKind, impact_for_all
from bot.slack.access.channels import Channels
from bot.slack.publishing.messages import parcel_id, trouble_message
from bot.slack.publishing.notices import Notices
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import Language, catalogue_for

_log = logging.getLogger(__name__)


@dataclass
class RulesWatch:
    """Looks every so many `seconds`, where there is a follower.

    `channel` is `#name` or an id ("": nobody is told), `ready` wakes the delivery.
    """

    follower: Follower | None
    store: AsyncStore
    channels: Channels
    team: str
    channel: str
    ready: Callable[[], None]
    seconds: float
    notices: Notices
    _told: str = ""
    _followed: str = ""

    async def run(self) -> None:
        """Look for as long as the bot runs; what fails is tried again at the next look."""
        while self.follower:
            try:
                await self.look(self.follower)
            except Exception as error:  # noqa: BLE001  # the database or the folder may be away for a moment
                _log.warning("rules not followed", extra={"error": type(error).__name__})
            await asyncio.sleep(self.seconds)

    async def look(self, follower: Follower) -> None:
        """Look once, off the event loop, and tell what is new."""
        trouble = await asyncio.to_thread(follower.look)
        if follower.generation != self._followed:
            self._followed = follower.generation
            _log.info("rules", extra={"generation": self._followed})
        if trouble is None:
            self._told = ""
        elif trouble.key != self._told:
            await self._tell(trouble, follower)  # where that fails, at the next look
            _log.error("rules do not count", extra={"kind": trouble.kind, "issues": len(trouble.issues)})
            self._told = trouble.key
        await self.notices.look(follower.generation)

    async def _tell(self, trouble: Trouble, follower: Follower) -> None:
        """Once, whichever process comes to it first: the parcel is known by what it tells."""
        is_known = trouble.kind is TroubleKind.DECLINED  # whoever declined it said so there
        if is_known or not self.channel or await self.store.outbox.find(parcel_id(trouble.key)):
            return
        channel = await self.channels.meant(self.channel)
        if not channel:
            _log.error("rules channel not found: the bot must be a member")
            return
        if trouble.kind is TroubleKind.WAITING:
            store, publisher, now = self.store.sync, follower.publisher, self.store.now()
            impact = await asyncio.to_thread(impact_for_all, store, publisher, trouble.generation, now)
            trouble = replace(trouble, impact=impact)
        message = trouble_message(trouble, catalogue_for(Language.CHINESE))
        parcel = Parcel(Address(self.team, channel), [message.as_payload()], Purpose.RULES)
        await self.store.outbox.enqueue(parcel, parcel_id(trouble.key))
        self.ready()
