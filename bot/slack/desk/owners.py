"""Whose an item is: who may deal with it, and who has it before them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.desk import Item, ItemState, LearnedPair
from bot.knowledge import wordings_settled
from bot.rulebook import Library, Owner
from bot.slack.desk.sorting import book_owner
from bot.slack.escalation.recipients import Recipients, owner_of
from bot.store import AsyncStore

_LISTED = (ItemState.OPEN, ItemState.CHANGING, ItemState.ANSWERED)


@dataclass(frozen=True)
class DeskOwners:
    """Knows owners by the members of what their contact names; where Slack does not tell them, nobody is one."""

    store: AsyncStore
    recipients: Recipients

    @property
    def library(self) -> Library:
        """All that is in force, whoever may see it: it is asked for owners alone."""
        return self.recipients.access.rules().library

    async def may_deal(self, item: Item, person: str) -> bool:
        """Whether it is theirs, or they look after the book that it is about."""
        return await self._is_of(item.contact, person) or await self._is_of(self._book_contact(item), person)

    async def items(self, person: str) -> Sequence[Item]:
        """What a person has before them, newest first: what waits, what is to be changed, what they said themselves."""
        return [item for item in await self.store.desk.items(*_LISTED) if await self._is_before(item, person)]

    async def aside(self, person: str) -> Sequence[LearnedPair]:
        """The pairs of a person's own clauses that are not used, since the clause reads otherwise by now."""
        visible, found = await self.visible(person), []
        for pair in await asyncio.to_thread(self.store.sync.learned.all):
            clause = visible.named(pair.clause)
            if clause is None or wordings_settled(pair, self.library):
                continue
            if await self._is_of(clause.heading.owner.address, person):
                found.append(pair)
        return found

    async def few(self, person: str) -> Sequence[Item]:
        """What waits of theirs that too few people asked for: it is counted, and dealt with by nobody."""
        return [
            item
            for item in await self.store.desk.items(ItemState.OPEN)
            if item.waiting and not item.is_shown and await self._is_of(item.contact, person)
        ]

    async def knows_owner(self, person: str) -> bool:
        """Whether they look after anything at all."""
        return await self.recipients.is_owner(person, self.library)

    async def visible(self, person: str) -> Library:
        """What this person may see of the rulebook."""
        access = await self.recipients.access.of_person(person)
        return Library(()) if access.refusal else access.responder.index.library

    def others(self, item: Item) -> Mapping[str, Owner]:
        """Everybody else who looks after a part of the rulebook, each once, by the name of the first such part."""
        others: dict[str, Owner] = {}
        for part, owner in self.by_part.items():
            if owner.address not in {"", item.contact} and owner not in others.values():
                others[part] = owner
        return others

    def successor(self, item: Item) -> Owner:
        """Who looks after an item whose owner the rules do not name any more.

        Whoever has the same title now, else the owner of the chapter of its nearest clause, else of its book.
        """
        named = (owner for owner in self.by_part.values() if owner.name == item.owner and owner.address)
        chapter = owner_of(item.clauses, self.library)
        found = next(named, None) or chapter
        return found if found and found.address else book_owner(item.clauses, self.library)

    @property
    def by_part(self) -> Mapping[str, Owner]:
        """Who looks after each part of the rulebook, by its name: `code`, `code/7`."""
        books = {book.id: book.owner for book in self.library.books}
        return books | {f"{each.book}/{each.key}": each.owner for each in self.library.headings}

    async def _is_before(self, item: Item, person: str) -> bool:
        if not item.is_shown or (item.state is ItemState.OPEN and not item.waiting):
            return False
        is_theirs = await self._is_of(item.contact, person)
        return is_theirs or (bool(item.referred_at) and await self._is_of(self._book_contact(item), person))

    async def _is_of(self, contact: str, person: str) -> bool:
        return bool(contact) and person in await self.recipients.members(contact)

    def _book_contact(self, item: Item) -> str:
        return book_owner(item.clauses, self.library).address
