"""Who owns what a question is about, and where on Slack they can be written to."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering import owners_to_ask
from bot.inquiries import Surface
from bot.rulebook import Clause, Library, Owner
from bot.slack.access.channels import Channels
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.rich_text import CHANNEL_ID, GROUP_ID, PERSON_ID
from bot.wording import Catalogue, Language

_LONGEST = 200  # characters: a column of the store
IN_CHANNEL = {Surface.MENTION, Surface.THREAD}


@dataclass(frozen=True)
class Addressee:
    """The owner of a rule; `channel` is where the bot can write to them ("": nowhere)."""

    owner: str
    contact: str
    channel: str = ""

    def __post_init__(self) -> None:
        for name in ("owner", "contact"):
            object.__setattr__(self, name, getattr(self, name)[:_LONGEST])

    def label(self, say: Catalogue) -> str:
        """客服质量组（#cs-quality）; without the contact where it is an id, which tells people nothing."""
        if not self.contact or CHANNEL_ID.fullmatch(self.contact) or PERSON_ID.fullmatch(self.contact):
            return self.owner
        return say("owner.contact", name=self.owner, contact=self.contact)


def clauses_named(names: Sequence[str], library: Library) -> tuple[Clause, ...]:
    """The clauses of these names that are in the library, in the order of the names."""
    return tuple(library.by_name[name] for name in names if name in library.by_name)


def owner_of(names: Sequence[str], library: Library) -> Owner | None:
    """The owner of the first clause's chapter; of the first book where there is no clause; None for no book."""
    return next((owner for _, owner in owners_of(names, library)), None)


def owners_of(
    names: Sequence[str], library: Library, *, is_refused: bool = False
) -> tuple[tuple[str, Owner], ...]:
    """Who may be asked: the owner of the first clause's chapter; without a clause, that of each book, by its title.

    Of what was refused (its clauses are but the nearest) those whom the refusal names.
    """
    clauses = clauses_named(names, library)
    return owners_to_ask(clauses if is_refused else clauses[:1], library)


@dataclass(frozen=True)
class Recipients:
    """Finds addressees, what they may see of the rulebook, and the language in which they are written to."""

    channels: Channels
    access: AccessResolver

    async def addressee(self, owner: Owner) -> Addressee:
        """The owner, with the conversation that their contact (`#name` or an id) stands for."""
        return Addressee(owner.name, owner.address, await self._channel(owner.address))

    async def addressees(self, owner: Owner) -> Sequence[Addressee]:
        """The owner, or where their contact is a user group, each of its people."""
        if not GROUP_ID.fullmatch(owner.address):
            return (await self.addressee(owner),)
        people = sorted(await self.members(owner.address))
        return [await self.addressee(Owner(owner.name, person)) for person in people]

    async def reached(self, owner: Owner, channel: str) -> Addressee | None:
        """Whoever of an owner is written to in a conversation; None where that is nobody of a user group any more."""
        for each in await self.addressees(owner):
            if each.channel == channel:
                return each
        return None if GROUP_ID.fullmatch(owner.address) else Addressee(owner.name, owner.address, channel)

    async def is_public(self, surface: Surface, channel: str) -> bool:
        """Whether everybody could read what was asked there."""
        return surface in IN_CHANNEL and not await self.channels.is_private(channel)

    async def library_in_public(self, surface: Surface, channel: str, asker: str) -> Library | None:
        """What may be shown where it was asked; None where the asker is to be told alone."""
        if not await self.is_public(surface, channel) or await self.channels.is_left_out(channel):
            return None
        if await self.access.refusal_in(channel, asker):
            return None
        return (await self.access.responder_in(channel, asker)).index.library

    async def visible(self, names: Sequence[str], addressee: Addressee, asker: str) -> tuple[str, ...]:
        """Those of the clauses that the addressee may see: in a channel, all its members."""
        if PERSON_ID.fullmatch(addressee.contact):
            access = await self.access.of_person(addressee.contact)
            if access.refusal:
                return ()
            library = access.responder.index.library
        elif await self.access.refusal_in(addressee.channel, asker):
            return ()
        else:
            library = (await self.access.responder_in(addressee.channel, asker)).index.library
        return tuple(clause.name for clause in clauses_named(names, library))

    async def may_read_words(self, addressee: Addressee) -> bool:
        """Whether nobody reads where the addressee is written to who may not see what staff ask."""
        if PERSON_ID.fullmatch(addressee.contact):
            return not await self.access.refusal_of(addressee.contact)
        return await self.access.may_show_in(addressee.channel)

    async def library_of(self, addressee: Addressee) -> Library:
        """What the addressee may see: in a channel, all its members."""
        if PERSON_ID.fullmatch(addressee.contact):
            found = await self.access.of_person(addressee.contact)
            return Library(()) if found.refusal else found.responder.index.library
        members = sorted(await self.members(addressee.contact))
        if not members or await self.access.refusal_in(addressee.channel, members[0]):
            return Library(())
        return (await self.access.responder_in(addressee.channel, members[0])).index.library

    async def is_for(self, contact: str, person: str) -> bool:
        """Whether what went to a contact went to this person: in a channel to its members, as far as Slack tells."""
        members = await self.members(contact)
        return not members or person in members

    async def is_owner(self, person: str, library: Library) -> bool:
        """Whether they look after a book or a part of one: by themselves, in a group, or in the channel of its contact.

        Where Slack does not tell who is in there, nobody is.
        """
        owners = [*(book.owner for book in library.books), *(each.owner for each in library.headings)]
        contacts = dict.fromkeys(owner.contact.strip() for owner in owners if owner.contact)
        for contact in sorted(
            contacts, key=lambda contact: not PERSON_ID.fullmatch(contact)
        ):  # known at once
            if person in await self.members(contact):
                return True
        return False

    async def language(self, channel: str, person: str) -> Language:
        """The language of what stands in a conversation: of the `person` there, where it is theirs alone."""
        if not channel.startswith("D"):
            return self.access.directory.language
        return (await self.access.of_person(person)).say.language

    async def members(self, contact: str) -> frozenset[str]:
        """The people whom a contact stands for, as far as Slack tells."""
        if PERSON_ID.fullmatch(contact) or GROUP_ID.fullmatch(contact):
            return await self.access.directory.members_of([contact])
        return await self.access.directory.readers_in(await self._channel(contact))

    async def _channel(self, contact: str) -> str:
        if contact.startswith("#"):
            return await self.channels.named(contact.removeprefix("#"))
        if CHANNEL_ID.fullmatch(contact):
            return await self.channels.joined(contact)
        if PERSON_ID.fullmatch(contact):
            return await self.channels.with_person(contact)
        return ""
