"""Answers that Slack shows already: what somebody pressed is written on them, and a private one leafs in place."""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace

from bot.slack.access.channels import is_direct
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.buttons import cited
from bot.slack.blocks.messages import OutgoingMessage, messages, with_said
from bot.slack.blocks.reply_row import Offers, Subject, pressed, says
from bot.slack.transport.arriving.payloads import Click
from bot.slack.transport.errors import NotNowError, NotTakenError
from bot.slack.transport.message_client import MessageClient
from bot.store import Address, AsyncStore
from bot.wording import Catalogue

_log = logging.getLogger(__name__)
Pages = Callable[[str, str, str, float], Awaitable[bool]]
_STAYS = "stop.done"  # is true of an answer for good, and written down nowhere else


@dataclass(frozen=True)
class Card:
    """A reply on which a person pressed something.

    `subject` is what it is about: with clauses it is a page that they leafed to. `url` is where Slack changes what they
    alone see; "" for what stands before everybody. `page`: the page that it is on ("home", or a modal's id);
    `moment`: when it was pressed (0.0: after all else).
    """

    subject: Subject
    person: str
    channel: str = ""
    url: str = ""
    page: str = ""
    moment: float = 0.0

    @classmethod
    def of(cls, click: Click) -> "Card":
        """The one that was clicked on."""
        channel = click.place.channel
        is_alone = click.is_ephemeral or is_direct(channel)
        url = click.response_url if is_alone else ""
        page = (click.view.id if click.is_in_modal else click.view.kind) if click.view else ""
        return cls(Subject.of(click.value), click.person, channel, url, page, click.moment)

    @classmethod
    def read(cls, metadata: str, person: str) -> "Card":
        """The one that a form was opened from; of forms opened by an older version the question is known alone."""
        if not metadata.startswith("{"):
            return cls(Subject(metadata), person)
        written = json.loads(metadata)
        clauses = tuple(map(str, written.get("clauses") or ()))
        channel, url, page = (str(written.get(name) or "") for name in ("channel", "url", "page"))
        return cls(Subject(str(written["question"]), clauses), person, channel, url, page)

    @property
    def metadata(self) -> str:
        """The card as a form carries it."""
        place = {"channel": self.channel, "url": self.url, "page": self.page}
        return json.dumps(asdict(self.subject) | place)

    @property
    def is_private(self) -> bool:
        """Whether its reader alone sees it."""
        return bool(self.url)

    @property
    def offers(self) -> Offers:
        """What can be done with a clause that takes its place."""
        return Offers(is_private=True, can_share=not is_direct(self.channel), is_page=True)

    @property
    def address(self) -> Address:
        """Where its reader is told something alone."""
        return Address("", self.channel, person=self.person, response_url=self.url)


@dataclass(frozen=True)
class PostedAnswers:
    """Writes on answers what became of them; `ready` is called when something is to be posted.

    `pages` draws the page of a question anew for a person, by where it stands, as of the moment of their act; False
    where nobody asked it on a page.
    """

    store: AsyncStore
    access: AccessResolver
    message_client: MessageClient
    ready: Callable[[], None]
    pages: Pages | None = None

    async def is_of_its_question(self, card: Card) -> bool:
        """Whether the question that a card names was asked by whoever pressed it, or where it stands and they read.

        What comes back from Slack with a button or form is not believed.
        """
        asked = await self.store.escalations.question(card.subject.question)
        if asked is None or asked.person == card.person:
            return asked is not None
        is_there = bool(card.channel) and asked.channel == card.channel
        return is_there and await self.access.directory.reads_in(card.channel, card.person)

    async def press(self, card: Card, *also: str) -> bool:
        """Write below a card what was pressed, and `also` sentences of these names; False where it is gone.

        What was pressed is kept by then: that Slack does not show it is no failure.
        """
        if card.subject.question and not await self.is_of_its_question(card):
            return False
        if card.page and self.pages:
            return await self.pages(card.person, card.page, card.subject.question, card.moment)
        if not card.is_private:
            return await self.refresh(card.subject.question, *also)
        access = await self.access.of_person(card.person)
        said = await self._pressed(card, access.say)
        message = await self._shown(card)
        if message is None:
            return False
        written = with_said(message, [*said, *map(access.say, also)])
        try:
            await self.message_client.whisper(card.address, [written], replace=True)
        except (NotTakenError, NotNowError) as error:
            _log.info("not written on the card: %s", type(error).__name__)
        return True

    async def refresh(self, question: str, *also: str) -> bool:
        """Write below the answer that everybody reads what became of it; False where there is none."""
        subject = await self.store.escalations.question(question)
        delivery = await self.store.outbox.find(question)
        if subject is None or delivery is None or not delivery.sent or delivery.parcel.address.person:
            return False
        *others, last = delivery.parcel.messages
        message, say = OutgoingMessage.of(last), await self.access.words(subject)
        is_private = is_direct(delivery.parcel.address.channel)
        said = pressed(
            await self.store.feedback.on(question), subject.escalation, say, Offers(is_private=is_private)
        )
        said += [
            say(name)
            for name in dict.fromkeys([_STAYS, *also])
            if name in also or says(message.blocks, say(name))
        ]
        changed = [*others, with_said(message, said).as_payload()]
        await self.store.outbox.enqueue(replace(delivery.parcel, messages=changed), question)
        self.ready()
        return True

    async def put(self, card: Card, shown: tuple[OutgoingMessage, ...]) -> bool:
        """Have other messages stand in the place of the answer that everybody reads; False where there is none."""
        question = card.subject.question
        is_known = bool(question) and await self.is_of_its_question(card)
        delivery = await self.store.outbox.find(question) if is_known else None
        if delivery is None or not delivery.sent or delivery.parcel.address.person:
            return False
        changed = [message.as_payload() for message in shown]
        await self.store.outbox.enqueue(replace(delivery.parcel, messages=changed), question)
        self.ready()
        return True

    async def turn(self, card: Card, shown: tuple[OutgoingMessage, ...], say: Catalogue) -> None:
        """Put a clause in the place of a private card, with what was pressed of its question; a long one below it."""
        *others, last = shown
        said = await self._pressed(card, say)
        written = [*others, with_said(last, said)]
        await self.message_client.whisper(card.address, written, replace=not others)

    async def _pressed(self, card: Card, say: Catalogue) -> list[str]:
        """What the reader of a private card pressed there."""
        question = card.subject.question
        is_known = bool(question) and await self.is_of_its_question(card)
        asked = await self.store.escalations.question(question) if is_known else None
        if asked is None:
            return []
        own = [one for one in await self.store.feedback.on(question) if one.person == card.person]
        return pressed(own, asked.escalation, say, card.offers)

    async def _shown(self, card: Card) -> OutgoingMessage | None:
        """What a private card shows, without what was pressed; None where that is not known any more."""
        subject = card.subject
        if subject.clauses:
            access = await self.access.of_person(card.person)
            page = None if access.refusal else cited(access.responder.index.library, *subject.clauses)
            return messages(page, access.say, subject.question, card.offers)[-1] if page else None
        delivery = await self.store.outbox.find(subject.question)
        is_theirs = delivery and delivery.parcel.address.person in {"", card.person}
        stored = delivery.parcel.messages if delivery and is_theirs else ()
        return OutgoingMessage.of(stored[-1]) if stored else None
