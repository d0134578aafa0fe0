"""What was to be told of the rules and reached nobody: said once to those who look after the rules, and in the log."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.messages import note
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import catalogue_for

_log = logging.getLogger(__name__)


class Lost(StrEnum):
    """What reached nobody; the name is the end of its sentence `unreached.*`."""

    DIGEST = "digest"  # what waits for an owner
    REVIEW = "review"  # that a chapter is to be read again
    NOTICE = "notice"  # what changed of a book
    SIGNING = "signing"  # what is to be signed
    UNSIGNED = "unsigned"  # who has not signed, for HR


@dataclass(frozen=True)
class RulesChannel:
    """The channel of those who look after the rules, `written` as `#name` or an id ("": there is none).

    `ready` wakes the delivery.
    """

    store: AsyncStore
    access: AccessResolver
    team: str
    written: str
    ready: Callable[[], None]
    _logged: set[str] = field(default_factory=set)

    async def lost(self, what: Lost, key: str, whom: str = "") -> None:
        """Say, once for a `key`, that something reached nobody; `whom` it was for, as the rules name them.

        What it was about is not said: not all who read there may see that.
        """
        id_ = uuid.uuid5(uuid.NAMESPACE_OID, f"unreached/{self.team}/{what}/{key}").hex
        if id_ not in self._logged:
            _log.error("reached nobody", extra={"what": what, "whom": whom})
            self._logged.add(id_)
        channel = await self.access.directory.channels.meant(self.written) if self.written else ""
        if channel and not await self.store.outbox.find(id_):
            say = catalogue_for(self.access.directory.language)
            named = whom if await self.access.may_show_in(channel) else "…"
            message = note(say(f"unreached.{what}", whom=named or say("unreached.no-contact")))
            parcel = Parcel(Address(self.team, channel), [message.as_payload()], Purpose.RULES)
            await self.store.outbox.enqueue(parcel, id_)
            self.ready()
