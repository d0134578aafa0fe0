"""Who reads suggestions: the owners of the books, as far as Slack tells who they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rulebook import Owner, Rulebook
from bot.slack.blocks.rich_text import GROUP_ID
from bot.slack.escalation.recipients import Recipients
from bot.store import AsyncStore
from bot.suggestions import Suggestion


@dataclass(frozen=True)
class SuggestionReaders:
    """Knows whose a suggestion is to read."""

    store: AsyncStore
    recipients: Recipients

    def book(self, id_: str) -> Rulebook | None:
        """The book with this id; None where it is gone: what was written about it is nobody else's to read."""
        books = self.recipients.access.rules().library.books
        return next((each for each in books if each.id == id_), None)

    async def books(self, person: str) -> Sequence[Rulebook]:
        """The books that somebody may write about: they see it, and its owner can be reached."""
        access = await self.recipients.access.of_person(person)
        seen = () if access.refusal else access.responder.index.library.books
        return [book for book in seen if await self._is_reached(book.owner)]

    async def reads(self, person: str, book: Rulebook) -> bool:
        """Whether somebody reads what is written about a book."""
        contact = book.owner.address
        return bool(contact) and person in await self.recipients.members(contact)

    async def before(self, person: str) -> Sequence[Suggestion]:
        """What waits for a person as an owner."""
        found = await self.store.suggestions.before_owners()
        books = {each.book for each in found}
        own = {book for book in books if await self._is_read_by(book, person)}
        return [each for each in found if each.book in own]

    async def find(self, id_: str, person: str) -> Suggestion | None:
        """A suggestion that this person may read something of as its owner."""
        found = await self.store.suggestions.find(id_)
        return found if found and found.shown and await self._is_read_by(found.book, person) else None

    async def _is_read_by(self, book: str, person: str) -> bool:
        found = self.book(book)
        return found is not None and await self.reads(person, found)

    async def _is_reached(self, owner: Owner) -> bool:
        is_group = bool(GROUP_ID.fullmatch(owner.address))
        return is_group or bool((await self.recipients.addressee(owner)).channel)
