"""What to do with a parcel that Slack will never take: a plain sentence in its place, where one can be shown."""

import uuid
from dataclasses import dataclass

from bot.slack.blocks.messages import note
from bot.store import AsyncStore, Delivery, Parcel, Purpose
from bot.wording import catalogue_for, language_of

_UNREACHABLE = {
    "account_inactive",
    "channel_not_found",
    "invalid_auth",
    "is_archived",
    "no_permission",
    "not_authed",
    "not_in_channel",
    "restricted_action",
    "token_revoked",
    "user_not_in_channel",
}


@dataclass(frozen=True)
class Losses:
    """Puts an apology in the place of what Slack did not take, once."""

    store: AsyncStore

    async def __call__(self, delivery: Delivery, why: str) -> None:
        """A parcel was given up; `why` is Slack's word for it."""
        parcel = delivery.parcel
        if parcel.purpose is Purpose.APOLOGY or why in _UNREACHABLE or why.startswith("response_url"):
            return
        text = " ".join(str(message.get("text", "")) for message in parcel.messages)
        sentence = note(catalogue_for(language_of(text))("failure.text", id=delivery.id[:8]))
        apology = Parcel(parcel.address, [sentence.as_payload()], Purpose.APOLOGY, parcel.subject)
        await self.store.outbox.put(apology, uuid.uuid5(uuid.NAMESPACE_OID, delivery.id).hex)
