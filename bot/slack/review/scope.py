"""Which part of the rulebook somebody looks after, and so which questions their report counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.desk import Item
from bot.report import History
from bot.rulebook import Clause, Library, Owner
from bot.slack.escalation.recipients import Addressee, Recipients


@dataclass(frozen=True)
class Scope:
    """What is reported on: all, or what is nearest to the clauses of these `names`.

    What is near to no clause is theirs who look after the first book (`has_rest`). Of a clause outside of the
    `library`, which is what the reader may see, there is a count alone.
    """

    library: Library
    names: frozenset[str] | None = None
    has_rest: bool = False

    def has(self, clauses: Sequence[str]) -> bool:
        """Whether something is reported on whose nearest clauses these are."""
        if self.names is None:
            return True
        return clauses[0] in self.names if clauses else self.has_rest

    def has_book(self, book: str) -> bool:
        """Whether something of a book is reported on; "": of any."""
        return self.names is None or not book or any(name.startswith(f"{book}/") for name in self.names)

    def of(self, history: History) -> History:
        """The part of a history that is reported on."""
        return history if self.names is None else history.where(self.has)

    def of_clauses(self, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
        """Those that are reported on."""
        return tuple(clause for clause in clauses if self.has(clause.names))

    def of_items(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """Those that are reported on, and of which somebody still waits to hear."""
        return tuple(item for item in items if item.waiting and self.has(item.clauses))


@dataclass(frozen=True)
class Scopes:
    """Knows who looks after what.

    `everything` are those (people and groups by id) who look after all of it, `channel` is where such people are ("":
    nowhere).
    """

    recipients: Recipients
    everything: Sequence[str]
    channel: str

    async def of_person(self, person: str) -> Scope | None:
        """What somebody's report is about; None for whoever looks after nothing."""
        access = self.recipients.access
        seen, whole = await access.of_person(person), access.rules().library
        if seen.refusal:
            return None
        library = seen.responder.index.library
        if await self._looks_after_all(person):
            return Scope(library)
        owners = {clause.heading.owner for clause in whole.clauses} | {book.owner for book in whole.books}
        theirs = {owner for owner in owners if person in await self._members(owner)}
        return _own(library, whole, theirs) if theirs else None

    async def of_addressee(self, addressee: Addressee) -> Scope:
        """What those are told of who look after whole books; of all in the channel of those who look after all."""
        library = await self.recipients.library_of(addressee)
        if addressee.contact == self.channel:
            return Scope(library)
        whole = self.recipients.access.rules().library
        owners = {book.owner for book in whole.books}
        theirs = {each for each in owners if await self._is_there(each, addressee.channel)}
        return _own(library, whole, theirs, are_chapters_asked=False)

    async def _is_there(self, owner: Owner, channel: str) -> bool:
        """Whether an owner is written to in a conversation, however their contact is spelt: `#name` or an id."""
        return any(each.channel == channel for each in await self.recipients.addressees(owner))

    async def _looks_after_all(self, person: str) -> bool:
        named = await self.recipients.access.directory.members_of(self.everything)
        return person in named or bool(self.channel and person in await self.recipients.members(self.channel))

    async def _members(self, owner: Owner) -> frozenset[str]:
        return await self.recipients.members(owner.address) if owner.address else frozenset()


def _own(
    library: Library, whole: Library, owners: Collection[Owner], *, are_chapters_asked: bool = True
) -> Scope:
    """The clauses, by all of their names, in the books of these owners, and in their chapters where asked for."""
    names = frozenset(
        name
        for book in whole.books
        for clause in book.clauses
        if book.owner in owners or (are_chapters_asked and clause.heading.owner in owners)
        for name in clause.names
    )
    return Scope(library, names, has_rest=whole.books[0].owner in owners)
