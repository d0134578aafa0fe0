"""A chapter that is to be read again by a day, and what its owner wants changed of it."""

import uuid
from dataclasses import dataclass
from datetime import date

from bot.desk import Item, ItemState
from bot.rulebook import Clause, Heading


@dataclass(frozen=True)
class Chapter:
    """A heading with a day by which it is to be read again, and its clauses."""

    heading: Heading
    clauses: tuple[Clause, ...]
    due: date

    @property
    def name(self) -> str:
        """As buttons and the store have it: book/key."""
        return f"{self.heading.book}/{self.heading.key}"

    @property
    def value(self) -> str:
        """What a button carries."""
        return f"{self.name}@{self.due.isoformat()}"


def planned_change(clause: Clause, written: str, by: str) -> Item:
    """What an owner wants changed, as it stands among what they are to do."""
    owner = clause.heading.owner
    return Item(
        uuid.uuid4().hex,
        owner.name[:200],
        owner.address[:200],
        (),
        state=ItemState.CHANGING,
        clause=clause.name,
        text_mark=clause.text_mark,
        reply=written,
        closed_by=by,
    )
