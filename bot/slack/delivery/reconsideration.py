"""What may be shown is decided when it is shown: what waited for Slack may be read by others by now."""

from dataclasses import dataclass

from bot.slack.access.channels import is_direct
from bot.slack.access.visibility import AccessResolver
from bot.slack.transport.errors import NotTakenError
from bot.store import AsyncStore, Delivery, Parcel, Purpose


@dataclass(frozen=True)
class Reconsideration:
    """Looks again at what is older than `fresh` seconds and stands nowhere yet: a dead letter sent again, too.

    So it does at what has waited as long to take the place of what stands there; what was pressed on that is no answer.
    """

    store: AsyncStore
    access: AccessResolver
    fresh: float

    async def __call__(self, delivery: Delivery) -> bool:
        """Whether an answer is decided anew before it is posted; it is put into the outbox again.

        Raises NotTakenError, with the name of the sentence that says why, for what may not be shown there any more.
        Where Slack does not tell of the conversation, what was decided stands.
        """
        parcel = delivery.parcel
        waits_since = delivery.due_since if delivery.sent else delivery.created_at
        if self.store.now() - waits_since <= self.fresh:
            return False
        is_reply = parcel.purpose is Purpose.REPLY and not is_direct(parcel.address.channel)
        if not is_reply and parcel.purpose not in {Purpose.ANSWER, Purpose.SHARE, Purpose.NOTICE}:
            return False
        if parcel.address.response_url:
            return False
        if not await self.access.directory.channels.is_known(parcel.address.channel):
            return False
        if parcel.purpose is Purpose.ANSWER:
            return await self.store.questions.decide_again(delivery.id, self.fresh)
        if refusal := await self._refusal(parcel):
            raise NotTakenError(refusal)
        return False

    async def _refusal(self, parcel: Parcel) -> str:
        """The name of the sentence that says why it may not be shown there any more; "" where it may."""
        channel = parcel.address.channel
        if parcel.purpose is Purpose.NOTICE:  # nobody asked for it
            return "" if await self.access.may_show_in(channel) else "admission.shared"
        is_reply = parcel.purpose is Purpose.REPLY
        return await self.access.refusal_in(
            channel, await self._asker(parcel.subject) if is_reply else parcel.subject
        )

    async def _asker(self, escalation: str) -> str:
        found = await self.store.escalations.find(escalation)
        return found.person if found else ""
