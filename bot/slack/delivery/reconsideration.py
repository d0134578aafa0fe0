"""What may be shown is decided when it is shown: what waited for Slack may be read by others by now."""

from dataclasses import dataclass, replace

from bot.slack.access.channels import is_direct
from bot.slack.access.visibility import UNKNOWN, AccessResolver
from bot.slack.blocks.messages import COMMAND, OutgoingMessage, note
from bot.slack.blocks.rich_text import PERSON_ID
from bot.slack.escalation import cards
from bot.slack.transport.errors import NotTakenError
from bot.store import AsyncStore, Delivery, Parcel, Purpose
from bot.wording import Catalogue, catalogue_for

_TO_OWNERS = {Purpose.ESCALATION, Purpose.DESK, Purpose.REVIEW, Purpose.RULES}
_WITH_WORDS = 2  # blocks: the first says what it is
_DECIDED_FOR_ALL = {Purpose.SHARE, Purpose.NOTICE}
_LETTERS = {Purpose.ONBOARDING, Purpose.NOTICE, Purpose.REPLY, *_TO_OWNERS}  # where one person reads alone


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
        Where Slack does not tell of the conversation, or of who reads alone, what was decided stands.
        """
        parcel = delivery.parcel
        waits_since = delivery.due_since if delivery.sent else delivery.created_at
        # What lies ahead was put before the clock was set back.
        if abs(self.store.now() - waits_since) <= self.fresh:
            return False
        where = parcel.address
        if where.response_url or is_direct(where.channel) or PERSON_ID.fullmatch(where.channel):
            return await self._is_read_alone(delivery)
        return await self._is_read_otherwise(delivery)

    async def _is_read_alone(self, delivery: Delivery) -> bool:
        """The same of what one person reads, who may be a guest by now: an answer says so, a letter is not shown."""
        parcel = delivery.parcel
        if parcel.purpose is Purpose.ANSWER:
            return await self.store.questions.decide_again(delivery.id, self.fresh)
        if parcel.purpose in _LETTERS and parcel.messages:
            reader = await self.access.directory.channels.reader(parcel.address.channel)
            refusal = await self.access.refusal_of(reader) if reader else ""
            if refusal not in {"", UNKNOWN}:
                raise NotTakenError(refusal)
        return False

    async def _is_read_otherwise(self, delivery: Delivery) -> bool:
        """The same of what many may read."""
        parcel = delivery.parcel
        if parcel.purpose not in {Purpose.ANSWER, Purpose.REPLY, *_TO_OWNERS, *_DECIDED_FOR_ALL}:
            return False
        if not await self.access.directory.channels.is_known(parcel.address.channel):
            return False
        if parcel.purpose is Purpose.ANSWER:
            return await self.store.questions.decide_again(delivery.id, self.fresh)
        if parcel.purpose in _TO_OWNERS and not parcel.address.thread:
            return await self._is_withheld(delivery)
        if refusal := await self._refusal(parcel):
            raise NotTakenError(refusal)
        return False

    async def _refusal(self, parcel: Parcel) -> str:
        """The name of the sentence that says why it may not be shown there any more; "" where it may."""
        channel = parcel.address.channel
        if parcel.purpose is Purpose.NOTICE:  # nobody asked for it
            return "" if await self.access.may_show_in(channel) else "admission.shared"
        is_shared = parcel.purpose is Purpose.SHARE
        return await self.access.refusal_in(
            channel, parcel.subject if is_shared else await self._asker(parcel)
        )

    async def _asker(self, parcel: Parcel) -> str:
        """Who passed the question on that a reply is about, or asked the one that an owner dealt with."""
        find = self.store.escalations
        is_reply = parcel.purpose is Purpose.REPLY
        found = await (find.find(parcel.subject) if is_reply else find.question(parcel.subject))
        return found.person if found else ""

    async def _is_withheld(self, delivery: Delivery) -> bool:
        """Whether others than staff read by now where owners are told: only that there is something stands there then.

        One line says no more than that anyway.
        """
        parcel = delivery.parcel
        is_said = all(len(message.get("blocks", ())) < _WITH_WORDS for message in parcel.messages)
        if is_said or await self.access.may_show_in(parcel.address.channel):
            return False
        said = _elsewhere(parcel.purpose, catalogue_for(self.access.directory.language)).as_payload()
        if list(parcel.messages) == [said]:
            return False
        await self.store.outbox.enqueue(replace(parcel, messages=[said]), delivery.id)
        return True


def _elsewhere(purpose: Purpose, say: Catalogue) -> OutgoingMessage:
    """That there is something for owners, and where they read it."""
    if purpose is Purpose.ESCALATION:
        return cards.elsewhere(say)
    return note(say(f"{purpose}.elsewhere", command=COMMAND))
